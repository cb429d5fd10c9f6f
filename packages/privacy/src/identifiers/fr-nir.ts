import { numberAt } from '../calendar-day.ts'
import { isDigits } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// FR: numéro d'inscription au répertoire (numéro de sécurité sociale). Décret n° 82-103 of 22 January 1982, INSEE.
// Key: 97 less the remainder by 97, with the departments of Corsica read as numbers. Results compared with
// python-stdnum 2.2 on 2026-11-23. Vector: 2 95 10 99 126 111 93.

const usualForms = ['13 2', '1 2 2 2 3 3 2', '1 2 2 5 3 2', '1 2 2 2 6 2'] as const

/** French social security number, with or without its key of two digits. */
export const frNir: IdentifierDetector = {
  kind: 'FR_NIR',
  category: 'ID',
  lengths: [13, 15],
  startsWith: 'digit',
  separators: './',
  context: [
    'nir',
    'fr nir',
    'insee',
    'sécurité sociale',
    'sécu',
    'numéro de sécu',
    'n° ss',
    'nss',
    'assuré social',
    'immatriculation',
    'répertoire national',
    'social security number',
    'social security no',
    'sozialversicherungsnummer',
    'französische sozialversicherung*',
  ],
  contextIsEnough: true,
  grade(candidate) {
    const { compact } = candidate
    const body = withoutCorsica(compact.slice(0, 13))
    if (body === undefined || !hasShape(compact, body)) return undefined
    if (compact.length === 13) return candidate.groups.length === 1 || candidate.groups[0] === 1 ? 'weak' : undefined
    const key = compact.slice(13)
    if (!isDigits(key) || 97 - (Number(body) % 97) !== Number(key)) return undefined
    return isOrdinary(body) ? certainInForm(candidate, usualForms) : 'likely'
  },
}

/** 2A is read as 19, 2B as 18 (INSEE: less one and two million from 20). */
function withoutCorsica(body: string): string | undefined {
  const department = body.slice(5, 7)
  const digits =
    department === '2A' || department === '2B'
      ? `${body.slice(0, 5)}${department === '2A' ? '19' : '18'}${body.slice(7)}`
      : body
  return isDigits(digits) ? digits : undefined
}

/** Sex 1 or 2 and a month of the calendar. Provisional numbers and births without a known month are rare. */
function isOrdinary(body: string): boolean {
  return body <= '3' && numberAt(body, 3, 5) <= 12
}

/** Sex 1 or 2, provisional 3, 4, 7 or 8; months above 12 stand for a birth date that is not known. */
function hasShape(compact: string, body: string): boolean {
  if (!'123478'.includes(compact.slice(0, 1))) return false
  const month = numberAt(body, 3, 5)
  const isMonth = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || (month >= 50 && month <= 99)
  return isMonth && body.slice(5, 7) !== '00'
}
