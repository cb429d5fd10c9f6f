import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// HU: társadalombiztosítási azonosító jel. 1996. évi XX. törvény, Annex.
// Weights 3 and 7 by turns, remainder by ten. No oracle has it.
const weights = [3, 7, 3, 7, 3, 7, 3, 7] as const

/** Hungarian social security number. The check lets one in ten pass. */
export const huTaj: IdentifierDetector = {
  kind: 'HU_TAJ',
  category: 'ID',
  lengths: [9],
  startsWith: 'digit',
  context: [
    'taj',
    'taj szám',
    'tajszám',
    'hu taj',
    'társadalombiztosítási',
    'hungarian social security number',
    'ungarische sozialversicherungsnummer',
  ],
  grade({ compact }) {
    if (!isDigits(compact) || compact.startsWith('000')) return undefined
    return weightedSum(compact, weights) % 10 === Number(compact.charAt(8)) ? 'likely' : undefined
  },
}
