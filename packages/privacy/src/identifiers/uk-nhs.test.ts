import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { ukNhs } from './uk-nhs.ts'

// Goal: the remainder by eleven.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '943 476 5919', 'likely'],
  ['in one piece', '4010232137', 'likely'],
  ['last digit off by one', '943 476 5918', undefined],
  ['two digits changed places', '934 476 5919', undefined],
  ['begins with four zeroes', '0000675334', undefined],
  ['a letter', '943476591A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${ukNhs.kind}: ${why}`, () => assert.equal(ukNhs.grade(asCandidate(written)), grade))
}
