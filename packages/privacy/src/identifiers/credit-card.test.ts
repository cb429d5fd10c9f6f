import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { creditCard } from './credit-card.ts'

// Goal: Luhn and a range of an issuer, both; certain where both together are rare.
// All numbers are published test numbers of the networks, or changed ones of these.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['Visa', '4111 1111 1111 1111', 'certain'],
  ['Visa with hyphens', '4111-1111-1111-1111', 'certain'],
  ['Visa of 13 digits', '4222222222222', 'likely'],
  ['Mastercard', '5555555555554444', 'certain'],
  ['Mastercard since 2017', '2223003122003222', 'certain'],
  ['below that range', '2220003122003225', undefined],
  ['American Express as printed', '3782 822463 10005', 'certain'],
  ['American Express in other groups', '37828 22463 10005', 'likely'],
  ['American Express of 16 digits', '3782822463100053', undefined],
  ['Diners Club', '3056 930902 5904', 'certain'],
  ['Discover', '6011111111111117', 'certain'],
  ['JCB', '3530111333300000', 'certain'],
  ['UnionPay', '6200000000000005', 'certain'],
  ['Maestro', '6759649826438453', 'likely'],
  ['mixed separators', '4111-1111 1111-1111', 'likely'],
  ['last digit off by one', '4111111111111112', undefined],
  ['right by Luhn, of no issuer', '1111111111111117', undefined],
  ['one digit only', '4444444444444448'.replace('8', '4'), undefined],
]
for (const [why, written, grade] of cases) {
  test(`${creditCard.kind}: ${why}`, () => assert.equal(creditCard.grade(asCandidate(written)), grade))
}
