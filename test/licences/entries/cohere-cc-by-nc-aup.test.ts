// Goal: the known text of Cohere's pair forbids commerce; the unread addendum leaves everything else to a person.
import { entryCases, type Use } from '../entry-cases.ts'

const free: Use = { commercial: false }

entryCases('LicenseRef-cohere-cc-by-nc-aup', [
  ['commerce', {}, 'forbidden', { cites: ['CC 2(a)(1)'] }],
  ['without commerce', free, 'needs-review', { cites: ['-'] }],
  ['research without commerce', { ...free, purposes: ['research'] }, 'needs-review'],
  ['a free service', { ...free, exposure: 'hosted-service', audience: 'public' }, 'needs-review'],
  ['passed on', { ...free, redistributes: true }, 'needs-review'],
  ['outputs', { ...free, trainsOtherModelOnOutputs: true }, 'needs-review'],
])
