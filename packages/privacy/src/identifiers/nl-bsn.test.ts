import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { nlBsn } from './nl-bsn.ts'

// Goal: the eleven-test, and no number without it.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '111222333', 'likely'],
  ['invented', '412345675', 'likely'],
  ['dots', '4123.45.675', 'likely'],
  ['eight digits, read with a zero in front', '12345672', 'likely'],
  ['last digit off by one', '111222334', undefined],
  ['two digits changed places', '111223233', undefined],
  ['only zeroes', '000000000', undefined],
  ['a letter', '11122233A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${nlBsn.kind}: ${why}`, () => assert.equal(nlBsn.grade(asCandidate(written)), grade))
}
