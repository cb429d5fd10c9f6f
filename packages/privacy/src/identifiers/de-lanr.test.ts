import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deLanr } from './de-lanr.ts'

// Goal: nine digits with the check in the seventh place; one in ten passes, so a word is always needed.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '123456601', 'likely'],
  ['published vector', '234567701', 'likely'],
  ['specialty does not count', '123456699', 'likely'],
  ['check digit off by one', '123456701', undefined],
  ['first digit off by one', '223456601', undefined],
  ['zeros', '000000001', undefined],
  ['letters', '12345660A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deLanr.kind}: ${why}`, () => assert.equal(deLanr.grade(asCandidate(written)), grade))
}
