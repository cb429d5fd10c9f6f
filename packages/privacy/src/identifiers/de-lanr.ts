import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Lebenslange Arztnummer: § 75(7) SGB V, guideline of the KBV: six digits, check digit, two digits of specialty.
// Checked 2026-11-23. Vectors: 123456601, 234567701.

const context = [
  'lanr',
  'arztnummer*',
  'arzt nr',
  'lebenslange arztnummer',
  'physician number',
  'doctor number',
  'vertragsarzt*',
]

/** German number of a physician or psychotherapist who treats under statutory health insurance, for life. */
export const deLanr: IdentifierDetector = {
  kind: 'DE_LANR',
  category: 'ID',
  lengths: [9],
  startsWith: 'digit',
  context,
  grade: ({ compact }) => {
    if (!isDigits(compact) || compact.startsWith('000000')) return undefined
    const check = (10 - (weightedSum(compact, [4, 9, 4, 9, 4, 9]) % 10)) % 10
    return check === Number(compact.charAt(6)) ? 'likely' : undefined
  },
}
