import { luhn } from '../check-digits.ts'
import type { Candidate, Grade, IdentifierDetector } from '../detector.ts'

/** Numbers that an issuer hands out: from and to as first digits, lengths, and how sure prefix, length and check are together. */
type Range = readonly [from: string, to: string, lengths: readonly number[], grade: 'certain' | 'likely']

/**
 * Issuer ranges after ISO/IEC 7812-1, as the networks publish them. Checked 2026-11-23. A range is `certain` where prefix, length and
 * Luhn together pass at most one random number of that length in 97; the wide ranges of Maestro and others are not.
 */
const ranges: readonly Range[] = [
  ['4', '4', [16], 'certain'], // Visa
  ['4', '4', [13, 19], 'likely'], // Visa, old and long
  ['51', '55', [16], 'certain'], // Mastercard
  ['2221', '2720', [16], 'certain'], // Mastercard since 2017
  ['34', '34', [15], 'certain'], // American Express
  ['37', '37', [15], 'certain'],
  ['300', '305', [14], 'certain'], // Diners Club
  ['3095', '3095', [14], 'certain'],
  ['36', '36', [14], 'certain'],
  ['38', '39', [14, 16], 'certain'],
  ['6011', '6011', [16], 'certain'], // Discover
  ['644', '649', [16], 'certain'],
  ['65', '65', [16], 'certain'],
  ['3528', '3589', [16], 'certain'], // JCB
  ['2200', '2204', [16], 'certain'], // Mir
  ['9792', '9792', [16], 'certain'], // Troy
  ['62', '62', [16], 'certain'], // UnionPay
  ['62', '62', [17, 18, 19], 'likely'],
  ['60', '60', [16], 'likely'], // RuPay and others
  ['81', '82', [16], 'likely'],
  ['50', '50', [12, 13, 14, 15, 16, 17, 18, 19], 'likely'], // Maestro
  ['56', '59', [12, 13, 14, 15, 16, 17, 18, 19], 'likely'],
  ['63', '64', [12, 13, 14, 15, 16, 17, 18, 19], 'likely'],
  ['66', '69', [12, 13, 14, 15, 16, 17, 18, 19], 'likely'],
]

/**
 * Number of a payment card (ISO/IEC 7812-1): range of an issuer, length and Luhn.
 *
 * Vectors: the test numbers of the networks, 4111 1111 1111 1111, 3782 822463 10005.
 */
export const creditCard: IdentifierDetector = {
  kind: 'CREDIT_CARD',
  category: 'CREDIT_CARD',
  lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  startsWith: 'digit',
  context: (
    'kreditkarte*, karte, kartennummer*, karten-nr, kartennr, credit card, creditcard, card, card number, cc, ' +
    'ccn, pan, visa, mastercard, master card, amex, american express, diners, discover, jcb, maestro, unionpay, ' +
    'cvv, cvc, debit*, carte, tarjeta, carta'
  ).split(', '),
  grade: (candidate) => {
    const { compact } = candidate
    // One number of ten passes, and most are not looked up.
    if (!luhn(compact) || isOneDigit(compact)) return undefined
    const range = ranges.find((one) => one[2].includes(compact.length) && isWithin(compact, one))
    if (range === undefined) return undefined
    return isInGroups(candidate) ? range[3] : weaker(range[3])
  },
}

function isWithin(compact: string, [from, to]: Range): boolean {
  const prefix = compact.slice(0, from.length)
  return prefix >= from && prefix <= to
}

function isOneDigit(compact: string): boolean {
  return compact === compact.charAt(0).repeat(compact.length)
}

/** In one piece, in fours, or 4-6-5 and 4-6-4 as American Express and Diners Club print them. */
function isInGroups({ groups, separators }: Candidate): boolean {
  if (groups.length === 1) return true
  const isEven = groups.slice(0, -1).every((size) => size === 4) && (groups.at(-1) ?? 0) <= 4
  const isPrinted = groups.length === 3 && groups[0] === 4 && groups[1] === 6
  return (isEven || isPrinted) && new Set(separators).size === 1
}

/** Any other grouping is chance more often. */
function weaker(grade: 'certain' | 'likely'): Grade {
  return grade === 'certain' ? 'likely' : undefined
}
