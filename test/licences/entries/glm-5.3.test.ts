// Goal: what is only reported about GLM-5.3 may forbid and never allow.
import { entryCases, type Use } from '../entry-cases.ts'

const resold: Use = { exposure: 'hosted-service', audience: 'customers', modelAsAService: true }

entryCases('LicenseRef-glm-5.3', [
  ['internal use', {}, 'needs-review', { cites: ['-'] }],
  ['use without commerce', { commercial: false }, 'needs-review'],
  ['resold at ten billion dollars', { ...resold, groupAnnualRevenueUSD: 10_000_000_000 }, 'needs-review'],
  [
    'resold at a dollar more',
    { ...resold, groupAnnualRevenueUSD: 10_000_000_001 },
    'forbidden',
    { cites: ['not read'] },
  ],
  [
    'a dollar more, but not resold',
    { ...resold, groupAnnualRevenueUSD: 10_000_000_001, modelAsAService: false },
    'needs-review',
  ],
  ['passed on', { redistributes: true }, 'needs-review'],
  ['outputs', { trainsOtherModelOnOutputs: true }, 'needs-review'],
])
