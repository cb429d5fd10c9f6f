// Goal: OpenAtom grants every lawful use, counts a service as distribution and spares it the licence text.
import { entryCases } from '../entry-cases.ts'
import { barred } from './barred.ts'

entryCases('LicenseRef-openatom-model-1.0', [
  ['internal commercial use', {}, 'allowed', { cites: ['2.1'] }],
  ['without commerce', { commercial: false }, 'allowed'],
  [
    'a service for customers',
    { exposure: 'hosted-service', audience: 'customers' },
    'allowed-with-obligations',
    { cites: ['3.1', '3.1(2)', '3.1(4)'], duties: ['keep-notices', 'comply-law'], noDuties: ['provide-licence-copy'] },
  ],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    {
      cites: ['3.1(1)'],
      duties: ['provide-licence-copy', 'keep-notices', 'comply-law'],
      noDuties: ['mark-modified-files'],
    },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['3.1(3)'], duties: ['mark-modified-files'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'allowed', { cites: ['1.3', '1.13'] }],
  ...barred({ 'illegal-generic': ['3.1(4)'] }),
  ['no sector is barred', { purposes: ['military'] }, 'allowed'],
])
