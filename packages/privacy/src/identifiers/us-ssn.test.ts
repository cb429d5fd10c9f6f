import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { usSsn } from './us-ssn.ts'

// Goal: no part is zero, the area is given, and the number is not void.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '123-45-6789', 'likely'],
  ['spaces', '123 45 6789', 'likely'],
  ['in one piece', '123456789', 'likely'],
  ['highest area', '899-45-6789', 'likely'],
  ['area 900', '900-45-6789', undefined],
  ['area 666', '666-45-6789', undefined],
  ['area 000', '000-45-6789', undefined],
  ['group 00', '123-00-6789', undefined],
  ['serial 0000', '123-45-0000', undefined],
  ['the one of the wallet', '078-05-1120', undefined],
  ['groups of three', '123-456-789', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${usSsn.kind}: ${why}`, () => assert.equal(usSsn.grade(asCandidate(written)), grade))
}
