import type { LicenceTerms } from '../terms.ts'

export const llama2Community: LicenceTerms = {
  id: 'LicenseRef-llama-2-community',
  name: 'Llama 2 Community License',
  version: '2',
  date: '2023-07-18',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-2-community',
  hubTags: ['llama2'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-llama-2-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama2/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'e30d9339da533205f88140009e32d62c1d73911b8a0bef0d0b252f549ed8e9c4',
      wordSha256: 'e4937443ca1ceec64e98765d57423be7d0655ee74cf2fadb640ab768b6e0684d',
      proseSha256: 'c5dfc90b09c8ad3458fc84db58152418d31e85c271081f06f2ff2047e82adae2',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-2-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama2/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'bf462e7787cc55d2b81819f3b521f054df07dfa50cf1391e21fe5f7cdd4ba9f6',
      wordSha256: '38fcb753454f4bec29681e7730595aff9a074593c68a1c745f5b3fa9fb2ab7c9',
      proseSha256: 'd1d098d079f01245927563bdb92a84303a30e71ad26ccc8b769a22ccbfc18382',
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
        en: 'wording limited to third parties',
      },
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['1.b.iii'],
      fixedWords: [
        'Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc. All Rights Reserved.',
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
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 700000000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2023-07-18',
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
