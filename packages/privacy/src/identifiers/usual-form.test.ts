import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade, IdentifierDetector } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { beNationalNumber } from './be-national-number.ts'
import { eeLtPersonalCode } from './ee-lt-personal-code.ts'
import { esNass } from './es-nass.ts'
import { frNir } from './fr-nir.ts'
import { lvPersonasKods } from './lv-personas-kods.ts'
import { noFodselsnummer } from './no-fodselsnummer.ts'
import { plPesel } from './pl-pesel.ts'
import { roCnp } from './ro-cnp.ts'
import { sePersonnummer } from './se-personnummer.ts'
import { siEmso } from './si-emso.ts'

// Goal: a number that passes its check is certain as people write it, and needs context as a stretch of a row of figures.
// All numbers are invented or published.
const cases: readonly [detector: IdentifierDetector, written: string, grade: Grade][] = [
  [beNationalNumber, '850730 03328', 'certain'],
  [beNationalNumber, '8507 3003 328', 'likely'],
  [eeLtPersonalCode, '3 850712 1238', 'certain'],
  [eeLtPersonalCode, '3850 7121 238', 'likely'],
  [esNass, '28 1234567840', 'certain'],
  [esNass, '2812 3456 7840', 'likely'],
  [frNir, '1850578006084 91', 'certain'],
  [frNir, '18505 78006 08491', 'likely'],
  [lvPersonasKods, '120785-11230', 'certain'],
  [lvPersonasKods, '120785 11230', 'likely'],
  [noFodselsnummer, '120785 35731', 'certain'],
  [noFodselsnummer, '1207 8535 731', 'likely'],
  [plPesel, '850712 45677', 'certain'],
  [plPesel, '8507 1245 677', 'likely'],
  [roCnp, '1 850712 123451', 'certain'],
  [roCnp, '18507 121 23451', 'likely'],
  [sePersonnummer, '19850712-1237', 'certain'],
  [sePersonnummer, '1985 0712 1237', 'likely'],
  [siEmso, '1207985 501235', 'certain'],
  [siEmso, '12079 855 01235', 'likely'],
]
for (const [detector, written, grade] of cases) {
  test(`${detector.kind} as ${written}`, () => assert.equal(detector.grade(asCandidate(written)), grade))
}
