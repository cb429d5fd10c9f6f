import type { BanTag } from '@stellwerk/licences/vocabulary'

import type { Row, Use } from '../entry-cases.ts'

// What Llama 2 to 4 answer in the same way. What differs stands in the table of the version.

const owed = 'allowed-with-obligations'
const customers: Use = { audience: 'customers', exposure: 'hosted-service' }
const vendorsProduct: Use = { exposure: 'consumes-third-party-product' }

/** Section 1: the grant, and what every use owes. */
export const grantRows: readonly Row[] = [
  [
    'letters by staff',
    {},
    owed,
    {
      cites: ['1.a', '1.b.iv', '2'],
      duties: ['comply-aup', 'no-allow-others-to-breach-aup'],
      noDuties: ['provide-licence-copy', 'notice-file', 'badge', 'name-prefix'],
    },
  ],
  ['not for gain', { commercial: false }, owed, { cites: ['1.a'], duties: ['comply-aup'] }],
  [
    'a chat for customers',
    customers,
    owed,
    { cites: ['1.a', '1.b.i'], duties: ['provide-licence-copy'], noDuties: ['notice-file', 'name-prefix'] },
  ],
  [
    'weights passed on as they are',
    { redistributes: true },
    owed,
    { cites: ['1.b.i', '1.b.iii'], duties: ['provide-licence-copy', 'notice-file'], noDuties: ['name-prefix'] },
  ],
  [
    'a product with the model inside',
    { exposure: 'shipped-product', audience: 'customers' },
    owed,
    { cites: ['1.b.i', '1.b.iii'], duties: ['provide-licence-copy', 'notice-file'] },
  ],
  [
    'fine-tuned for the house alone',
    { changes: ['fine-tuned'] },
    owed,
    { cites: ['1.a'], noDuties: ['name-prefix', 'badge', 'provide-licence-copy'] },
  ],
  ["somebody else's finished product", vendorsProduct, 'allowed'],
]

/** Section 2: 700 million users of the group, counted in the month before release and never again. */
export const thresholdRows: readonly Row[] = [
  ['700,000,000 users at release', { groupMAUAtModelRelease: 700_000_000 }, owed],
  ['700,000,001 users at release', { groupMAUAtModelRelease: 700_000_001 }, 'forbidden', { cites: ['2'] }],
  [
    'users at release that nobody has counted',
    { groupMAUAtModelRelease: Number.NaN },
    'needs-review',
    { cites: ['2'] },
  ],
  ['growth after release', { groupMAU: 900_000_000, productMAU: 900_000_000 }, owed],
  ['above, without gain', { groupMAUAtModelRelease: 700_000_001, commercial: false }, 'forbidden', { cites: ['2'] }],
  ["above, in somebody else's product", { ...vendorsProduct, groupMAUAtModelRelease: 700_000_001 }, 'allowed'],
]

const barred: readonly [tag: BanTag, section: string][] = [
  ['violence-terror', 'AUP 1.1.1'],
  ['minors', 'AUP 1.1.2'],
  ['minors', 'AUP 1.1.3'],
  ['illegal-generic', 'AUP 1.1.6'],
  ['trade-control', '1.b.iv'],
  ['defamation-harassment', 'AUP 1.2'],
  ['discrimination-protected', 'AUP 1.3'],
  ['unlicensed-profession', 'AUP 1.4'],
  ['ip-infringement', 'AUP 1.6'],
  ['malware-cyber', 'AUP 1.7'],
  ['military', 'AUP 2.1'],
  ['nuclear', 'AUP 2.1'],
  ['espionage', 'AUP 2.1'],
  ['itar-bwc-cwc', 'AUP 2.1'],
  ['weapons', 'AUP 2.2'],
  ['drugs', 'AUP 2.3'],
  ['critical-infrastructure', 'AUP 2.4'],
  ['disinformation', 'AUP 3.1'],
  ['spam-fake-engagement', 'AUP 3.3'],
  ['undisclosed-ai', 'AUP 3.5'],
  ['end-user-disclosure', 'AUP 4'],
]

const withoutRight: readonly [tag: BanTag, section: string][] = [
  ['sensitive-data', 'AUP 1.5'],
  ['pii-harm', 'AUP 1.5'],
  ['impersonation', 'AUP 3.4'],
]

/** None of the texts names them. */
const notNamed: readonly BanTag[] = ['surveillance', 'biometrics', 'law-enforcement-justice', 'migration-asylum']

/** The policy: each ban, and the use beside it that it does not reach. */
export const policyRows: readonly Row[] = [
  ...barred.map(([tag, section]): Row => [tag, { purposes: [tag] }, 'forbidden', { cites: [section, '1.b.iv'] }]),
  [
    'a barred purpose beside a plain one',
    { purposes: ['general-office', 'military'] },
    'forbidden',
    { cites: ['AUP 2.1'] },
  ],
  ["a barred purpose in somebody else's product", { ...vendorsProduct, purposes: ['military'] }, 'forbidden'],
  ...withoutRight.flatMap(([tag, section]): Row[] => [
    [`${tag} without a known basis`, { purposes: [tag] }, 'needs-review', { cites: [section, '1.b.iv'] }],
    [
      `${tag} without any basis`,
      { purposes: [tag], hasBasisForPersonalData: false },
      'forbidden',
      { cites: [section] },
    ],
    [`${tag} with a basis`, { purposes: [tag], hasBasisForPersonalData: true }, owed],
  ]),
  ...(['medical', 'legal-advice', 'financial-advice'] as const).flatMap((tag): Row[] => [
    [`${tag}, a person decides`, { purposes: [tag] }, owed, { cites: ['AUP 1.4'], duties: ['qualified-person'] }],
    [
      `${tag}, nobody decides`,
      { purposes: [tag], decisionMode: 'fully-automated' },
      'needs-review',
      { cites: ['AUP 1.4', '1.b.iv'] },
    ],
    [
      `${tag} without a professional`,
      { purposes: [tag], qualifiedPersonInCharge: false },
      'forbidden',
      { cites: ['AUP 1.4'] },
    ],
  ]),
  // 1.3 bars discrimination in these fields and not the fields, however decisions are made.
  [
    'applicants, a person decides',
    { purposes: ['employment-decision'] },
    owed,
    { cites: ['AUP 1.3'], duties: ['comply-aup'], noDuties: ['human-decides'] },
  ],
  ['applicants, nobody decides', { purposes: ['employment-decision'], decisionMode: 'fully-automated' }, owed],
  ['credit, nobody decides', { purposes: ['essential-services'], decisionMode: 'fully-automated' }, owed],
  [
    'sexual content that may be solicitation',
    { purposes: ['sexual-content'] },
    'needs-review',
    { cites: ['AUP 1.1.5'] },
  ],
  ['output that nobody discloses', { disclosesAi: false }, 'needs-review', { cites: ['AUP 3.5'] }],
  ['output that is disclosed', { disclosesAi: true }, owed],
  ...notNamed.map((tag): Row => [`${tag}, which is not named`, { purposes: [tag] }, owed]),
]

/** 1.b.v of Llama 2 and 3. */
export const outputsBarredRows: readonly Row[] = [
  ['outputs train nothing', { trainsOtherModelOnOutputs: false }, owed],
  ['outputs train another model', { trainsOtherModelOnOutputs: true }, 'forbidden', { cites: ['1.b.v'] }],
  [
    'outputs train another model, without gain',
    { trainsOtherModelOnOutputs: true, commercial: false },
    'forbidden',
    { cites: ['1.b.v'] },
  ],
]

/** 1.b.i from Llama 3.1 on: whoever publishes the student names it. */
export const outputsNamedRows: readonly Row[] = [
  [
    'outputs train a model of the house',
    { trainsOtherModelOnOutputs: true },
    owed,
    { cites: ['1.b.i'], noDuties: ['name-prefix'] },
  ],
  [
    'outputs train a model that is published as Llama-Acme',
    { trainsOtherModelOnOutputs: true, redistributes: true, publishedModelName: 'acme/Llama-Acme-7B' },
    owed,
    { cites: ['1.b.i'], duties: ['name-prefix'] },
  ],
  [
    'outputs train a model that is published as Acme',
    { trainsOtherModelOnOutputs: true, redistributes: true, publishedModelName: 'acme/Acme-7B' },
    'forbidden',
    { cites: ['1.b.i'] },
  ],
]

/** Badge and name of what is made from the model. */
export function namingRows(names: { readonly right: string; readonly wrong: readonly string[] }): readonly Row[] {
  const fineTune: Use = { changes: ['fine-tuned'], redistributes: true }
  return [
    ['a badge for customers', customers, owed, { cites: ['1.b.i'], duties: ['badge'] }],
    ['a badge where weights are passed on', { redistributes: true }, owed, { cites: ['1.b.i'], duties: ['badge'] }],
    [
      `a fine-tune published as ${names.right}`,
      { ...fineTune, publishedModelName: names.right },
      owed,
      { cites: ['1.b.i'], duties: ['badge', 'name-prefix', 'notice-file', 'provide-licence-copy'] },
    ],
    ...names.wrong.map((name): Row => [
      `a fine-tune published as ${name}`,
      { ...fineTune, publishedModelName: name },
      'forbidden',
      { cites: ['1.b.i'] },
    ]),
    [
      `a fine-tune served to customers as ${names.right}`,
      { ...customers, changes: ['fine-tuned'], publishedModelName: names.right },
      owed,
      { duties: ['badge', 'name-prefix'] },
    ],
    ...names.wrong.map((name): Row => [
      `a fine-tune served to customers as ${name}`,
      { ...customers, changes: ['fine-tuned'], publishedModelName: name },
      'forbidden',
      { cites: ['1.b.i'] },
    ]),
    [
      'a fine-tune of the house under any name',
      { changes: ['fine-tuned'], publishedModelName: names.wrong[0] ?? 'Acme' },
      owed,
      { noDuties: ['name-prefix'] },
    ],
  ]
}

/** Without the item on safeguards, which came with 3.2. */
export const noSafeguardsRow: Row = [
  'guardrails removed, which is not named',
  { changes: ['guardrails-removed'] },
  owed,
]
export const safeguardsRows: readonly Row[] = [
  ['guardrails kept', { changes: ['fine-tuned'] }, owed],
  ['guardrails removed', { changes: ['guardrails-removed'] }, 'forbidden', { cites: ['AUP 1.8', '1.b.iv'] }],
  ['safeguards circumvented', { purposes: ['safety-circumvention'] }, 'forbidden', { cites: ['AUP 1.8', '1.b.iv'] }],
]

function seat(country: string, legalForm: 'company' | 'individual' = 'company'): Use {
  return { operator: { country, principalPlaceOfBusiness: country, legalForm } }
}

const multimodal: Use = { component: { modality: 'multimodal' } }

/** The paragraph on the EU: text × kind of model × seat. */
export function europeRows(section: string): readonly Row[] {
  const shut = { cites: [section, '1.a'] }
  return [
    ['a text model in Germany', { component: { modality: 'text' } }, owed],
    ['a multimodal model in Germany', multimodal, 'forbidden', shut],
    ['multimodal, seat in the United States', { ...multimodal, ...seat('US') }, owed],
    [
      'multimodal, seat in the United States, used in Germany',
      { ...multimodal, ...seat('US'), placeOfUse: ['DE'] },
      owed,
    ],
    ['multimodal, seat in Germany, run in the United States', { ...multimodal, placeOfUse: ['US'] }, 'forbidden', shut],
    ['multimodal, seat in Norway: the EEA is not the EU', { ...multimodal, ...seat('NO') }, owed],
    ['multimodal, seat in Switzerland', { ...multimodal, ...seat('CH') }, owed],
    ['multimodal, seat in the United Kingdom', { ...multimodal, ...seat('GB') }, owed],
    ['multimodal, a person who lives in Germany', { ...multimodal, ...seat('DE', 'individual') }, 'forbidden', shut],
    ['multimodal, a person who lives in the United States', { ...multimodal, ...seat('US', 'individual') }, owed],
    [
      'multimodal, nobody knows the seat',
      { ...multimodal, operator: { legalForm: 'company' } },
      'needs-review',
      { cites: [section] },
    ],
    ['multimodal, for customers in Germany', { ...multimodal, ...customers }, 'forbidden', shut],
    ["multimodal, in somebody else's product", { ...multimodal, ...vendorsProduct }, 'allowed', { cites: [section] }],
  ]
}

/** Without that paragraph the kind of model makes no difference. */
export const noEuropeRow: Row = ['a multimodal model in Germany', multimodal, owed, { cites: ['1.a'] }]
