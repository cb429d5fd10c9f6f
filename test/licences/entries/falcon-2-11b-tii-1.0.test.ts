// Goal: granted in the words of Apache, under a use policy that nobody here has read and that may change any day.
import { entryCases } from '../entry-cases.ts'
import {
  customers,
  fineTuned,
  notNamedRows,
  owed,
  published,
  publishedFineTune,
  shipped,
  trainsOthers,
  unguarded,
  vendorsProduct,
} from '../rows.ts'

const always = ['comply-aup', 'monitor-aup', 'require-users-to-comply'] as const
const passedOn = ['flow-down-use-restrictions', 'provide-licence-copy'] as const

entryCases('LicenseRef-falcon-2-11b-tii-1.0', [
  ['letters by staff', {}, owed, { cites: ['2', '5.1', '5.3'], duties: [...always], noDuties: [...passedOn] }],
  ['not for gain', { commercial: false }, owed, { cites: ['2'] }],
  ['a chat for customers', customers, owed, { cites: ['2'], duties: [...always], noDuties: [...passedOn] }],
  ['a product with the model inside', shipped, owed, { cites: ['4.1'], duties: [...passedOn] }],
  ['weights passed on', published, owed, { cites: ['4.1'], duties: [...passedOn], noDuties: ['mark-modified-files'] }],
  ['fine-tuned for the house alone', fineTuned, owed, { cites: ['2'], noDuties: ['public-statement'] }],
  [
    'a fine-tune passed on',
    publishedFineTune,
    owed,
    { cites: ['4', '6'], duties: [...passedOn, 'mark-modified-files', 'keep-notices'] },
  ],
  [
    'a fine-tune that the public hears of',
    { ...publishedFineTune, audience: 'public' },
    owed,
    { cites: ['6.1'], duties: ['public-statement'] },
  ],
  ["somebody else's finished product", vendorsProduct, 'allowed'],
  [
    'answers train another model, as far as an unread policy lets them',
    trainsOthers,
    'needs-review',
    { cites: ['5.2'] },
  ],

  // The use policy was not read: what other licences bar may be barred there.
  ...notNamedRows(['illegal-generic', 'military', 'medical', 'impersonation', 'employment-decision'], 'needs-review'),
  ['military, cited where the policy binds', { purposes: ['military'] }, 'needs-review', { cites: ['5.1'] }],
  ['guardrails removed, of which the unread policy may speak', unguarded, 'needs-review', { cites: ['5.1'] }],
  ['purposes that nobody has stated', { unstated: ['purposes'] }, 'needs-review', { cites: ['5.1'] }],
])
