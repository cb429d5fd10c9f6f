// Goal: the DeepSeek model licence bars military use in any way; it knows neither medicine nor law enforcement nor disclosure.
import { entryCases } from '../entry-cases.ts'
import { consentRows, fullyAutomatedRows, notNamedRows, outrightRows, owed, unguarded } from '../rows.ts'
import { railRows, studentRow } from './rail-rows.ts'

const licence = 'LicenseRef-deepseek-model-1.0'

entryCases(licence, [
  ...railRows,
  [
    'personal data in the weights are the own matter of who uses them',
    {},
    owed,
    { cites: ['9'], duties: ['comply-law'] },
  ],
  ['no duty to run the latest version', {}, owed, { noDuties: ['use-latest-version'] }],
  ['guardrails removed, which is not named', unguarded, owed],

  ...outrightRows(
    [
      ['illegal-generic', 'Att. A bullet 1'],
      ['ip-infringement', 'Att. A bullet 1'],
      ['military', 'Att. A bullet 2'],
      ['minors', 'Att. A 3'],
      ['disinformation', 'Att. A 4'],
      ['illegal-generic', 'Att. A 5'],
      ['defamation-harassment', 'Att. A 7'],
      ['social-scoring', 'Att. A 9'],
      ['vulnerability-exploitation', 'Att. A 10'],
      ['discrimination-protected', 'Att. A 11'],
    ],
    ['5'],
  ),
  [
    "military in somebody else's product",
    { purposes: ['military'], exposure: 'consumes-third-party-product' },
    'forbidden',
  ],
  studentRow(licence, 'military'),
  ...consentRows([['pii-harm', 'Att. A 6']], owed),
  ...fullyAutomatedRows([['automated-decision-individual', 'Att. A 8']]),
  [
    'applicants turned down with nobody deciding',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['Att. A 8', '5'] },
  ],
  [
    'applicants turned down with nobody deciding, disclosed as machine-made',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated', disclosesAi: true },
    'forbidden',
    { cites: ['Att. A 8'] },
  ],
  [
    'applicants, and nobody said who decides',
    { purposes: ['employment-decision'], unstated: ['decisionMode'] },
    'needs-review',
    { cites: ['Att. A 8'] },
  ],
  ['help with applicants', { purposes: ['employment-decision'], decisionMode: 'assists' }, owed],
  ...notNamedRows(
    ['medical', 'law-enforcement-justice', 'migration-asylum', 'surveillance', 'biometrics', 'impersonation'],
    owed,
  ),
  ['answers that are not told to be machine-made, which is not named', { disclosesAi: false }, owed],
])
