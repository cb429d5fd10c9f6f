import type { LicenceTerms } from '../terms.ts'

export const tongyiQianwenResearch: LicenceTerms = {
  id: 'LicenseRef-tongyi-qianwen-research',
  name: 'Tongyi Qianwen RESEARCH LICENSE AGREEMENT',
  version: '2023',
  date: '2023-11-30',
  steward: 'Alibaba Cloud',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-tongyi-qianwen-research',
  hubTags: ['other:tongyi-qianwen-research'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-tongyi-qianwen-research',
      role: 'licence',
      found: {
        repository: 'QwenLM/Qwen',
        path: 'Tongyi Qianwen RESEARCH LICENSE AGREEMENT',
        commit: '2df8e8ac450fa185c421a08b0090ef81826caa6e',
      },
      source: 'official-file',
      sha256: '41f3a23ef5ca5bf9dec082e2f0da6a9c74b69e24d15b7baa8a8e9dd2edf7cf63',
      wordSha256: '833d6d7466671d563ad3c1105479072be0f7ea57203d242efa91b40ca3ac2a11',
      proseSha256: '3c06ea4061f85a9cd30ee189b82844f3ccf5c651980e2f5eb7c79b65c0e1be91',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['2'],
      limits: ['research', 'non-commercial'],
    },
    hostedService: {
      value: 'no',
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
      sections: ['4.b'],
      rule: 'barred',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['2'],
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['4.a'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['4.a'],
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
        'Tongyi Qianwen is licensed under the Tongyi Qianwen RESEARCH LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
      ],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['7.b'],
    says: {
      de: 'TODO',
      en: 'breach; delete and cease use',
    },
  },
  litigation: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'TODO',
      en: 'IP claim on Materials or output against licensor or any entity; all licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['6.d'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['6'],
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
    sections: ['8'],
  },
  descent: {
    sections: ['3', '4.b'],
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
