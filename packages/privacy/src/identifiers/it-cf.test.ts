import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { itCf } from './it-cf.ts'

// Goal: the check letter behind a day that exists, digits or the letters that stand for them.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['published vector', 'RCCMNL83S18D969H', 'certain'],
  ['groups', 'RSS MRA 85T10 A562S', 'certain'],
  ['lower case', 'rssmra85t10a562s', 'certain'],
  ['a woman', 'VRDGPP90A41F205D', 'certain'],
  ['omocodia', 'BNCLRT7MD52L219K', 'certain'],
  ['check letter off by one', 'RSSMRA85T10A562T', undefined],
  ['two letters changed places', 'SRSMRA85T10A562S', undefined],
  ['day 32', 'RSSMRA85T32A562Y', undefined],
  ['a woman born on day 31 of December', 'RSSMRA85T71A562X', 'certain'],
  ['30 February', 'RSSMRA85B30A562G', undefined],
  ['no month of that letter', 'RSSMRA85F10A562R', undefined],
  ['one character short', 'RSSMRA85T10A562', undefined],
  ['omocodia with the letter for zero', 'RSSMRA85T1LA562V', 'certain'],
]
for (const [why, written, grade] of cases) {
  test(`${itCf.kind}: ${why}`, () => assert.equal(itCf.grade(asCandidate(written)), grade))
}
