import type { LicenceTerms } from '../terms.ts'

export const minimaxCommunityM3: LicenceTerms = {
  id: 'LicenseRef-minimax-community-m3',
  name: 'MiniMax Community License (M3)',
  version: '2026-06',
  date: '2026-06',
  steward: 'MiniMax AI',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-minimax-community-m3',
  hubTags: [],
  appliesTo: [],
  source: 'secondary-report',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['not read'],
    },
    internalUse: {
      value: 'unverified',
    },
    hostedService: {
      value: 'unverified',
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'unverified',
    },
    modify: {
      value: 'unverified',
    },
    outputsTrainOtherModels: {
      value: 'unverified',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [],
  duties: [
    {
      kind: 'badge',
      triggers: ['commercial-use'],
      sections: ['not read'],
      fixedWords: ['Built with MiniMax M3'],
    },
    {
      kind: 'notify-licensor',
      triggers: ['commercial-use'],
      sections: ['not read'],
      note: {
        de: 'TODO',
        en: 'one-time notice',
      },
    },
  ],
  thresholds: [
    {
      metric: 'annual-revenue',
      above: 20000000,
      unit: 'USD',
      measured: {
        rule: 'continuous',
        window: {
          de: 'TODO',
          en: 'year',
        },
      },
      of: 'licensee',
      scope: {
        de: 'TODO',
        en: 'licensee',
      },
      effect: 'separate-agreement-first',
      sections: ['not read'],
    },
  ],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'TODO',
      en: 'no primary text read; other secondary sources claim a territory clause for MiniMax-H3: UNVERIFIED',
    },
  ],
}
