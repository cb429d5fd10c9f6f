// Goal: BUSL grants trying out; what production is granted, the work itself says, and a person reads it.
import { entryCases, type Use } from '../entry-cases.ts'

const component = { kind: 'store', name: 'some-store' } as const
const tested: Use = { purposes: ['testing'], component }

entryCases('BUSL-1.1', [
  ['in production', { component }, 'needs-review', { cites: ['Additional Use Grant'] }],
  ['in production without commerce', { commercial: false, component }, 'needs-review'],
  ['tested by a company', tested, 'allowed', { cites: ['Terms, paragraph 1'] }],
  ['a proof of concept aims at production', { purposes: ['proof-of-concept'], component }, 'needs-review'],
  ['tested and used', { purposes: ['testing', 'general-office'], component }, 'needs-review'],
  ['nobody says what for', { purposes: [], component }, 'needs-review'],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers', component }, 'needs-review'],
  ['a service, tested', { ...tested, exposure: 'hosted-service', audience: 'customers' }, 'allowed'],
  [
    'passed on unchanged',
    { ...tested, redistributes: true },
    'allowed-with-obligations',
    { cites: ['Terms, paragraph 5'], duties: ['provide-licence-copy'], noDuties: ['same-licence'] },
  ],
  [
    'passed on changed',
    { ...tested, redistributes: true, changes: ['source-modified'] },
    'allowed-with-obligations',
    { cites: ['Terms, paragraph 4'], duties: ['same-licence'] },
  ],
  ['outputs train another model', { ...tested, trainsOtherModelOnOutputs: true }, 'allowed'],
])
