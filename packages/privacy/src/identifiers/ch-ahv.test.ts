import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { chAhv } from './ch-ahv.ts'

// Goal: 756 and the check digit of EAN-13.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '756.9217.0769.85', 'certain'],
  ['in one piece', '7569217076985', 'certain'],
  ['spaces', '756 9217 0769 85', 'certain'],
  ['last digit off by one', '756.9217.0769.86', undefined],
  ['another country', '757.9217.0769.84', undefined],
  ['letters', '756.9217.0769.8A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${chAhv.kind}: ${why}`, () => assert.equal(chAhv.grade(asCandidate(written)), grade))
}
