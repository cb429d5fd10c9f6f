import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// PT: número de identificação fiscal. Decreto-Lei n.º 14/2013 of 28 January. Results compared with python-stdnum 2.2
// on 2026-11-23.
const weights = [9, 8, 7, 6, 5, 4, 3, 2] as const

/** Portuguese tax number. The check lets one in ten pass. */
export const ptNif: IdentifierDetector = {
  kind: 'PT_NIF',
  category: 'ID',
  lengths: [9],
  startsWith: 'digit',
  separators: '.',
  context: [
    'nif',
    'pt nif',
    'nipc',
    'contribuinte',
    'número fiscal',
    'identificação fiscal',
    'portuguese tax number',
    'portugiesische steuernummer',
  ],
  grade({ compact }) {
    return isPtNif(compact) ? 'likely' : undefined
  },
}

/** No number begins with 0; remainders 0 and 1 give 0. */
export function isPtNif(compact: string): boolean {
  if (!isDigits(compact) || compact.startsWith('0')) return false
  return ((11 - (weightedSum(compact, weights) % 11)) % 11) % 10 === Number(compact.charAt(8))
}
