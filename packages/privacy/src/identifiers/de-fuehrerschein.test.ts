import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deFuehrerschein } from './de-fuehrerschein.ts'

// Goal: eleven places of the form since 2013, for which only the word beside them speaks.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['authority by letter', 'B072RRE2I55', 'weak'],
  ['authority by digit', '1072RRE2I55', 'weak'],
  ['only digits', '10721112355', undefined],
  ['letter in the second place', 'BA72RRE2I55', undefined],
  ['letter in the tenth place', 'B072RRE2IX5', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deFuehrerschein.kind}: ${why}`, () => assert.equal(deFuehrerschein.grade(asCandidate(written)), grade))
}
