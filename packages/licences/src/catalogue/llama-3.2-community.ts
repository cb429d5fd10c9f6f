import type { LicenceTerms } from '../terms.ts'

export const llama32Community: LicenceTerms = {
  id: 'LicenseRef-llama-3.2-community',
  name: 'Llama 3.2 Community License',
  version: '3.2',
  date: '2024-09-25',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-3.2-community',
  hubTags: ['llama3.2'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-llama-3.2-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_2/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '8cc15535a8a34b41888f644b339a1a9eb428af793a4f5e24df58a3e5b1487d74',
      wordSha256: '2c4a06fb05ca15b611267b574f79377aaaf6b424c617f5c1d0b6f21a2d27974c',
      proseSha256: '85c07a9f5237ad70d1e0c9d64792d697c8a338811598a426711c68f2453d7662',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-3.2-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_2/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '40e2777d7faa6beaf98400654170f414d8ab29b921b5163ad4ea0a1d39894201',
      wordSha256: '128d4632f3768581002601334b10f769f62421684a82442e541221345499b509',
      proseSha256: '5572ba7fb2a3900542afcf444f126c0d72d4eb210d561d89f86dfab6a4e68424',
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
        en: 'hosted use counts as making available a product/service that contains the Materials (interpretation for 3.1+)',
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
      value: 'conditional',
      sections: ['1.b.i'],
      rule: 'named',
      note: {
        de: 'TODO',
        en: "allowed; a distributed model must carry 'Llama' at the start of its name",
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
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['AUP 1.8'],
      note: {
        de: 'TODO',
        en: 'intentionally removing usage restrictions or safety measures',
      },
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
        'Llama 3.2 is licensed under the Llama 3.2 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
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
      fixedWords: ['Built with Llama'],
      note: {
        de: 'TODO',
        en: 'on a related website, UI, blog post, about page or product documentation',
      },
    },
    {
      kind: 'name-prefix',
      triggers: ['distribute-model-built-from-materials', 'distribute-model-trained-on-outputs'],
      sections: ['1.b.i'],
      fixedWords: ['Llama'],
      note: {
        de: 'TODO',
        en: 'triggered by use of Materials or outputs/results, only if the new model is distributed or made available',
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
        referenceOn: '2024-09-25',
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
  territory: [
    {
      excludes: ['EU'],
      modality: 'multimodal',
      tests: ['operator-seat'],
      sections: ['AUP, unnumbered paragraph after item 5'],
      takesAway: ['1.a'],
      sparesThirdPartyProduct: true,
      note: {
        de: 'TODO',
        en: 'EU, not EEA; the licence body uses EEA/Switzerland only to pick the Meta contracting entity',
      },
    },
  ],
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
    sections: ['1.b.i'],
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
      en: 'name prefix duty (1.b.i); the student is not defined as a derivative, so only naming + AUP reach it',
    },
    relicensing: {
      de: 'TODO',
      en: 'own modifications are owned by the maker (5.b) but licence copy and AUP stay',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: 'multimodal = 11B and 90B Vision; 1B/3B are text only (model facts, not licence text)',
    },
    {
      de: 'TODO',
      en: 'AUP sub-items run on: item 2 holds 8-13, item 3 holds 14-19 in the source file',
    },
  ],
}
