import { isCalendarDay } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Versicherungsnummer of the ASVG: three digits, check digit, date of birth (DDMMYY). The sum of the weighted digits modulo 11 is the
// check digit; numbers for which it would be 10 are not given out. Where a day has no numbers left, the month is 13 or above.
// Checked 2026-11-23. Vector: 1237 010180.

const context = [
  'svnr',
  'sv nummer',
  'sv nr',
  'sozialversicherung*',
  'versicherungsnummer',
  'vsnr',
  'social security*',
  'ecard',
]

/** Weights of all ten places; the fourth, the check digit, has none. */
const weights = [3, 7, 9, 0, 5, 8, 4, 2, 1, 6] as const

/** Austrian social security number. It tells the date of birth. */
export const atSvnr: IdentifierDetector = {
  kind: 'AT_SVNR',
  category: 'ID',
  lengths: [10],
  startsWith: 'digit',
  context,
  heedsOtherNames: true,
  grade: ({ compact, groups }) => {
    if (!isDigits(compact) || compact.startsWith('0')) return undefined
    if (weightedSum(compact, weights) % 11 !== Number(compact.charAt(3))) return undefined
    const birth = dayOfBirth(compact.slice(4))
    if (birth === 'none') return undefined
    return birth === 'calendar' && isUsuallyGrouped(groups) ? 'certain' : 'likely'
  },
}

function isUsuallyGrouped(groups: readonly number[]): boolean {
  return groups.length === 1 || groups.join() === '4,6'
}

function dayOfBirth(date: string): 'calendar' | 'substitute' | 'none' {
  const [day, month, year] = [0, 2, 4].map((place) => Number(date.slice(place, place + 2)))
  if (day === undefined || month === undefined || year === undefined || day < 1 || day > 31) return 'none'
  if (month > 12 && month <= 15) return 'substitute'
  return isCalendarDay({ year, month, day }) ? 'calendar' : 'none'
}
