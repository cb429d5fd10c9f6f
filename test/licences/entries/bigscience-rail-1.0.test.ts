// Goal: BLOOM's licence is stricter than the OpenRAIL-M that came after it: impersonation is barred even with consent.
import { entryCases } from '../entry-cases.ts'
import { disclosureRows, fullyAutomatedRows, notNamedRows, outrightRows, owed } from '../rows.ts'
import { railRows, studentRow } from './rail-rows.ts'

const licence = 'LicenseRef-bigscience-rail-1.0'

entryCases(licence, [
  ...railRows,
  ['the latest version, with reasonable effort', {}, owed, { cites: ['7'], duties: ['use-latest-version'] }],

  ...outrightRows(
    [
      ['illegal-generic', 'Att. A 1'],
      ['minors', 'Att. A 2'],
      ['disinformation', 'Att. A 3'],
      ['pii-harm', 'Att. A 4'],
      ['defamation-harassment', 'Att. A 6'],
      ['impersonation', 'Att. A 7'],
      ['social-scoring', 'Att. A 9'],
      ['vulnerability-exploitation', 'Att. A 10'],
      ['discrimination-protected', 'Att. A 11'],
      ['medical', 'Att. A 12'],
      ['law-enforcement-justice', 'Att. A 13'],
      ['migration-asylum', 'Att. A 13'],
    ],
    ['5'],
  ),
  studentRow(licence, 'medical'),
  [
    'impersonation with consent',
    { purposes: ['impersonation'], hasBasisForPersonalData: true },
    'forbidden',
    { cites: ['Att. A 7'] },
  ],
  [
    'medical advice that supports a doctor',
    { purposes: ['medical'], replacesProfessionalAdvice: false, qualifiedPersonInCharge: true },
    'forbidden',
    { cites: ['Att. A 12'] },
  ],
  ...disclosureRows('Att. A 5'),
  ['answers to staff, in any context', {}, owed, { cites: ['Att. A 5'], duties: ['disclose-ai-output'] }],
  ['answers to staff, not told to be machine-made', { disclosesAi: false }, 'forbidden', { cites: ['Att. A 5'] }],
  ...fullyAutomatedRows([['automated-decision-individual', 'Att. A 8']]),
  [
    'applicants turned down with nobody deciding',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['Att. A 8', '5'] },
  ],
  ['applicants, a person decides', { purposes: ['employment-decision'] }, owed],
  ...notNamedRows(['military', 'weapons', 'surveillance', 'biometrics', 'critical-infrastructure'], owed),
])
