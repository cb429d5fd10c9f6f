import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { iban, ibanLengths } from './iban.ts'

// Goal: an IBAN is certain with the length of its country and a right check, and nothing otherwise.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['example of ISO 13616', 'GB82 WEST 1234 5698 7654 32', 'certain'],
  ['in one piece', 'DE89370400440532013000', 'certain'],
  ['lower case', 'de89 3704 0044 0532 0130 00', 'certain'],
  ['the shortest', 'NO93 8601 1117 947', 'certain'],
  ['the longest', 'RU0204452560040702810412345678901', 'certain'],
  ['last digit off by one', 'DE89370400440532013001', undefined],
  ['two digits swapped', 'DE89370400440532010300', undefined],
  ['one place short', 'DE8937040044053201300', undefined],
  ['length of another country', 'AT89370400440532013000', undefined],
  ['no country of the registry', 'ZZ89370400440532013000', undefined],
  ['check digits 00', 'DE00000000000000000000', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${iban.kind}: ${why}`, () => assert.equal(iban.grade(asCandidate(written)), grade))
}

test('IBAN: 89 countries', () => assert.equal(ibanLengths.size, 89))
