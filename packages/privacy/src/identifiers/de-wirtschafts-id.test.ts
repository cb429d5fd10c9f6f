import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deWirtschaftsId } from './de-wirtschafts-id.ts'

// Goal: a W-IdNr. is certain as it is printed and where its first part fits the check of a VAT number.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['as printed', 'DE136695976-00001', 'certain'],
  ['with spaces', 'DE 136695976 00001', 'certain'],
  ['in one piece', 'DE13669597600001', 'weak'],
  ['first part fails the check', 'DE136695977-00001', 'weak'],
  ['first digit 0', 'DE036695976-00001', undefined],
  ['another country', 'AT136695976-00001', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deWirtschaftsId.kind}: ${why}`, () => assert.equal(deWirtschaftsId.grade(asCandidate(written)), grade))
}
