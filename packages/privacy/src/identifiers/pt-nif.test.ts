import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { ptNif } from './pt-nif.ts'

// Goal: the remainder by eleven.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '123456789', 'likely'],
  ['as it is written', '123.456.789', 'likely'],
  ['another', '501964843', 'likely'],
  ['last digit off by one', '123456788', undefined],
  ['begins with zero', '023456787', undefined],
  ['a letter', '12345678A', undefined],
  ['remainder zero', '123400090', 'likely'],
  ['remainder one', '123400040', 'likely'],
]
for (const [why, written, grade] of cases) {
  test(`${ptNif.kind}: ${why}`, () => assert.equal(ptNif.grade(asCandidate(written)), grade))
}
