import type { BanTag } from '@stellwerk/licences/vocabulary'

import type { Row, Use } from '../entry-cases.ts'

// Both Gemma Terms of Use answer in the same way: only their definition of the models differs.

const owed = 'allowed-with-obligations'
const customers: Use = { audience: 'customers', exposure: 'hosted-service' }

const grant: readonly Row[] = [
  [
    'letters by staff, who are no third party',
    {},
    owed,
    {
      cites: ['2.1', '2.2', '3.2'],
      duties: ['comply-aup', 'bind-individual-and-entity', 'no-allow-others-to-breach-aup'],
      noDuties: ['flow-down-use-restrictions', 'provide-licence-copy', 'notice-file', 'mark-modified-files'],
    },
  ],
  [
    'a chat for customers is Distribution',
    customers,
    owed,
    {
      cites: ['1.1(b)', '3.1 item 1', '3.1 item 2'],
      duties: ['flow-down-use-restrictions', 'provide-licence-copy'],
      noDuties: ['notice-file'],
    },
  ],
  [
    'weights passed on as they are',
    { redistributes: true },
    owed,
    {
      cites: ['3.1', '3.1 item 1', '3.1 item 2', '3.1 item 4'],
      duties: ['flow-down-use-restrictions', 'provide-licence-copy', 'notice-file'],
      noDuties: ['mark-modified-files'],
    },
  ],
  [
    'a fine-tune passed on under any name',
    { redistributes: true, changes: ['fine-tuned'], publishedModelName: 'Acme-7B' },
    owed,
    {
      cites: ['3.1 item 3', '3.1 item 4'],
      duties: ['mark-modified-files', 'notice-file', 'flow-down-use-restrictions'],
    },
  ],
  [
    'a fine-tune for the house',
    { changes: ['fine-tuned'] },
    owed,
    { cites: ['2.2', '3.1 item 3'], duties: ['mark-modified-files'], noDuties: ['flow-down-use-restrictions'] },
  ],
  ["somebody else's finished product", { exposure: 'consumes-third-party-product' }, 'allowed'],
  ['no exclusion of the EU for multimodal models', { component: { modality: 'multimodal' } }, owed],
  ['no threshold of users', { groupMAU: 2_000_000_000, groupMAUAtModelRelease: 2_000_000_000 }, owed],
  ['no threshold of revenue', { groupAnnualRevenueUSD: 300_000_000_000 }, owed],
]

const outputs: readonly Row[] = [
  [
    'outputs train a model of the house',
    { trainsOtherModelOnOutputs: true },
    owed,
    { cites: ['1.1(e)(iii)'], noDuties: ['flow-down-use-restrictions', 'notice-file'] },
  ],
  [
    'outputs train a model that is published',
    { trainsOtherModelOnOutputs: true, redistributes: true },
    owed,
    {
      cites: ['1.1(e)(iii)', '3.1 item 1', '3.1 item 4'],
      duties: ['flow-down-use-restrictions', 'provide-licence-copy', 'notice-file'],
    },
  ],
]

const barred: readonly [tag: BanTag, section: string][] = [
  ['illegal-generic', '3.2(2)'],
  ['trade-control', '3.2(2)'],
  ['ip-infringement', 'PUP 1'],
  ['minors', 'PUP 2.a'],
  ['drugs', 'PUP 2.a'],
  ['violence-terror', 'PUP 2.e'],
  ['unlicensed-profession', 'PUP 2.b'],
  ['spam-fake-engagement', 'PUP 2.c'],
  ['malware-cyber', 'PUP 2.c'],
  ['safety-circumvention', 'PUP 2 (override or circumvent safety filters)'],
  ['defamation-harassment', 'PUP 2.e'],
  ['pii-harm', 'PUP 2.e'],
  ['discrimination-protected', 'PUP 2.e'],
  ['undisclosed-ai', 'PUP 3.a'],
  ['disinformation', 'PUP 3'],
  ['sexual-content', 'PUP 4'],
]

/** The policy does not name them. */
const notNamed: readonly BanTag[] = ['military', 'weapons', 'nuclear', 'critical-infrastructure', 'biometrics']

const policy: readonly Row[] = [
  ...barred.map(([tag, section]): Row => [tag, { purposes: [tag] }, 'forbidden', { cites: [section] }]),
  ['what binds the policy is cited with it', { purposes: ['minors'] }, 'forbidden', { cites: ['PUP 2.a', '3.2'] }],
  [
    'guardrails removed',
    { changes: ['guardrails-removed'] },
    'forbidden',
    { cites: ['PUP 2 (override or circumvent safety filters)'] },
  ],
  ...(['surveillance', 'sensitive-data'] as const).flatMap((tag): Row[] => [
    [`${tag} without a known basis`, { purposes: [tag] }, 'needs-review', { cites: ['PUP 2.e', '3.2'] }],
    [
      `${tag} without consent`,
      { purposes: [tag], hasBasisForPersonalData: false },
      'forbidden',
      { cites: ['PUP 2.e'] },
    ],
    [`${tag} with a basis`, { purposes: [tag], hasBasisForPersonalData: true }, owed],
  ]),
  ['impersonation', { purposes: ['impersonation'] }, owed, { cites: ['PUP 3.b'], duties: ['disclose-ai-output'] }],
  [
    'impersonation that is not disclosed',
    { purposes: ['impersonation'], disclosesAi: false },
    'forbidden',
    { cites: ['PUP 3.b', '3.2'] },
  ],
  ['letters by a machine, disclosed', { disclosesAi: true }, owed, { noDuties: ['disclose-ai-output'] }],
  ['letters by a machine, not disclosed', { disclosesAi: false }, 'needs-review', { cites: ['PUP 3.a'] }],
  ...notNamed.map((tag): Row => [`${tag}, which is not named`, { purposes: [tag] }, owed]),
]

/** PUP 3 on automated decisions, and PUP 2.b on professions. */
const decisions: readonly Row[] = [
  ...(['employment-decision', 'essential-services', 'automated-decision-individual'] as const).flatMap((tag): Row[] => [
    [`${tag}, a person decides`, { purposes: [tag] }, owed, { cites: ['PUP 3'], duties: ['human-decides'] }],
    [`${tag}, the machine assists`, { purposes: [tag], decisionMode: 'assists' }, 'needs-review', { cites: ['PUP 3'] }],
    [
      `${tag}, nobody decides`,
      { purposes: [tag], decisionMode: 'fully-automated' },
      'forbidden',
      { cites: ['PUP 3', '3.2'] },
    ],
  ]),
  ...(['law-enforcement-justice', 'migration-asylum', 'social-scoring'] as const).flatMap((tag): Row[] => [
    [`${tag}, a person decides`, { purposes: [tag] }, owed],
    [`${tag}, nobody decides`, { purposes: [tag], decisionMode: 'fully-automated' }, 'forbidden', { cites: ['PUP 3'] }],
  ]),
  ['letters, nobody decides', { decisionMode: 'fully-automated' }, owed, { noDuties: ['human-decides'] }],
  ...(['medical', 'legal-advice', 'financial-advice'] as const).map((tag): Row => [
    `${tag}, a person decides`,
    { purposes: [tag] },
    owed,
    { cites: ['PUP 2.b', 'PUP 3 last item'], duties: ['qualified-person'] },
  ]),
  [
    'medical, nobody decides',
    { purposes: ['medical'], decisionMode: 'fully-automated' },
    'forbidden',
    { cites: ['PUP 3'] },
  ],
  [
    'legal advice, nobody decides',
    { purposes: ['legal-advice'], decisionMode: 'fully-automated' },
    'needs-review',
    { cites: ['PUP 2.b'] },
  ],
  [
    'legal advice without a professional',
    { purposes: ['legal-advice'], qualifiedPersonInCharge: false },
    'forbidden',
    { cites: ['PUP 2.b'] },
  ],
]

export const gemmaRows: readonly Row[] = [...grant, ...outputs, ...policy, ...decisions]
