// Goal: SSPL asks whoever offers the program as a service for the source of that service, and nobody else.
import { entryCases, type Use } from '../entry-cases.ts'

const component = { kind: 'store', name: 'some-store' } as const
const changed: Use = { changes: ['source-modified'], component }

entryCases('SSPL-1.0', [
  ['internal commercial use', { component }, 'allowed', { cites: ['2'], noDuties: ['release-service-source'] }],
  ['changed, for staff', changed, 'allowed', { noDuties: ['release-service-source'] }],
  [
    'for customers',
    { exposure: 'hosted-service', audience: 'customers', component },
    'allowed-with-obligations',
    { cites: ['13'], duties: ['release-service-source'] },
  ],
  [
    'inside a service of another kind',
    {
      exposure: 'hosted-service',
      audience: 'customers',
      component: {
        licence: 'Apache-2.0',
        lineage: [{ relation: 'embeds-component', kind: 'store', parent: 'some-store', licence: 'SSPL-1.0' }],
      },
    },
    'allowed',
    { cites: ['13'], noDuties: ['release-service-source'] },
  ],
  [
    'passed on unchanged',
    { redistributes: true, component },
    'allowed-with-obligations',
    {
      cites: ['4', '6'],
      duties: ['provide-source', 'provide-licence-copy', 'keep-notices'],
      noDuties: ['same-licence'],
    },
  ],
  [
    'passed on changed',
    { ...changed, redistributes: true },
    'allowed-with-obligations',
    { cites: ['5'], duties: ['same-licence', 'mark-modified-files'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true, component }, 'allowed', { cites: ['2'] }],
])
