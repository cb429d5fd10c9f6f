import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { siEmso } from './si-emso.ts'

// Goal: the remainder by eleven behind a day whose year has three digits.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['Slovenia', '1207985501235', 'certain'],
  ['another region of what was Yugoslavia', '1207985711000', 'certain'],
  ['born from 2000 on', '1207005501234', 'certain'],
  ['born in 2085', '1207085501000', 'likely'],
  ['last digit off by one', '1207985501236', undefined],
  ['31 November', '3111985501235', undefined],
  ['month 13', '1213985501235', undefined],
  ['year 2705 or 1705', '1207705501235', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${siEmso.kind}: ${why}`, () => assert.equal(siEmso.grade(asCandidate(written)), grade))
}
