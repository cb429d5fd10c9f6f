import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { czRodneCislo } from './cz-rodne-cislo.ts'

// Goal: a day and divisible by eleven, certain with its slash.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['a man', '850712/1238', 'certain'],
  ['a woman', '855712/1232', 'certain'],
  ['written for 2045', '450712/1234', 'likely'],
  ['since 2004 more for the month', '107212/1237', 'certain'],
  ['ten bare digits', '8507121238', 'likely'],
  ['until 1953 nine digits', '450712/123', 'likely'],
  ['remainder ten counts as zero until 1985', '840712/1020', 'certain'],
  ['remainder ten later', '870712/1050', undefined],
  ['last digit off by one', '850712/1239', undefined],
  ['month 13', '851312/1232', undefined],
  ['more for the month before 2004', '841232/1236', undefined],
  ['nine digits later', '850712/123', undefined],
  ['a letter', '850712/123A', undefined],
  ['more for the month in 2004', '042112/0007', 'certain'],
  ['more for the month in 2003', '032112/0008', undefined],
  ['nine digits in 1953', '530712/123', 'likely'],
  ['nine digits in 1954', '540712/123', undefined],
  ['ten digits in 1954', '540712/0004', 'certain'],
  ['December', '856212/0006', 'certain'],
]
for (const [why, written, grade] of cases) {
  test(`${czRodneCislo.kind}: ${why}`, () => assert.equal(czRodneCislo.grade(asCandidate(written)), grade))
}
