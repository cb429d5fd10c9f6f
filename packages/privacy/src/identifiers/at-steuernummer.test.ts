import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { atSteuernummer } from './at-steuernummer.ts'

// Goal: nine digits with a Luhn digit; a word is always needed.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['as printed', '59-119/9013', 'likely'],
  ['in one piece', '591199013', 'likely'],
  ['last digit off by one', '59-119/9014', undefined],
  ['groups of something else', '591-199-013', undefined],
  ['letters', '59119901A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${atSteuernummer.kind}: ${why}`, () => assert.equal(atSteuernummer.grade(asCandidate(written)), grade))
}
