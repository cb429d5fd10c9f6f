import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { plNip } from './pl-nip.ts'

// Goal: the remainder by eleven, and never ten.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['invented', '1234563218', 'likely'],
  ['as it is written', '123-456-32-18', 'likely'],
  ['last digit off by one', '1234563219', undefined],
  ['remainder ten is not issued', '1234000060', undefined],
  ['only zeroes', '0000000000', undefined],
  ['a letter', '123456321A', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${plNip.kind}: ${why}`, () => assert.equal(plNip.grade(asCandidate(written)), grade))
}
