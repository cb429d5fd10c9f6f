import { isCalendarDay, isYearOfTheLiving, numberAt } from '../calendar-day.ts'
import { isDigits } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// BE: rijksregisternummer / numéro de registre national (Royal Decree of 3 April 1984), BIS number for people outside
// the register (month + 20 or + 40). Results compared with python-stdnum 2.2 on 2026-11-23.

const usualForms = ['6 5', '6 3 2', '9 2', '2 2 2 3 2', '2 2 2 5'] as const

/** Belgian national number and BIS number. Without a whole day of somebody who may be alive it needs context. */
export const beNationalNumber: IdentifierDetector = {
  kind: 'BE_NATIONAL_NUMBER',
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  separators: '.',
  context: [
    'rijksregisternummer',
    'rijksregister',
    'rrn',
    'insz',
    'niss',
    'registre national',
    'nationalregisternummer',
    'nationalregister',
    'national register number',
    'belgian national number',
    'bisnummer',
    'numéro bis',
  ],
  grade(candidate) {
    const { compact } = candidate
    if (!isDigits(compact) || !mayBeBirth(compact)) return undefined
    const body = compact.slice(0, 9)
    const isOld = hasCheck(body, compact)
    // Who is born from 2000 on is reckoned with a 2 in front.
    if (!isOld && !hasCheck(`2${body}`, compact)) return undefined
    return hasBirthday(compact, isOld ? 1900 : 2000) ? certainInForm(candidate, usualForms) : 'likely'
  },
}

/** Day and month are zero where they are not known, or where a day has run out of numbers. */
function mayBeBirth(compact: string): boolean {
  const month = numberAt(compact, 2, 4)
  return month < 60 && month % 20 <= 12 && numberAt(compact, 4, 6) <= 31
}

function hasBirthday(compact: string, century: number): boolean {
  const year = century + numberAt(compact, 0, 2)
  const day = { year, month: numberAt(compact, 2, 4) % 20, day: numberAt(compact, 4, 6) }
  return isYearOfTheLiving(year) && isCalendarDay(day)
}

function hasCheck(body: string, compact: string): boolean {
  return 97 - (Number(body) % 97) === numberAt(compact, 9, 11)
}
