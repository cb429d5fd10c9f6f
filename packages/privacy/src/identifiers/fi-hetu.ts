import { isCalendarDay, numberAt } from '../calendar-day.ts'
import type { IdentifierDetector } from '../detector.ts'

// FI: henkilötunnus. Valtioneuvoston asetus väestötietojärjestelmästä (128/2010) § 2 as changed in 2023, which added
// the signs Y X W V U and B to F. Results compared with python-stdnum 2.2 on 2026-11-23.
const checkCharacters = '0123456789ABCDEFHJKLMNPRSTUVWXY'

/** A hyphen or plus is a separator to the scanner and missing in the compact form. */
const shape = /^[0-9]{6}[A-FU-Y]?[0-9]{3}[0-9A-FHJ-NPR-Y]$/

/** Finnish personal identity code: a day, the sign of its century, a number and a check. */
export const fiHetu: IdentifierDetector = {
  kind: 'FI_HETU',
  category: 'ID',
  lengths: [10, 11],
  startsWith: 'digit',
  separators: '+',
  context: [
    'hetu',
    'fi hetu',
    'henkilötunnus',
    'personbeteckning',
    'finnish personal identity code',
    'finnische personenkennung',
  ],
  grade({ compact, groups, separators }) {
    if (!shape.test(compact)) return undefined
    const hasSign = compact.length === 11 ? groups.length === 1 : groups[0] === 6 && '-+'.includes(separators)
    if (!hasSign || separators.length > 1) return undefined
    const day = { day: numberAt(compact, 0, 2), month: numberAt(compact, 2, 4), year: numberAt(compact, 4, 6) }
    const serial = compact.slice(-4, -1)
    const isRight = compact.at(-1) === checkCharacters.charAt(Number(compact.slice(0, 6) + serial) % 31)
    // 000 and 001 are not issued; from 900 on the number is one of a hospital or a test, and protected as well.
    return isRight && isCalendarDay(day) && Number(serial) >= 2 ? 'certain' : undefined
  },
}
