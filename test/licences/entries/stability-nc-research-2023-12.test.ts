// Goal: the licence of December 2023 grants no commerce, no production and no service; its policy is unread, so what licences bar is for a person.
import { entryCases, type Use } from '../entry-cases.ts'

const lab: Use = { commercial: false, purposes: ['research'] }

entryCases('LicenseRef-stability-nc-research-2023-12', [
  ['internal commercial use', {}, 'forbidden', { cites: ['1.a', '1.b', 'Definition of Non-Commercial Uses'] }],
  ['commercial research', { ...lab, commercial: true }, 'forbidden', { cites: ['1.a'] }],
  [
    'office work without commerce is production',
    { commercial: false },
    'forbidden',
    { cites: ['Definition of Non-Commercial Uses'] },
  ],
  ['research without commerce', lab, 'allowed-with-obligations', { cites: ['1.a'], duties: ['comply-aup'] }],
  [
    'a service for research',
    { ...lab, exposure: 'hosted-service', audience: 'public' },
    'forbidden',
    { cites: ['1.b'] },
  ],
  [
    'passed on',
    { ...lab, redistributes: true },
    'allowed-with-obligations',
    { cites: ['1.c'], duties: ['provide-licence-copy', 'notice-file'], noDuties: ['same-licence'] },
  ],
  [
    'fine-tune passed on',
    { ...lab, redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { duties: ['same-licence', 'mark-modified-files'] },
  ],
  [
    'outputs',
    { ...lab, trainsOtherModelOnOutputs: true },
    'allowed-with-obligations',
    { cites: ['Definition of Derivative Work(s)'] },
  ],
  ['military research: the policy may bar it', { ...lab, purposes: ['research', 'military'] }, 'forbidden'],
  ['another evaluation', { ...lab, purposes: ['evaluation'] }, 'allowed-with-obligations'],
])
