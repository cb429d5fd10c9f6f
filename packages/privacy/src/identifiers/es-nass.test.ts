import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { esNass } from './es-nass.ts'

// Goal: twelve digits with a province and the remainder by 97 are certain; what is shorter or does not fit is a shape.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['in one piece', '281234567840', 'certain'],
  ['as it is written', '28/12345678/40', 'certain'],
  ['Melilla', '521234567844', 'certain'],
  ['given abroad', '66 12345678 14', 'certain'],
  ['leading zero of the serial counts', '280123456785', 'certain'],
  ['leading zero of the serial does not count', '280123456742', 'certain'],
  ['last digit off by one', '281234567841', 'weak'],
  ['no such province', '541234567812', 'weak'],
  ['eleven digits', '28123456784', 'weak'],
  ['without its check', '28 12345678', 'weak'],
  ['another stretch of figures', '281 234 567 841', undefined],
  ['letters', '28123456784A', undefined],
  ['lowest province', '011234567884', 'certain'],
  ['highest province', '531234567828', 'certain'],
  ['no province', '001234567803', 'weak'],
  ['ten digits', '2812345678', 'weak'],
]
for (const [why, written, grade] of cases) {
  test(`${esNass.kind}: ${why}`, () => assert.equal(esNass.grade(asCandidate(written)), grade))
}
