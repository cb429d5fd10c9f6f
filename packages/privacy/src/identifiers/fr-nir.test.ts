import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { frNir } from './fr-nir.ts'

// Goal: the key, with Corsica read as a number, behind a sex, month and department that exist.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '2 95 10 99 126 111 93', 'certain'],
  ['in one piece', '185057800608491', 'certain'],
  ['South Corsica', '2 99 01 2A 001 023 28', 'certain'],
  ['Upper Corsica', '154082B03345659', 'certain'],
  ['provisional number', '787019935101236', 'likely'],
  ['month not known', '185317800608422', 'likely'],
  ['born abroad', '291069913400789', 'certain'],
  ['without its key', '1850578006084', 'weak'],
  ['without its key, as it is written', '1 85 05 78 006 084', 'weak'],
  ['without its key, another stretch of figures', '18505 7800 6084', undefined],
  ['last digit off by one', '185057800608492', undefined],
  ['departments of Corsica mixed up', '154082A03345659', undefined],
  ['2C', '154082C03345659', undefined],
  ['sex 5', '585057800608485', undefined],
  ['month 13', '185137800608425', undefined],
  ['department 00', '185050000608463', undefined],
  ['December', '185127800608409', 'certain'],
  ['first month of those not known', '185207800608440', 'likely'],
  ['last one', '185427800608404', 'likely'],
  ['month 43', '185437800608420', undefined],
  ['month 49', '185497800608419', undefined],
  ['month 50', '185507800608435', 'likely'],
  ['month 99', '185997800608443', 'likely'],
  ['month 00', '185007800608411', undefined],
  ['a provisional number in an ordinary month', '385057800608488', 'likely'],
]
for (const [why, written, grade] of cases) {
  test(`${frNir.kind}: ${why}`, () => assert.equal(frNir.grade(asCandidate(written)), grade))
}
