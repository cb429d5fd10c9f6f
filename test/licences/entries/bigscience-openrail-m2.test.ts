// Goal: Open RAIL++-M grants trade, binds all users to Attachment A, and counts a service as distribution.
import { entryCases, type Use } from '../entry-cases.ts'
import { barred } from './barred.ts'

const service: Use = { exposure: 'hosted-service', audience: 'customers' }

entryCases('LicenseRef-bigscience-openrail-m2', [
  [
    'internal commercial use',
    {},
    'allowed-with-obligations',
    {
      cites: ['2', '5'],
      duties: ['require-users-to-comply'],
      noDuties: ['flow-down-use-restrictions', 'use-latest-version'],
    },
  ],
  [
    'a service for customers',
    service,
    'allowed-with-obligations',
    {
      cites: ['4', '4.a', '4.b'],
      duties: ['flow-down-use-restrictions', 'provide-licence-copy', 'require-users-to-comply'],
    },
  ],
  [
    'passed on',
    { redistributes: true },
    'allowed-with-obligations',
    {
      duties: ['flow-down-use-restrictions', 'provide-licence-copy', 'keep-notices'],
      noDuties: ['mark-modified-files'],
    },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['4.c'], duties: ['mark-modified-files'] },
  ],
  [
    'outputs train another model',
    { trainsOtherModelOnOutputs: true },
    'allowed-with-obligations',
    { cites: ['1 (Derivatives)'] },
  ],
  ...barred({
    'illegal-generic': ['Att. A 1', '5'],
    minors: ['Att. A 2'],
    disinformation: ['Att. A 3'],
    'pii-harm': ['Att. A 4'],
    'defamation-harassment': ['Att. A 5'],
    'social-scoring': ['Att. A 7'],
    'vulnerability-exploitation': ['Att. A 8'],
    'discrimination-protected': ['Att. A 9'],
    medical: ['Att. A 10', '5'],
    'law-enforcement-justice': ['Att. A 11'],
    'migration-asylum': ['Att. A 11'],
  }),
  [
    'applicants rejected automatically',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['Att. A 6'] },
  ],
  ['applicants, a person decides', { purposes: ['employment-decision'] }, 'allowed-with-obligations'],
  [
    'decisions about people, nobody decides',
    { purposes: ['automated-decision-individual'], decisionMode: 'fully-automated' },
    'forbidden',
  ],
  [
    'decisions about people, a person decides',
    { purposes: ['automated-decision-individual'] },
    'allowed-with-obligations',
    { duties: ['human-decides'] },
  ],
  ['impersonation is not named', { purposes: ['impersonation'] }, 'allowed-with-obligations'],
  ['military is not named', { purposes: ['military'] }, 'allowed-with-obligations'],
])
