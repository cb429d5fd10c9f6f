import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { iePps } from './ie-pps.ts'

// Goal: the check letter, and a second letter that counts where it is A to I.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['seven digits and a letter', '1234567T', 'likely'],
  ['second letter A', '1234567FA', 'certain'],
  ['second letter B', '1234567OB', 'certain'],
  ['of a married woman, until 1999', '1234567TW', 'certain'],
  ['wrong letter', '1234567U', undefined],
  ['digit off by one', '1234568T', undefined],
  ['second letter does not fit', '1234567TA', undefined],
  ['second letter that is not given', '1234567TZ', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${iePps.kind}: ${why}`, () => assert.equal(iePps.grade(asCandidate(written)), grade))
}
