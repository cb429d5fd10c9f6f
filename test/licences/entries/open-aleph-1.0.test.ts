// Goal: Open Aleph is for nobody's commerce and for no administration; each of the two bars by itself.
import type { LegalForm } from '@stellwerk/licences/profile'

import { entryCases, type Use } from '../entry-cases.ts'
import { barred } from './barred.ts'

const by = (legalForm: LegalForm): Use => ({
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm },
  commercial: false,
})
const association = by('association')

entryCases('LicenseRef-open-aleph-1.0', [
  ['a company in its daily work', {}, 'forbidden', { cites: ['2', '3.1', '3.3'] }],
  ['a company for testing', { purposes: ['testing'] }, 'forbidden', { cites: ['3.3'] }],
  ['a company without commerce', { commercial: false }, 'allowed-with-obligations'],
  [
    'an association without commerce',
    association,
    'allowed-with-obligations',
    { cites: ['2', '3', '4', '5'], duties: ['provide-licence-copy', 'keep-notices'], noDuties: ['same-licence'] },
  ],
  ['an association with commerce', { ...association, commercial: true }, 'forbidden', { cites: ['3.3'] }],
  ['nobody says whether it is commerce', { ...association, unstated: ['commercial'] }, 'needs-review'],
  ['a city administration', by('public-authority'), 'forbidden', { cites: ['4.1', '4.3'] }],
  ['an authority for research', { ...by('public-authority'), purposes: ['research'] }, 'forbidden', { cites: ['4.1'] }],
  ['a university for research', { ...by('university'), purposes: ['research'] }, 'allowed-with-obligations'],
  ['a university for teaching', { ...by('university'), purposes: ['education'] }, 'allowed-with-obligations'],
  ['a university for its offices', by('university'), 'needs-review', { cites: ['4'] }],
  ['a hospital may be a public body', by('hospital'), 'needs-review', { cites: ['4.1'] }],
  ['nobody says who', { commercial: false, operator: { country: 'DE' } }, 'needs-review', { cites: ['4.1'] }],
  [
    'a free service of an association',
    { ...association, exposure: 'hosted-service', audience: 'public' },
    'needs-review',
    { cites: ['3.3.b', '5'], duties: ['provide-licence-copy'] },
  ],
  [
    'a service with a commercial aim',
    { exposure: 'hosted-service', audience: 'customers' },
    'forbidden',
    { cites: ['3.3.b'] },
  ],
  [
    'passed on unchanged',
    { ...association, redistributes: true },
    'allowed-with-obligations',
    { cites: ['5', '7'], duties: ['provide-licence-copy', 'keep-notices'], noDuties: ['provide-source'] },
  ],
  [
    'fine-tune passed on',
    { ...association, redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { cites: ['6'], duties: ['same-licence', 'provide-source', 'mark-modified-files'] },
  ],
  [
    'fine-tune kept',
    { ...association, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { noDuties: ['same-licence'] },
  ],
  [
    'merged with other terms and passed on',
    {
      ...association,
      redistributes: true,
      changes: ['merged'],
      publishedModelName: 'Llama-merge',
      component: { lineage: [{ relation: 'merge', parent: 'other', licence: 'LicenseRef-llama-3.1-community' }] },
    },
    'forbidden',
    { cites: ['6.c'] },
  ],
  [
    'merged with Apache and passed on',
    {
      ...association,
      redistributes: true,
      changes: ['merged'],
      component: { lineage: [{ relation: 'merge', parent: 'other', licence: 'Apache-2.0' }] },
    },
    'allowed-with-obligations',
    { duties: ['same-licence'] },
  ],
  [
    'outputs train another model: the text says nothing',
    { ...association, trainsOtherModelOnOutputs: true },
    'needs-review',
  ],
  ...barred(
    {
      'illegal-generic': ['10'],
      'discrimination-protected': ['10'],
      'vulnerability-exploitation': ['10'],
      'defamation-harassment': ['10'],
    },
    association,
  ),
])
