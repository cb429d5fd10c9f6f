import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { btc } from './btc.ts'

// Goal: the check of Base58Check, bech32 and bech32m, case as it is.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['address of the first block', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'certain'],
  ['pay to script hash', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'certain'],
  ['one character off', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', undefined],
  ['a character that Base58 lacks', '1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a', undefined],
  ['case lost', '1a1zp1ep5qgefi2dmptftl5slmv7divfna', undefined],
  ['bech32, BIP 173', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'certain'],
  ['bech32 in capitals', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'certain'],
  ['bech32 in both cases', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4', undefined],
  ['bech32, one character off', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', undefined],
  ['bech32m, BIP 350', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'certain'],
]
for (const [why, written, grade] of cases) {
  test(`${btc.kind}: ${why}`, () => assert.equal(btc.grade(asCandidate(written)), grade))
}
