import type { Row } from '../entry-cases.ts'
import {
  customers,
  fineTuned,
  owed,
  published,
  publishedFineTune,
  publishedStudent,
  shipped,
  trainsOthers,
  university,
  vendorsProduct,
} from '../rows.ts'

// What the texts of the RAIL family answer in the same way. Their attachments differ item by item: see the table of each.

const passedOn = ['flow-down-use-restrictions', 'provide-licence-copy'] as const

/** Grant, hosting and distribution, as BigScience worded them first. */
export const railRows: readonly Row[] = [
  [
    'letters by staff, who have to be bound',
    {},
    owed,
    { cites: ['2', '5'], duties: ['require-users-to-comply'], noDuties: [...passedOn] },
  ],
  ['not for gain', { commercial: false }, owed, { cites: ['2', '5'], duties: ['require-users-to-comply'] }],
  ['research', university, owed, { cites: ['2', '5'] }],
  [
    'a chat for customers counts as distribution',
    customers,
    owed,
    { cites: ['1 (Distribution)', '4', '4.a', '4.b'], duties: [...passedOn], noDuties: ['mark-modified-files'] },
  ],
  ['a product with the model inside', shipped, owed, { cites: ['4.a', '4.b'], duties: [...passedOn, 'keep-notices'] }],
  [
    'weights passed on',
    published,
    owed,
    {
      cites: ['4', '4.a', '4.b', '4.d'],
      duties: [...passedOn, 'keep-notices'],
      noDuties: ['mark-modified-files', 'badge', 'name-prefix'],
    },
  ],
  ['fine-tuned for the house alone', fineTuned, owed, { cites: ['2'], noDuties: ['mark-modified-files'] }],
  ['a fine-tune passed on', publishedFineTune, owed, { cites: ['4.c'], duties: ['mark-modified-files'] }],
  ["somebody else's finished product", vendorsProduct, 'allowed'],
  ['answers train a model of the house', trainsOthers, owed, { cites: ['1 (Derivatives)'] }],
  ['answers train a model that is passed on', publishedStudent, owed, { cites: ['4.a'], duties: [...passedOn] }],
]

const student = 'their-model'

/** A model trained on outputs stands under the bans of its teacher. */
export function studentRow(licence: string, purpose: 'military' | 'medical'): Row {
  return [
    `${purpose} with a student of it`,
    {
      purposes: [purpose],
      component: {
        name: student,
        licence: 'Apache-2.0',
        lineage: [{ relation: 'distilled-on-outputs', parent: 'teacher', licence }],
      },
    },
    'forbidden',
  ]
}
