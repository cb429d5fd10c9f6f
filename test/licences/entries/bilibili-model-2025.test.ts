// Goal: bilibili's licence grants every use to groups below two thresholds, bars high-risk deployment, and reaches own copies.
import { entryCases, type Row, type Use } from '../entry-cases.ts'

const owed = 'allowed-with-obligations'
const speech: Use = { component: { modality: 'audio' } }
// One dollar for eight renminbi, so that RMB 1 billion are 125 million dollars.
const withRate: Use = { ...speech, exchangeRates: { CNY: { perUSD: 8, on: '2026-11-20' } } }

const grant: readonly Row[] = [
  [
    'letters by staff',
    speech,
    owed,
    {
      cites: ['2.1', '2.2', '3.4.b', '4.1.c'],
      duties: ['comply-law', 'keep-notices'],
      noDuties: ['flow-down-use-restrictions', 'provide-licence-copy', 'attribution-notice'],
    },
  ],
  [
    'a service for customers',
    { ...speech, audience: 'customers', exposure: 'hosted-service' },
    owed,
    { cites: ['1.6', '2.1'], noDuties: ['flow-down-use-restrictions', 'provide-licence-copy'] },
  ],
  [
    'weights passed on',
    { ...speech, redistributes: true },
    owed,
    {
      cites: ['3.4.a', '3.4.b'],
      duties: ['flow-down-use-restrictions', 'provide-licence-copy', 'keep-notices'],
      noDuties: ['attribution-notice'],
    },
  ],
  [
    'a fine-tune passed on',
    { ...speech, redistributes: true, changes: ['fine-tuned'] },
    owed,
    { cites: ['3.4.a', '4.1.a'], duties: ['flow-down-use-restrictions', 'attribution-notice'] },
  ],
  ['a fine-tune for the house', { ...speech, changes: ['fine-tuned'] }, owed, { noDuties: ['attribution-notice'] }],
  ['outputs train a model for gain', { ...speech, trainsOtherModelOnOutputs: true }, 'forbidden', { cites: ['3.4.c'] }],
  [
    'outputs train a model without gain',
    { ...speech, trainsOtherModelOnOutputs: true, commercial: false },
    'needs-review',
    { cites: ['1.5', '3.4.c'] },
  ],
]

const thresholds: readonly Row[] = [
  ['100,000,000 users of the group', { ...speech, groupMAU: 100_000_000 }, owed, { cites: ['2.2(i)', '2.2(ii)'] }],
  ['100,000,001 users of the group', { ...speech, groupMAU: 100_000_001 }, 'forbidden', { cites: ['2.2(i)'] }],
  ['100,000,000 users of the product', { ...speech, productMAU: 100_000_000 }, owed],
  ['100,000,001 users of the product', { ...speech, productMAU: 100_000_001 }, 'forbidden', { cites: ['2.2(i)'] }],
  ['users at release do not count', { ...speech, groupMAUAtModelRelease: 900_000_000 }, owed],
  ['users that nobody has counted', { ...speech, productMAU: Number.NaN }, 'needs-review', { cites: ['2.2(i)'] }],
  ['above, without gain', { ...speech, groupMAU: 100_000_001, commercial: false }, 'forbidden', { cites: ['2.2(i)'] }],
  ['RMB 1,000,000,000 a year', { ...withRate, groupAnnualRevenueUSD: 125_000_000 }, owed],
  [
    'RMB 1,000,000,008 a year',
    { ...withRate, groupAnnualRevenueUSD: 125_000_001 },
    'forbidden',
    { cites: ['2.2(ii)'] },
  ],
  [
    'near the sum, and no rate',
    { ...speech, groupAnnualRevenueUSD: 125_000_000 },
    'needs-review',
    { cites: ['2.2(ii)'] },
  ],
  ['far below at any rate', { ...speech, groupAnnualRevenueUSD: 90_000_000 }, owed],
  ['far above at any rate', { ...speech, groupAnnualRevenueUSD: 900_000_000 }, 'forbidden', { cites: ['2.2(ii)'] }],
]

const highRisk: readonly Row[] = [
  ...(['medical', 'military', 'critical-infrastructure', 'biometrics', 'surveillance'] as const).map((tag): Row => [
    tag,
    { ...speech, purposes: [tag] },
    'forbidden',
    { cites: ['4.2'] },
  ]),
  ...(['employment-decision', 'essential-services', 'automated-decision-individual'] as const).flatMap((tag): Row[] => [
    [`${tag}, a person decides`, { ...speech, purposes: [tag] }, owed, { cites: ['4.2'], duties: ['human-decides'] }],
    [
      `${tag}, the machine assists`,
      { ...speech, purposes: [tag], decisionMode: 'assists' },
      'needs-review',
      { cites: ['4.2'] },
    ],
    [
      `${tag}, nobody decides`,
      { ...speech, purposes: [tag], decisionMode: 'fully-automated' },
      'forbidden',
      { cites: ['4.2'] },
    ],
  ]),
  [
    'asylum, nobody decides',
    { ...speech, purposes: ['migration-asylum'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['4.2'] },
  ],
  ['asylum, a person decides', { ...speech, purposes: ['migration-asylum'] }, owed],
  ['legal advice, which is not named', { ...speech, purposes: ['legal-advice'] }, owed],
]

const unlawful: readonly Row[] = (
  ['illegal-generic', 'disinformation', 'discrimination-protected', 'pii-harm'] as const
).map((tag): Row => [tag, { ...speech, purposes: [tag] }, 'forbidden', { cites: ['4.1.c', '4.1.d'] }])

entryCases('LicenseRef-bilibili-model-2025', [...grant, ...thresholds, ...highRisk, ...unlawful])
