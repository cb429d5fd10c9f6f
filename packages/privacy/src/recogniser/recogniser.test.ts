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
  ['genitive -s stays outside', 'Das ist Stefan Krügers Büro.', ['Stefan Krüger']],
  ['the -s of a name that is addressed is its own', 'Sehr geehrter Herr Tillmanns,', ['Tillmanns']],
  ['two sentences', 'Das war Stefan. Schulze sagte das.', ['Stefan', 'Schulze']],
  ['two columns', 'Dr. M. Vogt           Dr. A. Yilmaz', ['M. Vogt', 'A. Yilmaz']],
  ['small letters', 'meine nachbarin renate koslowski', ['renate koslowski']],
  ['words that are names', 'Das Essen gibt es im Hof, am Berg steht eine Rose.', []],
  ['a name that is a word', 'Frau Rose und Herr Berg kommen.', ['Rose', 'Berg']],
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

const professions: readonly [why: string, text: string, found: readonly string[]][] = [
  ['label', 'Beruf: Maurer', ['Maurer']],
  ['of several words', 'Beruf: Leiter Einkauf', ['Leiter Einkauf']],
  ['working as', 'Sie arbeitet seit drei Jahren als Krankenschwester in der Klinik.', ['Krankenschwester']],
  ['English', 'She works as a registered nurse at the hospital.', ['registered nurse']],
  ['alone it says nothing', 'Der Arzt kommt gleich.', []],
  ['no profession', 'Das arbeitet als Grundlage.', []],
]

for (const [why, text, expected] of professions) {
  test(`profession: ${why}`, () => {
    const found = find(text).filter(({ category }) => category === 'PROFESSION')
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end)),
      expected,
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
      for (const { start, end } of find(written, sensitivity))
        assert.ok(start >= 0 && start < end && end <= written.length)
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

test('the same bytes of findings on every runtime', () => {
  const text =
    'Frau Weber aus Hannover schrieb an die Muster GmbH.\nHi Tom, ask Susan Miller.\n\nBeruf: Maurer\nmüller kommt'
  const written = find(text).map(({ start, end, category, score }) => `${start}-${end} ${category} ${score}`)
  // Of weights version and text; another runtime that gives another digest computes otherwise. New weights, new digest.
  assert.equal(new Bun.CryptoHasher('sha256').update(written.join('\n')).digest('hex').slice(0, 16), '1823c2bc9b85804f')
})

const unit = 'Sehr geehrte Frau Weber, die S4 fährt. '
const hostile = ['1', 'a@', '(', ' ', 'A ', 'a-', 'Ab.', '\n', 'x', unit]

for (const repeated of hostile) {
  test(`twice the text takes about twice the time: ${JSON.stringify(repeated.slice(0, 6))}`, () => {
    // Other work on the machine only ever makes a run slower, so one good look of several is the true one.
    const ratios = Array.from({ length: 6 }, () => {
      const once = elapsed(() => find(repeated.repeat(50_000 / repeated.length)))
      return elapsed(() => find(repeated.repeat(100_000 / repeated.length))) / Math.max(once, 0.5)
    })
    assert.ok(Math.min(...ratios) < 2.5, ratios.map((ratio) => ratio.toFixed(1)).join(', '))
  })
}

function elapsed(act: () => void): number {
  const startedAt = Bun.nanoseconds()
  act()
  return (Bun.nanoseconds() - startedAt) / 1e6
}

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
