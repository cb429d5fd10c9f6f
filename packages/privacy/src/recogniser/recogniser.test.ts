// Goal: names are found in sentences of office life, with exact bounds, whatever surrounds them. Invented sentences and names.
import assert from 'node:assert/strict'
import { test } from 'bun:test'
import fc from 'fast-check'

import { categories, type Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import type { PrivacyPolicy, Sensitivity } from '../treatment.ts'
import { openRecogniser } from './recogniser.ts'
import { MalformedWeights } from './weights.ts'

const weights = await Bun.file(new URL('../../weights/recogniser.bin', import.meta.url)).bytes()
const recogniser = openRecogniser(weights)

function sensitivityOf(sensitivity: Sensitivity): PrivacyPolicy['sensitivity'] {
  // Every category of the list, so the object is whole.
  return Object.fromEntries(categories.map((category) => [category, sensitivity])) as PrivacyPolicy['sensitivity']
}

function find(text: string, sensitivity: Sensitivity = 'balanced'): Finding[] {
  const found: Finding[] = []
  recogniser.find(readingAsIs(text), { region: 'DE', sensitivity: sensitivityOf(sensitivity) }, (finding) =>
    found.push(finding),
  )
  return found
}

const persons: readonly [why: string, text: string, names: readonly string[]][] = [
  ['after a salutation, which stays outside', 'Sehr geehrte Frau Weber, wir melden uns.', ['Weber']],
  ['given name and surname', 'Gestern hat Stefan Krüger angerufen.', ['Stefan Krüger']],
  ['title stays outside', 'Der Termin bei Dr. Sabine Vogt fällt aus.', ['Sabine Vogt']],
  ['English', 'Please ask Susan Miller about the invoice.', ['Susan Miller']],
  ['English title stays outside', 'I spoke to Mr. Johnson yesterday.', ['Johnson']],
  ['no name', 'Bitte schicken Sie die Rechnung bis Freitag.', []],
  ['no name in English', 'Please send the invoice by Friday.', []],
]

for (const [why, text, names] of persons) {
  test(`person: ${why}`, () => {
    const found = find(text).filter(({ category }) => category === 'PERSON')
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end)),
      names,
    )
  })
}

test('route numbers are no places', () => {
  assert.deepEqual(find('Die S4 und die A8 sind gesperrt.'), [])
})

test('a strict policy finds at least as many names as a lenient one', () => {
  const text = 'Krüger hat mit Weber und Lopez gesprochen, sagt Yılmaz.'
  assert.ok(find(text, 'strict').length >= find(text, 'lenient').length)
})

test('property: never throws, and every place is in the text, whatever it is', () => {
  const units = fc.string({ unit: 'binary', maxLength: 300 })
  const pieces = fc.constantFrom(
    'Frau ',
    'Dr. ',
    'Weber',
    '\n\n',
    '@',
    '⟦',
    'a@a',
    '-',
    "'",
    '.',
    '\u{1f600}',
    '\ud800',
    'GmbH',
    ' ',
  )
  const text = fc.oneof(
    units,
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, fc.constantFrom<Sensitivity[]>('strict', 'balanced', 'lenient'), (written, sensitivity) => {
      let last = 0
      for (const { start, end } of find(written, sensitivity)) {
        assert.ok(start >= last && start < end && end <= written.length)
        last = end
      }
    }),
    { seed: 20_261_123, numRuns: 300 },
  )
})

test('the same text gives the same findings, alone or after another', () => {
  const text = 'Frau Weber aus Hannover schrieb an die Muster GmbH.'
  const alone = find(text)
  find('Herr Lehmann und Herr Schulze wohnen in Köln.')
  assert.deepEqual(find(text), alone)
})

test('the weights are at most 2 MB and say their version', () => {
  assert.ok(weights.length <= 2_000_000)
  assert.match(recogniser.version, /^[0-9a-f]{8}$/)
})

const damaged: readonly [why: string, bytes: Uint8Array][] = [
  ['empty', new Uint8Array()],
  ['another file', new TextEncoder().encode('{"weights": "no"}'.padEnd(64))],
  ['cut short', weights.slice(0, -1)],
  ['one byte too many', new Uint8Array([...weights.slice(0, 1000), 0, ...weights.slice(1000)])],
]

for (const [why, bytes] of damaged) {
  test(`weights: ${why}`, () => assert.throws(() => openRecogniser(bytes), MalformedWeights))
}
