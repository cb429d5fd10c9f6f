import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { huTaj } from './hu-taj.ts'

// Goal: weights 3 and 7 by ten.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '123456788', 'likely'],
  ['as it is written', '123 456 788', 'likely'],
  ['another', '034567892', 'likely'],
  ['last digit off by one', '123456789', undefined],
  ['begins with three zeroes', '000123451', undefined],
  ['a letter', '12345678A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${huTaj.kind}: ${why}`, () => assert.equal(huTaj.grade(asCandidate(written)), grade))
}
