import type { BanTag } from '@stellwerk/licences/vocabulary'

import type { Row, Use } from '../entry-cases.ts'

// LLaMA 1 and OPT-175B share their text but for names, export law and embargoed countries.

/** What the two texts are for. */
export const lab: Use = { commercial: false, purposes: ['research'] }

const barred: readonly [tag: BanTag, section: string][] = [
  ['military', '2.a(ii)'],
  ['nuclear', '2.a(ii)'],
  ['surveillance', '2.a(iii)'],
  ['biometrics', '2.a(iv)'],
  ['ip-infringement', '2.a(v)'],
  ['illegal-generic', '2.a(vi)'],
  ['safety-circumvention', '2.c'],
]

export const researchRows: readonly Row[] = [
  [
    'research without gain',
    lab,
    'allowed',
    { cites: ['1.a'], noDuties: ['provide-licence-copy', 'attribution-notice', 'keep-notices'] },
  ],
  ['letters in a company', {}, 'forbidden', { cites: ['1.a', '2.a(i)'] }],
  ['letters without gain are production', { commercial: false }, 'forbidden', { cites: ['1.a', '2.a(i)'] }],
  ['research for gain', { ...lab, commercial: true }, 'forbidden', { cites: ['1.a', '2.a(i)'] }],
  ['trying it out is no research', { ...lab, purposes: ['evaluation'] }, 'forbidden', { cites: ['1.a'] }],
  ['research beside production', { ...lab, purposes: ['research', 'translation'] }, 'forbidden', { cites: ['2.a(i)'] }],
  [
    'research served to others',
    { ...lab, audience: 'public', exposure: 'hosted-service' },
    'forbidden',
    { cites: ['1.a', '2.a'] },
  ],
  [
    'changed for research',
    { ...lab, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['1.a', '2.b'], duties: ['keep-notices'], noDuties: ['provide-licence-copy'] },
  ],
  [
    'passed on for research',
    { ...lab, redistributes: true },
    'allowed-with-obligations',
    { cites: ['1.a', '3', '2.b'], duties: ['provide-licence-copy', 'attribution-notice', 'keep-notices'] },
  ],
  [
    'a fine-tune passed on for research',
    { ...lab, redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['1.a', '3'], duties: ['provide-licence-copy', 'attribution-notice'] },
  ],
  ['passed on for gain', { redistributes: true }, 'forbidden', { cites: ['1.a', '3'] }],
  ['outputs train a model for research', { ...lab, trainsOtherModelOnOutputs: true }, 'allowed', { cites: ['2.a'] }],
  ['outputs train a model for gain', { trainsOtherModelOnOutputs: true }, 'forbidden', { cites: ['2.a', '2.a(i)'] }],
  ['no exclusion of the EU', { ...lab, component: { modality: 'multimodal' } }, 'allowed'],
  ...barred.map(([tag, section]): Row => [
    `${tag} in research`,
    { ...lab, purposes: ['research', tag] },
    'forbidden',
    { cites: [section] },
  ]),
  ['guardrails removed in research', { ...lab, changes: ['guardrails-removed'] }, 'forbidden', { cites: ['2.c'] }],
]
