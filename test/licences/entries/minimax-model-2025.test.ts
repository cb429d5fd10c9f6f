// Goal: MiniMax 2025 grants any trade, asks for its text with every product, and bars what its policy lists.
import { entryCases, type Use } from '../entry-cases.ts'
import { barred } from './barred.ts'

const service: Use = { exposure: 'hosted-service', audience: 'customers' }

entryCases('LicenseRef-minimax-model-2025', [
  [
    'internal commercial use',
    {},
    'allowed-with-obligations',
    {
      cites: ['2.a', '2.b.iii'],
      duties: ['comply-aup', 'no-allow-others-to-breach-aup'],
      noDuties: ['provide-licence-copy', 'notice-file'],
    },
  ],
  ['use without commerce', { commercial: false }, 'allowed-with-obligations', { duties: ['comply-aup'] }],
  [
    'service for customers',
    service,
    'allowed-with-obligations',
    { cites: ['2.b.i'], duties: ['provide-licence-copy'], noDuties: ['notice-file'] },
  ],
  [
    'shipped product',
    { exposure: 'shipped-product' },
    'allowed-with-obligations',
    { duties: ['provide-licence-copy', 'notice-file'] },
  ],
  [
    'passed on unchanged',
    { redistributes: true },
    'allowed-with-obligations',
    { cites: ['2.b', '2.b.ii'], duties: ['provide-licence-copy', 'notice-file'], noDuties: ['mark-modified-files'] },
  ],
  [
    'fine-tune passed on',
    { redistributes: true, changes: ['fine-tuned'] },
    'allowed-with-obligations',
    { duties: ['mark-modified-files', 'provide-licence-copy'] },
  ],
  ['outputs train another model: the text says nothing', { trainsOtherModelOnOutputs: true }, 'needs-review'],
  [
    'no number of users matters',
    { productMAU: 2_000_000_000, groupMAUAtModelRelease: 2_000_000_000 },
    'allowed-with-obligations',
  ],
  ['no revenue matters', { groupAnnualRevenueUSD: 100_000_000_000 }, 'allowed-with-obligations'],
  ['medical advice is not named', { purposes: ['medical'] }, 'allowed-with-obligations'],
  ...barred({
    'illegal-generic': ['PUP 1', 'PUP 5', '2.b.iii'],
    'ip-infringement': ['PUP 1'],
    'trade-control': ['2.b.iii'],
    military: ['PUP 2', '2.b.iii'],
    minors: ['PUP 3'],
    disinformation: ['PUP 4'],
    'defamation-harassment': ['PUP 7'],
    'discrimination-protected': ['PUP 9'],
  }),
  [
    'personal data without authority',
    { purposes: ['pii-harm'], hasBasisForPersonalData: false },
    'forbidden',
    { cites: ['PUP 6'] },
  ],
  ['personal data, authority unknown', { purposes: ['pii-harm'] }, 'needs-review', { cites: ['PUP 6'] }],
  [
    'personal data with authority',
    { purposes: ['pii-harm'], hasBasisForPersonalData: true },
    'allowed-with-obligations',
  ],
  [
    'decisions about people, nobody decides',
    { purposes: ['automated-decision-individual'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['PUP 8'] },
  ],
  [
    'decisions about people, a person decides',
    { purposes: ['automated-decision-individual'] },
    'allowed-with-obligations',
    { duties: ['human-decides'] },
  ],
  [
    'applicants rejected automatically',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['PUP 8'] },
  ],
  ['applicants, a person decides', { purposes: ['employment-decision'] }, 'allowed-with-obligations'],
])
