import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// EE: isikukood (EVS 585), LT: asmens kodas (Gyventojų registro įstatymas). One scheme: nobody can tell them apart by
// the number. Results compared with python-stdnum 2.2 on 2026-11-23.
const weights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1] as const
const secondWeights = [3, 4, 5, 6, 7, 8, 9, 1, 2, 3] as const

const usualForms = ['1 6 4', '1 6 3 1', '7 4'] as const

/** Estonian and Lithuanian personal code: sex and century, day, serial, check. */
export const eeLtPersonalCode: IdentifierDetector = {
  kind: 'EE_LT_PERSONAL_CODE',
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  context: [
    'isikukood',
    'isikukoodi',
    'asmens kodas',
    'asmens kodo',
    'estonian personal code',
    'lithuanian personal code',
    'estnische personennummer',
    'estnischer personencode',
    'litauische personennummer',
  ],
  grade(candidate) {
    const { compact } = candidate
    if (!isDigits(compact) || checkDigit(compact) !== numberAt(compact, 10, 11)) return undefined
    const year = yearOf(compact)
    if (year === 0 || !isCalendarDay({ year, month: numberAt(compact, 3, 5), day: numberAt(compact, 5, 7) }))
      return undefined
    return isYearOfTheLiving(year) ? certainInForm(candidate, usualForms) : 'likely'
  },
}

/** 1 and 2 stand for the 19th century, and so on in pairs; 0 and 9 for none. */
function yearOf(compact: string): number {
  const first = numberAt(compact, 0, 1)
  return first < 1 || first > 8 ? 0 : 1800 + Math.floor((first - 1) / 2) * 100 + numberAt(compact, 1, 3)
}

function checkDigit(compact: string): number {
  const remainder = weightedSum(compact, weights) % 11
  return remainder < 10 ? remainder : (weightedSum(compact, secondWeights) % 11) % 10
}
