import type { LicenceTerms } from '../terms.ts'

export const bilibiliModel2025: LicenceTerms = {
  id: 'LicenseRef-bilibili-model-2025',
  name: 'bilibili Model Use License Agreement',
  version: '2025-09-09',
  date: '2025-09-09',
  steward: 'bilibili',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bilibili-model-2025',
  hubTags: [],
  appliesTo: ['IndexTTS2'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-bilibili-model-2025',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bilibili-model-ula-2025-09-09.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'cc7da9ea0f8a97ef15ab3bf0389e636ce79ffca1aef5489520796ac87d87a87b',
      wordSha256: 'f39f05a46b7cd6142ea6495dd3d0b4fd6a398e7fb0577a9b8443accd4152b5a7',
      proseSha256: '8894bcec6111bab9c67a886d48297a39bfa4bd69a3a3d7e61844405656c3cc32',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2.1', '2.2'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['2.1', '2.2'],
      note: {
        de: 'TODO',
        en: 'thresholds reach every use',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['1.6', '2.1', '2.2'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3.4.a', '3.4.b'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['3.4.a', '4.1.a'],
    },
    modify: {
      value: 'conditional',
      sections: ['1.6', '2.1'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.5', '3.4.c'],
      rule: 'purpose-limited',
      note: {
        de: 'TODO',
        en: 'a Derivative Work includes works based on outputs and may not improve any other AI model except non-commercial ones',
      },
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'medical',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: {
        de: 'TODO',
        en: 'default forbidden; 4.2 lets a deployer go on after completing all statutory duties on its own responsibility (interpretation)',
      },
      note: {
        de: 'TODO',
        en: 'diagnosis',
      },
    },
    {
      tag: 'military',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: {
        de: 'TODO',
        en: 'default forbidden; 4.2 lets a deployer go on after completing all statutory duties on its own responsibility (interpretation)',
      },
    },
    {
      tag: 'critical-infrastructure',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: {
        de: 'TODO',
        en: 'default forbidden; 4.2 lets a deployer go on after completing all statutory duties on its own responsibility (interpretation)',
      },
      note: {
        de: 'TODO',
        en: 'control; also autonomous driving',
      },
    },
    {
      tag: 'biometrics',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: {
        de: 'TODO',
        en: 'default forbidden; 4.2 lets a deployer go on after completing all statutory duties on its own responsibility (interpretation)',
      },
      note: {
        de: 'TODO',
        en: 'large-scale biometric surveillance',
      },
    },
    {
      tag: 'surveillance',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: {
        de: 'TODO',
        en: 'default forbidden; 4.2 lets a deployer go on after completing all statutory duties on its own responsibility (interpretation)',
      },
    },
    {
      tag: 'automated-decision-individual',
      strength: 'automated',
      sections: ['4.2'],
      arguable: {
        de: 'TODO',
        en: 'default forbidden; 4.2 lets a deployer go on after completing all statutory duties on its own responsibility (interpretation)',
      },
      note: {
        de: 'TODO',
        en: 'credit or employment evaluation',
      },
    },
    {
      tag: 'employment-decision',
      strength: 'automated',
      sections: ['4.2'],
      arguable: {
        de: 'TODO',
        en: 'default forbidden; 4.2 lets a deployer go on after completing all statutory duties on its own responsibility (interpretation)',
      },
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['4.1.c'],
    },
  ],
  duties: [
    {
      kind: 'attribution-notice',
      triggers: ['distribute-derivative'],
      sections: ['4.1.a'],
      note: {
        de: 'TODO',
        en: 'fixed disclaimer sentence',
      },
    },
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.4.a'],
      note: {
        de: 'TODO',
        en: 'contract terms on downstream recipients; you answer for their breach',
      },
    },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.4.b'],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.4.b'],
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
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'products or services of You or any affiliate',
      },
      effect: 'no-rights-until-granted',
      sections: ['2.2(i)'],
      note: {
        de: 'TODO',
        en: 'month immediately before use',
      },
    },
    {
      metric: 'annual-revenue',
      above: 1000000000,
      unit: 'CNY',
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
        en: 'You or any affiliate',
      },
      effect: 'no-rights-until-granted',
      sections: ['2.2(ii)'],
      note: {
        de: 'TODO',
        en: 'calendar year immediately before use',
      },
    },
  ],
  territory: [],
  powers: [
    {
      kind: 'revocable',
      sections: ['5.1'],
      note: {
        de: 'TODO',
        en: 'on breach',
      },
    },
    {
      kind: 'request-separate-licence',
      sections: ['2.2'],
    },
  ],
  termination: {
    found: true,
    sections: ['5.1'],
    says: {
      de: 'TODO',
      en: 'breach; delete',
    },
  },
  litigation: {
    found: true,
    sections: ['5.3'],
    says: {
      de: 'TODO',
      en: 'IP claim; all licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['4.3'],
    says: {
      de: 'TODO',
      en: 'yes',
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
    forum: 'Shanghai Arbitration Commission',
    sections: ['6'],
  },
  descent: {
    sections: ['3.4.a', '4.1.a', '1.5', '3.4.c'],
    fineTune: {
      de: 'TODO',
      en: 'Derivative Work (1.5)',
    },
    quantisation: {
      de: 'TODO',
      en: 'Derivative Work (1.5(iii))',
    },
    merge: {
      de: 'TODO',
      en: 'Derivative Work (1.5(iii))',
    },
    distillation: {
      de: 'TODO',
      en: 'Derivative Work when based on outputs (1.5); bar on improving other AI models, non-commercial ones excepted (3.4.c)',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: '4.2 bars high-risk deployment unless the user takes on further steps of its own: conditional ban',
    },
    {
      de: 'TODO',
      en: '8: new licence versions are not retroactive - the only text read that says so',
    },
    {
      de: 'TODO',
      en: 'Chinese version prevails (9)',
    },
    {
      de: 'TODO',
      en: '1.5: works based on outputs are Derivative Works',
    },
  ],
}
