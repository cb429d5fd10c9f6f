import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// RO: cod numeric personal. Ordonanța de urgență 97/2005 art. 6. Results compared with python-stdnum 2.2 on
// 2026-11-23.
const weights = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9] as const

const usualForms = ['1 6 6', '1 6 2 3 1', '1 2 2 2 2 3 1'] as const

/** Romanian personal number: sex and century, day, county, serial and check. */
export const roCnp: IdentifierDetector = {
  kind: 'RO_CNP',
  category: 'ID',
  lengths: [13],
  startsWith: 'digit',
  context: ['cnp', 'ro cnp', 'cod numeric personal', 'romanian personal number', 'rumänische personennummer'],
  grade(candidate) {
    if (!isRoCnp(candidate.compact)) return undefined
    const year = yearOf(candidate.compact)
    return year < 100 || isYearOfTheLiving(year) ? certainInForm(candidate, usualForms) : 'likely'
  },
}

/** Whether the 13 characters are one; tax numbers of persons in business are the same. */
export function isRoCnp(compact: string): boolean {
  if (!isDigits(compact) || compact.startsWith('0') || !isCounty(numberAt(compact, 7, 9))) return false
  const day = { year: yearOf(compact), month: numberAt(compact, 3, 5), day: numberAt(compact, 5, 7) }
  const remainder = weightedSum(compact, weights) % 11
  return isCalendarDay(day) && (remainder === 10 ? 1 : remainder) === numberAt(compact, 12, 13)
}

/** 3 and 4 stand for the 19th century, 5 and 6 for the 21st; of foreigners (7 to 9) the century is not known. */
function yearOf(compact: string): number {
  const century = { '1': 1900, '2': 1900, '3': 1800, '4': 1800, '5': 2000, '6': 2000 }[compact.charAt(0)] ?? 0
  return century + numberAt(compact, 1, 3)
}

/** 01 to 46, 51 and 52 are counties and districts of Bucharest; 47, 48, 70 and 80 to 83 registers without one. */
function isCounty(county: number): boolean {
  const isListed = (county >= 1 && county <= 48) || county === 51 || county === 52 || county === 70
  return isListed || (county >= 80 && county <= 83)
}
