// Goal: Apache-2.0 grants every use and asks for notices where copies are passed on.
import { entryCases } from '../entry-cases.ts'

entryCases('Apache-2.0', [
  ['internal commercial use', {}, 'allowed', { cites: ['2'] }],
  ['use without commerce', { commercial: false }, 'allowed'],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'allowed', { cites: ['2'] }],
  ['resold as a model', { exposure: 'hosted-service', audience: 'customers', modelAsAService: true }, 'allowed'],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    {
      cites: ['4(a)'],
      duties: ['provide-licence-copy', 'keep-notices', 'notice-file'],
      noDuties: ['mark-modified-files'],
    },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['4(b)'], duties: ['provide-licence-copy', 'keep-notices', 'notice-file', 'mark-modified-files'] },
  ],
  [
    'shipped product',
    { exposure: 'shipped-product' },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy', 'keep-notices', 'notice-file'] },
  ],
  ['fine-tune kept', { changes: ['fine-tuned'] }, 'allowed'],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'allowed', { cites: ['whole text: silent'] }],
  ['no number of users matters', { productMAU: 2_000_000_000, groupMAUAtModelRelease: 2_000_000_000 }, 'allowed'],
  ['no purpose is barred', { purposes: ['military'] }, 'allowed'],
  ['no decision is barred', { purposes: ['employment-decision'], decisionMode: 'fully-automated' }, 'allowed'],
  ['nobody says whether it is commerce', { unstated: ['commercial'] }, 'allowed'],
  ['nobody says whether it is passed on', { unstated: ['redistributes'] }, 'needs-review'],
])
