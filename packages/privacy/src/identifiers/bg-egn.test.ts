import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { bgEgn } from './bg-egn.ts'

// Goal: the check behind a day; the month tells the century.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '8507121239', 'likely'],
  ['born from 2000 on', '0547121233', 'likely'],
  ['born before 1900', '8532121238', 'likely'],
  ['last digit off by one', '8507121230', undefined],
  ['month 13', '8513121238', undefined],
  ['30 February', '8502301238', undefined],
  ['month 60', '8560121230', undefined],
  ['remainder ten counts as zero', '8507120090', 'likely'],
  ['leap day of 2000', '0042291239', 'likely'],
  ['no leap day in 1900', '0002291230', undefined],
  ['no leap day in 1800', '0022291234', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${bgEgn.kind}: ${why}`, () => assert.equal(bgEgn.grade(asCandidate(written)), grade))
}
