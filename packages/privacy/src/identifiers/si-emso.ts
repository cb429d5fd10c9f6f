import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// SI: enotna matična številka občana; the states that were Yugoslavia have the same number as JMBG. Zakon o
// centralnem registru prebivalstva. Results compared with python-stdnum 2.2 on 2026-11-23.
const weights = [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1] as const

const usualForms = ['7 6', '7 2 4', '7 2 3 1', '2 2 3 6', '2 2 3 2 3 1'] as const

/** Slovenian personal number: a day with three digits of the year, region, serial, check. */
export const siEmso: IdentifierDetector = {
  kind: 'SI_EMSO',
  category: 'ID',
  lengths: [13],
  startsWith: 'digit',
  context: [
    'emšo',
    'si emso',
    'jmbg',
    'matična številka',
    'matični broj',
    'slovenian personal number',
    'slowenische personennummer',
  ],
  grade(candidate) {
    const { compact } = candidate
    if (!isDigits(compact) || weightedSum(compact, weights) % 11 !== 0) return undefined
    const year = numberAt(compact, 4, 7)
    const day = {
      year: year < 800 ? 2000 + year : 1000 + year,
      month: numberAt(compact, 2, 4),
      day: numberAt(compact, 0, 2),
    }
    if (day.year < 1850 || day.year > 2099 || !isCalendarDay(day)) return undefined
    return isYearOfTheLiving(day.year) ? certainInForm(candidate, usualForms) : 'likely'
  },
}
