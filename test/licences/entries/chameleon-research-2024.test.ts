// Goal: Chameleon is for research without commerce, outputs included; its policy is unread, so what licences bar is for a person.
import { entryCases, type Use } from '../entry-cases.ts'
import { barred } from './barred.ts'

const lab: Use = { commercial: false, purposes: ['research'] }

entryCases('LicenseRef-chameleon-research-2024', [
  ['internal commercial use', {}, 'forbidden', { cites: ['2.1', '3.1'] }],
  ['commercial research', { ...lab, commercial: true }, 'forbidden', { cites: ['3.1'] }],
  ['office work without commerce', { commercial: false }, 'forbidden', { cites: ['2.1'] }],
  [
    'research without commerce',
    lab,
    'allowed-with-obligations',
    { cites: ['2.1', '2.2.4'], duties: ['comply-aup', 'attribution-notice'] },
  ],
  [
    'a service for research',
    { ...lab, exposure: 'hosted-service', audience: 'public' },
    'allowed-with-obligations',
    { cites: ['2.2.1'] },
  ],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'forbidden'],
  [
    'passed on',
    { ...lab, redistributes: true },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy', 'notice-file'], noDuties: ['same-licence'] },
  ],
  ['outputs for research', { ...lab, trainsOtherModelOnOutputs: true }, 'needs-review', { cites: ['3.1'] }],
  ['outputs for commerce', { commercial: true, trainsOtherModelOnOutputs: true }, 'forbidden', { cites: ['3.1'] }],
  ['guardrails removed', { ...lab, changes: ['guardrails-removed'] }, 'forbidden', { cites: ['3.2'] }],
  ...barred(
    {
      'safety-circumvention': ['3.2'],
      'trade-control': ['3.4', '3.5'],
      'itar-bwc-cwc': ['3.5'],
      weapons: ['3.5'],
      'illegal-generic': ['2.2.4'],
    },
    lab,
  ),
])
