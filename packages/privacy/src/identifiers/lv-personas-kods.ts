import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { Candidate, IdentifierDetector } from '../detector.ts'

// LV: personas kods. Fizisko personu reģistra likums. Since July 2017 new codes begin with 32 and say no day. Results
// compared with python-stdnum 2.2 on 2026-11-23.
const weights = [10, 5, 8, 4, 2, 1, 6, 3, 7, 9] as const

/** Latvian personal code. A new code without its hyphen is any number that begins with 32, and needs context. */
export const lvPersonasKods: IdentifierDetector = {
  kind: 'LV_PERSONAS_KODS',
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  context: [
    'personas kods',
    'personas koda',
    'pers kods',
    'latvian personal code',
    'lettische personennummer',
    'lettischer personencode',
  ],
  grade(candidate) {
    if (!isLvPersonasKods(candidate.compact)) return undefined
    const isBare = candidate.groups.length === 1 && !candidate.compact.startsWith('32')
    const isOfTheLiving = isYearOfTheLiving(yearOf(candidate.compact))
    return isWrittenInFull(candidate) || (isBare && isOfTheLiving) ? 'certain' : 'likely'
  },
}

/** Whether the eleven characters are one; tax numbers of persons in business are the same. */
export function isLvPersonasKods(compact: string): boolean {
  if (!isDigits(compact) || !(compact.startsWith('32') || isBirth(compact))) return false
  return ((1 + weightedSum(compact, weights)) % 11) % 10 === numberAt(compact, 10, 11)
}

function isBirth(compact: string): boolean {
  const day = { year: yearOf(compact), month: numberAt(compact, 2, 4), day: numberAt(compact, 0, 2) }
  return numberAt(compact, 6, 7) <= 2 && isCalendarDay(day)
}

/** The seventh digit says the century: 0, 1, 2 for 1800, 1900, 2000. */
function yearOf(compact: string): number {
  return 1800 + numberAt(compact, 6, 7) * 100 + numberAt(compact, 4, 6)
}

function isWrittenInFull({ groups, separators }: Candidate): boolean {
  return groups[0] === 6 && separators === '-'
}
