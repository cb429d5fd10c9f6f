// Goal: Yi 2.1 is free without commerce, asks commerce for a licence of its own, and counts a service as distribution.
import { entryCases, type Use } from '../entry-cases.ts'
import { barred } from './barred.ts'

const free: Use = { commercial: false }

entryCases('LicenseRef-yi-series-2.1', [
  ['commerce without the separate licence', {}, 'needs-review', { cites: ['2'], duties: ['register-with-licensor'] }],
  ['use without commerce', free, 'allowed', { cites: ['2'] }],
  ['nobody says whether it is commerce', { unstated: ['commercial'] }, 'needs-review', { cites: ['2'] }],
  [
    'a service without commerce',
    { ...free, exposure: 'hosted-service', audience: 'public' },
    'allowed-with-obligations',
    { cites: ["1 'Distribute'", '2(4)'], duties: ['provide-licence-copy', 'attribution-notice'] },
  ],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'needs-review'],
  [
    'passed on',
    { ...free, redistributes: true },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy', 'attribution-notice'], noDuties: ['mark-modified-files'] },
  ],
  [
    'fine-tune kept',
    { ...free, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['2(5)'], duties: ['mark-modified-files'] },
  ],
  [
    'outputs train another model',
    { ...free, trainsOtherModelOnOutputs: true },
    'allowed',
    { cites: ["1 'Derivatives'"] },
  ],
  ...barred(
    {
      military: ['2(2)'],
      'illegal-generic': ['2(1)', '2(2)'],
      'violence-terror': ['2(1)'],
      'discrimination-protected': ['2(1)'],
      'sexual-content': ['2(1)'],
      disinformation: ['2(1)'],
      'ip-infringement': ['2(3)'],
    },
    free,
  ),
  ['medical advice is not named', { ...free, purposes: ['medical'] }, 'allowed'],
])
