import type { Row, Use } from '../entry-cases.ts'

// The five Creative Commons licences share their text but for commerce, adaptations and their licence.

const copies = ['attribution-notice', 'keep-notices', 'provide-licence-copy']
const adapted: Use = { redistributes: true, changes: ['fine-tuned'] }

/** What all of them say, for a use that they all grant. */
function sharedRows(use: Use): readonly Row[] {
  return [
    ['use that they all grant', use, 'allowed', { cites: ['2(a)(1)'] }],
    ['shared with nobody, adapted', { ...use, changes: ['fine-tuned'] }, 'allowed'],
    [
      'shared unchanged',
      { ...use, redistributes: true },
      'allowed-with-obligations',
      { cites: ['3(a)(1)', '3(a)(1)(B)'], duties: [...copies, 'mark-modified-files'], noDuties: ['same-licence'] },
    ],
    ['outputs train another model: unsettled', { ...use, trainsOtherModelOnOutputs: true }, 'needs-review'],
    ['no purpose is barred', { ...use, purposes: ['military'] }, 'allowed'],
    ['nobody says whether it is shared', { ...use, unstated: ['redistributes'] }, 'needs-review'],
  ]
}

export const free: Use = { commercial: false }

/** BY and BY-SA. */
export const openRows: readonly Row[] = [
  ...sharedRows({}),
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'allowed'],
  ['nobody says whether it is commerce', { unstated: ['commercial'] }, 'allowed'],
]

/** BY-NC, BY-NC-SA and BY-NC-ND. */
export const nonCommercialRows: readonly Row[] = [
  ...sharedRows(free),
  ['commerce', {}, 'forbidden', { cites: ['2(a)(1)', '1 NonCommercial'] }],
  ['research for commerce', { purposes: ['research'] }, 'forbidden', { cites: ['2(a)(1)'] }],
  ['nobody says whether it is commerce', { unstated: ['commercial'] }, 'needs-review', { cites: ['2(a)(1)'] }],
  [
    'a free service',
    { ...free, exposure: 'hosted-service', audience: 'public' },
    'needs-review',
    { cites: ['2(a)(1)'] },
  ],
  ['a service for customers', { exposure: 'hosted-service', audience: 'customers' }, 'forbidden'],
  ['shared for commerce', { redistributes: true }, 'forbidden'],
]

/** Adaptations may be shared under a licence of one's own. */
export function anyLicenceRows(use: Use): readonly Row[] {
  return [
    [
      'adaptation shared',
      { ...use, ...adapted },
      'allowed-with-obligations',
      { cites: ['3(a)(1)(B)'], duties: [...copies, 'mark-modified-files'], noDuties: ['same-licence'] },
    ],
  ]
}

/** Adaptations may be shared under the same licence only. */
export function sameLicenceRows(use: Use): readonly Row[] {
  return [
    [
      'adaptation shared',
      { ...use, ...adapted },
      'allowed-with-obligations',
      { cites: ['3(b)'], duties: ['same-licence', 'mark-modified-files'] },
    ],
    [
      'adaptation of a base under other terms shared',
      {
        ...use,
        ...adapted,
        publishedModelName: 'Llama-some',
        component: { lineage: [{ relation: 'merge', parent: 'other', licence: 'LicenseRef-llama-3.1-community' }] },
      },
      'forbidden',
      { cites: ['3(b)'] },
    ],
  ]
}

/** Adaptations may not be shared. */
export const noDerivativesRows: readonly Row[] = [
  ['adaptation shared', { ...free, ...adapted }, 'forbidden', { cites: ['2(a)(1)', '3(a)(1)'] }],
]
