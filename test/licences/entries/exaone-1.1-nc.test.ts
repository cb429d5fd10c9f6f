// Goal: research without gain. The text contradicts itself on distribution, and the name prefix holds in the house as well.
import { entryCases, type Row, type Use } from '../entry-cases.ts'
import {
  customers,
  notNamedRows,
  outrightRows,
  owed,
  published,
  publishedFineTune,
  trainsOthers,
  unguarded,
  university,
  vendorsProduct,
} from '../rows.ts'

const trial: Use = { commercial: false, purposes: ['evaluation'] }

entryCases('LicenseRef-exaone-1.1-nc', [
  ['letters by staff of a company', {}, 'forbidden', { cites: ['3.1'] }],
  ['letters without gain', { commercial: false }, 'forbidden', { cites: ['2.1.a'] }],
  [
    'research at a university',
    university,
    owed,
    { cites: ['2.1.a', '4.3', '1.5'], duties: ['cite-model', 'require-users-to-comply'], noDuties: ['name-prefix'] },
  ],
  ['a trial of a company without gain', trial, owed, { cites: ['2.1.a'], noDuties: ['cite-model'] }],
  ['tests of a company without gain', { ...trial, purposes: ['testing'] }, owed],
  ['a proof of concept', { ...trial, purposes: ['proof-of-concept'] }, 'forbidden', { cites: ['2.1.a'] }],
  ['research for gain', { purposes: ['research'] }, 'forbidden', { cites: ['3.1'] }],
  ['purposes that nobody has stated', { ...university, unstated: ['purposes'] }, 'needs-review', { cites: ['2.1.a'] }],

  ['a service for customers', customers, 'forbidden', { cites: ['2.2', '3.1'] }],
  ['a research service for others', { ...university, ...customers }, 'forbidden', { cites: ['2.2', '3.1'] }],
  ["somebody else's product for gain", vendorsProduct, 'forbidden', { cites: ['3.1'] }],
  [
    'weights passed on for research, where two passages contradict',
    { ...university, ...published },
    'needs-review',
    { cites: ['2.1.d', '2.2'], duties: ['provide-licence-copy'] },
  ],
  [
    'a fine-tune passed on for research',
    { ...university, ...publishedFineTune },
    'needs-review',
    { cites: ['2.1.d', '2.2'] },
  ],
  ['weights passed on for gain', published, 'forbidden', { cites: ['3.1'] }],

  [
    'a fine-tune in the house',
    { ...university, changes: ['fine-tuned'] },
    owed,
    { cites: ['2.1.c'], duties: ['name-prefix'] },
  ],
  [
    'a fine-tune with the prefix',
    { ...university, changes: ['fine-tuned'], publishedModelName: 'EXAONE-Physics-8B' },
    owed,
    { duties: ['name-prefix'] },
  ],
  [
    'a fine-tune without the prefix',
    { ...university, changes: ['fine-tuned'], publishedModelName: 'Physics-EXAONE-8B' },
    'forbidden',
    { cites: ['2.1.c'] },
  ],
  [
    'a fine-tune with the prefix in other letters',
    { ...university, changes: ['fine-tuned'], publishedModelName: 'Exaone-Physics-8B' },
    'forbidden',
    { cites: ['2.1.c'] },
  ],
  ['answers train another model', { ...university, ...trainsOthers }, 'forbidden', { cites: ['3.1'] }],

  ...outrightRows(
    [
      ['illegal-generic', '3.3'],
      ['malware-cyber', '3.3'],
      ['safety-circumvention', '3.2'],
      ['disinformation', '3.4.a'],
      ['discrimination-protected', '3.4.b'],
      ['defamation-harassment', '3.4.b'],
      ['ip-infringement', '3.4.c'],
      ['violence-terror', '3.4.d'],
      ['minors', '3.4.d'],
      ['vulnerability-exploitation', '3.4.d'],
    ],
    [],
    university,
  ),
  ['guardrails removed for research', { ...university, ...unguarded }, 'forbidden', { cites: ['3.2'] }],
  // Whatever is not research is outside the grant, with consent or without.
  ...(['sensitive-data', 'pii-harm'] as const).map((tag): Row => [
    `${tag}, nobody knows a basis`,
    { ...university, purposes: [tag] },
    'forbidden',
    { cites: ['3.4.c', '2.1.a'] },
  ]),
  ...notNamedRows(['military'], 'forbidden', university),
])
