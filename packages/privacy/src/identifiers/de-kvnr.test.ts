import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deKvnr } from './de-kvnr.ts'

// Goal: letter, eight digits and check digit; with the fund behind them the whole of 20 or 30 places.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', 'A000500015', 'certain'],
  ['last digit off by one', 'A000500016', undefined],
  ['another letter', 'B000500015', undefined],
  ['lower case needs a word', 'a000500015', 'likely'],
  ['in groups needs a word', 'A000 500 015', 'likely'],
  ['no letter in front', '1000500015', undefined],
  ['letter within', 'A0005000A5', undefined],
  ['20 places with a fund', 'A0005000151015755193', 'certain'],
  ['20 places, fund fails its check', 'A0005000151015755183', undefined],
  ['20 places, no fund', 'A0005000152615755193', undefined],
  ['30 places with the number of the insured relative', 'A000500015101575519A0005000153', 'certain'],
  ['30 places, second number fails', 'A000500015101575519A0005000163', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deKvnr.kind}: ${why}`, () => assert.equal(deKvnr.grade(asCandidate(written)), grade))
}
