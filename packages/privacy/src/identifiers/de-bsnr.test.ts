import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deBsnr } from './de-bsnr.ts'

// Goal: nine digits, for which only the word beside them speaks.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['nine digits', '021234568', 'weak'],
  ['no such region', '001234568', undefined],
  ['letters', '02123456A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deBsnr.kind}: ${why}`, () => assert.equal(deBsnr.grade(asCandidate(written)), grade))
}
