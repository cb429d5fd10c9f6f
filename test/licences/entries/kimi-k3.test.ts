// Goal: Kimi K3 asks large resellers for an agreement and large products for its name, and spares what stays in the house.
import { entryCases, type Use } from '../entry-cases.ts'
import { barred } from './barred.ts'

const resold: Use = {
  exposure: 'hosted-service',
  audience: 'customers',
  modelAsAService: true,
  productMonthlyRevenueUSD: 0,
}
const product: Use = {
  exposure: 'hosted-service',
  audience: 'public',
  productMAU: 100_000_000,
  productMonthlyRevenueUSD: 20_000_000,
}

entryCases('LicenseRef-kimi-k3', [
  ['internal commercial use', {}, 'allowed', { cites: ['4(a)'] }],
  [
    'internal use of a large group that resells models elsewhere',
    { modelAsAService: true, groupAnnualRevenueUSD: 20_000_001 },
    'allowed',
    { cites: ['4(a)'] },
  ],
  [
    'what is passed on is not internal',
    { modelAsAService: true, groupAnnualRevenueUSD: 20_000_001, redistributes: true },
    'forbidden',
    { cites: ['2'] },
  ],
  [
    'resold at 20 million dollars',
    { ...resold, groupAnnualRevenueUSD: 20_000_000 },
    'allowed',
    { noDuties: ['badge'] },
  ],
  ['resold at a dollar more', { ...resold, groupAnnualRevenueUSD: 20_000_001 }, 'forbidden', { cites: ['2'] }],
  [
    'a dollar more, but built into a product',
    { ...resold, groupAnnualRevenueUSD: 20_000_001, modelAsAService: false },
    'allowed',
  ],
  [
    'a dollar more, nobody says whether it is resold',
    {
      exposure: 'hosted-service',
      audience: 'customers',
      groupAnnualRevenueUSD: 20_000_001,
      unstated: ['modelAsAService'],
    },
    'needs-review',
    { cites: ['2'] },
  ],
  ['a dollar more without commerce', { ...resold, groupAnnualRevenueUSD: 20_000_001, commercial: false }, 'allowed'],
  ['product at both thresholds', product, 'allowed', { noDuties: ['badge'] }],
  [
    'a user more',
    { ...product, productMAU: 100_000_001 },
    'allowed-with-obligations',
    { cites: ['3'], duties: ['badge'] },
  ],
  [
    'a dollar a month more',
    { ...product, productMonthlyRevenueUSD: 20_000_001 },
    'allowed-with-obligations',
    { cites: ['3'], duties: ['badge'] },
  ],
  [
    'a user more in the house',
    { ...product, productMAU: 100_000_001, exposure: 'internal', audience: 'staff' },
    'allowed',
    { noDuties: ['badge'] },
  ],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    { cites: ['1'], duties: ['provide-licence-copy'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'allowed'],
  ...barred({ 'illegal-generic': ['1'] }),
  ['no other purpose is barred', { purposes: ['military'] }, 'allowed'],
])
