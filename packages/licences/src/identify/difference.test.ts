// Goal: passages say exactly where two texts part: putting them back gives the other text.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import { differenceOf, type Passage } from './difference.ts'

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '))
const between = (known: string, found: string) => differenceOf({ known: words(known), found: words(found) })

const cases: readonly [why: string, known: string, found: string, passages: readonly Passage[]][] = [
  ['the same', 'a b c', 'a b c', []],
  ['a word replaced', 'w a b c x', 'w a d c x', [{ before: 'w a', known: 'b', found: 'd', after: 'c x' }]],
  ['a word added at the end', 'a b', 'a b c', [{ before: 'a b', known: '', found: 'c', after: '' }]],
  ['a word left out at the beginning', 'a b', 'b', [{ before: '', known: 'a', found: '', after: 'b' }]],
  ['everything', 'a', 'b', [{ before: '', known: 'a', found: 'b', after: '' }]],
  ['nothing known', '', 'a b', [{ before: '', known: '', found: 'a b', after: '' }]],
  [
    'two places apart',
    'a 1 b c d e f 2 g',
    'a 8 b c d e f 9 g',
    [
      { before: 'a', known: '1', found: '8', after: 'b c d e f 2' },
      { before: '1 b c d e f', known: '2', found: '9', after: 'g' },
    ],
  ],
]
for (const [why, known, found, passages] of cases) {
  test(`difference: ${why}`, () => {
    assert.deepEqual(between(known, found), { passages, passageCount: passages.length, isWhole: true })
  })
}

test('what the passages say is all that differs', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 })
  fc.assert(
    fc.property(text, text, (known, found) => {
      const { passages } = differenceOf({ known, found })
      const [gone, come] = [passages.flatMap((p) => words(p.known)), passages.flatMap((p) => words(p.found))]
      assert.equal(known.length - gone.length, found.length - come.length)
      assert.equal(passages.length === 0, known.join() === found.join())
    }),
  )
})

test('texts without a common word are too different to list', () => {
  const many = (letter: string) => Array.from({ length: 1_500 }, (_, at) => `${letter}${at}`)
  assert.deepEqual(differenceOf({ known: many('a'), found: many('b') }), {
    passages: [],
    passageCount: 0,
    isWhole: false,
  })
})

test('long passages and long lists are cut, and say so', () => {
  const { passages, passageCount, isWhole } = differenceOf({
    known: Array.from({ length: 500 }, (_, at) => `w${at}`),
    found: Array.from({ length: 500 }, (_, at) => (at % 10 === 0 ? 'x' : `w${at}`)),
  })
  assert.deepEqual([passages.length, passageCount, isWhole], [40, 50, false])
  const [added] = differenceOf({ known: [], found: Array.from({ length: 100 }, () => 'x') }).passages
  assert.ok(added?.found.endsWith('x …'))
})
