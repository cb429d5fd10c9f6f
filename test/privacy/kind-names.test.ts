// Goal: people read what was found in their own language; only keys of single vendors are told by the word that the journal has.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { categories, specialKinds } from '@stellwerk/contract/personal-data'
import { kindName } from '@stellwerk/policy/kind-names'
import { identifierDetectors, patternDetectors } from '@stellwerk/privacy/detectors'

const labelled = patternDetectors.flatMap(({ keys = {} }) => Object.keys(keys))
const kinds = [
  ...categories,
  ...specialKinds,
  ...identifierDetectors.map(({ kind }) => kind),
  ...labelled,
  'DATE_OF_BIRTH',
]

test('every kind has a name', () => {
  const nameless = kinds.filter((kind) => kindName({ category: 'ID', kind }).de.includes('_'))
  assert.deepEqual(nameless, [])
})

for (const [category, kind, de, en] of [
  ['PERSON', 'PERSON', 'Personenname', 'name of a person'],
  ['ID', 'DE_KVNR', 'Krankenversichertennummer', 'German health insurance number'],
  ['ID', 'ID', 'Kennung', 'identifier'],
  ['NRP', 'HEALTH', 'Gesundheit', 'health'],
  ['SECRET', 'PASSWORD', 'Passwort', 'password'],
  ['SECRET', 'GITHUB_TOKEN', 'Zugangsschlüssel GITHUB_TOKEN', 'access key GITHUB_TOKEN'],
  ['PERSON', 'UNINSPECTED_IMAGE', 'nicht geprüftes Bild', 'image that nobody looked into'],
] as const)
  test(`a kind: ${kind}`, () => assert.deepEqual(kindName({ category, kind }), { de, en }))
