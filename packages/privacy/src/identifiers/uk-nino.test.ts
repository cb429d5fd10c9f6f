import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { ukNino } from './uk-nino.ts'

// Goal: letters that are given and a suffix; there is no check digit.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', 'AB123456C', 'likely'],
  ['as it is written', 'AB 12 34 56 C', 'likely'],
  ['lower case', 'ab123456c', 'likely'],
  ['first letter never given', 'DB123456C', undefined],
  ['second letter never given', 'AO123456C', undefined],
  ['prefix not used', 'GB123456C', undefined],
  ['suffix E', 'AB123456E', undefined],
  ['no suffix', 'AB123456', undefined],
  ['a digit short', 'AB12345C', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${ukNino.kind}: ${why}`, () => assert.equal(ukNino.grade(asCandidate(written)), grade))
}
