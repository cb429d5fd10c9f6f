// Goal: what is only reported about MiniMax M3 may forbid and never allow.
import { entryCases } from '../entry-cases.ts'

entryCases('LicenseRef-minimax-community-m3', [
  ['20 million dollars a year', { groupAnnualRevenueUSD: 20_000_000 }, 'needs-review', { cites: ['-'] }],
  ['a dollar more', { groupAnnualRevenueUSD: 20_000_001 }, 'forbidden', { cites: ['not read'] }],
  ['a dollar more, without commerce', { groupAnnualRevenueUSD: 20_000_001, commercial: false }, 'needs-review'],
  [
    'commerce below: badge and notice are reported',
    { groupAnnualRevenueUSD: 1 },
    'needs-review',
    { duties: ['badge', 'notify-licensor'] },
  ],
  ['research', { commercial: false, purposes: ['research'] }, 'needs-review'],
  ['outputs', { commercial: false, trainsOtherModelOnOutputs: true }, 'needs-review'],
  ['passed on', { commercial: false, redistributes: true }, 'needs-review'],
  ['service', { commercial: false, exposure: 'hosted-service' }, 'needs-review'],
])
