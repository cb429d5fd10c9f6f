import { numberAt } from '../calendar-day.ts'
import { isDigits } from '../check-digits.ts'
import type { Candidate, IdentifierDetector } from '../detector.ts'
import { certainInForm } from './usual-form.ts'

// ES: número de afiliación a la Seguridad Social. Tesorería General de la Seguridad Social; Real Decreto 84/1996,
// art. 21. Two digits of the province, eight of a serial, two of a check: remainder by 97. Results compared with npm
// stdnum 1.12 on 2026-11-23, which knows neither Ceuta (51) nor Melilla (52).

const usualForms = ['2 8 2', '2 10', '10 2'] as const

/** Spanish social security number of a person (12 digits); shorter forms that clinics write only beside their name. */
export const esNass: IdentifierDetector = {
  kind: 'ES_NASS',
  category: 'ID',
  lengths: [10, 11, 12],
  startsWith: 'digit',
  separators: '/.',
  context: [
    'nass',
    'n a s s',
    'nuss',
    'naf',
    'es nass',
    'seguridad social',
    'afiliación',
    'número de la ss',
    'spanish social security number',
    'spanische sozialversicherungsnummer',
  ],
  contextIsEnough: true,
  grade(candidate) {
    const { compact } = candidate
    if (!isDigits(compact)) return undefined
    if (compact.length === 12 && isProvince(compact) && hasCheck(compact)) return certainInForm(candidate, usualForms)
    return mayBeMiswritten(candidate) ? 'weak' : undefined
  },
}

/** In one piece, or a province, a serial and perhaps a check. Not every stretch of a row of figures is worth a look around. */
function mayBeMiswritten({ groups }: Candidate): boolean {
  return groups.length === 1 || (groups[0] === 2 && groups.length <= 3)
}

/** 01 to 52 are provinces, 53 and 66 are given abroad and centrally. */
function isProvince(compact: string): boolean {
  const province = numberAt(compact, 0, 2)
  return (province >= 1 && province <= 53) || province === 66
}

/** For a serial below ten million descriptions differ on whether its leading zero counts; both are taken. */
function hasCheck(compact: string): boolean {
  const check = numberAt(compact, 10, 12)
  if (numberAt(compact, 0, 10) % 97 === check) return true
  return compact.charAt(2) === '0' && Number(compact.slice(0, 2) + compact.slice(3, 10)) % 97 === check
}
