import type { LicenceTerms } from '../terms.ts'

export const hunyuanA13bCommunity: LicenceTerms = {
  id: 'LicenseRef-hunyuan-a13b-community',
  name: 'Tencent Hunyuan Community License (A13B)',
  version: '2025-06-27',
  date: '2025-06-27',
  steward: 'Tencent',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-hunyuan-a13b-community',
  hubTags: ['other:tencent-hunyuan-community'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-hunyuan-a13b-community',
      role: 'licence',
      found: {
        repository: 'Tencent-Hunyuan/Hunyuan-A13B',
        path: 'LICENSE',
        commit: '2798f3c8b6a69e0ce93950b0d2417203cf950fa0',
      },
      source: 'official-file',
      sha256: 'e3e51427556222cb152990f47991eedbd6ffa6561bb9346580d32e841e13530c',
      wordSha256: '93234ce6bd8174839dc8e3e1c89add0c30c9c233b59636a98ffd66a6bd711647',
      proseSha256: '0f60b7b519d7cf36356fdee59b73d2b709c5dac9f11e4632f1792a8e0fd88a63',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2', '4'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['2', '5.c'],
      note: {
        de: 'TODO',
        en: 'Territory only',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['3'],
      note: {
        de: 'TODO',
        en: 'Territory only',
      },
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
      value: 'conditional',
      sections: ['2'],
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['5.b'],
      rule: 'barred',
      note: {
        de: 'TODO',
        en: 'no improvement of any other AI model',
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
      sections: ['Ex. A 2'],
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['Ex. A 5'],
    },
    {
      tag: 'minors',
      strength: 'absolute',
      sections: ['Ex. A 6'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Ex. A 7'],
    },
    {
      tag: 'election-influence',
      strength: 'intent',
      sections: ['Ex. A 7'],
    },
    {
      tag: 'spam-fake-engagement',
      strength: 'absolute',
      sections: ['Ex. A 8'],
    },
    {
      tag: 'defamation-harassment',
      strength: 'intent',
      sections: ['Ex. A 9'],
    },
    {
      tag: 'malware-cyber',
      strength: 'intent',
      sections: ['Ex. A 10'],
    },
    {
      tag: 'pii-harm',
      strength: 'intent',
      sections: ['Ex. A 11'],
    },
    {
      tag: 'undisclosed-ai',
      strength: 'without-disclosure',
      sections: ['Ex. A 12'],
    },
    {
      tag: 'impersonation',
      strength: 'without-consent',
      sections: ['Ex. A 13'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'automated',
      sections: ['Ex. A 14'],
      note: {
        de: 'TODO',
        en: 'high-stakes: law enforcement, migration, medicine, critical infrastructure, safety components, credit, employment, housing, education, social scoring, insurance',
      },
    },
    {
      tag: 'employment-decision',
      strength: 'automated',
      sections: ['Ex. A 14'],
    },
    {
      tag: 'critical-infrastructure',
      strength: 'automated',
      sections: ['Ex. A 14'],
    },
    {
      tag: 'law-enforcement-justice',
      strength: 'automated',
      sections: ['Ex. A 14'],
    },
    {
      tag: 'social-scoring',
      strength: 'automated',
      sections: ['Ex. A 14'],
    },
    {
      tag: 'violence-terror',
      strength: 'absolute',
      sections: ['Ex. A 16'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'intent',
      sections: ['Ex. A 17'],
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'intent',
      sections: ['Ex. A 18'],
    },
    {
      tag: 'military',
      strength: 'absolute',
      sections: ['Ex. A 19'],
    },
    {
      tag: 'unlicensed-profession',
      strength: 'unlicensed-only',
      sections: ['Ex. A 20'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['3.a'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['3.b'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['3.d'],
      note: {
        de: 'TODO',
        en: 'not for hosted services',
      },
    },
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.a'],
    },
    {
      kind: 'badge-encouraged',
      triggers: ['distribute-weights', 'hosted-service'],
      sections: ['3.c'],
      fixedWords: ['Powered by Tencent Hunyuan'],
      note: {
        de: 'TODO',
        en: 'encouraged only',
      },
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 100000000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2025-06-27',
        window: {
          de: 'TODO',
          en: 'calendar month before the reference date',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'all products or services by or for Licensee (affiliates not named)',
      },
      effect: 'no-rights-until-granted',
      sections: ['4'],
    },
  ],
  territory: [
    {
      excludes: ['EU', 'GB', 'KR'],
      modality: 'any',
      tests: ['place-of-use', 'place-of-output-use'],
      sections: ['preamble', '1.l', '2', '5.c', 'Ex. A 1'],
      takesAway: [],
      sparesThirdPartyProduct: false,
      note: {
        de: 'TODO',
        en: '5.c reaches Output and results used outside the Territory: remote hosting does not cure it',
      },
    },
  ],
  powers: [
    {
      kind: 'aup-may-change',
      sections: ['Ex. A intro'],
    },
  ],
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
      en: 'IP claim on Materials or Output against anyone; all licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['6.c'],
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
    law: 'Hong Kong SAR',
    forum: 'Hong Kong courts',
    isCisgExcluded: true,
    sections: ['9'],
  },
  descent: {
    sections: ['3', '5.b'],
    fineTune: {
      de: 'TODO',
      en: 'Model Derivative 1.g',
    },
    quantisation: {
      de: 'TODO',
      en: 'Model Derivative',
    },
    distillation: {
      de: 'TODO',
      en: 'barred for other models (5.b), else Model Derivative 1.g(iii)',
    },
  },
  notes: [],
}
