import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { chUid } from './ch-uid.ts'

// Goal: CHE and nine digits with their check digit.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', 'CHE-100.155.212', 'certain'],
  ['in one piece', 'CHE100155212', 'certain'],
  ['last digit off by one', 'CHE-100.155.213', undefined],
  ['another prefix', 'CHF-100.155.212', undefined],
  ['letters', 'CHE-100.155.21A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${chUid.kind}: ${why}`, () => assert.equal(chUid.grade(asCandidate(written)), grade))
}
