import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { huAdoazonosito } from './hu-adoazonosito.ts'

// Goal: begins with 8, remainder by eleven.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '8432109878', 'likely'],
  ['another', '8123456786', 'likely'],
  ['last digit off by one', '8432109879', undefined],
  ['begins with 7', '7123456785', undefined],
  ['a letter', '843210987A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${huAdoazonosito.kind}: ${why}`, () => assert.equal(huAdoazonosito.grade(asCandidate(written)), grade))
}
