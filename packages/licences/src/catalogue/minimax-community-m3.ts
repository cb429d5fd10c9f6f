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
  reading: { number: 1, on: '2026-11-23' },
  texts: [],
  rights: {
    commercialUse: { value: 'conditional', sections: ['not read'] },
    internalUse: { value: 'unverified' },
    hostedService: { value: 'unverified' },
    redistributeWeights: { value: 'unverified' },
    redistributeDerivatives: { value: 'unverified' },
    modify: { value: 'unverified' },
    outputsTrainOtherModels: { value: 'unverified' },
    patentGrant: { value: 'unverified' },
  },
  bans: [],
  duties: [
    {
      kind: 'badge',
      triggers: ['commercial-use'],
      sections: ['not read'],
      fixedWords: ['Built with MiniMax M3'],
      note: { de: 'So berichten es Dritte.', en: 'As third parties report it.' },
    },
    {
      kind: 'notify-licensor',
      triggers: ['commercial-use'],
      sections: ['not read'],
      note: {
        de: 'Eine einmalige Anzeige, so berichten es Dritte.',
        en: 'A single notice, as third parties report it.',
      },
    },
  ],
  thresholds: [
    {
      metric: 'annual-revenue',
      above: 20_000_000,
      unit: 'USD',
      measured: { rule: 'continuous', window: { de: 'Jahr', en: 'year' } },
      of: 'licensee',
      scope: { de: 'der Lizenznehmer, so berichten es Dritte', en: 'the licensee, as third parties report it' },
      effect: 'separate-agreement-first',
      sections: ['not read'],
      spares: ['non-commercial'],
    },
  ],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'Der Text ist nicht gelesen. Für MiniMax-H3 wird außerdem eine Gebietsklausel behauptet; auch das ist nicht geprüft.',
      en: 'The text has not been read. For MiniMax-H3 a territory clause is claimed as well; that has not been checked either.',
    },
  ],
}
