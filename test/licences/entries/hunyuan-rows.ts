import type { Row, Use } from '../entry-cases.ts'
import {
  automatedRows,
  consentRows,
  customers,
  disclosureRows,
  fineTuned,
  notNamedRows,
  outrightRows,
  owed,
  published,
  publishedFineTune,
  shipped,
  trainsOthers,
  unguarded,
  university,
  unlicensedRows,
  vendorsProduct,
} from '../rows.ts'

// What the two Hunyuan texts answer in the same way: everything but the threshold.

/** A company in the United States, whose answers are read there. */
export const inAmerica: Use = {
  operator: { country: 'US', principalPlaceOfBusiness: 'US', legalForm: 'company' },
  placeOfUse: ['US'],
  placeOfOutputUse: ['US'],
}

const outside: readonly string[] = ['1.l', '5.c']

/** Where it may be used, and where its answers may. The seat of the operator does not matter. */
export const territoryRows: readonly Row[] = [
  ['used in Germany', {}, 'forbidden', { cites: [...outside, '2', 'Ex. A 1'] }],
  [
    'hosted in Virginia, read in Munich',
    { placeOfUse: ['US'], placeOfOutputUse: ['DE'] },
    'forbidden',
    { cites: outside },
  ],
  ['hosted in Munich, read in Virginia', { ...inAmerica, placeOfUse: ['DE'] }, 'forbidden', { cites: outside }],
  ['used and read in Virginia', inAmerica, owed, { cites: ['2'] }],
  ['used and read in Virginia by a German company', { placeOfUse: ['US'] }, owed],
  ['used in Virginia, read in Virginia and Munich', { ...inAmerica, placeOfOutputUse: ['US', 'DE'] }, 'forbidden'],
  ['used in the United Kingdom', { placeOfUse: ['GB'] }, 'forbidden', { cites: outside }],
  ['used in South Korea', { placeOfUse: ['KR'] }, 'forbidden', { cites: outside }],
  ['used in Switzerland, which is no member', { placeOfUse: ['CH'] }, owed],
  ['used in Norway, which is no member', { placeOfUse: ['NO'] }, owed],
  ['used in Japan', { placeOfUse: ['JP'] }, owed],
  ['used where nobody has said', { unstated: ['placeOfUse'] }, 'needs-review', { cites: outside }],
  ["somebody else's finished product in Germany", vendorsProduct, 'forbidden', { cites: outside }],
  ['a multimodal model in Germany', { component: { modality: 'multimodal' } }, 'forbidden', { cites: outside }],
  ['research in Germany', university, 'forbidden', { cites: outside }],
]

export const grantRows: readonly Row[] = [
  [
    'letters by staff',
    inAmerica,
    owed,
    {
      cites: ['2', '4', '5.a'],
      duties: ['comply-aup', 'no-allow-others-to-breach-aup'],
      noDuties: ['provide-licence-copy', 'flow-down-use-restrictions', 'badge-encouraged'],
    },
  ],
  ['not for gain', { ...inAmerica, commercial: false }, owed, { cites: ['2'] }],
  [
    'a chat for customers',
    { ...inAmerica, ...customers },
    owed,
    {
      cites: ['3', '3.a', '5.a'],
      duties: ['provide-licence-copy', 'flow-down-use-restrictions', 'badge-encouraged'],
      noDuties: ['notice-file', 'badge'],
    },
  ],
  [
    'a product with the model inside',
    { ...inAmerica, ...shipped },
    owed,
    { cites: ['3.a', '3.d'], duties: ['provide-licence-copy', 'notice-file', 'flow-down-use-restrictions'] },
  ],
  [
    'weights passed on',
    { ...inAmerica, ...published },
    owed,
    { cites: ['3', '3.a', '3.d'], duties: ['provide-licence-copy', 'notice-file'], noDuties: ['mark-modified-files'] },
  ],
  ['fine-tuned for the house alone', { ...inAmerica, ...fineTuned }, owed, { noDuties: ['mark-modified-files'] }],
  [
    'a fine-tune passed on',
    { ...inAmerica, ...publishedFineTune },
    owed,
    { cites: ['3.b'], duties: ['mark-modified-files'] },
  ],
  ["somebody else's finished product", { ...inAmerica, ...vendorsProduct }, 'allowed'],
  ['answers train another model', { ...inAmerica, ...trainsOthers }, 'forbidden', { cites: ['5.b'] }],
]

export const policyRows: readonly Row[] = [
  ...outrightRows(
    [
      ['illegal-generic', 'Ex. A 2'],
      ['violence-terror', 'Ex. A 3'],
      ['violence-terror', 'Ex. A 16'],
      ['safety-circumvention', 'Ex. A 5'],
      ['minors', 'Ex. A 6'],
      ['disinformation', 'Ex. A 7'],
      ['election-influence', 'Ex. A 7'],
      ['spam-fake-engagement', 'Ex. A 8'],
      ['defamation-harassment', 'Ex. A 9'],
      ['malware-cyber', 'Ex. A 10'],
      ['pii-harm', 'Ex. A 11'],
      ['discrimination-protected', 'Ex. A 17'],
      ['social-scoring', 'Ex. A 17'],
      ['vulnerability-exploitation', 'Ex. A 18'],
      ['military', 'Ex. A 19'],
    ],
    ['5.a'],
    inAmerica,
  ),
  ...outrightRows([['trade-control', '5.a']], [], inAmerica),
  ['guardrails removed', { ...inAmerica, ...unguarded }, 'forbidden', { cites: ['Ex. A 5', '5.a'] }],
  ...disclosureRows('Ex. A 12', inAmerica),
  ...consentRows([['impersonation', 'Ex. A 13']], owed, inAmerica),
  ...automatedRows(
    [
      ['automated-decision-individual', 'Ex. A 14'],
      ['employment-decision', 'Ex. A 14'],
      ['essential-services', 'Ex. A 14'],
      ['critical-infrastructure', 'Ex. A 14'],
      ['law-enforcement-justice', 'Ex. A 14'],
      ['migration-asylum', 'Ex. A 14'],
      ['medical', 'Ex. A 14'],
    ],
    inAmerica,
  ),
  [
    'social scoring with nobody deciding',
    { ...inAmerica, purposes: ['social-scoring'], decisionMode: 'fully-automated' },
    'forbidden',
    { bars: ['Ex. A 14', 'Ex. A 17'] },
  ],
  [
    'social scoring where a person decides, which is barred all the same',
    { ...inAmerica, purposes: ['social-scoring'] },
    'forbidden',
    { cites: ['Ex. A 14'], bars: ['Ex. A 17'] },
  ],
  ...unlicensedRows('Ex. A 20', ['medical', 'legal-advice', 'financial-advice'], inAmerica),
  ...notNamedRows(['surveillance', 'biometrics', 'weapons', 'sexual-content'], owed, inAmerica),
]
