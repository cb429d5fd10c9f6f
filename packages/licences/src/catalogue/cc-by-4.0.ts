import type { LicenceTerms } from '../terms.ts'

export const ccBy40: LicenceTerms = {
  id: 'CC-BY-4.0',
  name: 'CC BY 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'open-content',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-4.0',
  hubTags: ['cc-by-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'CC-BY-4.0',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/CC-BY-4.0.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '9e5f1b3c610b9c2da5c313bf81d577a7d1acec686bdb0384edefa6df0f90cd94',
      wordSha256: '772b4c1198d903270cbb4359b7843ccfe8c20d1464add43c274ede584775ab6d',
      proseSha256: 'c36efcfb343ab5538a1342906eef65565983aa7e61ec05514c508032b7b16ef2',
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
