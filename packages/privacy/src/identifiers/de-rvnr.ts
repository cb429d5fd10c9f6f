import { isCalendarDay } from '../calendar-day.ts'
import { isDigits, weightedCrossSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Versicherungsnummer of the statutory pension insurance: § 147 SGB VI, §§ 2 and 4 VKVV: area, date of birth (DDMMYY), first letter of
// the name at birth, serial number, check digit. Checked 2026-11-23. Vector: 15070649C103.

const context = [
  'rvnr',
  'rv nr',
  'rv nummer',
  'rentenversicherung*',
  'sozialversicherung*',
  'sv nummer',
  'sv nr',
  'svnr',
  'versicherungsnummer',
  'vsnr',
  'vs nr',
  'rente*',
  'social security*',
  'social insurance*',
  'pension*',
]

const shape = /^[0-9]{8}[A-Z][0-9]{3}$/
const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1] as const

/** Carriers of one region, to which the federal one (Bund) adds 40. */
const regions = new Set([2, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29])
/** Railways, seafaring and mining, and the federal carrier before it counted by region. */
const others = new Set([38, 39, 40, 80, 81, 82, 89])

/** German pension insurance number, which is the social security number. It tells the date of birth. */
export const deRvnr: IdentifierDetector = {
  kind: 'DE_RVNR',
  category: 'ID',
  lengths: [12],
  startsWith: 'digit',
  context,
  grade: ({ compact }) => {
    if (!shape.test(compact) || !isDayOfBirth(compact.slice(2, 8)) || !hasCheckDigit(compact)) return undefined
    return isArea(Number(compact.slice(0, 2))) ? 'certain' : 'likely'
  },
}

function isArea(area: number): boolean {
  return regions.has(area) || regions.has(area - 40) || others.has(area)
}

/** Where a day has no serial numbers left, 50 is added to it. */
function isDayOfBirth(date: string): boolean {
  const day = Number(date.slice(0, 2))
  return isCalendarDay({ year: Number(date.slice(4)), month: Number(date.slice(2, 4)), day: day > 50 ? day - 50 : day })
}

function hasCheckDigit(compact: string): boolean {
  const letter = String(compact.charCodeAt(8) - 64).padStart(2, '0')
  const digits = compact.slice(0, 8) + letter + compact.slice(9, 11)
  return isDigits(digits) && weightedCrossSum(digits, weights) % 10 === Number(compact.charAt(11))
}
