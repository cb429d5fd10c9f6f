import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// PL: numer identyfikacji podatkowej. Ustawa of 13 October 1995 o zasadach ewidencji i identyfikacji podatników.
// Results compared with python-stdnum 2.2 on 2026-11-23.
const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7] as const

/** Polish tax number, of persons in business as well. The check lets one in eleven pass. */
export const plNip: IdentifierDetector = {
  kind: 'PL_NIP',
  category: 'ID',
  lengths: [10],
  startsWith: 'digit',
  context: ['nip', 'nr nip', 'pl nip', 'identyfikacji podatkowej', 'polish tax number', 'polnische steuernummer'],
  grade({ compact }) {
    return isPlNip(compact) ? 'likely' : undefined
  },
}

/** A remainder of 10 is not issued. */
export function isPlNip(compact: string): boolean {
  return isDigits(compact) && Number(compact) > 0 && weightedSum(compact, weights) % 11 === Number(compact.charAt(9))
}
