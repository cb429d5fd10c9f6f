import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { esNie } from './es-nie.ts'

// Goal: X, Y and Z count as 0, 1 and 2 in front of the number.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['X', 'X1234567L', 'certain'],
  ['Y', 'Y7654321G', 'certain'],
  ['Z as it is written', 'Z-0012345-E', 'certain'],
  ['wrong letter', 'X1234567M', undefined],
  ['the letter that belongs to X', 'Y1234567L', undefined],
  ['digit off by one', 'X1234568L', undefined],
  ['no letter of foreigners', 'W1234567L', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${esNie.kind}: ${why}`, () => assert.equal(esNie.grade(asCandidate(written)), grade))
}
