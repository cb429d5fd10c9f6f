import type { LicenceTerms } from '../terms.ts'

export const tongyiQianwen: LicenceTerms = {
  id: 'LicenseRef-tongyi-qianwen',
  name: 'Tongyi Qianwen LICENSE AGREEMENT',
  version: '2023',
  date: '2023-08-03',
  steward: 'Alibaba Cloud',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-tongyi-qianwen',
  hubTags: ['other:tongyi-qianwen'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-tongyi-qianwen',
      role: 'licence',
      found: {
        repository: 'QwenLM/Qwen',
        path: 'Tongyi Qianwen LICENSE AGREEMENT',
        commit: '2df8e8ac450fa185c421a08b0090ef81826caa6e',
      },
      source: 'official-file',
      sha256: '7c7b8e244f6aa1ac8c32b74f56d42c41a0364dd2dabed8d9c6030a862e805b54',
      wordSha256: '76c826605dbeef3bf72506415f2ec690fb2779a618d4dcffaa4fb09123b4288d',
      proseSha256: '9c33665b88481cb9e99c353126c0c1e488984745a2d1ff151c002971e5aa7e91',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2', '4'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['3'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['3'],
    },
    modify: {
      value: 'yes',
      sections: ['2'],
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['5.b'],
      rule: 'barred',
      note: {
        de: 'TODO',
        en: 'may not improve any other LLM',
      },
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['5.a'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['5.a'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['3.a'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['3.b'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.c'],
      fixedWords: [
        'Tongyi Qianwen is licensed under the Tongyi Qianwen LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
      ],
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 100000000,
      unit: 'users',
      measured: {
        rule: 'continuous',
        window: {
          de: 'TODO',
          en: 'calendar month',
        },
      },
      of: 'product',
      scope: {
        de: 'TODO',
        en: 'the product or service used commercially',
      },
      effect: 'no-rights-until-granted',
      sections: ['4'],
    },
  ],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['8.b'],
    says: {
      de: 'TODO',
      en: 'breach; delete and cease use',
    },
  },
  litigation: {
    found: true,
    sections: ['6.c'],
    says: {
      de: 'TODO',
      en: 'IP claim on Materials or output against licensor or any entity; all licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['7.d'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['7'],
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
    law: 'China',
    forum: "People's Courts in Hangzhou",
    isCisgExcluded: true,
    sections: ['9'],
  },
  descent: {
    sections: ['3', '5.b'],
    fineTune: {
      de: 'TODO',
      en: 'same licence for the material part; own terms allowed for modifications if compliant',
    },
    quantisation: {
      de: 'TODO',
      en: 'modification',
    },
    distillation: {
      de: 'TODO',
      en: 'barred for other LLMs',
    },
  },
  notes: [],
}
