import { isCalendarDay, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// DK: personnummer of the Centrale Personregister. Lov om Det Centrale Personregister (CPR-loven) § 3. Since 2007
// numbers are issued whose check does not hold, so a wrong check never rules one out. Dates and checks compared with
// python-stdnum 2.2 on 2026-11-23. Vector: 211062-5629.
const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1] as const

/** Danish personal number. Date, hyphen and check together let one in 300 pass; anything less needs context. */
export const dkCpr: IdentifierDetector = {
  kind: 'DK_CPR',
  category: 'ID',
  lengths: [10],
  startsWith: 'digit',
  context: [
    'cpr',
    'cpr-nr',
    'cpr-nummer',
    'dk cpr',
    'personnummer',
    'danish personal number',
    'civil registration number',
    'dänische personennummer',
  ],
  grade({ compact, groups, separators }) {
    if (!isDigits(compact)) return undefined
    const day = numberAt(compact, 0, 2)
    const month = numberAt(compact, 2, 4)
    if (!isCalendarDay({ year: numberAt(compact, 4, 6), month, day })) return undefined
    const isWrittenInFull = groups[0] === 6 && separators === '-'
    return isWrittenInFull && weightedSum(compact, weights) % 11 === 0 ? 'certain' : 'likely'
  },
}
