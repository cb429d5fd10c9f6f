// Goal: gpt-oss is Apache-2.0 with a promise to keep the law.
import { entryCases } from '../entry-cases.ts'
import { barred } from './barred.ts'

entryCases('gpt-oss-usage-policy', [
  [
    'internal commercial use',
    {},
    'allowed-with-obligations',
    { cites: ['Apache-2.0 2', 'single sentence'], duties: ['comply-law'], noDuties: ['provide-licence-copy'] },
  ],
  [
    'a service for customers',
    { exposure: 'hosted-service', audience: 'customers' },
    'allowed-with-obligations',
    { duties: ['comply-law'], noDuties: ['provide-licence-copy'] },
  ],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    { cites: ['Apache-2.0 4(a)'], duties: ['comply-law', 'provide-licence-copy', 'keep-notices'] },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { duties: ['mark-modified-files'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'allowed-with-obligations'],
  ['no sector is barred', { purposes: ['military'] }, 'allowed-with-obligations'],
  ...barred({ 'illegal-generic': ['single sentence'] }),
  [
    'named in one breath with Apache-2.0',
    { component: { licence: 'Apache-2.0 AND gpt-oss-usage-policy' } },
    'allowed-with-obligations',
    { duties: ['comply-law'] },
  ],
])
