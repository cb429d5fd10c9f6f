import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deReisepass } from './de-reisepass.ts'

// Goal: the letters of passports only, with the check in the ninth or tenth place; without check a word is needed.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['check in the ninth place', 'C01X00T41', 'certain'],
  ['specimen passport, check in the tenth place', 'C01X00T478', 'certain'],
  ['specimen passport, nine places without a check', 'C01X00T47', 'weak'],
  ['lower case needs a word', 'c01x00t41', 'likely'],
  ['few letters need a word', 'C01000047', 'likely'],
  ['ten places, check off by one', 'C01X00T479', undefined],
  ['first letter of an identity card', 'L01X00T44', undefined],
  ['a vowel', 'C01E00T48', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deReisepass.kind}: ${why}`, () => assert.equal(deReisepass.grade(asCandidate(written)), grade))
}
