// Goal: OpenMDW grants every use, frees outputs expressly, and asks for its text where copies are passed on.
import { entryCases } from '../entry-cases.ts'

entryCases('OpenMDW-1.0', [
  ['internal commercial use', {}, 'allowed', { cites: ['grant'] }],
  ['use without commerce', { commercial: false }, 'allowed'],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'allowed', { cites: ['grant'] }],
  ['resold as a model', { exposure: 'hosted-service', audience: 'customers', modelAsAService: true }, 'allowed'],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    { cites: ['para 3'], duties: ['provide-licence-copy', 'keep-notices'] },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy', 'keep-notices'] },
  ],
  [
    'shipped product',
    { exposure: 'shipped-product' },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy', 'keep-notices'] },
  ],
  ['fine-tune kept', { changes: ['fine-tuned'] }, 'allowed'],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'allowed', { cites: ['output paragraph'] }],
  ['no number of users matters', { productMAU: 2_000_000_000, groupMAUAtModelRelease: 2_000_000_000 }, 'allowed'],
  ['no purpose is barred', { purposes: ['military'] }, 'allowed'],
  ['no decision is barred', { purposes: ['employment-decision'], decisionMode: 'fully-automated' }, 'allowed'],
  ['nobody says whether it is commerce', { unstated: ['commercial'] }, 'allowed'],
  ['nobody says whether it is passed on', { unstated: ['redistributes'] }, 'needs-review'],
])
