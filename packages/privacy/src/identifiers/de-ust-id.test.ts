import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deUstId } from './de-ust-id.ts'

// Goal: DE and nine digits; the check makes certain, without it a word is needed, and any other country is none of ours.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', 'DE136695976', 'certain'],
  ['in groups', 'DE 136 695 976', 'certain'],
  ['lower case', 'de136695976', 'certain'],
  ['check fails', 'DE136695977', 'weak'],
  ['first digit 0', 'DE036695976', undefined],
  ['another country', 'AT136695976', undefined],
  ['a letter among the digits', 'DE13669597X', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deUstId.kind}: ${why}`, () => assert.equal(deUstId.grade(asCandidate(written)), grade))
}
