// Goal: a million dollars a year from whatever source ends the licence; in-house work of a business is commercial already.
import { entryCases, type Use } from '../entry-cases.ts'
import {
  customers,
  fineTuned,
  notNamedRows,
  outrightRows,
  owed,
  published,
  publishedFineTune,
  shipped,
  trainsOthers,
  university,
  vendorsProduct,
} from '../rows.ts'

const small: Use = { groupAnnualRevenueUSD: 900_000 }
const trial: Use = { commercial: false, purposes: ['evaluation'] }
const passedOn = ['provide-licence-copy', 'badge'] as const

entryCases('LicenseRef-stability-community-2024-07', [
  [
    'in-house work of a small business',
    small,
    owed,
    {
      cites: ['III', 'IV.b'],
      duties: ['register-with-licensor', 'comply-aup'],
      noDuties: [...passedOn, 'notice-file'],
    },
  ],
  [
    'a trial without gain',
    { ...small, ...trial },
    owed,
    { cites: ['II'], duties: ['comply-aup'], noDuties: ['register-with-licensor'] },
  ],
  ['research at a university', { ...small, ...university }, owed, { noDuties: ['register-with-licensor'] }],
  [
    'a service for customers',
    { ...small, ...customers },
    owed,
    {
      cites: ['III', 'IV.a', 'IV.a(i)', 'IV.a(iii)'],
      duties: [...passedOn, 'register-with-licensor'],
      noDuties: ['notice-file'],
    },
  ],
  ['a product with the model inside', { ...small, ...shipped }, owed, { duties: [...passedOn, 'notice-file'] }],
  [
    'weights passed on',
    { ...small, ...published },
    owed,
    { cites: ['IV.a', 'IV.a(ii)'], duties: [...passedOn, 'notice-file'], noDuties: ['mark-modified-files'] },
  ],
  ['fine-tuned for the house alone', { ...small, ...fineTuned }, owed, { cites: ['III'], noDuties: [...passedOn] }],
  ['a fine-tune passed on', { ...small, ...publishedFineTune }, owed, { duties: [...passedOn, 'mark-modified-files'] }],
  ['answers train another model', { ...small, ...trainsOthers }, 'forbidden', { cites: ['IV.b'] }],

  ['$ 1,000,000 a year', { groupAnnualRevenueUSD: 1_000_000 }, owed],
  ['$ 1,000,001 a year', { groupAnnualRevenueUSD: 1_000_001 }, 'forbidden', { cites: ['III'] }],
  ['$ 1,000,001 a year, for customers', { ...customers, groupAnnualRevenueUSD: 1_000_001 }, 'forbidden'],
  [
    '$ 1,000,001 a year, a trial, which needs no commercial licence',
    { ...trial, groupAnnualRevenueUSD: 1_000_001 },
    owed,
    { cites: ['II'], noDuties: ['register-with-licensor'] },
  ],
  ['$ 1,000,000 a year, a trial', { ...trial, groupAnnualRevenueUSD: 1_000_000 }, owed],
  ["$ 1,000,001 a year, somebody else's product", { ...vendorsProduct, groupAnnualRevenueUSD: 1_000_001 }, 'allowed'],
  ['a revenue that nobody has stated', { unstated: ['groupAnnualRevenueUSD'] }, 'needs-review', { cites: ['III'] }],

  ...outrightRows(
    [
      ['illegal-generic', 'IV.b'],
      ['trade-control', 'IV.b'],
    ],
    [],
    small,
  ),
  // The use policy was not read: what other licences bar may be barred there.
  ...notNamedRows(['military', 'medical', 'sexual-content', 'impersonation'], 'needs-review', small),
  [
    'guardrails removed, of which the unread policy may speak',
    { ...small, changes: ['guardrails-removed'] },
    'needs-review',
  ],
  ['purposes that nobody has stated', { ...small, unstated: ['purposes'] }, 'needs-review', { cites: ['IV.b'] }],
])
