// Goal: FLUX.1 [dev] may be tried out and researched on outside of production without payment, and contradicts itself about outputs.
import type { BanTag } from '@stellwerk/licences/vocabulary'

import { entryCases, type Row, type Use } from '../entry-cases.ts'

const image: Use = { component: { modality: 'image' } }
const lab: Use = { ...image, commercial: false, purposes: ['testing'] }

const barred: readonly [tag: BanTag, section: string][] = [
  ['military', '4.a(ii)'],
  ['surveillance', '4.a(iii)'],
  ['biometrics', '4.a(iv)'],
  ['ip-infringement', '4.a(v)'],
  ['illegal-generic', '4.a(vi)'],
  ['safety-circumvention', '4.c'],
  ['trade-control', '4.e'],
  ['itar-bwc-cwc', '4.f'],
]

entryCases('LicenseRef-flux-1-dev-nc', [
  [
    'a company tries it out without payment',
    lab,
    'allowed',
    { cites: ['1.c', '2.a', '2.b'], noDuties: ['attribution-notice', 'provide-licence-copy', 'keep-notices'] },
  ],
  ['research without payment', { ...lab, purposes: ['research'] }, 'allowed'],
  ['a company tries it out for payment', { ...lab, commercial: true }, 'forbidden', { cites: ['2.b', '4.a(i)'] }],
  ['production without payment', { ...image, commercial: false }, 'forbidden', { cites: ['1.c', '4.a(i)'] }],
  ['production for payment', image, 'forbidden', { cites: ['2.b', '4.a(i)'] }],
  ['end users', { ...lab, audience: 'public', exposure: 'hosted-service' }, 'forbidden', { cites: ['1.c', '2.b'] }],
  [
    'changed in the laboratory',
    { ...lab, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['2.a', '4.b'], duties: ['keep-notices'], noDuties: ['mark-modified-files'] },
  ],
  [
    'passed on without payment',
    { ...lab, redistributes: true },
    'allowed-with-obligations',
    {
      cites: ['3', '3.a', '3.b'],
      duties: ['provide-licence-copy', 'attribution-notice'],
      noDuties: ['mark-modified-files', 'no-endorsement-claim'],
    },
  ],
  [
    'a fine-tune passed on without payment',
    { ...lab, redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    {
      cites: ['3.a', '3.b', '3.c', '3.e'],
      duties: ['provide-licence-copy', 'attribution-notice', 'mark-modified-files', 'no-endorsement-claim'],
    },
  ],
  ['passed on for payment', { ...image, redistributes: true }, 'forbidden', { cites: ['3', '2.a'] }],
  [
    'outputs train another model: 2.d says yes, 4.a says no',
    { ...lab, trainsOtherModelOnOutputs: true },
    'needs-review',
    { cites: ['2.d', '4.a'] },
  ],
  [
    'outputs train a model for payment',
    { ...lab, commercial: true, trainsOtherModelOnOutputs: true },
    'forbidden',
    { cites: ['1.c', '2.d', '4.a'] },
  ],
  ['no exclusion of the EU', { ...lab, component: { modality: 'multimodal' } }, 'allowed'],
  ...barred.map(([tag, section]): Row => [
    `${tag} in the laboratory`,
    { ...lab, purposes: ['testing', tag] },
    'forbidden',
    { cites: [section] },
  ]),
  ['guardrails removed', { ...lab, changes: ['guardrails-removed'] }, 'forbidden', { cites: ['4.c'] }],
])
