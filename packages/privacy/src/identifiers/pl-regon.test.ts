import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { plRegon } from './pl-regon.ts'

// Goal: one check for the unit and a second for the local unit.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['unit', '123456785', 'likely'],
  ['local unit', '12345678512347', 'likely'],
  ['last digit off by one', '123456786', undefined],
  ['local unit: first check off by one', '12345678612347', undefined],
  ['local unit: second check off by one', '12345678512348', undefined],
  ['only zeroes', '000000000', undefined],
  ['remainder ten counts as zero', '123400030', 'likely'],
]
for (const [why, written, grade] of cases) {
  test(`${plRegon.kind}: ${why}`, () => assert.equal(plRegon.grade(asCandidate(written)), grade))
}
