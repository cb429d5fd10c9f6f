import { isCalendarDay, numberAt } from '../calendar-day.ts'
import { luhn } from '../check-digits.ts'
import type { Candidate, IdentifierDetector } from '../detector.ts'

// SE: personnummer and samordningsnummer (day + 60). Folkbokföringslagen (1991:481) § 18; Luhn over the ten
// digits. A plus instead of the hyphen from the year in which the person turns 100. Results compared with
// python-stdnum 2.2 on 2026-11-23. Vector: 880320-0016.

/** Swedish personal and coordination number. Ten digits without their hyphen look like any number and need context. */
export const sePersonnummer: IdentifierDetector = {
  kind: 'SE_PERSONNUMMER',
  category: 'ID',
  lengths: [10, 12],
  startsWith: 'digit',
  separators: '+',
  context: [
    'personnummer',
    'person nr',
    'personnr',
    'pnr',
    'se personnummer',
    'samordningsnummer',
    'födelsenummer',
    'svenskt personnummer',
    'swedish personal number',
    'personal identity number',
    'schwedische personennummer',
    'schwedische personnummer',
  ],
  grade(candidate) {
    const { compact } = candidate
    if (!luhn(compact.slice(-10)) || !isBirth(compact)) return undefined
    return isWrittenInFull(candidate) && !isCoordination(candidate) ? 'certain' : 'likely'
  },
}

function isBirth(compact: string): boolean {
  const yearLength = compact.length - 8
  const year = numberAt(compact, 0, yearLength)
  if (yearLength === 4 && (year < 1840 || year > 2099)) return false
  const month = numberAt(compact, yearLength, yearLength + 2)
  const day = numberAt(compact, yearLength + 2, yearLength + 4)
  return isCalendarDay({ year, month, day: day > 60 ? day - 60 : day })
}

/** Such a day is in no calendar, but the first days of a Danish number read like it: "120785-1237". */
function isCoordination({ compact }: Candidate): boolean {
  return compact.length === 10 && numberAt(compact, 4, 6) > 60
}

/** With the year in four digits in one piece or in two, with two digits only with their hyphen or plus. */
function isWrittenInFull({ compact, groups, separators }: Candidate): boolean {
  if (compact.length === 12) return groups.length === 1 || (groups.length === 2 && groups[0] === 8)
  return groups.length === 2 && groups[0] === 6 && separators !== ' '
}
