import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { eth } from './eth.ts'

// Goal: forty hexadecimal digits behind 0x; where they hold both cases, the case is right. Vectors of EIP-55.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['EIP-55', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'certain'],
  ['EIP-55, another one', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359', 'certain'],
  ['one letter in the wrong case', '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'likely'],
  ['lower case', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', 'certain'],
  ['one digit short', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae', undefined],
  ['a letter that is no digit', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${eth.kind}: ${why}`, () => assert.equal(eth.grade(asCandidate(written)), grade))
}
