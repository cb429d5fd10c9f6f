import type { LicenceTerms } from '../terms.ts'

export const mistralResearch01: LicenceTerms = {
  id: 'LicenseRef-mistral-research-0.1',
  name: 'Mistral AI Research License',
  version: '0.1',
  date: '2024-07',
  steward: 'Mistral AI SAS',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-mistral-research-0.1',
  hubTags: ['other:mrl'],
  appliesTo: ['Mistral Large 2407/2411', 'Ministral 8B 2410', 'Pixtral Large'],
  source: 'secondary-copy',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-mistral-research-0.1',
      role: 'licence',
      source: 'secondary-copy',
      sha256: 'a4e93516ef52348622cf22bb3088f31d2a889c01881b71a93e82b7dfd3abec99',
      wordSha256: '35865446012ae0961ce46095a0af3fe9d5408842dcf9a964aebd08b0bdb335c5',
      proseSha256: '7048eea2f103064e97dca25d5cf0b5b5c45fb7a5f1b5ffa147278f1126ee78cb',
      isHashUsable: false,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['3.2', '9'],
    },
    internalUse: {
      value: 'no',
      sections: ["9 'Research Purposes'"],
      note: {
        de: 'TODO',
        en: 'company staff in daily tasks and revenue-aimed tests/PoCs are outside',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['9'],
      note: {
        de: 'TODO',
        en: 'any distribution by a commercial entity, also free or behind a software layer',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.2'],
      note: {
        de: 'TODO',
        en: 'not by commercial entities (9)',
      },
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.3', '4.3'],
    },
    modify: {
      value: 'conditional',
      sections: ['2.1'],
      limits: ['research', 'non-commercial'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['3.2', '4.2'],
      rule: 'purpose-limited',
      note: {
        de: 'TODO',
        en: 'Outputs only for Research Purposes',
      },
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['3.2', '9'],
    },
    {
      tag: 'production',
      strength: 'absolute',
      sections: ['9'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights'],
      sections: ['2.2'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['2.2'],
      fixedWords: ['Licensed by Mistral AI under the Mistral AI Research License'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['2.3'],
    },
    {
      kind: 'no-endorsement-claim',
      triggers: ['distribute-derivative'],
      sections: ['3.1'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['7.2'],
    says: {
      de: 'TODO',
      en: 'breach, at any time; cease use, delete permanently',
    },
  },
  litigation: {
    found: true,
    sections: ['7.3'],
    says: {
      de: 'TODO',
      en: 'claim vs anyone that the Model or a Derivative infringes; all licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['5.2'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['5.1', '6.1'],
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
    law: 'France',
    forum: 'Paris courts',
    isCisgExcluded: true,
    sections: ['8.1', '8.2'],
  },
  descent: {
    sections: ['2.3', '4.3', '3.2', '4.2'],
    fineTune: {
      de: 'TODO',
      en: 'Derivative, Section 3 sticks even under other terms (4.3)',
    },
    quantisation: {
      de: 'TODO',
      en: 'Derivative',
    },
    merge: {
      de: 'TODO',
      en: 'Derivative',
    },
    distillation: {
      de: 'TODO',
      en: 'outputs bound by Section 3 (4.2)',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: 'Outputs of commercial users are also tainted: 3.2 + 4.2',
    },
  ],
}
