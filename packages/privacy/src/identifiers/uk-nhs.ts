import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// UK: NHS number of England, Wales and the Isle of Man. NHS Data Dictionary, "NHS NUMBER". Results compared with
// python-stdnum 2.2 on 2026-11-23.
const weights = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] as const

/** British health number. The check lets one in eleven pass. */
export const ukNhs: IdentifierDetector = {
  kind: 'UK_NHS',
  category: 'ID',
  lengths: [10],
  startsWith: 'digit',
  context: [
    'nhs',
    'nhs number',
    'nhs no',
    'uk nhs',
    'national health service',
    'nhs-nummer',
    'britische gesundheitsnummer',
  ],
  grade({ compact }) {
    if (!isDigits(compact) || compact.startsWith('0000')) return undefined
    return weightedSum(compact, weights) % 11 === 0 ? 'likely' : undefined
  },
}
