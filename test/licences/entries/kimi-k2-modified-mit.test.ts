// Goal: Kimi K2 is free like MIT until its product is large; then its name must be seen.
import { entryCases, type Use } from '../entry-cases.ts'

const product: Use = {
  exposure: 'hosted-service',
  audience: 'public',
  productMAU: 100_000_000,
  productMonthlyRevenueUSD: 20_000_000,
}

entryCases('LicenseRef-kimi-k2-modified-mit', [
  ['internal commercial use', {}, 'allowed', { cites: ['grant'], noDuties: ['badge'] }],
  ['product at both thresholds', product, 'allowed', { noDuties: ['badge'] }],
  [
    'a user more',
    { ...product, productMAU: 100_000_001 },
    'allowed-with-obligations',
    { cites: ['last paragraph'], duties: ['badge'] },
  ],
  [
    'a dollar a month more',
    { ...product, productMonthlyRevenueUSD: 20_000_001 },
    'allowed-with-obligations',
    { cites: ['last paragraph'], duties: ['badge'] },
  ],
  [
    'revenue of the month unknown, of the year at the threshold',
    { exposure: 'hosted-service', audience: 'public', groupAnnualRevenueUSD: 20_000_000 },
    'allowed',
    { noDuties: ['badge'] },
  ],
  [
    'revenue of the month unknown, of the year above',
    { exposure: 'hosted-service', audience: 'public', groupAnnualRevenueUSD: 20_000_001 },
    'allowed-with-obligations',
    { duties: ['badge'] },
  ],
  [
    'a user more without commerce',
    { ...product, productMAU: 100_000_001, commercial: false },
    'allowed',
    { noDuties: ['badge'] },
  ],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    { cites: ['notice paragraph'], duties: ['provide-licence-copy'] },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'allowed', { cites: ['whole text: silent'] }],
  ['guardrails removed', { changes: ['guardrails-removed'] }, 'allowed'],
  ['no purpose is barred', { purposes: ['military'] }, 'allowed'],
])
