// Goal: the figures count what the evaluation protocol says, and nothing else. Invented texts.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { intervalOf } from './bootstrap.ts'
import { countsOf, figuresOf, sumOf, type LabelledSpan } from './spans.ts'

const text = 'Webers Hund beißt Tom in Hof.'
const weber: LabelledSpan = { start: 0, end: 6, label: 'PERSON' }
const tom: LabelledSpan = { start: 18, end: 21, label: 'PERSON' }
const gold = [weber, tom]

const cases: readonly [why: string, found: readonly LabelledSpan[], exact: number, covered: number, counted: number][] =
  [
    ['all', [weber, tom], 2, 2, 2],
    ['without the genitive -s', [{ ...weber, end: 5 }], 1, 1, 1],
    ['without two letters', [{ ...weber, end: 4 }], 0, 0, 1],
    ['too long covers and is not exact', [{ ...tom, end: 24 }], 0, 1, 1],
    ['another class covers as well', [{ ...tom, label: 'LOCATION' }], 0, 1, 0],
    [
      'in two pieces',
      [
        { ...tom, end: 20 },
        { ...tom, start: 20 },
      ],
      0,
      1,
      2,
    ],
    ['nothing', [], 0, 0, 0],
  ]

for (const [why, found, exact, covered, counted] of cases) {
  test(`figures: ${why}`, () => {
    const counts = countsOf({ text, gold, found }, 'PERSON')
    assert.deepEqual([counts.exact, counts.covered, counts.found, counts.gold], [exact, covered, counted, 2])
  })
}

test('figures: what touches a neutral label is not counted', () => {
  const neutral = [...gold, { start: 25, end: 28, label: 'MISC' }]
  const found = [{ start: 25, end: 28, label: 'PERSON' }]
  assert.equal(countsOf({ text, gold: neutral, found }, 'PERSON').found, 0)
})

test('figures: F1 of two found, one of them right, of four', () => {
  const { precision, recall, f1 } = figuresOf({ gold: 4, found: 2, exact: 1, covered: 1, touching: 1 })
  assert.deepEqual([precision, recall, f1], [0.5, 0.25, 2 / 6])
})

test('bootstrap: the interval holds the figure, and of equal documents it is a point', () => {
  const right = { gold: 1, found: 1, exact: 1, covered: 1, touching: 1 }
  const wrong = { ...right, exact: 0 }
  let state = 1
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
  const f1 = (counts: typeof right) => figuresOf(counts).f1
  const documents = [...Array.from({ length: 30 }, () => right), ...Array.from({ length: 10 }, () => wrong)]
  const { low, high } = intervalOf(documents, f1, random)
  const figure = f1(sumOf(documents))
  assert.ok(low < figure && figure < high && high - low < 0.4, `${low} ${high}`)
  assert.deepEqual(intervalOf([right, right], f1, random), { low: 1, high: 1 })
})
