import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { plPesel } from './pl-pesel.ts'

// Goal: the check behind a day that exists; the month tells the century.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '44051401359', 'certain'],
  ['invented', '85071245677', 'certain'],
  ['born from 2000 on', '01251245671', 'certain'],
  ['born before 1900', '85811245675', 'likely'],
  ['born from 2100 on', '85411245673', 'likely'],
  ['last digit off by one', '85071245678', undefined],
  ['month 13', '85131245676', undefined],
  ['30 February', '85023045676', undefined],
  ['month 99', '85991245676', undefined],
  ['a letter', '8507124567A', undefined],
  ['leap day of 2000', '00222912349', 'certain'],
  ['no leap day in 1900', '00022912343', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${plPesel.kind}: ${why}`, () => assert.equal(plPesel.grade(asCandidate(written)), grade))
}
