import type { LicenceTerms } from '../terms.ts'

export const llama4Community: LicenceTerms = {
  id: 'LicenseRef-llama-4-community',
  name: 'Llama 4 Community License',
  version: '4',
  date: '2025-04-05',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-4-community',
  hubTags: ['llama4'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-llama-4-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama4/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '6b346865267ef58a4592287a99e9417178223c9300e9da361ce7801be6dea61f',
      wordSha256: '4b00eed363b5c5c8c64b2de02d469c33f6f871f9898e8a963c36e1e8f0b87da6',
      proseSha256: 'b1ce6bcbfdc3df32ac30d8cef2830757c6920a2f40cd1980273c2ddae1497700',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-4-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama4/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'bbf009b29f1dc413c2b3c9abb12637b0cdffa350cd0a3bd6eba89b270fc9e83f',
      wordSha256: '15c174a3bcf1161e942e90380837cb47d49639419564d89fd27ffdcc1a299274',
      proseSha256: '1098069f4a2f48b5db84060fa3ac303d0a020b93bc650c651bbac70c401fa1a2',
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
        'Llama 4 is licensed under the Llama 4 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
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
        referenceOn: '2025-04-05',
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
      sections: ['AUP, unnumbered paragraph after the last numbered item'],
      takesAway: ['1.a'],
      sparesThirdPartyProduct: true,
      note: {
        de: 'TODO',
        en: 'EU, not EEA; the licence body uses EEA/Switzerland only to pick the Meta contracting entity; the paragraph follows item 6 in the git copy and item 5 on the web copy',
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
      en: 'git copy numbers the AUP 1,3,4,5,6 (2 missing); the web copy 1-5 with letters: cite by words, not by number',
    },
    {
      de: 'TODO',
      en: 'Scout and Maverick are natively multimodal, so the EU exclusion reaches the whole release',
    },
  ],
}
