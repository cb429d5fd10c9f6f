// Goal: nearly everything is granted, outputs included; weakening guardrails ends the licence by itself.
import { entryCases, type Use } from '../entry-cases.ts'
import {
  customers,
  fineTuned,
  notNamedRows,
  outrightRows,
  owed,
  published,
  publishedFineTune,
  publishedStudent,
  shipped,
  trainsOthers,
  unguarded,
  vendorsProduct,
} from '../rows.ts'

const cosmos: Use = { component: { name: 'nvidia/Cosmos-Predict1-7B' } }

entryCases('LicenseRef-nvidia-open-model-2025-04-28', [
  [
    'letters by staff',
    {},
    owed,
    { cites: ['2.2', '2.3'], duties: ['comply-aup'], noDuties: ['provide-licence-copy', 'notice-file', 'badge'] },
  ],
  ['not for gain', { commercial: false }, owed, { cites: ['2.2'] }],
  ['a chat for customers', customers, owed, { cites: ['2.2'], noDuties: ['provide-licence-copy', 'notice-file'] }],
  [
    'a product with the model inside',
    shipped,
    owed,
    { cites: ['3.1'], duties: ['provide-licence-copy', 'notice-file'] },
  ],
  [
    'weights passed on',
    published,
    owed,
    { cites: ['3.1'], duties: ['provide-licence-copy', 'notice-file'], noDuties: ['badge', 'mark-modified-files'] },
  ],
  ['fine-tuned for the house alone', fineTuned, owed, { cites: ['2.2'] }],
  ['a fine-tune passed on', publishedFineTune, owed, { cites: ['3'], noDuties: ['name-prefix'] }],
  ["somebody else's finished product", vendorsProduct, 'allowed'],
  ['answers train a model of the house', trainsOthers, owed, { cites: ['2.4'], noDuties: ['badge'] }],
  ['answers train a model that is passed on', publishedStudent, owed, { cites: ['2.4'], noDuties: ['badge'] }],
  [
    'answers of a Cosmos model train another',
    { ...cosmos, ...trainsOthers },
    owed,
    { cites: ['3.2'], duties: ['badge'] },
  ],
  ['a Cosmos model passed on', { ...cosmos, ...published }, owed, { cites: ['3.2'], duties: ['badge'] }],
  ['a Cosmos model in the house', cosmos, owed, { noDuties: ['badge'] }],

  ['guardrails removed', unguarded, 'forbidden', { cites: ['2.1'] }],
  ['guardrails removed for research', { ...unguarded, commercial: false }, 'forbidden', { cites: ['2.1'] }],
  ['guardrails kept in a fine-tune', fineTuned, owed],
  ...outrightRows([
    ['safety-circumvention', '2.1'],
    ['trade-control', '11'],
  ]),
  // The Trustworthy AI terms were not read: what other licences bar may be barred there.
  ...notNamedRows(['military', 'surveillance', 'biometrics', 'medical', 'employment-decision'], 'needs-review'),
  ['military, cited where the terms bind', { purposes: ['military'] }, 'needs-review', { cites: ['2.3'] }],
  ['purposes that nobody has stated', { unstated: ['purposes'] }, 'needs-review'],
])
