import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { beNationalNumber } from './be-national-number.ts'

// Goal: a day, and the check of one of two centuries.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['born before 2000', '85073003328', 'certain'],
  ['as it is written', '85.07.30-033.28', 'certain'],
  ['born from 2000 on', '12.04.05-071.88', 'certain'],
  ['day not known', '85000002118', 'likely'],
  ['BIS number', '85.47.12-033.72', 'certain'],
  ['born in 1905', '05073003394', 'likely'],
  ['written for 2085', '85073003357', 'likely'],
  ['check of the other century', '12040507121', undefined],
  ['last digit off by one', '85073003329', undefined],
  ['month 13', '85133003370', undefined],
  ['day 32', '85073203365', undefined],
  ['month 60', '85601203366', undefined],
  ['December', '85123103333', 'certain'],
  ['BIS number, December', '85523103322', 'certain'],
]
for (const [why, written, grade] of cases) {
  test(`${beNationalNumber.kind}: ${why}`, () => assert.equal(beNationalNumber.grade(asCandidate(written)), grade))
}
