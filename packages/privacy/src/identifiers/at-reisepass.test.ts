import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { atReisepass } from './at-reisepass.ts'

// Goal: a letter and seven digits, for which only the word beside them speaks.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['form', 'P1234567', 'weak'],
  ['lower case', 'p 1234567', 'weak'],
  ['two letters', 'PA123456', undefined],
  ['no letter', '12345678', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${atReisepass.kind}: ${why}`, () => assert.equal(atReisepass.grade(asCandidate(written)), grade))
}
