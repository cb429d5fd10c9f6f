// Goal: ODC-By grants every use of a database, and asks for its terms where it is shared and for its name where works from it are.
import { entryCases } from '../entry-cases.ts'

const component = { kind: 'dataset', name: 'some-data' } as const

entryCases('ODC-By-1.0', [
  ['internal commercial use', { component }, 'allowed', { cites: ['3.1'], noDuties: ['attribution-notice'] }],
  [
    'a service for customers',
    { exposure: 'hosted-service', audience: 'customers', component },
    'allowed-with-obligations',
    { cites: ['4.3'], duties: ['attribution-notice'], noDuties: ['same-licence'] },
  ],
  [
    'shared',
    { redistributes: true, component },
    'allowed-with-obligations',
    { cites: ['4.2'], duties: ['same-licence', 'provide-licence-copy', 'keep-notices'] },
  ],
  [
    'a model trained on it: unsettled',
    {
      component: {
        licence: 'Apache-2.0',
        lineage: [{ relation: 'trained-on', parent: 'data', licence: 'ODC-By-1.0' }],
      },
    },
    'needs-review',
  ],
  ['no purpose is barred', { purposes: ['military'], component }, 'allowed'],
])
