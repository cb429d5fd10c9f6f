import { isDigits, iso7064Mod11_10 } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Wirtschafts-Identifikationsnummer: § 139c AO, given out since November 2024: DE, nine digits, a hyphen, five digits that tell the
// activities of one person apart. No check is published; one that fits the check of the VAT number is taken for certain, any other
// needs a word beside it. Checked 2026-11-23.

const context = [
  'wirtschafts id*',
  'wirtschaftsid*',
  'wirtschaftsidentifikation*',
  'w id*',
  'wid*',
  'business id*',
  'steuer*',
]

const shape = /^DE[1-9][0-9]{13}$/

/** German number of everybody who is economically active, a person included. */
export const deWirtschaftsId: IdentifierDetector = {
  kind: 'DE_WIRTSCHAFTS_ID',
  category: 'ID',
  lengths: [16],
  startsWith: 'letter',
  context,
  contextIsEnough: true,
  grade: ({ compact, written }) => {
    if (!shape.test(compact)) return undefined
    const isWrittenAsUsual = /[- ][0-9]{5}$/.test(written)
    return isWrittenAsUsual && isDigits(compact.slice(2)) && iso7064Mod11_10(compact.slice(2, 11)) ? 'certain' : 'weak'
  },
}
