import type { LicenceTerms } from '../terms.ts'

export const openAleph10: LicenceTerms = {
  id: 'LicenseRef-open-aleph-1.0',
  name: 'Open Aleph License',
  version: '1.0',
  date: '2024-08',
  steward: 'IPAI Aleph Alpha Research GmbH',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-open-aleph-1.0',
  hubTags: ['other:open-aleph-license'],
  appliesTo: ['Pharia-1-LLM-7B', 'llama-3_1-based T-Free models'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-open-aleph-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/open-aleph-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '86c7d581cd51ce88bcfc4cb975b38e61f1f675dbb8ca0cf4cf20c0e506df40ae',
      wordSha256: '6f47ca1a54a2189727b110dbbbf4375c90c19f04bd3d63878e56f0314f5711db',
      proseSha256: '7aae9d54729a01f6a07267c596e0385a09c8d64540ac6a13a660f90e9a0592e9',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2', '3.3'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['3', '4'],
      limits: ['non-commercial'],
      note: {
        de: 'TODO',
        en: 'non-commercial and non-administrative',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['3.3.b'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['5', '7'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['6'],
      note: {
        de: 'TODO',
        en: 'same licence, no charge, complete source',
      },
    },
    modify: {
      value: 'conditional',
      sections: ['2'],
      limits: ['non-commercial'],
    },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
      note: {
        de: 'TODO',
        en: 'no claim to output made in compliance',
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
      sections: ['3.1', '3.3'],
    },
    {
      tag: 'public-authority-user',
      strength: 'absolute',
      sections: ['4.1', '4.2', '4.3'],
      note: {
        de: 'TODO',
        en: 'governments, administrations, law enforcement, courts, bodies under public law; education and public research excepted',
      },
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['10'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'intent',
      sections: ['10'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'ui-exposed'],
      sections: ['5'],
      note: {
        de: 'TODO',
        en: 'also where end users interact through a UI',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['6.a'],
      note: {
        de: 'TODO',
        en: 'with date',
      },
    },
    {
      kind: 'provide-source',
      triggers: ['distribute-derivative'],
      sections: ['6.b'],
    },
    {
      kind: 'same-licence',
      triggers: ['distribute-derivative'],
      sections: ['6.c'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['2'],
    says: {
      de: 'TODO',
      en: 'automatic on breach',
    },
  },
  disclaimer: {
    found: true,
    sections: ['8', '9'],
    says: {
      de: 'TODO',
      en: 'liability kept for intent and fraudulent concealment: German-law style',
    },
  },
  audit: {
    found: false,
  },
  feedback: {
    found: false,
  },
  descent: {
    sections: ['6', '1'],
    fineTune: {
      de: 'TODO',
      en: 'copyleft: same licence',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: 'for German public bodies this is a hard stop: double test non-commercial AND non-administrative',
    },
  ],
}
