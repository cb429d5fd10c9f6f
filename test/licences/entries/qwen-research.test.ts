// Goal: what third parties report can forbid. Nothing can allow, because nobody has read the text.
import { entryCases } from '../entry-cases.ts'
import { customers, published, trainsOthers, university, vendorsProduct } from '../rows.ts'

entryCases('LicenseRef-qwen-research', [
  ['letters by staff of a company', {}, 'forbidden', { cites: ['2'] }],
  ["somebody else's product for gain", vendorsProduct, 'forbidden', { bars: ['2'] }],
  ['letters without gain', { commercial: false }, 'forbidden', { cites: ['2'] }],
  ['research at a university', university, 'needs-review', { cites: ['-'] }],
  ['research for gain', { purposes: ['research'] }, 'forbidden', { cites: ['2'] }],
  ['a service for customers', customers, 'forbidden', { cites: ['2'] }],
  ['a research service for others', { ...university, ...customers }, 'forbidden', { cites: ['2'] }],
  ['weights passed on for research', { ...university, ...published }, 'needs-review'],
  ['a change for research', { ...university, changes: ['fine-tuned'] }, 'needs-review'],
  ['answers train another model', { ...university, ...trainsOthers }, 'needs-review'],
  ["somebody else's product without gain", { ...vendorsProduct, commercial: false }, 'needs-review', { cites: ['-'] }],
])
