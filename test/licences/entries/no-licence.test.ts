// Goal: where there is no text, or none that is known, a person decides: nothing is granted and nothing refused.
import { entryCases } from '../entry-cases.ts'

entryCases('NO-LICENCE', [
  ['internal commercial use', {}, 'needs-review', { cites: ['-'] }],
  ['research without commerce', { commercial: false, purposes: ['research'] }, 'needs-review'],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'needs-review'],
  ['passed on', { redistributes: true }, 'needs-review'],
  [
    'behind an Apache model',
    { component: { licence: 'Apache-2.0', lineage: [{ relation: 'finetune', parent: 'p' }] } },
    'needs-review',
  ],
  ['tagged as Apache, without a text', { component: { declaredLicence: 'apache-2.0' } }, 'needs-review'],
])
entryCases('LicenseRef-of-nobody', [['a licence that is not known', {}, 'needs-review', { cites: ['-'] }]])
