import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { noFodselsnummer } from './no-fodselsnummer.ts'

// Goal: two checks by eleven behind a day.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '12078535731', 'certain'],
  ['as it is written', '120785 35731', 'certain'],
  ['D number', '52078510056', 'certain'],
  ['number of a test register', '12878510028', 'likely'],
  ['born in 1905', '12070510047', 'likely'],
  ['born in 2005', '12070550189', 'certain'],
  ['born in 1885', '12078550013', 'likely'],
  ['second check off by one', '12078535732', undefined],
  ['first check off by one', '12078535741', undefined],
  ['month 13', '13138534612', undefined],
  ['31 April', '31048534638', undefined],
  ['day 32', '32078534647', undefined],
  ['no day', '12000034574', undefined],
  ['December', '12128500098', 'certain'],
  ['late series of 1985', '12078590074', 'certain'],
  ['first of the late series', '01018590014', 'certain'],
  ['before the late series', '01018589989', 'likely'],
]
for (const [why, written, grade] of cases) {
  test(`${noFodselsnummer.kind}: ${why}`, () => assert.equal(noFodselsnummer.grade(asCandidate(written)), grade))
}
