import type { LicenceTerms } from '../terms.ts'

export const llama3Community: LicenceTerms = {
  id: 'LicenseRef-llama-3-community',
  name: 'Meta Llama 3 Community License',
  version: '3',
  date: '2024-04-18',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-3-community',
  hubTags: ['llama3'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-llama-3-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '6afe79695ec2b066faaacea47584f8581d5d1f2d0d8078970e52be699a383af5',
      wordSha256: 'b523b6ec93be3b97d0ed8aff5c50b1cbfe0fd3b54a4d49165ba9262946ae6e6d',
      proseSha256: '1a4193247cc98650f79764c156fc364d175e4858f9bd0664f2b6baf22ef04b87',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-3-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'da147301380ac432394647edc6576a9f3f69e3de987d7497fa5c77b8c580797f',
      wordSha256: 'ec33cc7721f32acec957cdc6586a7950d2bb5651e4effeda1810e7443e0c10ae',
      proseSha256: 'ab30d375a5a7043d667e9e3c1e4d71ad19b689d28a0cc3a6c3642bad391903c4',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['1.a', '2'],
    },
    internalUse: {
      value: 'yes',
      sections: ['1.a'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['1.b.i'],
      note: {
        de: 'TODO',
        en: 'hosted use counts as making available a product/service that uses the Materials (interpretation for 3.1+)',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['1.b.i', '1.b.iii'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['1.b.i'],
    },
    modify: {
      value: 'yes',
      sections: ['1.a'],
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['1.b.v'],
      rule: 'barred',
      note: {
        de: 'TODO',
        en: 'may not use Materials or output to improve any other LLM (own-family derivatives excepted)',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'TODO',
        en: "'intellectual property or other rights' embodied in the materials",
      },
    },
  },
  bans: [
    {
      tag: 'violence-terror',
      strength: 'absolute',
      sections: ['AUP 1.1.1'],
    },
    {
      tag: 'minors',
      strength: 'absolute',
      sections: ['AUP 1.1.2', 'AUP 1.1.3', 'AUP 1.1.4'],
    },
    {
      tag: 'sexual-content',
      strength: 'intent',
      sections: ['AUP 1.1.5'],
      note: {
        de: 'TODO',
        en: 'sexual solicitation',
      },
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['AUP 1.1.6'],
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['AUP 1.2'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['AUP 1.3'],
      note: {
        de: 'TODO',
        en: 'discrimination or other unlawful or harmful conduct in providing employment, benefits, credit, housing, essential goods/services',
      },
    },
    {
      tag: 'employment-decision',
      strength: 'intent',
      sections: ['AUP 1.3'],
      note: {
        de: 'TODO',
        en: 'only discriminatory/unlawful/harmful conduct is barred, not employment use as such',
      },
    },
    {
      tag: 'essential-services',
      strength: 'intent',
      sections: ['AUP 1.3'],
      note: {
        de: 'TODO',
        en: 'as 1.3',
      },
    },
    {
      tag: 'unlicensed-profession',
      strength: 'unlicensed-only',
      sections: ['AUP 1.4'],
    },
    {
      tag: 'sensitive-data',
      strength: 'without-consent',
      sections: ['AUP 1.5'],
    },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['AUP 1.6'],
    },
    {
      tag: 'malware-cyber',
      strength: 'absolute',
      sections: ['AUP 1.7'],
    },
    {
      tag: 'military',
      strength: 'risk-linked',
      sections: ['AUP 2.1'],
    },
    {
      tag: 'nuclear',
      strength: 'risk-linked',
      sections: ['AUP 2.1'],
    },
    {
      tag: 'espionage',
      strength: 'risk-linked',
      sections: ['AUP 2.1'],
    },
    {
      tag: 'itar-bwc-cwc',
      strength: 'risk-linked',
      sections: ['AUP 2.1'],
    },
    {
      tag: 'weapons',
      strength: 'risk-linked',
      sections: ['AUP 2.2'],
    },
    {
      tag: 'drugs',
      strength: 'risk-linked',
      sections: ['AUP 2.3'],
    },
    {
      tag: 'critical-infrastructure',
      strength: 'risk-linked',
      sections: ['AUP 2.4'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['AUP 3.1'],
    },
    {
      tag: 'spam-fake-engagement',
      strength: 'absolute',
      sections: ['AUP 3.3', 'AUP 3.6'],
    },
    {
      tag: 'impersonation',
      strength: 'without-consent',
      sections: ['AUP 3.4'],
    },
    {
      tag: 'undisclosed-ai',
      strength: 'absolute',
      sections: ['AUP 3.5'],
      note: {
        de: 'TODO',
        en: 'representing output as human-made',
      },
    },
    {
      tag: 'end-user-disclosure',
      strength: 'absolute',
      sections: ['AUP 4'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['1.b.i'],
      note: {
        de: 'TODO',
        en: "no 'third party' qualifier in the trigger: 'distribute or make available'",
      },
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['1.b.iii'],
      fixedWords: [
        'Meta Llama 3 is licensed under the Meta Llama 3 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
      ],
    },
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['1.b.iv'],
    },
    {
      kind: 'no-allow-others-to-breach-aup',
      triggers: ['any-use'],
      sections: ['AUP opening sentence of Prohibited Uses'],
      note: {
        de: 'TODO',
        en: "'use, or allow others to use'",
      },
    },
    {
      kind: 'badge',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['1.b.i'],
      fixedWords: ['Built with Meta Llama 3'],
      note: {
        de: 'TODO',
        en: 'on a related website, UI, blog post, about page or product documentation',
      },
    },
    {
      kind: 'name-prefix',
      triggers: ['distribute-model-built-from-materials'],
      sections: ['1.b.i'],
      fixedWords: ['Llama 3'],
      note: {
        de: 'TODO',
        en: 'triggered by use of the Materials',
      },
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 700000000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2024-04-18',
        window: {
          de: 'TODO',
          en: 'calendar month before the reference date',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'products or services of licensee or affiliates',
      },
      effect: 'no-rights-until-granted',
      sections: ['2'],
      note: {
        de: 'TODO',
        en: 'measured once, at release: later growth does not trigger; does not apply to recipients of an integrated end-user product (1.b.ii)',
      },
    },
  ],
  territory: [],
  powers: [
    {
      kind: 'aup-may-change',
      sections: ['1.b.iv', 'AUP introduction'],
      note: {
        de: 'TODO',
        en: "AUP incorporated by URL; 'most recent copy' online",
      },
    },
    {
      kind: 'request-separate-licence',
      sections: ['2'],
    },
  ],
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'TODO',
      en: 'breach of any term; delete and cease use; 3, 4, 7',
    },
  },
  litigation: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'TODO',
      en: 'IP claim about materials or outputs against Meta or any entity; all licences end on filing',
    },
  },
  indemnity: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['3', '4'],
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
    law: 'California',
    forum: 'California courts',
    isCisgExcluded: true,
    sections: ['7'],
  },
  descent: {
    sections: ['1.b.i', '1.b.v'],
    fineTune: {
      de: 'TODO',
      en: 'same licence (derivative works)',
    },
    quantisation: {
      de: 'TODO',
      en: 'same licence (modification/derivative)',
    },
    merge: {
      de: 'TODO',
      en: 'same licence for the merged whole',
    },
    distillation: {
      de: 'TODO',
      en: 'barred for other LLMs (1.b.v)',
    },
    relicensing: {
      de: 'TODO',
      en: 'own modifications are owned by the maker (5.b) but licence copy and AUP stay',
    },
  },
  notes: [],
}
