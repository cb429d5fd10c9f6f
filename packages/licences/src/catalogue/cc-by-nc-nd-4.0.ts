import type { LicenceTerms } from '../terms.ts'

export const ccByNcNd40: LicenceTerms = {
  id: 'CC-BY-NC-ND-4.0',
  name: 'CC BY-NC-ND 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-NC-ND-4.0',
  hubTags: ['cc-by-nc-nd-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'CC-BY-NC-ND-4.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/cc-by-nc-nd-4.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '78d0eef699abb914f80accd8900bf76dc948a8b5a721e7f7ca7c198a872949d1',
      wordSha256: 'de970f0d05e69978e0fca977cc9d66bd21663ad4e4c62854d19ec4f3b7df4c83',
      proseSha256: '259089aed684e3e187b96f14cec7a697bc5438430d65b50167b71b6f09c18653',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2(a)(1)'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['2(a)(1)'],
      limits: ['non-commercial'],
      note: {
        de: 'TODO',
        en: 'use inside a company is not automatically non-commercial: definition 1 NonCommercial',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['2(a)(1)'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3(a)'],
    },
    redistributeDerivatives: {
      value: 'no',
      sections: ['2(a)(1)', '3'],
    },
    modify: {
      value: 'conditional',
      sections: ['2(a)(1)'],
      limits: ['non-commercial'],
      note: {
        de: 'TODO',
        en: 'adapted material may be made but not shared',
      },
    },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
      note: {
        de: 'TODO',
        en: 'whether training makes Adapted Material is unsettled; patents and trademarks excluded 2(b)(2)',
      },
    },
    patentGrant: {
      value: 'no',
      sections: ['2(b)(2)'],
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['2(a)(1)', '1 NonCommercial'],
    },
  ],
  duties: [
    {
      kind: 'attribution-notice',
      triggers: ['share'],
      sections: ['3(a)(1)'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['share'],
      sections: ['3(a)(1)(B)'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'TODO',
      en: 'automatic on breach, cured if fixed within 30 days of discovery',
    },
  },
  disclaimer: {
    found: true,
    sections: ['warranty disclaimer in the text'],
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
  notes: [],
}
