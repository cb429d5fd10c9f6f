import { isCalendarDay } from '../calendar-day.ts'
import type { IdentifierDetector } from '../detector.ts'

// IT: codice fiscale of a natural person. Decreto ministeriale of 23 December 1976 and 12 March 1974, Agenzia delle
// Entrate; omocodia: letters stand for digits where two people would share a code. Results compared with
// python-stdnum 2.2 on 2026-11-23. Vector: RCCMNL83S18D969H.

/** What a character counts for at an odd place, by its value: digits 0 to 9 count as A to J. */
const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
] as const

/** January to December. */
const months = 'ABCDEHLMPRST'

/** The letters that stand for 0 to 9. */
const omocodia = 'LMNPQRSTUV'

const shape = /^[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]$/

/** Italian tax code of a person: day and sex, place and a check letter. */
export const itCf: IdentifierDetector = {
  kind: 'IT_CF',
  category: 'ID',
  lengths: [16],
  startsWith: 'letter',
  context: [
    'codice fiscale',
    'cod fisc',
    'cod fiscale',
    'c f',
    'cf',
    'it cf',
    'italian tax code',
    'italienische steuernummer',
  ],
  grade({ compact }) {
    if (!shape.test(compact)) return undefined
    return mayBeBirth(compact) && checkLetter(compact) === compact.at(15) ? 'certain' : undefined
  },
}

/** Women have 40 added to the day. */
function mayBeBirth(compact: string): boolean {
  const day = omocodeNumber(compact.slice(9, 11))
  const month = months.indexOf(compact.charAt(8)) + 1
  return isCalendarDay({ year: omocodeNumber(compact.slice(6, 8)), month, day: day > 40 ? day - 40 : day })
}

function omocodeNumber(text: string): number {
  let number = 0
  for (const character of text) {
    const letter = omocodia.indexOf(character)
    number = number * 10 + (letter >= 0 ? letter : Number(character))
  }
  return number
}

function checkLetter(compact: string): string {
  let sum = 0
  for (let index = 0; index < 15; index += 1) {
    const code = compact.charCodeAt(index)
    const value = code <= 57 ? code - 48 : code - 65
    // Places are counted from one, so the first is odd.
    sum += index % 2 === 0 ? (oddValues[value] ?? Number.NaN) : value
  }
  return String.fromCharCode(65 + (sum % 26))
}
