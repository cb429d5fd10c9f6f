// Goal: ten million users at release and no competition with the licensor; made models carry its name.
import { entryCases } from '../entry-cases.ts'
import {
  consentRows,
  customers,
  fineTuned,
  notNamedRows,
  outrightRows,
  owed,
  published,
  publishedFineTune,
  publishedStudent,
  shipped,
  trainsOthers,
  vendorsProduct,
} from '../rows.ts'

const passedOn = ['flow-down-use-restrictions', 'provide-licence-copy', 'badge'] as const
const german = { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company' } as const

entryCases('LicenseRef-hyperclovax-seed-2025', [
  ['letters by staff', {}, 'allowed', { cites: ['2.2', '4'], noDuties: [...passedOn, 'name-prefix'] }],
  ['not for gain', { commercial: false }, 'allowed', { cites: ['2.2'] }],
  [
    'a chat for customers',
    customers,
    owed,
    { cites: ['3.1', '3.1(i)', '3.1(ii)', '3.1(v)'], duties: [...passedOn], noDuties: ['notice-file', 'name-prefix'] },
  ],
  ['a product with the model inside', shipped, owed, { duties: [...passedOn, 'notice-file'] }],
  [
    'weights passed on',
    published,
    owed,
    {
      cites: ['3.1', '3.1(iv)'],
      duties: [...passedOn, 'notice-file'],
      noDuties: ['mark-modified-files', 'name-prefix'],
    },
  ],
  ['fine-tuned for the house alone', fineTuned, 'allowed', { cites: ['2.2'], noDuties: ['name-prefix'] }],
  [
    'a fine-tune passed on',
    publishedFineTune,
    owed,
    { cites: ['3.1(iii)'], duties: [...passedOn, 'mark-modified-files', 'name-prefix'] },
  ],
  ["somebody else's finished product", vendorsProduct, 'allowed'],
  ['answers train a model of the house', trainsOthers, 'allowed', { cites: ['1.2', '3.1'], noDuties: ['name-prefix'] }],
  ['answers train a model that is passed on', publishedStudent, owed, { cites: ['3.1'], duties: ['name-prefix'] }],
  [
    'a student with the prefix',
    { ...publishedStudent, publishedModelName: 'HyperCLOVA X Acme' },
    owed,
    { duties: ['name-prefix'] },
  ],
  [
    'a student without the prefix',
    { ...publishedStudent, publishedModelName: 'Acme-7B' },
    'forbidden',
    { cites: ['3.1'] },
  ],
  [
    'a fine-tune without the prefix',
    { ...publishedFineTune, publishedModelName: 'Acme-7B' },
    'forbidden',
    { cites: ['3.1'] },
  ],

  ['10,000,000 users at release', { groupMAUAtModelRelease: 10_000_000 }, 'allowed', { cites: ['4(i)'] }],
  ['10,000,001 users at release', { groupMAUAtModelRelease: 10_000_001 }, 'forbidden', { cites: ['4(i)'] }],
  ['10,000,001 users at release, not for gain', { groupMAUAtModelRelease: 10_000_001, commercial: false }, 'forbidden'],
  ['10,000,001 users since release', { groupMAU: 10_000_001, productMAU: 10_000_001 }, 'allowed'],
  [
    'users at release that nobody has counted',
    { unstated: ['groupMAUAtModelRelease'] },
    'needs-review',
    { cites: ['4(i)'] },
  ],
  [
    'competes with the licensor',
    { operator: { ...german, competitorOf: ['NAVER'] } },
    'forbidden',
    { cites: ['4(ii)'] },
  ],
  ['competes with somebody else', { operator: { ...german, competitorOf: ['Mistral AI'] } }, 'allowed'],
  ['competes with nobody', { operator: { ...german, competitorOf: [] } }, 'allowed'],

  ...outrightRows([
    ['illegal-generic', '2.3'],
    ['defamation-harassment', '2.3(c)'],
    ['disinformation', '2.3(c)'],
    ['competitor-user', '4(ii)'],
  ]),
  ...consentRows([['biometrics', '2.3(b)']], 'allowed'),
  [
    'surveillance, of which only the illegal kind is barred',
    { purposes: ['surveillance'] },
    owed,
    { cites: ['2.3(a)'], duties: ['comply-law'] },
  ],
  ...notNamedRows(['military', 'medical', 'law-enforcement-justice'], 'allowed'),
])
