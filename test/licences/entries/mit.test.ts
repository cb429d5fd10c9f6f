// Goal: MIT grants every use and asks for its notice where copies are passed on.
import { entryCases } from '../entry-cases.ts'

entryCases('MIT', [
  ['internal commercial use', {}, 'allowed', { cites: ['grant'] }],
  ['use without commerce', { commercial: false }, 'allowed'],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'allowed', { cites: ['grant'] }],
  ['resold as a model', { exposure: 'hosted-service', audience: 'customers', modelAsAService: true }, 'allowed'],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    { cites: ['notice sentence'], duties: ['provide-licence-copy'] },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy'] },
  ],
  [
    'shipped product',
    { exposure: 'shipped-product' },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy'] },
  ],
  ['fine-tune kept', { changes: ['fine-tuned'] }, 'allowed'],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'allowed', { cites: ['whole text: silent'] }],
  ['no number of users matters', { productMAU: 2_000_000_000, groupMAUAtModelRelease: 2_000_000_000 }, 'allowed'],
  ['no purpose is barred', { purposes: ['military'] }, 'allowed'],
  ['no decision is barred', { purposes: ['employment-decision'], decisionMode: 'fully-automated' }, 'allowed'],
  ['nobody says whether it is commerce', { unstated: ['commercial'] }, 'allowed'],
  ['nobody says whether it is passed on', { unstated: ['redistributes'] }, 'needs-review'],
])
