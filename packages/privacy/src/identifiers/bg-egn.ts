import { isCalendarDay, numberAt } from '../calendar-day.ts'
import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// BG: единен граждански номер. Закон за гражданската регистрация art. 11. Month + 20 before 1900, + 40 from 2000.
// Results compared with python-stdnum 2.2 on 2026-11-23.
const weights = [2, 4, 8, 5, 10, 9, 7, 3, 6] as const

/** Bulgarian personal number. Ten bare digits look like any number, so it needs context. */
export const bgEgn: IdentifierDetector = {
  kind: 'BG_EGN',
  category: 'ID',
  lengths: [10],
  startsWith: 'digit',
  context: [
    'егн',
    'egn',
    'bg egn',
    'единен граждански номер',
    'edinen grazhdanski nomer',
    'bulgarian personal number',
    'bulgarische personennummer',
  ],
  grade({ compact }) {
    return isBgEgn(compact) ? 'likely' : undefined
  },
}

/** Whether the ten characters are one; tax numbers of persons in business are the same. */
export function isBgEgn(compact: string): boolean {
  if (!isDigits(compact) || (weightedSum(compact, weights) % 11) % 10 !== numberAt(compact, 9, 10)) return false
  const month = numberAt(compact, 2, 4)
  const added = month > 40 ? 40 : month > 20 ? 20 : 0
  const century = added === 40 ? 2000 : added === 20 ? 1800 : 1900
  return isCalendarDay({ year: century + numberAt(compact, 0, 2), month: month - added, day: numberAt(compact, 4, 6) })
}
