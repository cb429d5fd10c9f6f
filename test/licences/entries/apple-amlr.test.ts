// Goal: Apple's research licence is for own research without commerce, and for nothing else.
import { entryCases, type Use } from '../entry-cases.ts'
import { barred } from './barred.ts'

const research: Use = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'university' },
  commercial: false,
  purposes: ['scientific-research'],
}

entryCases('LicenseRef-apple-amlr', [
  ['internal commercial use', {}, 'forbidden', { cites: ['License Scope'] }],
  ['research without commerce', research, 'allowed', { cites: ['License Scope'] }],
  ['research for commerce', { ...research, commercial: true }, 'forbidden', { cites: ['License Scope'] }],
  ['office work without commerce', { ...research, purposes: ['general-office'] }, 'forbidden'],
  ['research and office work', { ...research, purposes: ['research', 'general-office'] }, 'forbidden'],
  ['nobody says what for', { ...research, purposes: [] }, 'needs-review'],
  ['nobody says whether it is commerce', { ...research, unstated: ['commercial'] }, 'needs-review'],
  [
    'a service for others',
    { ...research, exposure: 'hosted-service', audience: 'public' },
    'forbidden',
    { cites: ['License Scope'] },
  ],
  [
    'passed on for research',
    { ...research, redistributes: true },
    'allowed-with-obligations',
    {
      cites: ['Distribution'],
      duties: ['provide-licence-copy', 'attribution-notice'],
      noDuties: ['mark-modified-files', 'no-endorsement-claim'],
    },
  ],
  [
    'fine-tune passed on for research',
    { ...research, redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { duties: ['mark-modified-files', 'no-endorsement-claim'] },
  ],
  ['fine-tune kept', { ...research, changes: ['fine-tuned'] }, 'allowed'],
  [
    'outputs for research',
    { ...research, trainsOtherModelOnOutputs: true },
    'needs-review',
    { cites: ['License Scope'] },
  ],
  ['outputs for commerce', { commercial: true, trainsOtherModelOnOutputs: true }, 'forbidden'],
  ...barred({ 'illegal-generic': ['Compliance with Laws'] }, research),
])
