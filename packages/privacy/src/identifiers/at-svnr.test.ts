import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { atSvnr } from './at-svnr.ts'

// Goal: check digit in the fourth place and a date of birth behind it.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '1237 010180', 'certain'],
  ['in one piece', '1237010180', 'certain'],
  ['other groups need a word', '12 37 01 01 80', 'likely'],
  ['check digit off by one', '1238 010180', undefined],
  ['first digit off by one', '2237 010180', undefined],
  ['begins with 0', '0234 010180', undefined],
  ['no such day', '1238 320180', undefined],
  ['substitute month needs a word', '1234 011380', 'likely'],
  ['no such month', '1301 011680', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${atSvnr.kind}: ${why}`, () => assert.equal(atSvnr.grade(asCandidate(written)), grade))
}
