import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { eeLtPersonalCode } from './ee-lt-personal-code.ts'

// Goal: the check behind a sex and a day.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['a man', '38507121238', 'certain'],
  ['a woman born on the leap day of 2000', '60002294569', 'certain'],
  ['no leap day', '60102294561', undefined],
  ['born in 1885', '18507121236', 'likely'],
  ['born in 2085', '58507121237', 'likely'],
  ['with the second weights', '38507121012', 'certain'],
  ['last digit off by one', '38507121239', undefined],
  ['month 13', '48513121234', undefined],
  ['30 February', '48502301234', undefined],
  ['first digit 9', '98507121233', undefined],
  ['first digit 0', '08507121235', undefined],
  ['remainder ten twice counts as zero', '38507120580', 'certain'],
]
for (const [why, written, grade] of cases) {
  test(`${eeLtPersonalCode.kind}: ${why}`, () => assert.equal(eeLtPersonalCode.grade(asCandidate(written)), grade))
}
