// Goal: eleven items. Neither disclosure nor impersonation is among them, unlike the text it was made from.
import { entryCases } from '../entry-cases.ts'
import { customers, fullyAutomatedRows, notNamedRows, outrightRows, owed } from '../rows.ts'
import { railRows, studentRow } from './rail-rows.ts'

const licence = 'CreativeML-OpenRAIL-M'

entryCases(licence, [
  ...railRows,
  ['the latest version, with reasonable effort', {}, owed, { cites: ['7'], duties: ['use-latest-version'] }],

  ...outrightRows(
    [
      ['illegal-generic', 'Att. A bullet 1'],
      ['minors', 'Att. A 2'],
      ['disinformation', 'Att. A 3'],
      ['pii-harm', 'Att. A 4'],
      ['defamation-harassment', 'Att. A 5'],
      ['social-scoring', 'Att. A 7'],
      ['vulnerability-exploitation', 'Att. A 8'],
      ['discrimination-protected', 'Att. A 9'],
      ['medical', 'Att. A 10'],
      ['law-enforcement-justice', 'Att. A 11'],
      ['migration-asylum', 'Att. A 11'],
    ],
    ['5'],
  ),
  studentRow(licence, 'medical'),
  ...fullyAutomatedRows([['automated-decision-individual', 'Att. A 6']]),
  [
    'applicants turned down with nobody deciding',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['Att. A 6', '5'] },
  ],
  ['applicants, a person decides', { purposes: ['employment-decision'] }, owed],
  [
    'pictures for customers, which need not be told to be machine-made',
    { ...customers, component: { modality: 'image' } },
    owed,
    { noDuties: ['disclose-ai-output'] },
  ],
  ['pictures that are not told to be machine-made', { ...customers, disclosesAi: false }, owed],
  ...notNamedRows(['impersonation', 'military', 'sexual-content', 'surveillance', 'biometrics'], owed),
])
