import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { bic } from './bic.ts'

// Goal: the form with a country that exists; it has no check, so never certain. Invented codes.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['of eight places', 'ABCDDEFF', 'likely'],
  ['with a branch', 'ABCDDEFFXXX', 'likely'],
  ['branch with digits', 'ABCDDEFF500', 'likely'],
  ['Kosovo', 'ABCDXKPR', 'likely'],
  ['no country', 'ABCDZZFF', undefined],
  ['the letter O at the second place of the location', 'ABCDDEFO', undefined],
  ['lower case', 'abcddeff', undefined],
  ['a digit in the bank', 'ABC1DEFF', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${bic.kind}: ${why}`, () => assert.equal(bic.grade(asCandidate(written)), grade))
}
