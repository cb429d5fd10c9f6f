import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// NO: fødselsnummer, D number (day + 40), and what health services and test registers add to the month (40, 65, 80).
// Forskrift til folkeregisterloven (2017) § 2-2-1. Results compared with python-stdnum 2.2 on 2026-11-23.
const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1] as const
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1] as const

const usualForms = ['6 5', '6 3 2'] as const

/** Norwegian birth number: a day and two checks by eleven. Numbers of archives, helpers and tests need context. */
export const noFodselsnummer: IdentifierDetector = {
  kind: 'NO_FODSELSNUMMER',
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  context: [
    'fødselsnummer',
    'fodselsnummer',
    'fnr',
    'personnummer',
    'd-nummer',
    'norwegian birth number',
    'norwegian national identity number',
    'norwegische personennummer',
  ],
  grade(candidate) {
    const { compact } = candidate
    if (!isDigits(compact) || weightedSum(compact, firstWeights) % 11 !== 0) return undefined
    if (weightedSum(compact, secondWeights) % 11 !== 0 || !isBirth(compact)) return undefined
    return numberAt(compact, 2, 4) <= 12 && isOfTheLiving(compact) ? certainInForm(candidate, usualForms) : 'likely'
  },
}

function isBirth(compact: string): boolean {
  const day = numberAt(compact, 0, 2)
  const month = numberAt(compact, 2, 4)
  const added = month > 80 ? 80 : month > 65 ? 65 : month > 40 ? 40 : 0
  return isCalendarDay({ year: numberAt(compact, 4, 6), month: month - added, day: day > 40 ? day - 40 : day })
}

/** Serials below 500 are of the 20th century, others of the 21st until 2039, and from 900 on of 1940 to 1999 as well. */
function isOfTheLiving(compact: string): boolean {
  const year = numberAt(compact, 4, 6)
  const serial = numberAt(compact, 6, 9)
  return serial < 500 ? isYearOfTheLiving(1900 + year) : year < 40 || serial >= 900
}
