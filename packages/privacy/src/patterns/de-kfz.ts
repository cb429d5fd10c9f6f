import { contextWords } from '../context-words.ts'
import { hasContext } from '../context.ts'
import type { PatternDetector } from '../detector.ts'
import { isDigit, isLetter, isUpper, isWordPart } from './characters.ts'
import { eachShortDigitRun } from './digit-runs.ts'
import { isKfzDistrict } from './kfz-districts.ts'
import { reporter } from './report.ts'

// Kfz-Kennzeichen: FZV, Anlage 1: sign of the district, one or two letters, one to four digits, E (electric) or H (historic).
// Checked 2026-11-23. Without a check, so the district or a word beside it has to speak.

const namesOfPlates = [
  'kfz*',
  'kennzeichen',
  'nummernschild*',
  'number plate*',
  'licence plate*',
  'license plate*',
  'plate',
  'zulassungsstelle',
]

const words = contextWords([
  ...namesOfPlates,
  'fahrzeug*',
  'pkw',
  'lkw',
  'auto',
  'wagen',
  'motorrad',
  'halter*',
  'parkplatz*',
  'vehicle*',
  'registration number',
])

/** For letters in one piece, which much else has too: roads, trains, courts with a year behind them. */
const strictWords = contextWords(namesOfPlates)

/** Three letters of the district, two behind them, and what may stand between: more than that is never looked at. */
const lettersMax = 12

/** District, letters and what divides them, up to the digits: `HH-AB `, `HH AB `, `HH:AB-`, `M - AB `, `HHAB `. */
const divided = /(?<![\p{L}\p{N}_§/.,-])([A-ZÄÖÜ]{1,3})( ?[-–:] ?| )([A-Z]{1,2})[- ]?$/u
const dividedInLowerCase = /(?<![\p{L}\p{N}_§/.,-])([a-zäöü]{1,3})(-)([a-z]{1,2})[- ]?$/u
const joined = /(?<![\p{L}\p{N}_§/.,-])([A-ZÄÖÜ]{2,5})[- ]?$/u

interface Plate {
  readonly start: number
  readonly needs: 'nothing' | 'context' | 'its name'
}

/** Finds German number plates. */
export const deKfz: PatternDetector = {
  name: 'DE_KFZ',
  keys: { DE_KFZ: namesOfPlates },
  find: (reading, hints, add) => {
    const report = reporter('DE_KFZ', reading, add)
    const { text } = reading
    eachShortDigitRun(reading, 4, (digitsStart, digitsEnd) => {
      if (text.charCodeAt(digitsStart) === 48) return
      const end = plateEnd(text, digitsEnd)
      const plate = end === undefined ? undefined : plateBefore(text, digitsStart, digitsEnd)
      if (end === undefined || plate === undefined) return
      const { start, needs } = plate
      const known = needs === 'its name' ? strictWords : words
      const isLikely = needs === 'nothing' || hasContext(reading, { start, end }, known, hints)
      if (isLikely || needs === 'context')
        report({ start, end, category: 'ID', kind: 'DE_KFZ', evidence: isLikely ? 'likely' : 'weak' })
    })
  },
}

const letterE = 69
const letterH = 72
const comma = 44
const hyphen = 45
const fullStop = 46
const slash = 47
const colon = 58

/** Behind the digits and E or H; nothing where the number goes on, as in `B 12/05`, `1.5` or `12,50`. */
function plateEnd(text: string, digitsEnd: number): number | undefined {
  const mark = text.charCodeAt(digitsEnd)
  const end = mark === letterE || mark === letterH ? digitsEnd + 1 : digitsEnd
  const next = text.charCodeAt(end)
  if (isWordPart(next) || next === slash || next === colon || next === hyphen) return undefined
  return (next === fullStop || next === comma) && isDigit(text.charCodeAt(end + 1)) ? undefined : end
}

function plateBefore(text: string, digitsStart: number, digitsEnd: number): Plate | undefined {
  if (!mayBePlate(text, digitsStart)) return undefined
  const stretch = text.slice(Math.max(0, digitsStart - lettersMax), digitsStart)
  const match = divided.exec(stretch) ?? dividedInLowerCase.exec(stretch) ?? joined.exec(stretch)
  if (match === null) return undefined
  const [written, district = '', division, letters = ''] = match
  const start = digitsStart - written.length
  const digits = text.slice(digitsStart, digitsEnd)
  if (division === undefined)
    return hasDistrictInFront(district) && !isYear(digits) ? { start, needs: 'its name' } : undefined
  if (!isKfzDistrict(district.toUpperCase())) return undefined
  return { start, needs: isTelling(district, division, letters, digits) ? 'nothing' : 'context' }
}

/** Capitals before the digits, or a hyphen before one or two small letters. Spares prose the search: most numbers follow a word. */
function mayBePlate(text: string, digitsStart: number): boolean {
  const last = text.charCodeAt(digitsStart - 1)
  const letters = last === 32 || last === 45 ? digitsStart - 2 : digitsStart - 1
  const code = text.charCodeAt(letters)
  if (isUpper(code)) return true
  return isLetter(code) && (text.charCodeAt(letters - 1) === 45 || text.charCodeAt(letters - 2) === 45)
}

function hasDistrictInFront(letters: string): boolean {
  return [1, 2].some((count) => isKfzDistrict(letters.slice(0, -count)))
}

/** Whether a plate needs no word beside it: enough digits, and no year where only spaces divide it ("GV NW 2009"). */
function isTelling(district: string, division: string, letters: string, digits: string): boolean {
  if (district !== district.toUpperCase() || standards.has(`${district} ${letters}`)) return false
  return division === ' ' ? digits.length >= 3 && !isYear(digits) : digits.length >= 2
}

function isYear(digits: string): boolean {
  return /^(?:19|20)[0-9]{2}$/.test(digits)
}

/** Standards, regulations and products that are written like a plate. */
const standards = new Set([
  'DIN EN',
  'DIN A',
  'DIN B',
  'DIN C',
  'EU L',
  'EU C',
  'EG L',
  'EG C',
  'EG V',
  'HD TV',
  'SL K',
  'DE R',
])
