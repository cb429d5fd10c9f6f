import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { sePersonnummer } from './se-personnummer.ts'

// Goal: Luhn over ten digits behind a day, written with its sign or with its century.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '880320-0016', 'certain'],
  ['invented', '850712-1237', 'certain'],
  ['a hundred years old', '850712+1237', 'certain'],
  ['twelve digits', '198507121237', 'certain'],
  ['twelve digits with hyphen', '19850712-1237', 'certain'],
  ['coordination number', '850773-1233', 'likely'],
  ['coordination number with its century', '19850773-1233', 'certain'],
  ['ten bare digits', '8507121237', 'likely'],
  ['a space instead of the sign', '850712 1237', 'likely'],
  ['last digit off by one', '850712-1238', undefined],
  ['month 13', '851312-1239', undefined],
  ['30 February', '850230-1230', undefined],
  ['day 60', '850760-1238', undefined],
  ['day 92', '850792-1230', undefined],
  ['leap day of a century', '19000229-1235', undefined],
  ['leap day of 2000', '20000229-1235', 'certain'],
  ['born in 2100', '21850712-1237', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${sePersonnummer.kind}: ${why}`, () => assert.equal(sePersonnummer.grade(asCandidate(written)), grade))
}
