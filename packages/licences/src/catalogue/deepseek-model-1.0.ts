import type { LicenceTerms } from '../terms.ts'

export const deepseekModel10: LicenceTerms = {
  id: 'LicenseRef-deepseek-model-1.0',
  name: 'DeepSeek License Agreement (model)',
  version: '1.0',
  date: '2023-10-23',
  steward: 'DeepSeek (Beijing/Hangzhou)',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-deepseek-model-1.0',
  hubTags: ['other:deepseek'],
  appliesTo: ['DeepSeek-LLM', 'Coder', 'V2', 'V2.5', 'V3 (Dec 2024 weights)'],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-deepseek-model-1.0',
      role: 'licence',
      found: {
        repository: 'deepseek-ai/DeepSeek-V3',
        path: 'LICENSE-MODEL',
        commit: '9b4e9788e4a3a731f7567338ed15d3ec549ce03b',
      },
      source: 'official-file',
      sha256: 'ccfee4895df06bcab524151c278e8dde88bbe76165a24ecbcbcf9fafd71fd2b3',
      wordSha256: '488eceb58846ab7fe49a03240958f9c2da27a1c53cdc5ccba4088d9a522b53e3',
      proseSha256: '3d09ee98cf429db56f519348f16cd17518d2621d05c0687b81df1e3bb90f7b8b',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2', '5'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2', '5'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['4'],
      note: {
        de: 'TODO',
        en: 'hosting for third-party remote access is Distribution and expressly allowed with flow-down',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['4'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['4'],
    },
    modify: {
      value: 'yes',
      sections: ['2'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1 (Derivatives)'],
      rule: 'student-is-derivative',
      note: {
        de: 'TODO',
        en: 'a model trained on outputs to perform similarly is a Derivative and stays under the use restrictions',
      },
    },
    patentGrant: {
      value: 'yes',
      sections: ['3'],
    },
  },
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['Att. A bullet 1'],
    },
    {
      tag: 'military',
      strength: 'absolute',
      sections: ['Att. A bullet 2'],
      note: {
        de: 'TODO',
        en: "'in any way'",
      },
    },
    {
      tag: 'minors',
      strength: 'absolute',
      sections: ['Att. A 3'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Att. A 4'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['Att. A 5'],
      note: {
        de: 'TODO',
        en: 'inappropriate content under regulation',
      },
    },
    {
      tag: 'pii-harm',
      strength: 'without-consent',
      sections: ['Att. A 6'],
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['Att. A 7'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A 8'],
      note: {
        de: 'TODO',
        en: 'adverse legal effect or binding obligation; no disclosure exception',
      },
    },
    {
      tag: 'social-scoring',
      strength: 'absolute',
      sections: ['Att. A 9'],
      note: {
        de: 'TODO',
        en: 'intent or effect',
      },
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'absolute',
      sections: ['Att. A 10'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['Att. A 11'],
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.a'],
      note: {
        de: 'TODO',
        en: 'as an enforceable provision in any agreement; notice to later users',
      },
    },
    {
      kind: 'require-users-to-comply',
      triggers: ['any-use-by-users'],
      sections: ['5'],
      note: {
        de: 'TODO',
        en: 'you shall require all your users to comply',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.b'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['4.c'],
    },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4.d'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['7'],
    },
  ],
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'TODO',
      en: 'patent litigation about the Model; patent licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['12'],
    says: {
      de: 'TODO',
      en: 'only if you offer warranty/support',
    },
  },
  disclaimer: {
    found: true,
    sections: ['10', '11'],
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
    law: 'PRC',
    forum: 'courts at domicile of Hangzhou DeepSeek',
    isCisgExcluded: true,
    sections: ['14'],
  },
  descent: {
    sections: ['4', '1 (Derivatives)'],
    fineTune: {
      de: 'TODO',
      en: 'Derivative: use restrictions must travel',
    },
    quantisation: {
      de: 'TODO',
      en: 'Derivative',
    },
    merge: {
      de: 'TODO',
      en: 'Derivative',
    },
    distillation: {
      de: 'TODO',
      en: 'Derivative when made to perform similarly, incl. synthetic data',
    },
    relicensing: {
      de: 'TODO',
      en: 'other terms allowed but never without the use restrictions',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: "§9: personal-data and IP in the weights are the user's own controller duty: relevant for the dataProtection lamp",
    },
    {
      de: 'TODO',
      en: 'DeepSeek-R1 (Jan 2025) and later releases are MIT: licence differs by release',
    },
  ],
}
