import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { joined } from './joined.ts'
import { LabelUnknown, labelsOf, verdictIn } from './labels.ts'

// Goal: what a model says of pieces becomes whole names, in the categories that the operator gave its labels. Invented names.

const person = (score = 0.9, begins = false) => ({ category: 'PERSON', score, begins }) as const
const place = { category: 'LOCATION', score: 0.9, begins: true } as const

type Marked = readonly [piece: string, verdict?: ReturnType<typeof person> | typeof place]

const cases: readonly [why: string, text: string, marked: readonly Marked[], found: readonly string[]][] = [
  ['one piece of a word is enough for the word', 'Quillbert', [['Quill'], ['bert', person()]], ['Quillbert']],
  [
    'words that only a blank divides',
    'Quill Zimp',
    [
      ['Quill', person()],
      ['Zimp', person()],
    ],
    ['Quill Zimp'],
  ],
  [
    'a new name begins',
    'Quill Zimp',
    [
      ['Quill', person()],
      ['Zimp', person(0.9, true)],
    ],
    ['Quill', 'Zimp'],
  ],
  ['a comma divides', 'Quill, Zimp', [['Quill', person()], [','], ['Zimp', person()]], ['Quill', 'Zimp']],
  [
    'a hyphen that belongs to the name',
    'Quill-Zimp',
    [
      ['Quill', person()],
      ['-', person()],
      ['Zimp', person()],
    ],
    ['Quill-Zimp'],
  ],
  [
    'a line break divides',
    'Quill\nZimp',
    [
      ['Quill', person()],
      ['Zimp', person()],
    ],
    ['Quill', 'Zimp'],
  ],
  [
    'categories divide',
    'Quill Norden',
    [
      ['Quill', person()],
      ['Norden', place],
    ],
    ['Quill', 'Norden'],
  ],
  ['signs around it stay outside', '(Quill)', [['(Quill)', person()]], ['Quill']],
  ['signs alone are nothing', '--', [['--', person()]], []],
]
for (const [why, text, marked, found] of cases) {
  test(why, () => {
    let at = 0
    const pieces = marked.map(([piece], id) => {
      const start = text.indexOf(piece, at)
      at = start + piece.length
      return { id, start, end: at }
    })
    const spans = joined(
      text,
      pieces,
      marked.map(([, verdict]) => verdict),
    )
    assert.deepEqual(
      spans.map(({ start, end }) => text.slice(start, end)),
      found,
    )
  })
}

test('labels mean what they are said to mean, with or without their prefix', () => {
  const labels = labelsOf(['O', 'B-PER', 'I-PER', 'B-MISC'], { PER: 'PERSON', 'B-MISC': 'NONE' })
  assert.deepEqual(
    labels.map(({ meaning, begins }) => [meaning, begins]),
    [
      ['NONE', false],
      ['PERSON', true],
      ['PERSON', false],
      ['NONE', true],
    ],
  )
  assert.throws(() => labelsOf(['O', 'B-PER'], { LOC: 'LOCATION' }), LabelUnknown)
  assert.throws(() => labelsOf(['constructor'], {}), LabelUnknown)
})

const labels = labelsOf(['O', 'B-PER', 'I-PER', 'B-LOC'], { PER: 'PERSON', LOC: 'LOCATION' })
const logits = (...odds: readonly number[]) => Float32Array.from(odds, (odd) => Math.log(odd))

const verdicts: readonly [why: string, odds: readonly number[], category: string | undefined, score: number][] = [
  ['both labels of a category count', [0.4, 0.3, 0.25, 0.05], 'PERSON', 0.55],
  ['below what counts', [0.75, 0.1, 0.1, 0.05], undefined, 0],
  ['just what counts', [0.69, 0.155, 0.155, 0.0001], 'PERSON', 0.31],
  ['the surest category', [0.1, 0.2, 0.1, 0.6], 'LOCATION', 0.6],
]
for (const [why, odds, category, score] of verdicts) {
  test(why, () => {
    const verdict = verdictIn(logits(...odds), 0, labels)
    assert.equal(verdict?.category, category)
    assert.ok(Math.abs((verdict?.score ?? 0) - score) < 0.001)
  })
}

test('a model of no numbers is broken, and has not found nothing', () => {
  assert.throws(() => verdictIn(Float32Array.of(Number.NaN, 1, 1, 1), 0, labels), RangeError)
})
