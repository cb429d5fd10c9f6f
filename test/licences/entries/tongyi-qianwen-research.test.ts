// Goal: research and evaluation without gain, and nothing else.
import { entryCases, type Use } from '../entry-cases.ts'
import {
  customers,
  outrightRows,
  owed,
  published,
  publishedFineTune,
  trainsOthers,
  university,
  vendorsProduct,
} from '../rows.ts'

const trial: Use = { commercial: false, purposes: ['evaluation'] }

entryCases('LicenseRef-tongyi-qianwen-research', [
  ['letters by staff of a company', {}, 'forbidden', { cites: ['2.a', '2.b'] }],
  ['letters without gain', { commercial: false }, 'forbidden', { cites: ['1.i', '2.a'] }],
  ['research at a university', university, 'allowed', { cites: ['1.i', '2.a'] }],
  ['research for gain', { purposes: ['research'] }, 'forbidden', { cites: ['2.b'] }],
  ['a trial of a company without gain', trial, 'allowed'],
  ['tests of a company without gain', { ...trial, purposes: ['testing'] }, 'allowed'],
  ['a proof of concept', { ...trial, purposes: ['proof-of-concept'] }, 'forbidden', { cites: ['2.a'] }],
  ['research beside letters', { ...university, purposes: ['research', 'general-office'] }, 'forbidden'],
  ['purposes that nobody has stated', { ...university, unstated: ['purposes'] }, 'needs-review'],
  ['a purpose for gain or not, nobody knows', { ...university, unstated: ['commercial'] }, 'needs-review'],

  [
    'a research service for others, which nothing expressly agrees to',
    { ...university, ...customers },
    'forbidden',
    { cites: ['3', '9.a'] },
  ],
  ['a paid service', customers, 'forbidden', { cites: ['2.b'] }],
  [
    'weights passed on for research',
    { ...university, ...published },
    owed,
    { cites: ['3', '3.a', '3.c'], duties: ['provide-licence-copy', 'notice-file'] },
  ],
  ['weights passed on for gain', published, 'forbidden', { cites: ['2.a', '2.b'] }],
  [
    'a fine-tune passed on for research',
    { ...university, ...publishedFineTune },
    owed,
    { cites: ['3.b'], duties: ['mark-modified-files'] },
  ],
  ['a change without gain', { ...university, changes: ['fine-tuned'] }, 'allowed', { cites: ['2.a'] }],
  ["somebody else's product for gain", vendorsProduct, 'forbidden', { cites: ['2.b'] }],

  ['answers train another model', { ...university, ...trainsOthers }, 'forbidden', { cites: ['4.b'] }],

  ...outrightRows(
    [
      ['trade-control', '4.a'],
      ['illegal-generic', '4.a'],
    ],
    [],
    university,
  ),
])
