import assert from 'node:assert/strict'
import { test } from 'bun:test'
import { isDigits, iso7064Mod11_10, luhn, mod97, mrzCheckDigit, weightedCrossSum, weightedSum } from './check-digits.ts'

const cases: readonly [why: string, actual: unknown, expected: unknown][] = [
  ['digits', isDigits('0189'), true],
  ['no digit at all', isDigits(''), false],
  ['a letter among digits', isDigits('01O9'), false],
  ['Luhn, the example of the test card numbers', luhn('4111111111111111'), true],
  ['Luhn, last digit off by one', luhn('4111111111111112'), false],
  ['Luhn, an odd number of digits', luhn('79927398713'), true],
  ['Luhn, letters', luhn('41111111111111AA'), false],
  ['mod 97, ISO 13616 example GB82 WEST 1234 5698 7654 32, moved', mod97('WEST12345698765432GB82'), 1],
  ['mod 97, one digit off', mod97('WEST12345698765433GB82') === 1, false],
  ['mod 97, lower case is not compact', mod97('gb82'), Number.NaN],
  ['mod 11,10: published Steuer-ID', iso7064Mod11_10('86095742719'), true],
  ['mod 11,10: published USt-IdNr.', iso7064Mod11_10('136695976'), true],
  ['mod 11,10: last digit off by one', iso7064Mod11_10('86095742718'), false],
  ['weighted sum takes as many digits as weights', weightedSum('1239', [7, 3, 1]), 7 + 6 + 3],
  ['weighted sum with too few digits', weightedSum('12', [7, 3, 1]), Number.NaN],
  ['weighted sum with a letter', weightedSum('1A3', [7, 3, 1]), Number.NaN],
  ['weighted cross sum: 9 × 2 counts as 1 + 8', weightedCrossSum('91', [2, 1]), 10],
  ['travel documents, ICAO Doc 9303: document number', mrzCheckDigit('L898902C3'), 6],
  ['travel documents: fillers count 0', mrzCheckDigit('ZE184226B<<<<<'), 1],
  ['travel documents: lower case is not compact', mrzCheckDigit('l898902c3'), Number.NaN],
]
for (const [why, actual, expected] of cases) test(`check digits: ${why}`, () => assert.deepEqual(actual, expected))
