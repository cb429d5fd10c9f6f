import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { lvPersonasKods } from './lv-personas-kods.ts'

// Goal: the check behind a day, or behind 32.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['born before 2000', '120785-11230', 'certain'],
  ['born from 2000 on', '120700-21236', 'certain'],
  ['in one piece', '12078511230', 'certain'],
  ['born in 1885, in one piece', '12078501234', 'likely'],
  ['new code', '321234-56785', 'certain'],
  ['new code in one piece', '32123456785', 'likely'],
  ['last digit off by one', '120785-11231', undefined],
  ['month 13', '121385-11232', undefined],
  ['century 3', '120700-31231', undefined],
  ['begins with 31', '312345-23456', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${lvPersonasKods.kind}: ${why}`, () => assert.equal(lvPersonasKods.grade(asCandidate(written)), grade))
}
