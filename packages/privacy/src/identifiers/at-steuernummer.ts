import { luhn } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Abgabenkontonummer: two digits of the tax office, six of the number, a Luhn digit; written 12-345/6789. Nine digits with a check of
// one in ten: a word beside it is needed. Results compared with python-stdnum (at.tin). Checked 2026-11-23. Vector: 59-119/9013.

const context = [
  'abgabenkonto*',
  'steuernummer',
  'steuer nr',
  'stnr',
  'st nr',
  'finanzamt*',
  'finanzonline',
  'tax number',
  'tax id*',
]

/** Austrian tax number. */
export const atSteuernummer: IdentifierDetector = {
  kind: 'AT_STEUERNUMMER',
  category: 'ID',
  lengths: [9],
  startsWith: 'digit',
  separators: '/',
  context,
  grade: ({ compact, groups }) => {
    const isUsuallyGrouped = groups.length === 1 || ['2,3,4', '2,7', '5,4'].includes(groups.join())
    return isUsuallyGrouped && compact > '01' && luhn(compact) ? 'likely' : undefined
  },
}
