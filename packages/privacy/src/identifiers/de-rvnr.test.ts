import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deRvnr } from './de-rvnr.ts'

// Goal: area, date of birth, letter and check digit must all be right.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '15070649C103', 'certain'],
  ['as printed', '15 070649 C 103', 'certain'],
  ['lower case', '15070649c103', 'certain'],
  ['last digit off by one', '15070649C104', undefined],
  ['date with 50 added to the day', '65240360A535', 'certain'],
  ['no such month', '15071349C107', undefined],
  ['no such day', '15320649C102', undefined],
  ['29 February of a leap year', '15290248C103', 'certain'],
  ['29 February of no leap year', '15290249C104', undefined],
  ['30 February', '15300249C107', undefined],
  ['no such area', '99070649C104', 'likely'],
  ['digit in place of the letter', '150706490103', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deRvnr.kind}: ${why}`, () => assert.equal(deRvnr.grade(asCandidate(written)), grade))
}
