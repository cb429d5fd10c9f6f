// Goal: of obligations of one family the strictest counts, and others stay side by side.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { carries, strictest } from './obligation-strength.ts'

const of = (...kinds: readonly string[]) => kinds.map((kind) => ({ kind, text: { de: `${kind} de`, en: kind } }))
const kinds = (...given: readonly string[]) => strictest(of(...given)).map(({ kind }) => kind)

const rows: readonly [given: readonly string[], kept: readonly string[]][] = [
  [[], []],
  [['notice:first', 'notice:everyAnswer'], ['notice:everyAnswer']],
  [['notice:everyAnswer', 'notice:first'], ['notice:everyAnswer']],
  [
    ['pseudonymise:preset', 'pseudonymise:strict', 'notice:first'],
    ['pseudonymise:strict', 'notice:first'],
  ],
  [['attribution', 'attribution'], ['attribution']],
  [
    ['attribution', 'naming'],
    ['attribution', 'naming'],
  ],
  // Nobody has said which of them is stricter.
  [
    ['notice:first', 'notice:unheard'],
    ['notice:first', 'notice:unheard'],
  ],
]
for (const [given, kept] of rows)
  test(`strictest of ${given.join(', ')}`, () => assert.deepEqual(kinds(...given), kept))

const carried: readonly [carried: readonly string[], demanded: readonly string[], does: boolean][] = [
  [[], [], true],
  [['notice:everyAnswer'], ['notice:first'], true],
  [['notice:first'], ['notice:everyAnswer'], false],
  [['attribution'], ['attribution'], true],
  [[], ['attribution'], false],
  [['notice:unheard'], ['notice:first'], false],
]
for (const [has, wants, does] of carried)
  test(`${has.join(', ')} carries ${wants.join(', ')}: ${does}`, () =>
    assert.equal(carries(of(...has), of(...wants)), does))
