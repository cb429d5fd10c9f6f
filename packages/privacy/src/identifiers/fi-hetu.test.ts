import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { fiHetu } from './fi-hetu.ts'

// Goal: a day, a sign of the century and the character that the number asks for.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['hyphen', '120785-1239', 'certain'],
  ['letter', '010203A456R', 'certain'],
  ['one of the signs of 2023', '120785Y1239', 'certain'],
  ['plus', '120785+1239', 'certain'],
  ['lower case', '010203a456r', 'certain'],
  ['lowest number', '120785-002C', 'certain'],
  ['number of a hospital or test', '120785-912R', 'certain'],
  ['check off by one', '120785-123A', undefined],
  ['number 001', '120785-001B', undefined],
  ['31 April', '310485-1234', undefined],
  ['no leap day', '290201-4569', undefined],
  ['no sign', '1207851239', undefined],
  ['a space instead of the sign', '120785 1239', undefined],
  ['no such sign', '010203G456R', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${fiHetu.kind}: ${why}`, () => assert.equal(fiHetu.grade(asCandidate(written)), grade))
}
