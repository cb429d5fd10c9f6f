import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { dkCpr } from './dk-cpr.ts'

// Goal: a day; with its hyphen and its check nothing else is asked, without them context is.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', '211062-5629', 'certain'],
  ['invented', '120785-1236', 'certain'],
  ['the check does not hold, as since 2007', '120785-1237', 'likely'],
  ['ten bare digits', '1207851236', 'likely'],
  ['a space instead of the hyphen', '120785 1236', 'likely'],
  ['leap day', '290200-4567', 'certain'],
  ['no leap day', '290201-4562', undefined],
  ['31 April', '310485-1230', undefined],
  ['month 14', '071476-1423', undefined],
  ['a letter', '120785-123A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${dkCpr.kind}: ${why}`, () => assert.equal(dkCpr.grade(asCandidate(written)), grade))
}
