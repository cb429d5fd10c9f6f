// Goal: HFOIL lets anybody run the engine behind an own service and bars selling the engine itself as a service.
import { entryCases, type Use } from '../entry-cases.ts'

const component = { kind: 'engine', name: 'text-generation-inference', version: '1.4.5' } as const
const resold: Use = { exposure: 'hosted-service', audience: 'customers', modelAsAService: true, component }

entryCases('LicenseRef-hfoil-1.0', [
  ['internal commercial use', { component }, 'allowed', { cites: ['1'] }],
  [
    'by itself behind a paid chat for customers',
    { exposure: 'hosted-service', audience: 'customers', component },
    'needs-review',
    { cites: ['1', '2'] },
  ],
  [
    'inside a paid chat for customers',
    {
      exposure: 'hosted-service',
      audience: 'customers',
      component: {
        licence: 'Apache-2.0',
        lineage: [{ relation: 'served-by', parent: 'tgi', licence: 'LicenseRef-hfoil-1.0' }],
      },
    },
    'allowed',
  ],
  ['sold as a service', resold, 'forbidden', { cites: ['2'] }],
  ['given as a service free of charge', { ...resold, commercial: false }, 'allowed'],
  [
    'nobody says what the service gives',
    { ...resold, unstated: ['modelAsAService'] },
    'needs-review',
    { cites: ['2'] },
  ],
  [
    'behind a model of another licence',
    {
      ...resold,
      component: {
        licence: 'Apache-2.0',
        lineage: [{ relation: 'served-by', parent: 'tgi', licence: 'LicenseRef-hfoil-1.0' }],
      },
    },
    'forbidden',
    { cites: ['2'] },
  ],
  [
    'changed for the house',
    { changes: ['source-modified'], component },
    'allowed-with-obligations',
    { cites: ['3'], duties: ['mark-modified-files'] },
  ],
  [
    'passed on unchanged',
    { redistributes: true, component },
    'allowed-with-obligations',
    { cites: ['3'], duties: ['provide-licence-copy', 'keep-notices', 'keep-model-card'], noDuties: ['same-licence'] },
  ],
  [
    'passed on changed',
    { redistributes: true, changes: ['source-modified'], component },
    'allowed-with-obligations',
    { cites: ['2', '3'], duties: ['same-licence', 'mark-modified-files'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true, component }, 'allowed', { cites: ['4'] }],
  ['no purpose is barred', { purposes: ['military'], component }, 'allowed'],
])
