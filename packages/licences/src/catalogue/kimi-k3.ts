import type { LicenceTerms } from '../terms.ts'

export const kimiK3: LicenceTerms = {
  id: 'LicenseRef-kimi-k3',
  name: 'Kimi K3 License',
  version: '2026',
  date: '2026-07',
  steward: 'Moonshot AI',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-kimi-k3',
  hubTags: ['other:kimi-k3'],
  appliesTo: [],
  source: 'secondary-copy',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-kimi-k3',
      role: 'licence',
      found: {
        repository: 'MoonshotAI/Kimi-K3',
        path: 'LICENSE',
        commit: '7c5be9599120d7993748de66a76128614f15f210',
      },
      source: 'secondary-copy',
      sha256: 'f45c677fa7f42405512b67f9b18b4ccd6927c6787492867763d80368631b7c54',
      wordSha256: 'cea5f4fa2f9a2f0dc45279aa8d41b4a74328f2d836925749205e68969cd4e0b6',
      proseSha256: '33e54c2c3abfcfe21c1d73dd5a99cafd202b76873d8aa54d3e535d56c2dd3f24',
      isHashUsable: false,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2', '3'],
    },
    internalUse: {
      value: 'yes',
      sections: ['4(a)'],
      note: {
        de: 'TODO',
        en: 'thresholds 2 and 3 do not apply; internal = software, outputs and capabilities not available to third parties',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['2'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['1'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['1'],
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
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['1'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['1'],
    },
    {
      kind: 'badge',
      triggers: ['commercial-product-over-threshold'],
      sections: ['3'],
      fixedWords: ['Kimi K3'],
    },
  ],
  thresholds: [
    {
      metric: 'group-revenue-if-maas',
      above: 20000000,
      unit: 'USD',
      measured: {
        rule: 'continuous',
        window: {
          de: 'TODO',
          en: 'any 12 consecutive months',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'Licensee + affiliates, if any of them runs a Model-as-a-Service business',
      },
      effect: 'separate-agreement-first',
      sections: ['2'],
      note: {
        de: 'TODO',
        en: 'MaaS = third party controls inputs, parameters or training data; embedded features and mere relaying excluded',
      },
    },
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
        en: 'commercial product',
      },
      effect: 'badge',
      sections: ['3'],
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
        en: 'commercial product',
      },
      effect: 'badge',
      sections: ['3'],
    },
  ],
  territory: [],
  powers: [],
  disclaimer: {
    found: true,
    sections: ['5'],
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
      en: "4(b): use through Moonshot's own products or certified inference partners is outside 2 and 3",
    },
  ],
}
