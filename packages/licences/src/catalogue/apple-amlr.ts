import type { LicenceTerms } from '../terms.ts'

export const appleAmlr: LicenceTerms = {
  id: 'LicenseRef-apple-amlr',
  name: 'Apple Machine Learning Research Model License',
  version: '2025',
  date: '2025',
  steward: 'Apple Inc.',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-apple-amlr',
  hubTags: ['apple-amlr'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-apple-amlr',
      role: 'licence',
      found: {
        repository: 'apple/ml-mobileclip',
        path: 'LICENSE_MODELS',
        commit: '4144bb1f081a6bcb9bc9e6552dee3b29a9ef9855',
      },
      source: 'official-file',
      sha256: '30c59d255d2b4075ba11b81ce5aa0109c28d28138d66d52f7f5d8cbba814df8b',
      wordSha256: '37f4324d176e49ca8f7675fe3512a9756cd104c79b5eec4a986e221ca313b574',
      proseSha256: '988572842a8628ae684204a8a9b7887efc41f3a108fc8e267aef4b76b69b2bd1',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['License Scope'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['License Scope'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'TODO',
        en: 'non-commercial scientific research; no product development',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['License Scope'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['Distribution'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['Distribution'],
    },
    modify: {
      value: 'conditional',
      sections: ['License Scope'],
      limits: ['research', 'non-commercial'],
    },
    outputsTrainOtherModels: {
      value: 'unverified',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['License Scope'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['Distribution'],
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['Distribution'],
      fixedWords: [
        'Apple Machine Learning Research Model is licensed under the Apple Machine Learning Research Model License Agreement.',
      ],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['Distribution'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'revocable',
      sections: ['License Scope'],
    },
  ],
  termination: {
    found: true,
    sections: ['Term and Termination'],
    says: {
      de: 'TODO',
      en: 'breach, at any time',
    },
  },
  disclaimer: {
    found: true,
    sections: ['Disclaimer'],
    says: {
      de: 'TODO',
      en: 'see the text',
    },
  },
  audit: {
    found: false,
  },
  feedback: {
    found: false,
  },
  governingLaw: {
    law: 'California',
    sections: ['Governing Law'],
  },
  notes: [],
}
