import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { esNif } from './es-nif.ts'

// Goal: K, L and M do not count for the letter.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['K', 'K1234567L', 'certain'],
  ['L', 'L1234567L', 'certain'],
  ['M as it is written', 'M-1234567-L', 'certain'],
  ['wrong letter', 'K1234567M', undefined],
  ['digit off by one', 'K1234568L', undefined],
  ['N', 'N1234567L', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${esNif.kind}: ${why}`, () => assert.equal(esNif.grade(asCandidate(written)), grade))
}
