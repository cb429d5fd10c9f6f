// Goal: the Qwen licence of 2024 grants nearly everything; 100 million users and a badge on models made from it are its limits.
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
  university,
  vendorsProduct,
} from '../rows.ts'

entryCases('LicenseRef-qwen-2024', [
  ['letters by staff', {}, 'allowed', { cites: ['2', '4'], noDuties: ['provide-licence-copy', 'badge'] }],
  ['not for gain', { commercial: false }, 'allowed', { cites: ['2'] }],
  ['research', university, 'allowed'],
  [
    'a chat for customers',
    customers,
    owed,
    { cites: ['3', '3.a'], duties: ['provide-licence-copy'], noDuties: ['notice-file', 'badge'] },
  ],
  ['a product with the model inside', shipped, owed, { duties: ['provide-licence-copy', 'notice-file'] }],
  [
    'weights passed on',
    published,
    owed,
    {
      cites: ['3', '3.a', '3.c'],
      duties: ['provide-licence-copy', 'notice-file'],
      noDuties: ['badge', 'mark-modified-files'],
    },
  ],
  ['fine-tuned for the house alone', fineTuned, 'allowed', { cites: ['2'], noDuties: ['badge'] }],
  [
    'a fine-tune passed on',
    publishedFineTune,
    owed,
    {
      cites: ['3.b', '5.b'],
      duties: ['provide-licence-copy', 'notice-file', 'mark-modified-files', 'badge'],
      noDuties: ['name-prefix'],
    },
  ],
  ['a fine-tune served to customers', { ...customers, ...fineTuned }, owed, { cites: ['5.b'], duties: ['badge'] }],
  ["somebody else's finished product", vendorsProduct, 'allowed'],

  ['answers train a model of the house', trainsOthers, 'allowed', { cites: ['5.b'], noDuties: ['badge'] }],
  ['answers train a model that is passed on', publishedStudent, owed, { cites: ['5.b'], duties: ['badge'] }],
  [
    'its name may be any',
    { ...publishedStudent, publishedModelName: 'AcmeChat-7B' },
    owed,
    { duties: ['badge'], noDuties: ['name-prefix'] },
  ],

  ['100,000,000 users', { ...customers, productMAU: 100_000_000 }, owed],
  ['100,000,001 users', { ...customers, productMAU: 100_000_001 }, 'forbidden', { cites: ['4'] }],
  ['100,000,001 users, not for gain', { ...customers, productMAU: 100_000_001, commercial: false }, owed],
  ['100,000,001 users at release, not since', { ...customers, groupMAUAtModelRelease: 100_000_001 }, owed],
  ['100,000,001 users of the group with other products', { ...customers, groupMAU: 100_000_001 }, owed],
  ['users that nobody has counted', { ...customers, unstated: ['productMAU'] }, 'needs-review', { cites: ['4'] }],

  ...outrightRows([
    ['trade-control', '5.a'],
    ['illegal-generic', '5.a'],
  ]),
  ...notNamedRows(['military', 'medical', 'surveillance', 'biometrics', 'law-enforcement-justice'], 'allowed'),
  [
    'decisions about applicants, which are not named',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'allowed',
  ],
])
