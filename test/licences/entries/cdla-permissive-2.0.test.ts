// Goal: CDLA-Permissive-2.0 grants every use of the data, asks for its text with copies, and frees what comes from them.
import { entryCases } from '../entry-cases.ts'

const component = { kind: 'dataset', name: 'some-data' } as const

entryCases('CDLA-Permissive-2.0', [
  ['internal commercial use', { component }, 'allowed', { cites: ['1.1'] }],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers', component }, 'allowed'],
  [
    'shared',
    { redistributes: true, component },
    'allowed-with-obligations',
    { cites: ['2.1'], duties: ['provide-licence-copy'] },
  ],
  [
    'shared after a change',
    { redistributes: true, changes: ['fine-tuned'], component },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy'], noDuties: ['mark-modified-files'] },
  ],
  [
    'a model trained on them',
    {
      component: {
        licence: 'Apache-2.0',
        lineage: [{ relation: 'trained-on', parent: 'data', licence: 'CDLA-Permissive-2.0' }],
      },
    },
    'allowed',
    { cites: ['1.1'] },
  ],
  ['no purpose is barred', { purposes: ['military'], component }, 'allowed'],
])
