import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { dePersonalausweis } from './de-personalausweis.ts'

// Goal: the letters of identity cards only, with the check in the ninth or tenth place; without check a word is needed.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['check in the ninth place', 'L01X00T44', 'certain'],
  ['specimen card, check in the tenth place', 'L01X00T471', 'certain'],
  ['specimen card, nine places without a check', 'L01X00T47', 'weak'],
  ['nationality behind the check', 'T220001293D', 'likely'],
  ['old form: T and digits, with check', 'T220001293', 'likely'],
  ['old form without check', 'T22000129', 'weak'],
  ['lower case needs a word', 'l01x00t44', 'likely'],
  ['groups need a word', 'L01X 00T44', 'likely'],
  ['ten places, check off by one', 'L01X00T472', undefined],
  ['first letter of a passport', 'C01X00T41', undefined],
  ['a vowel', 'L01A00T43', undefined],
  ['a word', 'LLLLLLLLP', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${dePersonalausweis.kind}: ${why}`, () => assert.equal(dePersonalausweis.grade(asCandidate(written)), grade))
}
