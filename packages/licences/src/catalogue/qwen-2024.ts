import type { LicenceTerms } from '../terms.ts'

export const qwen2024: LicenceTerms = {
  id: 'LicenseRef-qwen-2024',
  name: 'Qwen LICENSE AGREEMENT',
  version: '2024-09-19',
  date: '2024-09-19',
  steward: 'Alibaba Cloud',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-qwen-2024',
  hubTags: ['other:qwen'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-qwen-2024',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/qwen-2024.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'c04f7c8d5721b4081eb4e95ebf19224ffd459e5d185a13ca2d7dc4405b34ed95',
      wordSha256: '17b27db6aaf3133b2fbca987b27e0f5c986b4e55c7247697f2900c111fe9f22f',
      proseSha256: '97809c8e046169b6156b7687d85052c47ebac1554be61d674a38cebda0300305',
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
      value: 'conditional',
      sections: ['5.b'],
      rule: 'badged',
      note: {
        de: 'TODO',
        en: 'badge in documentation when the trained model is distributed or made available',
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
        'Qwen is licensed under the Qwen LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
      ],
    },
    {
      kind: 'badge',
      triggers: ['distribute-model-trained-on-outputs', 'distribute-model-built-from-materials'],
      sections: ['5.b'],
      fixedWords: ['Built with Qwen', 'Improved using Qwen'],
      note: {
        de: 'TODO',
        en: 'in related product documentation',
      },
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
      en: 'badge duty only',
    },
  },
  notes: [],
}
