// Goal: what was found to be a name anywhere in a conversation is masked everywhere in it, and words that are names are not.
// All names are invented.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import type { Category, Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { propagated } from './propagate.ts'

function found(text: string, written: string, category: Category = 'PERSON'): Finding {
  const start = text.indexOf(written)
  return {
    start,
    end: start + written.length,
    category,
    kind: category,
    score: 0.9,
    evidence: 'likely',
    detector: 'test',
  }
}

const known = 'Gestern rief Erika Weißgerber an.'

const cases: readonly [why: string, text: string, masked: readonly string[]][] = [
  ['surname alone', 'Frau Weißgerber kommt.', ['Weißgerber']],
  ['given name alone', 'Erika kommt.', ['Erika']],
  ['whole name as one', 'Mit Erika Weißgerber reden.', ['Erika Weißgerber']],
  ['genitive stays outside', 'Weißgerbers Akte', ['Weißgerber']],
  ['capitals', 'WEISSGERBER und WEIßGERBER', ['WEIßGERBER']],
  ['part of a compound', 'die Weißgerber-Akte', ['Weißgerber']],
  ['across a line break', 'Erika\nWeißgerber', ['Erika\nWeißgerber']],
  ['article before a name that is no word', 'Der Weißgerber sagt das.', ['Weißgerber']],
  ['inside another word', 'Weißgerberei', []],
  ['small letters alone', 'weißgerber', []],
  ['small letters, whole name', 'erika weißgerber schrieb', ['erika weißgerber']],
]

for (const [why, text, masked] of cases) {
  test(`propagation: ${why}`, () => {
    const [, second] = propagated([
      { reading: readingAsIs(known), findings: [found(known, 'Erika Weißgerber')] },
      { reading: readingAsIs(text), findings: [] },
    ])
    assert.deepEqual(
      (second ?? []).map(({ start, end }) => text.slice(start, end)),
      masked,
    )
  })
}

test('propagation: a name that is a word needs no article before it', () => {
  const first = 'Anna Berg leitet das Projekt.'
  const second = 'Der Berg ruft. Berg ist krank. Am Berg liegt Schnee.'
  const [, findings] = propagated([
    { reading: readingAsIs(first), findings: [found(first, 'Anna Berg')] },
    { reading: readingAsIs(second), findings: [] },
  ])
  assert.deepEqual(
    (findings ?? []).map(({ start }) => start),
    [second.indexOf('Berg ist')],
  )
})

test('propagation: from a later message to an earlier one, and nothing twice', () => {
  const first = 'Weißgerber fragt nach.'
  const second = 'Das ist Erika Weißgerber.'
  const [one, two] = propagated([
    { reading: readingAsIs(first), findings: [] },
    { reading: readingAsIs(second), findings: [found(second, 'Erika Weißgerber')] },
  ])
  assert.equal(one?.length, 1)
  assert.equal(two?.length, 1)
})

test('propagation: an organisation is looked for by its whole name, a place not at all', () => {
  const first = 'Die Muster Werke GmbH sitzt in Hinterdorf.'
  const second = 'Muster Werke GmbH, Hinterdorf, Werke'
  const [, findings] = propagated([
    {
      reading: readingAsIs(first),
      findings: [found(first, 'Muster Werke GmbH', 'ORG'), found(first, 'Hinterdorf', 'LOCATION')],
    },
    { reading: readingAsIs(second), findings: [] },
  ])
  assert.deepEqual(
    (findings ?? []).map(({ start, end }) => second.slice(start, end)),
    ['Muster Werke GmbH'],
  )
})

test('propagation: an organisation that passes hides nobody who is named in it', () => {
  const text = 'Anna Weißgerber GmbH, Kanzlei Weißgerber, Anna Seghers Schule und Berg KG'
  const organisations = ['Anna Weißgerber GmbH', 'Kanzlei Weißgerber', 'Anna Seghers Schule', 'Berg KG']
  const first = 'Frau Anna Weißgerber'
  const texts = [
    { reading: readingAsIs(first), findings: [found(first, 'Anna Weißgerber')] },
    { reading: readingAsIs(text), findings: organisations.map((one) => found(text, one, 'ORG')) },
  ]
  const persons = (findings: readonly Finding[] = []): readonly string[] =>
    findings.filter(({ category }) => category === 'PERSON').map(({ start, end }) => text.slice(start, end))
  const [, whereItPasses] = propagated(texts, ({ category }) => category === 'ORG')
  assert.deepEqual(persons(whereItPasses), ['Anna Weißgerber', 'Weißgerber'])
  const [, whereItGoes] = propagated(texts)
  assert.deepEqual(persons(whereItGoes), [])
})

test('propagation: a whole name is one, also where half of it was taken for a place; half of one is not', () => {
  const first = 'Frau Anna Essen'
  const text = 'Anna Essen, Konto 12, und in Essen'
  const places = [found(text, 'Anna', 'LOCATION'), { ...found(text, 'Essen', 'LOCATION'), start: 29, end: 34 }]
  const [, findings = []] = propagated(
    [
      { reading: readingAsIs(first), findings: [found(first, 'Anna Essen')] },
      { reading: readingAsIs(text), findings: places },
    ],
    ({ category }) => category === 'LOCATION',
  )
  const persons = findings.filter(({ category }) => category === 'PERSON')
  assert.deepEqual(
    persons.map(({ start, end }) => text.slice(start, end)),
    ['Anna Essen'],
  )
})
