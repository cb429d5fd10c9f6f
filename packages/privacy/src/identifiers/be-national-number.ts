import { numberAt } from '../calendar-day.ts'
import { isDigits } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// BE: rijksregisternummer / numéro de registre national (Royal Decree of 3 April 1984), BIS number for people outside
// the register (month + 20 or + 40). Results compared with python-stdnum 2.2 on 2026-11-23.

const usualForms = ['6 5', '6 3 2', '9 2', '2 2 2 3 2', '2 2 2 5'] as const

/** Belgian national number and BIS number. */
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
    return hasCheck(compact.slice(0, 9), compact) || hasCheck(`2${compact.slice(0, 9)}`, compact)
      ? certainInForm(candidate, usualForms)
      : undefined
  },
}

/** Day and month are zero where they are not known, or where a day has run out of numbers. */
function mayBeBirth(compact: string): boolean {
  const month = numberAt(compact, 2, 4)
  return month < 60 && month % 20 <= 12 && numberAt(compact, 4, 6) <= 31
}

/** Who is born from 2000 on is reckoned with a 2 in front. */
function hasCheck(body: string, compact: string): boolean {
  return 97 - (Number(body) % 97) === numberAt(compact, 9, 11)
}
