import assert from 'node:assert/strict'
import { test } from 'bun:test'
import fc from 'fast-check'
import { headerOver } from './column.ts'
import { readingAsIs } from './reading.ts'

// Goal: a value in a table is called what its column is called. The value is 47.
const cases: readonly [why: string, text: string, header: string | undefined][] = [
  ['Markdown', '| A | IBAN | C |\n|---|---|---|\n| x | 47 | y |', 'IBAN'],
  ['Markdown, third row', '| A | IBAN |\n|---|---|\n| x | 1 |\n| x | 2 |\n| x | 47 |', 'IBAN'],
  ['prose before the table', 'Guten Tag,\n\n| A | IBAN |\n|---|---|\n| x | 47 |', 'IBAN'],
  ['tabs', 'Name\tBSN\nx\t47', 'BSN'],
  ['semicolons', 'Name;BSN;Ort\nx;47;y', 'BSN'],
  ['commas, quoted', 'Name,BSN\n"x, y",47', 'BSN'],
  ['lined up on the left', 'Name   BSN    Ort\nx      47     y', 'BSN'],
  ['lined up on the right', 'Name      BSN\nxxxx y     47', 'BSN'],
  ['other number of cells', 'Name;BSN\nx;y;47', undefined],
  ['first line', 'x;47', undefined],
  ['empty line above', '\nx;47', undefined],
  ['empty lines above', '\n\nx;47', undefined],
  ['empty line above a table', '\nName;BSN\nx;47', 'BSN'],
  ['header without letters', '1;2\nx;47', undefined],
  ['prose', 'Das ist ein Satz.\nUnd 47 auch.', undefined],
]
for (const [why, text, header] of cases) {
  test(`column: ${why}`, () => assert.equal(headerOver(readingAsIs(text), text.indexOf('47')), header))
}

test('column: the search ends, wherever it begins in whatever looks like a table', () => {
  const text = fc.string({ unit: fc.constantFrom(...'\n\r|,;\t "ab47{'), maxLength: 40 })
  fc.assert(
    fc.property(text, (table) => {
      for (let start = 0; start <= table.length; start++) headerOver(readingAsIs(table), start)
    }),
    { numRuns: 500 },
  )
})
