import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { lei } from './lei.ts'

// Goal: twenty places that leave 1 divided by 97.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published', '5493000IBP32UQZ0KL24', 'certain'],
  ['published, letters first', 'HWUPKR0MPOU8FGXBT394', 'certain'],
  ['check digit off by one', '5493000IBP32UQZ0KL25', undefined],
  ['a letter off', '5493000IBP32UQZ0KM24', undefined],
  ['in groups', '5493 000I BP32 UQZ0 KL24', 'likely'],
  ['digits alone', '12345678901234567888', 'likely'],
  ['a letter as check digit', '5493000IBP32UQZ0KL2A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${lei.kind}: ${why}`, () => assert.equal(lei.grade(asCandidate(written)), grade))
}
