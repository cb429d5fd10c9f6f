import type { LicenceTerms } from '../terms.ts'

export const hyperclovaxSeed2025: LicenceTerms = {
  id: 'LicenseRef-hyperclovax-seed-2025',
  name: 'HyperCLOVA X SEED Model License',
  version: '2025-04-24',
  date: '2025-04-24',
  steward: 'NAVER Corp.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-hyperclovax-seed-2025',
  hubTags: ['other:hyperclovax-seed'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-hyperclovax-seed-2025',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/hyperclova-x-seed-2025.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '564a2e88a416a6c2fcf80041ac90f75d945171e8fddfd2508c03ba17d68bc3a0',
      wordSha256: '2e19c4aa5bc372dc3d23a1f36490e0caaf955c80d7e27fd7aac977c85700c289',
      proseSha256: 'e540db501ab1980708a1e1cb18304799d3289eb1a75d1e6c2522a911565f5b4b',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2.2', '4'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2.2'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['3.1'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3.1'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['3.1'],
    },
    modify: {
      value: 'yes',
      sections: ['2.2'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.2'],
      rule: 'student-is-derivative',
      note: {
        de: 'TODO',
        en: 'becomes Derivative Model if made to perform similarly',
      },
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'surveillance',
      strength: 'intent',
      sections: ['2.3(a)'],
      note: {
        de: 'TODO',
        en: 'illegal surveillance',
      },
    },
    {
      tag: 'biometrics',
      strength: 'without-consent',
      sections: ['2.3(b)'],
    },
    {
      tag: 'defamation-harassment',
      strength: 'intent',
      sections: ['2.3(c)'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['2.3'],
    },
    {
      tag: 'competitor-user',
      strength: 'absolute',
      sections: ['4(ii)'],
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['3.1(i)'],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'make-available-product'],
      sections: ['3.1(ii)'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['3.1(iii)'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['3.1(iv)'],
    },
    {
      kind: 'badge',
      triggers: ['distribute-weights', 'make-available-product'],
      sections: ['3.1(v)'],
      fixedWords: ['Powered by HyperCLOVA X'],
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 10000000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2025-04-24',
        window: {
          de: 'TODO',
          en: 'calendar month before the reference date',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'Licensee or affiliates',
      },
      effect: 'no-rights-until-granted',
      sections: ['4(i)'],
    },
    {
      metric: 'competing-product',
      above: 0,
      unit: 'flag',
      measured: {
        rule: 'continuous',
        window: {
          de: 'TODO',
          en: 'now',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'Licensee or affiliate distributes a product substantially similar to or competing with NAVER',
      },
      effect: 'no-rights-until-granted',
      sections: ['4(ii)'],
    },
  ],
  territory: [],
  powers: [
    {
      kind: 'licence-may-change',
      sections: ['2.1', '12'],
    },
  ],
  termination: {
    found: true,
    sections: ['10'],
    says: {
      de: 'TODO',
      en: 'breach',
    },
  },
  litigation: {
    found: true,
    sections: ['2.1'],
    says: {
      de: 'TODO',
      en: 'copyright/patent claim; licence ends',
    },
  },
  indemnity: {
    found: true,
    sections: ['8'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['6', '7'],
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
    law: 'Republic of Korea',
    forum: 'KCAB arbitration, Seoul',
    sections: ['11'],
  },
  notes: [],
}
