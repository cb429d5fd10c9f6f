import type { LicenceTerms } from '../terms.ts'

export const ccByNc40: LicenceTerms = {
  id: 'CC-BY-NC-4.0',
  name: 'CC BY-NC 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-NC-4.0',
  hubTags: ['cc-by-nc-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'CC-BY-NC-4.0',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/CC-BY-NC-4.0.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '3711f963c05d0be80d53e5923308a6dee31b203da23435c9cfb7c7b6e4dd5e19',
      wordSha256: 'ad29e5e435f95d5ab290546ecbf1154a1cde559f25e8ac43485f556a103d03af',
      proseSha256: '34e6561e4cb188766e2356b6ae1eebfe543caf360e734cc0310641d21c1b59c5',
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
      value: 'conditional',
      sections: ['2(a)(1)', '3'],
    },
    modify: {
      value: 'yes',
      sections: ['2(a)(1)'],
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
