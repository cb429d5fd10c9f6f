import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// PL: Rejestr Gospodarki Narodowej, 9 digits, 14 for a local unit. Rozporządzenie Rady Ministrów of 30 November 2015.
// Results compared with python-stdnum 2.2 on 2026-11-23.
const weightsOfUnit = [8, 9, 2, 3, 4, 5, 6, 7] as const
const weightsOfLocalUnit = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8] as const

/**
 * Polish number of businesses, of self-employed persons as well. Needs context in both forms: moments are written in 14
 * digits, and some pass both checks.
 */
export const plRegon: IdentifierDetector = {
  kind: 'PL_REGON',
  category: 'ID',
  lengths: [9, 14],
  startsWith: 'digit',
  context: ['regon', 'nr regon', 'pl regon', 'rejestr gospodarki narodowej'],
  grade({ compact }) {
    if (!isDigits(compact) || Number(compact) === 0 || !hasCheck(compact.slice(0, 9), weightsOfUnit)) return undefined
    if (compact.length === 9) return 'likely'
    return hasCheck(compact, weightsOfLocalUnit) ? 'likely' : undefined
  },
}

function hasCheck(digits: string, weights: readonly number[]): boolean {
  return (weightedSum(digits, weights) % 11) % 10 === Number(digits.at(-1))
}
