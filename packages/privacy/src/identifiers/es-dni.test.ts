import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { esDni } from './es-dni.ts'

// Goal: the letter that the number asks for.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '54362315K', 'likely'],
  ['invented', '12345678Z', 'likely'],
  ['as it is written', '12.345.678-Z', 'likely'],
  ['lower case', '12345678-z', 'likely'],
  ['a low number', '00000023T', 'likely'],
  ['wrong letter', '12345678A', undefined],
  ['digit off by one', '12345679Z', undefined],
  ['a letter that is never given', '12345678O', undefined],
  ['seven digits', '1234567L', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${esDni.kind}: ${why}`, () => assert.equal(esDni.grade(asCandidate(written)), grade))
}
