import type { LicenceTerms } from '../terms.ts'

export const kimiK2ModifiedMit: LicenceTerms = {
  id: 'LicenseRef-kimi-k2-modified-mit',
  name: 'Modified MIT (Kimi K2)',
  version: '2025-07',
  date: '2025-07',
  steward: 'Moonshot AI',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-kimi-k2-modified-mit',
  hubTags: ['other:modified-mit'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-kimi-k2-modified-mit',
      role: 'licence',
      found: {
        repository: 'MoonshotAI/Kimi-K2',
        path: 'LICENSE',
        commit: 'c6157be8531e1c52f5dfd3bb91a1275b089eac50',
      },
      source: 'official-file',
      sha256: 'b280da6f496d75e0c5beb79b03520d190fce67dfe12f75cf3aadad8670839d93',
      wordSha256: 'c71c2103a358615f7d2c968da800ca864a7db1b6e036261f3654a9856074e947',
      proseSha256: 'fb58517c9a1cdf90e1faaf39a43176080d9d78323c6d24d7a2c356ee9cb6490e',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['last paragraph'],
    },
    internalUse: {
      value: 'yes',
      sections: ['grant'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['last paragraph'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['notice paragraph'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['notice paragraph'],
    },
    modify: {
      value: 'yes',
      sections: ['grant'],
    },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['whole text: silent'],
      rule: 'free',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['notice paragraph'],
    },
    {
      kind: 'badge',
      triggers: ['commercial-product-over-threshold'],
      sections: ['last paragraph'],
      fixedWords: ['Kimi K2'],
      note: {
        de: 'TODO',
        en: 'prominent, on the UI',
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
        en: 'the commercial product or service',
      },
      effect: 'badge',
      sections: ['last paragraph'],
    },
    {
      metric: 'monthly-revenue',
      above: 20000000,
      unit: 'USD',
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
        en: 'the commercial product or service',
      },
      effect: 'badge',
      sections: ['last paragraph'],
    },
  ],
  territory: [],
  powers: [],
  disclaimer: {
    found: true,
    sections: ['as-is paragraph'],
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
  notes: [
    {
      de: 'TODO',
      en: 'ScanCode files it as Permissive; not OSI approved (extra condition)',
    },
  ],
}
