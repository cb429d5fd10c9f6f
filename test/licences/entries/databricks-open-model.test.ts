// Goal: 700 million users at release, no other model from its answers, and a use policy that nobody here has read.
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

const always = ['comply-aup', 'use-latest-version'] as const

entryCases('LicenseRef-databricks-open-model', [
  [
    'letters by staff',
    {},
    owed,
    { cites: ['2.1', '2.3(1)', '4.1'], duties: [...always], noDuties: ['provide-licence-copy', 'notice-file'] },
  ],
  ['not for gain', { commercial: false }, owed, { cites: ['2.1'] }],
  [
    'a chat for customers',
    customers,
    owed,
    { cites: ['2.2(2)'], duties: ['provide-licence-copy'], noDuties: ['notice-file'] },
  ],
  ['a product with the model inside', shipped, owed, { duties: ['provide-licence-copy', 'notice-file'] }],
  [
    'weights passed on',
    published,
    owed,
    { cites: ['2.2', '2.2(1)'], duties: ['provide-licence-copy', 'notice-file'], noDuties: ['mark-modified-files'] },
  ],
  ['fine-tuned for the house alone', fineTuned, owed, { cites: ['2.1'] }],
  [
    'a fine-tune passed on',
    publishedFineTune,
    owed,
    { cites: ['2.2(3)'], duties: ['mark-modified-files', 'notice-file'] },
  ],
  ["somebody else's finished product", vendorsProduct, 'allowed'],
  ['answers train a model of the house', trainsOthers, 'forbidden', { cites: ['2.3'] }],
  ['answers train a model that is passed on', publishedStudent, 'forbidden', { cites: ['2.3'] }],

  ['700,000,000 users at release', { groupMAUAtModelRelease: 700_000_000 }, owed],
  ['700,000,001 users at release', { groupMAUAtModelRelease: 700_000_001 }, 'forbidden', { cites: ['3'] }],
  ['700,000,001 users since release', { groupMAU: 700_000_001, productMAU: 700_000_001 }, owed],
  [
    "700,000,001 users at release, somebody else's product",
    { ...vendorsProduct, groupMAUAtModelRelease: 700_000_001 },
    'allowed',
  ],
  [
    'users at release that nobody has counted',
    { unstated: ['groupMAUAtModelRelease'] },
    'needs-review',
    { cites: ['3'] },
  ],

  ...outrightRows([['illegal-generic', '2.3(2)']]),
  // The use policy was not read: what other licences bar may be barred there.
  ...notNamedRows(['military', 'medical', 'minors', 'impersonation'], 'needs-review'),
  ['military, cited where the policy binds', { purposes: ['military'] }, 'needs-review', { cites: ['2.3(1)'] }],
  ['purposes that nobody has stated', { unstated: ['purposes'] }, 'needs-review', { cites: ['2.3(1)'] }],
])
