import type { LicenceTerms } from '../terms.ts'

export const ccBySa40: LicenceTerms = {
  id: 'CC-BY-SA-4.0',
  name: 'CC BY-SA 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'open-content',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-SA-4.0',
  hubTags: ['cc-by-sa-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'CC-BY-SA-4.0',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/CC-BY-SA-4.0.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '23ee78c8bae49cf08ea2f0c84945c66b987ebe4520881fb51b3dad4fb43d07c2',
      wordSha256: 'a9daf24fd444b1b12d8a2474d5c575e2a69c0820af25127ce78436c5b6e77315',
      proseSha256: '9e6cea1247342ada2a126e536b8bf3f18c427ffa85d53a48800c7a2663527f9b',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2(a)(1)'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2(a)(1)'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['2(a)(1)'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3(a)'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2(a)(1)', '3(b)'],
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
  bans: [],
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
    {
      kind: 'same-licence',
      triggers: ['share-adapted'],
      sections: ['3(b)'],
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
