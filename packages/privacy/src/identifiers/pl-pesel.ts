import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// PL: Powszechny Elektroniczny System Ewidencji Ludności. Ustawa of 24 September 2010 o ewidencji ludności, art. 15.
// Results compared with python-stdnum 2.2 on 2026-11-23. Vector: 44051401359.
const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1] as const

const usualForms = ['6 5', '2 2 2 5'] as const

/** Century of birth by how much is added to the month, in steps of 20. */
const centuries = [1900, 2000, 2100, 2200, 1800] as const

/** Polish personal number. Of those who may be alive one in 200 random numbers passes; others need context. */
export const plPesel: IdentifierDetector = {
  kind: 'PL_PESEL',
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  context: [
    'pesel',
    'pl pesel',
    'numer pesel',
    'nr pesel',
    'numer ewidencyjny',
    'polish personal number',
    'polnische personennummer',
  ],
  grade(candidate) {
    const { compact } = candidate
    if (!isDigits(compact) || weightedSum(compact, weights) % 10 !== 0) return undefined
    const month = numberAt(compact, 2, 4)
    const century = centuries[Math.floor(month / 20)]
    if (century === undefined) return undefined
    const year = century + numberAt(compact, 0, 2)
    if (!isCalendarDay({ year, month: month % 20, day: numberAt(compact, 4, 6) })) return undefined
    return isYearOfTheLiving(year) ? certainInForm(candidate, usualForms) : 'likely'
  },
}
