// Goal: where the BigScience texts bar outright, this one asks whether advice is replaced and whether anybody decides.
import { entryCases } from '../entry-cases.ts'
import {
  customers,
  disclosureRows,
  fineTuned,
  fullyAutomatedRows,
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

const shared = ['flow-down-use-restrictions', 'provide-licence-copy', 'keep-model-card', 'keep-notices'] as const

entryCases('LicenseRef-bigcode-openrail-m-v1', [
  ['code by staff', { purposes: ['software-development'] }, 'allowed', { cites: ['2', '4'], noDuties: [...shared] }],
  ['not for gain', { commercial: false }, 'allowed', { cites: ['2'] }],
  [
    'a service for customers counts as sharing',
    customers,
    owed,
    { cites: ['1.k', '5', '5.1', '5.2.a'], duties: [...shared] },
  ],
  ['a product with the model inside', shipped, owed, { duties: [...shared] }],
  ['weights passed on', published, owed, { cites: ['5', '5.1', '5.2.b', '5.2.c'], duties: [...shared] }],
  ['fine-tuned for the house alone', fineTuned, 'allowed', { cites: ['2'] }],
  ['a fine-tune passed on', publishedFineTune, owed, { cites: ['5.1', '5.2.b'], duties: [...shared] }],
  ["somebody else's finished product", vendorsProduct, 'allowed'],
  ['answers train a model of the house', trainsOthers, 'allowed', { cites: ['1.i'] }],
  ['answers train a model that is passed on', publishedStudent, owed, { cites: ['1.i', '5.1'], duties: [...shared] }],
  ['no duty to run the latest version', customers, owed, { noDuties: ['use-latest-version'] }],

  ...outrightRows(
    [
      ['illegal-generic', 'Att. A (a)'],
      ['minors', 'Att. A (b)'],
      ['malware-cyber', 'Att. A (c)'],
      ['disinformation', 'Att. A (d)'],
      ['pii-harm', 'Att. A (e)'],
      ['defamation-harassment', 'Att. A (g)'],
      ['impersonation', 'Att. A (h)'],
      ['social-scoring', 'Att. A (j)'],
      ['vulnerability-exploitation', 'Att. A (k)'],
      ['discrimination-protected', 'Att. A (l)'],
    ],
    ['4'],
  ),
  ...disclosureRows('Att. A (f)'),
  ['answers to staff, which is no public context', {}, 'allowed', { noDuties: ['disclose-ai-output'] }],
  ...fullyAutomatedRows([
    ['automated-decision-individual', 'Att. A (i)'],
    ['law-enforcement-justice', 'Att. A (n)'],
    ['migration-asylum', 'Att. A (n)'],
  ]),
  [
    'applicants turned down with nobody deciding',
    { purposes: ['employment-decision'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['Att. A (i)', '4'] },
  ],
  ['applicants, a person decides', { purposes: ['employment-decision'] }, 'allowed'],
  [
    'medical advice that supports a doctor',
    { purposes: ['medical'], replacesProfessionalAdvice: false },
    owed,
    { cites: ['Att. A (m)'], duties: ['qualified-person'] },
  ],
  [
    'medical advice in place of a doctor',
    { purposes: ['medical'], replacesProfessionalAdvice: true },
    'forbidden',
    { cites: ['Att. A (m)', '4'] },
  ],
  [
    'medical advice to staff who decide',
    { purposes: ['medical'] },
    owed,
    { cites: ['Att. A (m)'], duties: ['qualified-person'] },
  ],
  ['medical advice that assists staff', { purposes: ['medical'], decisionMode: 'assists' }, owed],
  [
    'medical advice to staff, and nobody said who decides',
    { purposes: ['medical'], unstated: ['decisionMode'] },
    'needs-review',
    { cites: ['Att. A (m)', 'Att. A (i)'] },
  ],
  [
    'medical advice to everybody, nobody said in place of what',
    { purposes: ['medical'], audience: 'public' },
    'needs-review',
    { cites: ['Att. A (m)'] },
  ],
  [
    'medical advice with nobody deciding',
    { purposes: ['medical'], replacesProfessionalAdvice: false, decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['Att. A (i)'] },
  ],
  ...notNamedRows(['military', 'weapons', 'surveillance', 'biometrics', 'legal-advice'], 'allowed'),
])
