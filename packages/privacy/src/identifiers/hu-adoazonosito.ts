import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// HU: adóazonosító jel of natural persons: 8, five digits counting days from 1 January 1867, serial, check. 1996. évi
// XX. törvény, Annex, as the tax
// administration describes it. Looked up 2026-11-23.
const weights = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** Hungarian tax number of a person. */
export const huAdoazonosito: IdentifierDetector = {
  kind: 'HU_ADOAZONOSITO',
  category: 'ID',
  lengths: [10],
  startsWith: 'digit',
  context: [
    'adóazonosító',
    'adóazonosító jel',
    'adóazonosító jele',
    'adójel',
    'hungarian tax number',
    'hungarian tax id',
    'ungarische steuernummer',
  ],
  grade({ compact }) {
    if (!isDigits(compact) || !compact.startsWith('8')) return undefined
    return weightedSum(compact, weights) % 11 === Number(compact.charAt(9)) ? 'likely' : undefined
  },
}
