import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deSteuerId } from './de-steuer-id.ts'

// Goal: a Steuer-ID is found by its check and its one repeated digit, and left alone when either is broken.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '86095742719', 'certain'],
  ['published vector, a digit three times', '36574261809', 'certain'],
  ['as in the letters of the BZSt', '86 095 742 719', 'certain'],
  ['other groups need a word beside them', '8609 5742 719', 'likely'],
  ['last digit off by one', '86095742710', undefined],
  ['two digits exchanged', '68095742719', undefined],
  ['begins with 0', '08609574276', undefined],
  ['ten different digits', '12345678903', undefined],
  ['a digit three times in a row', '11123456786', undefined],
  ['two digits repeated', '11223456785', undefined],
  ['letters', '8609574271A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deSteuerId.kind}: ${why}`, () => assert.equal(deSteuerId.grade(asCandidate(written)), grade))
}
