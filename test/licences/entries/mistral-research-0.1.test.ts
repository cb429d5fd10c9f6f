// Goal: research outside of companies. Daily work, tests for revenue and any distribution by commercial entities are outside.
import { entryCases } from '../entry-cases.ts'
import { customers, owed, published, publishedFineTune, trainsOthers, university, vendorsProduct } from '../rows.ts'

const research = "9 'Research Purposes'"

entryCases('LicenseRef-mistral-research-0.1', [
  ['letters by staff of a company', {}, 'forbidden', { cites: ['3.2', '9'] }],
  ['a proof of concept of a company', { purposes: ['proof-of-concept'] }, 'forbidden', { cites: ['3.2', '9'] }],
  ['research for gain', { purposes: ['research'] }, 'forbidden', { cites: ['3.2', '9'] }],
  [
    'research by staff of a company, without gain',
    { commercial: false, purposes: ['research'] },
    'forbidden',
    { cites: [research] },
  ],
  ['letters without gain', { commercial: false }, 'forbidden', { cites: ['3.2', '9'] }],
  ['letters at a university', { ...university, purposes: ['general-office'] }, 'forbidden', { cites: ['9'] }],
  ['research at a university', university, 'allowed', { cites: ['2.1', '3.2', research] }],
  ['research of a person', { ...university, operator: { country: 'DE', legalForm: 'individual' } }, 'allowed'],
  ['research for gain at a university', { ...university, commercial: true }, 'forbidden', { cites: ['3.2', '9'] }],
  ['a legal form that nobody has stated', { ...university, operator: { country: 'DE' } }, 'needs-review'],
  ['purposes that nobody has stated', { ...university, unstated: ['purposes'] }, 'needs-review'],

  ['a service for customers', customers, 'forbidden', { cites: ['9'] }],
  [
    'a free service of a company for research',
    { ...customers, commercial: false, purposes: ['research'] },
    'forbidden',
    { cites: ['9'] },
  ],
  ['a research service of a university', { ...university, ...customers }, 'needs-review', { cites: ['2.1', '9'] }],
  ["somebody else's product for daily work", vendorsProduct, 'forbidden', { cites: ['3.2', '9'] }],

  [
    "somebody else's product, research for gain",
    { ...vendorsProduct, purposes: ['research'] },
    'forbidden',
    { bars: ['3.2', '9'] },
  ],
  [
    "somebody else's product for letters",
    { ...vendorsProduct, commercial: false },
    'forbidden',
    { bars: ['3.2', '9'] },
  ],
  [
    'weights passed on by a university',
    { ...university, ...published },
    owed,
    {
      cites: ['2.2'],
      duties: ['provide-licence-copy', 'notice-file'],
      noDuties: ['mark-modified-files', 'no-endorsement-claim'],
    },
  ],
  [
    'weights passed on by a company, free of charge',
    { ...published, commercial: false, purposes: ['research'] },
    'forbidden',
    { cites: ['2.2', '9'] },
  ],
  [
    'a fine-tune passed on by a university',
    { ...university, ...publishedFineTune },
    owed,
    { cites: ['2.3', '3.1'], duties: ['mark-modified-files', 'no-endorsement-claim'] },
  ],
  ['a fine-tune at a university', { ...university, changes: ['fine-tuned'] }, 'allowed', { cites: ['2.1', '4.3'] }],

  ['answers train a model for research', { ...university, ...trainsOthers }, 'needs-review', { cites: ['3.2', '4.2'] }],
  ['answers train a model for gain', trainsOthers, 'forbidden', { cites: ['3.2', '4.2'] }],
])
