// Goal: what third parties report can forbid. Nothing can allow, because the text was not read in full.
import { entryCases } from '../entry-cases.ts'
import { customers, published, trainsOthers, university, vendorsProduct } from '../rows.ts'

entryCases('LicenseRef-mistral-non-production-0.1', [
  ['letters by staff of a company', {}, 'forbidden', { cites: ['3.2'] }],
  ["somebody else's product for daily work", { ...vendorsProduct, commercial: false }, 'forbidden', { bars: ['3.2'] }],
  [
    "somebody else's product, tested for gain",
    { ...vendorsProduct, purposes: ['testing'] },
    'forbidden',
    { bars: ['3.2'] },
  ],
  ['letters without gain', { commercial: false }, 'forbidden', { cites: ['3.2'] }],
  ['tests of a company without gain', { commercial: false, purposes: ['testing'] }, 'needs-review', { cites: ['-'] }],
  ['tests of a company for gain', { purposes: ['testing'] }, 'forbidden', { cites: ['3.2'] }],
  ['research at a university', university, 'needs-review', { cites: ['-'] }],
  ['a service for customers', customers, 'forbidden', { cites: ['3.2'] }],
  ['a service without gain', { ...university, ...customers }, 'forbidden', { cites: ['3.2'] }],
  ['weights passed on for research', { ...university, ...published }, 'needs-review'],
  ['answers train another model', { ...university, ...trainsOthers }, 'needs-review'],
])
