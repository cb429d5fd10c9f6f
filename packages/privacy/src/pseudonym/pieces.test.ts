import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { Finding } from '../finding.ts'
import { piecesOf } from './pieces.ts'

const at = (text: string, said: string): Finding => {
  const start = text.indexOf(said)
  const base = { category: 'ID', kind: 'ID', score: 1, evidence: 'certain', detector: 'test' } as const
  return { ...base, start, end: start + said.length }
}

// Goal: what stands in code is masked as code, and nothing of the text is lost.
const cases: readonly [why: string, text: string, said: readonly string[], pieces: readonly string[]][] = [
  ['prose alone', 'Nr. 4711', ['4711'], ['text Nr. 4711 [4711]']],
  ['nothing found', 'Nr. `x`', [], ['text Nr. `x` []']],
  [
    'code on a line',
    'Nr. 1 in `id = 4711` da',
    ['1', '4711'],
    ['text Nr. 1 in ` [1]', 'code id = 4711 [4711]', 'text ` da []'],
  ],
  [
    'a fenced block',
    'a\n```\nid = 4711\n```\n4712',
    ['4711', '4712'],
    ['text a\n``` []', 'code \nid = 4711\n [4711]', 'text ```\n4712 [4712]'],
  ],
  ['a finding over the border', 'a `4711` b', ['`4711'], ['text a `4711` b [`4711]']],
]
for (const [why, text, said, expected] of cases) {
  test(`pieces of a text: ${why}`, () => {
    const pieces = piecesOf(
      text,
      said.map((each) => at(text, each)),
      'text',
    )
    const shown = pieces.map(
      (piece) =>
        `${piece.form} ${piece.text} [${piece.findings.map(({ start, end }) => piece.text.slice(start, end)).join()}]`,
    )
    assert.deepEqual(shown, expected)
    assert.equal(pieces.map((piece) => piece.text).join(''), text)
  })
}
