// Goal: the licence of December 2023 grants no commerce, no production and no service; its policy is unread, so the rest is for a person.
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
  ['research without commerce: policy unread', lab, 'needs-review', { cites: ['1.a'], duties: ['comply-aup'] }],
  [
    'a service for research',
    { ...lab, exposure: 'hosted-service', audience: 'public' },
    'forbidden',
    { cites: ['1.b'] },
  ],
  [
    'passed on',
    { ...lab, redistributes: true },
    'needs-review',
    { cites: ['1.c'], duties: ['provide-licence-copy', 'notice-file'], noDuties: ['same-licence'] },
  ],
  [
    'fine-tune passed on',
    { ...lab, redistributes: true, changes: ['fine-tuned'] },
    'needs-review',
    { duties: ['same-licence', 'mark-modified-files'] },
  ],
  [
    'outputs',
    { ...lab, trainsOtherModelOnOutputs: true },
    'needs-review',
    { cites: ['Definition of Derivative Work(s)'] },
  ],
])
