import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// AHV-Nummer (AHVG, AHVV): 756, nine digits, check digit of EAN-13. Checked 2026-11-23. Vector: 756.9217.0769.85.

const context = ['ahv*', 'avs', 'navs*', 'sozialversicherung*', 'versichertennummer', 'social security*', 'numero avs']

const weights = [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3] as const

/** Swiss social security number. */
export const chAhv: IdentifierDetector = {
  kind: 'CH_AHV',
  category: 'ID',
  lengths: [13],
  startsWith: 'digit',
  separators: '.',
  context,
  grade: ({ compact }) => {
    if (!compact.startsWith('756') || !isDigits(compact)) return undefined
    return (10 - (weightedSum(compact, weights) % 10)) % 10 === Number(compact.charAt(12)) ? 'certain' : undefined
  },
}
