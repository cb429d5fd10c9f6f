// Goal: no line is wider than the window, nothing is lost in wrapping, and a narrow window gets lists instead of columns.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import fc from 'fast-check'

import type { Sheet } from './document.ts'
import { terminalLines } from './terminal.ts'
import { textWidth, wrapped } from './text-width.ts'

function sheet(titles: readonly string[], rows: readonly (readonly string[])[]): Sheet {
  return {
    key: 'portfolio',
    title: 'P',
    caption: 'c',
    columns: titles.map((title, index) => ({ key: `${index}`, title, width: 10 })),
    rows: rows.map((row) => row.map((text) => ({ text }))),
  }
}

test('short cells: one line each, columns as wide as they need', () => {
  assert.deepEqual(
    terminalLines(
      sheet(
        ['Name', 'Verdict'],
        [
          ['a', '✗ forbidden'],
          ['bcd', '✓ allowed'],
        ],
      ),
      { width: 80 },
    ),
    ['Name  Verdict', '────  ───────────', 'a     ✗ forbidden', 'bcd   ✓ allowed'],
  )
})

test('long cells go on below, with a line between rows', () => {
  const rows = [
    ['a', 'one two three four five'],
    ['b', 'six'],
  ]
  assert.deepEqual(terminalLines(sheet(['N', 'Text'], rows), { width: 15 + 1 }), [
    'N  Text',
    '─  ─────────────',
    'a  one two three',
    '   four five',
    '',
    'b  six',
  ])
})

test('too narrow for columns: label and value', () => {
  const lines = terminalLines(sheet(['Component', 'Verdict'], [['some-model-name', '✗ forbidden in this place']]), {
    width: 18,
  })
  assert.deepEqual(lines, ['Component:', 'some-model-name', 'Verdict: ✗', 'forbidden in this', 'place'])
})

test('only the columns that were asked for, in that order', () => {
  const lines = terminalLines(sheet(['A', 'B', 'C'], [['1', '2', '3']]), { width: 80, columns: ['2', '0'] })
  assert.deepEqual(lines, ['C  A', '─  ─', '3  1'])
})

const widths: readonly [text: string, width: number][] = [
  ['abc', 3],
  ['漢字', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['🚂', 2],
  ['✗', 1],
]
for (const [text, width] of widths) test(`width of ${text}`, () => assert.equal(textWidth(text), width))

test('a break that leaves too much for the next character breaks again', () => {
  assert.deepEqual(wrapped('/a漢', 2), ['/', 'a', '漢'])
})

test('wrapping keeps every word and no line is too wide', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'abc -/é漢'), maxLength: 120 }),
      fc.integer({ min: 2, max: 30 }),
      (text, width) => {
        const lines = wrapped(text, width)
        assert.ok(lines.every((line) => textWidth(line) <= width))
        assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
      },
    ),
  )
})

test('no line of a table is wider than the window', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'abc -漢'), maxLength: 60 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }),
      fc.integer({ min: 12, max: 90 }),
      (rows, width) => {
        const lines = terminalLines(sheet(['Component', 'Use case', 'Verdict'], rows), { width })
        assert.ok(lines.every((line) => textWidth(line) <= width))
      },
    ),
    { numRuns: 60 },
  )
})
