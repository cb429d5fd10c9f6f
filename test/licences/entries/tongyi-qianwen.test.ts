// Goal: the text of 2023 differs from that of 2024 in one passage: answers may not improve other language models.
import { entryCases } from '../entry-cases.ts'
import {
  customers,
  fineTuned,
  notNamedRows,
  outrightRows,
  owed,
  published,
  publishedFineTune,
  publishedStudent,
  shipped,
  trainsOthers,
  vendorsProduct,
} from '../rows.ts'

entryCases('LicenseRef-tongyi-qianwen', [
  ['letters by staff', {}, 'allowed', { cites: ['2', '4'] }],
  ['not for gain', { commercial: false }, 'allowed', { cites: ['2'] }],
  ['a chat for customers', customers, owed, { cites: ['2', '3', '3.a'], duties: ['provide-licence-copy'] }],
  ['a product with the model inside', shipped, owed, { duties: ['provide-licence-copy', 'notice-file'] }],
  [
    'weights passed on',
    published,
    owed,
    {
      cites: ['3', '3.a', '3.c'],
      duties: ['provide-licence-copy', 'notice-file'],
      noDuties: ['mark-modified-files', 'badge'],
    },
  ],
  ['fine-tuned for the house alone', fineTuned, 'allowed', { cites: ['2'] }],
  [
    'a fine-tune passed on',
    publishedFineTune,
    owed,
    { cites: ['3.b'], duties: ['mark-modified-files', 'notice-file'], noDuties: ['badge'] },
  ],
  ["somebody else's finished product", vendorsProduct, 'allowed'],

  ['answers train a model of the house', trainsOthers, 'forbidden', { cites: ['5.b'] }],
  ['answers train a model that is passed on', publishedStudent, 'forbidden', { cites: ['5.b'] }],
  ['answers train for research', { ...trainsOthers, commercial: false }, 'forbidden', { cites: ['5.b'] }],

  ['100,000,000 users', { ...customers, productMAU: 100_000_000 }, owed],
  ['100,000,001 users', { ...customers, productMAU: 100_000_001 }, 'forbidden', { cites: ['4'] }],
  ['100,000,001 users, not for gain', { ...customers, productMAU: 100_000_001, commercial: false }, owed],
  ['users that nobody has counted', { ...customers, unstated: ['productMAU'] }, 'needs-review', { cites: ['4'] }],

  ...outrightRows([
    ['trade-control', '5.a'],
    ['illegal-generic', '5.a'],
  ]),
  ...notNamedRows(['military', 'medical', 'surveillance', 'biometrics'], 'allowed'),
])
