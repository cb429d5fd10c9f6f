import { isDigits, iso7064Mod11_10 } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Umsatzsteuer-Identifikationsnummer: § 27a UStG. The BZSt publishes no check; in practice it is ISO 7064 mod 11,10, so a number that
// fails it is less sure and not refused. Checked 2026-11-23. Vector: DE136695976.

const context = ['ust id*', 'ustid*', 'ust', 'umsatzsteuer*', 'mwst*', 'vat*', 'value added tax', 'vies', 'uid nummer']

/** German VAT number: of firms, and with them of everybody who trades in their own name. */
export const deUstId: IdentifierDetector = {
  kind: 'DE_UST_ID',
  category: 'ID',
  lengths: [11],
  startsWith: 'letter',
  context,
  contextIsEnough: true,
  grade: ({ compact }) => {
    const digits = compact.slice(2)
    if (!compact.startsWith('DE') || !isDigits(digits) || digits.startsWith('0')) return undefined
    return iso7064Mod11_10(digits) ? 'certain' : 'weak'
  },
}
