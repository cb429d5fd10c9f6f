import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Unternehmens-Identifikationsnummer: UIDG, UIDV; CHE and nine digits of which the last is a check digit modulo 11. As number of the
// value added tax MWST, TVA or IVA stands behind it. Checked 2026-11-23; results compared with python-stdnum (ch.uid).
// Vector: CHE-100.155.212.

const context = ['uid*', 'unternehmens id*', 'mwst*', 'ide', 'tva', 'iva', 'vat*', 'handelsregister*']

/** Swiss number of an enterprise, a person who trades in their own name included. */
export const chUid: IdentifierDetector = {
  kind: 'CH_UID',
  category: 'ID',
  lengths: [12],
  startsWith: 'letter',
  separators: '.',
  context,
  grade: ({ compact }) => {
    const digits = compact.slice(3)
    if (!compact.startsWith('CHE') || !isDigits(digits)) return undefined
    return (11 - (weightedSum(digits, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11 === Number(digits.charAt(8))
      ? 'certain'
      : undefined
  },
}
