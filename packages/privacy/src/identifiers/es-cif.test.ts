import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { esCif } from './es-cif.ts'

// Goal: the control of the seven digits, as digit or as letter.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['digit', 'B12345674', 'likely'],
  ['as it is written', 'B-12.345.674', 'likely'],
  ['letter', 'Q2826000H', 'likely'],
  ['digit where letters are usual', 'Q28260008', 'likely'],
  ['control off by one', 'B12345675', undefined],
  ['letter off by one', 'Q2826000I', undefined],
  ['a letter that no organisation has', 'T12345674', undefined],
  ['too short', 'B1234567', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${esCif.kind}: ${why}`, () => assert.equal(esCif.grade(asCandidate(written)), grade))
}
