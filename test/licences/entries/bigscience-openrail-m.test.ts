// Goal: medical advice and law enforcement are barred outright here; impersonation is not, where people consent.
import { entryCases } from '../entry-cases.ts'
import { consentRows, disclosureRows, fullyAutomatedRows, notNamedRows, outrightRows, owed } from '../rows.ts'
import { railRows, studentRow } from './rail-rows.ts'

const licence = 'LicenseRef-bigscience-openrail-m'

entryCases(licence, [
  ...railRows,
  ['the latest version, with reasonable effort', {}, owed, { cites: ['7'], duties: ['use-latest-version'] }],

  ...outrightRows(
    [
      ['illegal-generic', 'Att. A (a)'],
      ['minors', 'Att. A (b)'],
      ['disinformation', 'Att. A (c)'],
      ['pii-harm', 'Att. A (d)'],
      ['defamation-harassment', 'Att. A (f)'],
      ['social-scoring', 'Att. A (i)'],
      ['vulnerability-exploitation', 'Att. A (j)'],
      ['discrimination-protected', 'Att. A (k)'],
      ['medical', 'Att. A (l)'],
      ['law-enforcement-justice', 'Att. A (m)'],
      ['migration-asylum', 'Att. A (m)'],
    ],
    ['5'],
  ),
  studentRow(licence, 'medical'),
  [
    'medical advice that supports a doctor',
    { purposes: ['medical'], replacesProfessionalAdvice: false, qualifiedPersonInCharge: true },
    'forbidden',
    { cites: ['Att. A (l)'] },
  ],
  [
    'law enforcement where a person decides',
    { purposes: ['law-enforcement-justice'], decisionMode: 'human-decides' },
    'forbidden',
    { cites: ['Att. A (m)'] },
  ],
  ...disclosureRows('Att. A (e)'),
  ['answers to staff, in any context', {}, owed, { cites: ['Att. A (e)'], duties: ['disclose-ai-output'] }],
  ['answers to staff, not told to be machine-made', { disclosesAi: false }, 'forbidden', { cites: ['Att. A (e)'] }],
  ...consentRows([['impersonation', 'Att. A (g)']], owed),
  ...fullyAutomatedRows([['automated-decision-individual', 'Att. A (h)']]),
  [
    'applicants turned down with nobody deciding',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['Att. A (h)', '5'] },
  ],
  ['applicants, a person decides', { purposes: ['employment-decision'] }, owed],
  ...notNamedRows(['military', 'weapons', 'surveillance', 'biometrics', 'critical-infrastructure'], owed),
])
