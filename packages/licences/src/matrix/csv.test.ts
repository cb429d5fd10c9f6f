// Goal: RFC 4180 to the letter, and no cell that a spreadsheet would run.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { csvOf } from './csv.ts'
import type { MatrixDocument } from './document.ts'

function csv(...rows: readonly (readonly string[])[]): string {
  const document: MatrixDocument = {
    language: 'en',
    title: 'T',
    onDay: '2026-11-23',
    about: [['Catalogue as of', '2026-11-01']],
    sheets: [
      {
        key: 'portfolio',
        title: 'P',
        caption: 'c',
        columns: (rows[0] ?? []).map((_, index) => ({ key: `${index}`, title: `h${index}`, width: 10 })),
        rows: rows.map((row) => row.map((text) => ({ text }))),
      },
    ],
  }
  return csvOf(document)
}

const cells: readonly [why: string, text: string, written: string][] = [
  ['plain', 'Apache-2.0', 'Apache-2.0'],
  ['comma', 'a,b', '"a,b"'],
  ['quote', 'a"b', '"a""b"'],
  ['line break', 'a\nb', '"a\nb"'],
  ['umlaut', 'Prüfung', 'Prüfung'],
  ['equals', '=1+1', "'=1+1"],
  ['plus', '+1', "'+1"],
  ['minus', '-1', "'-1"],
  ['at', '@SUM(A1)', "'@SUM(A1)"],
  ['tab', '\t=1', "'\t'=1"],
  ['carriage return', '\r=1', '"\'\r=1"'],
  ['space before equals', ' =1', "' =1"],
  ['fullwidth equals', '＝1', "'＝1"],
  ['equals inside', 'a=b', 'a=b'],
  ['minus inside', 'llama-4', 'llama-4'],
  ['behind a semicolon', 'x;=cmd|calc', "x;'=cmd|calc"],
  ['behind a semicolon and a space', 'x; @y', "x; '@y"],
  ['quote that would begin a cell', '"=1', '"""=1"'],
]
for (const [why, text, written] of cells) {
  test(`cell: ${why}`, () => assert.equal(csv([text]), `h0,Catalogue as of\r\n${written},2026-11-01\r\n`))
}

test('each record ends with CR LF, says the age of the catalogue, and all have as many fields as the headings', () => {
  const records = csv(['a', 'b'], ['c', '']).split('\r\n')
  assert.deepEqual(records, ['h0,h1,Catalogue as of', 'a,b,2026-11-01', 'c,,2026-11-01', ''])
})
