import { isDigits, weightedCrossSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Krankenversichertennummer: § 290 SGB V; Anlage 1 of the GKV-Spitzenverband, edition of 1 January 2024. A letter, eight digits, a
// check digit. The complete forms carry the institution's number (IK) of the fund behind it: 20 places, or 30 with the number of the
// insured person on whom a relative depends. Checked 2026-11-23. Vector: A000500015.

const context = [
  'kvnr',
  'kv nr',
  'kv nummer',
  'krankenversicher*',
  'krankenkasse*',
  'krankenkassen*',
  'versichertennummer',
  'versicherten nr',
  'versicherten id',
  'gesundheitskarte',
  'egk',
  'health insurance*',
  'insurance number',
  'patient*',
]

/** The letter counts as two digits, 01 to 26, and so there are ten digits before the check digit. */
const weights = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2] as const

/** German number of a person in statutory health insurance, for life. */
export const deKvnr: IdentifierDetector = {
  kind: 'DE_KVNR',
  category: 'ID',
  lengths: [10, 20, 30],
  startsWith: 'letter',
  context,
  heedsOtherNames: true,
  grade: ({ compact, written }) => {
    if (!hasCheckDigit(compact.slice(0, 10))) return undefined
    if (compact.length > 10) return hasFund(compact) ? 'certain' : undefined
    // A capital letter close to nine digits of which the last one fits: few other things are written like this and not called by their
    // name, and what it gives away is health. In any other spelling a word beside it is needed.
    return written === compact ? 'certain' : 'likely'
  },
}

function hasCheckDigit(number: string): boolean {
  const letter = number.charCodeAt(0) - 64
  if (!(letter >= 1 && letter <= 26) || !isDigits(number.slice(1))) return false
  const digits = String(letter).padStart(2, '0') + number.slice(1)
  return weightedCrossSum(digits, weights) % 10 === Number(number.charAt(9))
}

/**
 * Institutions' numbers of health funds begin with 10; their ninth digit is the Luhn digit of the third to the eighth
 * (Arbeitsgemeinschaft Institutionskennzeichen). In the long form a second insurance number follows.
 */
function hasFund(compact: string): boolean {
  const fund = compact.slice(10, 19)
  if (!fund.startsWith('10') || !isDigits(fund)) return false
  if (weightedCrossSum(fund.slice(2), [2, 1, 2, 1, 2, 1]) % 10 !== Number(fund.charAt(8))) return false
  return isDigits(compact.slice(-1)) && (compact.length === 20 || hasCheckDigit(compact.slice(19, 29)))
}
