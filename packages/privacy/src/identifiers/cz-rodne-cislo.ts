import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// CZ and SK: rodné číslo. Zákon č. 133/2000 Sb. § 13, zákon č. 301/1995 Z. z. Month + 50 for women, since 2004 also +
// 20 and + 70; until 1953 nine digits without a check. Results compared with python-stdnum 2.2 on 2026-11-23.

/** Czech and Slovak birth number. Certain with its slash and its check; otherwise it needs context. */
export const czRodneCislo: IdentifierDetector = {
  kind: 'CZ_RODNE_CISLO',
  category: 'ID',
  lengths: [9, 10],
  startsWith: 'digit',
  separators: '/',
  context: [
    'rodné číslo',
    'rodne cislo',
    'rodného čísla',
    'rodným číslem',
    'rč',
    'r č',
    'birth number',
    'tschechische geburtsnummer',
    'slowakische geburtsnummer',
    'geburtsnummer',
  ],
  grade({ compact, groups, separators }) {
    if (!isRodneCislo(compact)) return undefined
    const isWrittenInFull = compact.length === 10 && groups[0] === 6 && separators === '/'
    return isWrittenInFull && isYearOfTheLiving(yearOf(compact)) ? 'certain' : 'likely'
  },
}

/** Whether the nine or ten characters are a birth number; tax numbers of persons in business are the same. */
export function isRodneCislo(compact: string): boolean {
  if (!isDigits(compact) || !isBirth(compact)) return false
  if (compact.length === 9) return true
  // Until 1985 a remainder of ten was written as zero.
  const remainder = numberAt(compact, 0, 9) % 11
  const isOldForm = remainder === 10 && yearOf(compact) < 1986
  return remainder === numberAt(compact, 9, 10) || (isOldForm && compact.endsWith('0'))
}

function isBirth(compact: string): boolean {
  const year = yearOf(compact)
  const month = numberAt(compact, 2, 4) % 50
  const isLateSeries = month > 20 && year >= 2004
  return year > 0 && isCalendarDay({ year, month: isLateSeries ? month - 20 : month, day: numberAt(compact, 4, 6) })
}

/** Nine digits end with 1953; with ten, 54 to 99 are of the 20th century. 0 where there is no such year. */
function yearOf(compact: string): number {
  const year = numberAt(compact, 0, 2)
  if (compact.length === 9) return year <= 53 ? 1900 + year : 0
  return year >= 54 ? 1900 + year : 2000 + year
}
