import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { hrOib } from './hr-oib.ts'

// Goal: ISO 7064 mod 11,10.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '98765432106', 'likely'],
  ['another', '01234567896', 'likely'],
  ['last digit off by one', '98765432107', undefined],
  ['two digits changed places', '98765432016', undefined],
  ['a letter', '9876543210A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${hrOib.kind}: ${why}`, () => assert.equal(hrOib.grade(asCandidate(written)), grade))
}
