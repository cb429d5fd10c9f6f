import type { LicenceTerms } from '../terms.ts'

export const stabilityCommunity202407: LicenceTerms = {
  id: 'LicenseRef-stability-community-2024-07',
  name: 'Stability AI Community License',
  version: '2024-07-05',
  date: '2024-07-05',
  steward: 'Stability AI Ltd',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-stability-community-2024-07',
  hubTags: ['other:stabilityai-ai-community'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-stability-community-2024-07',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/stability-ai-community-2024.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '5acbcfb7e7e290bfa0905cc7612ab5c31dae2428f13ce99452e3536d30c61b5a',
      wordSha256: '8822cbf840520d4a70abe0cabfb755dfdd0807f18e373e082cc48a3b247134b4',
      proseSha256: '714f1acd67e98ccfa12529effdbcb1d4b03437c9fa943173ef328de60e93bd29',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['III'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['III'],
      note: {
        de: 'TODO',
        en: 'internal business operations ARE Commercial Purpose',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['III', 'IV.a'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['IV.a'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['IV.a'],
    },
    modify: {
      value: 'yes',
      sections: ['II', 'III'],
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['IV.b'],
      rule: 'barred',
      note: {
        de: 'TODO',
        en: 'no foundational generative AI model other than theirs',
      },
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['IV.b'],
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['IV.b'],
    },
  ],
  duties: [
    {
      kind: 'register-with-licensor',
      triggers: ['commercial-use'],
      sections: ['III'],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['IV.a(i)'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['IV.a(ii)'],
      fixedWords: [
        'This Stability AI Model is licensed under the Stability AI Community License, Copyright © Stability AI Ltd. All Rights Reserved',
      ],
    },
    {
      kind: 'badge',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['IV.a(iii)'],
      fixedWords: ['Powered by Stability AI'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['IV.a'],
    },
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['IV.b'],
    },
  ],
  thresholds: [
    {
      metric: 'annual-revenue',
      above: 1000000,
      unit: 'USD',
      measured: {
        rule: 'continuous',
        window: {
          de: 'TODO',
          en: 'year',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'You or affiliates, single or aggregate, whatever the source of revenue',
      },
      effect: 'licence-ends',
      sections: ['III'],
      note: {
        de: 'TODO',
        en: 'does not reach recipients of an integrated end-user product; only for Commercial Purpose',
      },
    },
  ],
  territory: [],
  powers: [
    {
      kind: 'aup-may-change',
      sections: ["V 'AUP'"],
    },
    {
      kind: 'revocable',
      sections: ['II', 'III'],
    },
  ],
  termination: {
    found: true,
    sections: ['IV.f', 'III'],
    says: {
      de: 'TODO',
      en: 'breach; revenue threshold; delete and cease use incl. derivatives',
    },
  },
  litigation: {
    found: true,
    sections: ['IV.c(iv)'],
    says: {
      de: 'TODO',
      en: 'IP proceedings against Stability; licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['IV.c(iv)'],
    says: {
      de: 'TODO',
      en: 'yes, for use in violation',
    },
  },
  disclaimer: {
    found: true,
    sections: ['IV.d', 'IV.e'],
    says: {
      de: 'TODO',
      en: 'see the text',
    },
  },
  audit: {
    found: false,
  },
  feedback: {
    found: true,
    sections: ['IV.c(v)'],
    says: {
      de: 'TODO',
      en: 'voluntary; perpetual licence to Stability',
    },
  },
  governingLaw: {
    law: 'US / California',
    isCisgExcluded: true,
    sections: ['IV.g'],
  },
  descent: {
    sections: ['IV.a', 'IV.b'],
    fineTune: {
      de: 'TODO',
      en: "Derivative Work (V), incl. LoRA and models based on the Model's output",
    },
    distillation: {
      de: 'TODO',
      en: 'Derivative Work + IV.b bar',
    },
  },
  notes: [],
}
