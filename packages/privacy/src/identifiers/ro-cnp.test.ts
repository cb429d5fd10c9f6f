import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { roCnp } from './ro-cnp.ts'

// Goal: the check behind a sex, a day and a county that exist.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['a man', '1850712123451', 'certain'],
  ['a woman', '2850712123453', 'certain'],
  ['born in 2015', '5150712401230', 'certain'],
  ['born in 2085', '5850712401235', 'likely'],
  ['born in 1885', '3850712401231', 'likely'],
  ['leap day of 2000 for a foreigner, whose century is not known', '7000229401233', 'certain'],
  ['last digit off by one', '1850712123452', undefined],
  ['month 13', '1851312401234', undefined],
  ['county 49', '1850712491233', undefined],
  ['first digit 0', '0850712401236', undefined],
  ['leap day of 1900', '1000229401232', undefined],
  ['first county', '1850712011237', 'certain'],
  ['county 00', '1850712001231', undefined],
  ['register without county', '1850712481236', 'certain'],
  ['youngest county', '1850712521237', 'certain'],
  ['county 53', '1850712531234', undefined],
  ['first foreign register', '1850712801236', 'certain'],
  ['last foreign register', '1850712831238', 'certain'],
  ['county 84', '1850712841235', undefined],
  ['county 79', '1850712791237', undefined],
  ['remainder ten counts as one', '1850712400051', 'certain'],
]
for (const [why, written, grade] of cases) {
  test(`${roCnp.kind}: ${why}`, () => assert.equal(roCnp.grade(asCandidate(written)), grade))
}
