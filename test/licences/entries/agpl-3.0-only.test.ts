// Goal: AGPL asks for nothing as long as the program is unchanged and stays; a changed one offers its source to staff as well.
import { entryCases, type Use } from '../entry-cases.ts'

const component = { kind: 'ui', name: 'some-ui' } as const
const changed: Use = { changes: ['source-modified'], component }

entryCases('AGPL-3.0-only', [
  ['internal commercial use', { component }, 'allowed', { cites: ['2'] }],
  [
    'unchanged for customers',
    { exposure: 'hosted-service', audience: 'customers', component },
    'allowed',
    { cites: ['2', '13'], noDuties: ['offer-source-network'] },
  ],
  [
    'changed, for staff',
    changed,
    'allowed-with-obligations',
    { cites: ['13'], duties: ['offer-source-network'], noDuties: ['provide-source'] },
  ],
  [
    'changed, for customers',
    { ...changed, exposure: 'hosted-service', audience: 'customers' },
    'allowed-with-obligations',
    { cites: ['13'], duties: ['offer-source-network'] },
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
    { cites: ['5'], duties: ['same-licence', 'mark-modified-files', 'provide-source'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true, component }, 'allowed', { cites: ['2'] }],
  ['no purpose is barred', { purposes: ['military'], component }, 'allowed'],
])
