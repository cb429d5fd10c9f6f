/**
 * Times of day: `14:30`, `14:30:05`, `T05:36:29+01:00`, `14.30 Uhr`, `14 Uhr`, `2:30 pm`, `8 am`, `21h30`. By themselves they say
 * little of a person; policies decide. Ratios (`16:9`), verses (`3:16`) and groups of addresses look the same: one digit before the
 * colon wants a word, two are enough.
 */
import type { PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { before, digitsEnd, isDigit, isSpace, isWordPart, lettersEnd, numberIn, spacesEnd } from './characters.ts'
import { eachFreeDigitRun } from './figures.ts'
import { reporter } from './report.ts'
import { Words } from './words.ts'

const cueBefore =
  /(?:^|[\s(])(?:um|gegen|ab|bis|von|zwischen|und|seit|vor|nach|at|from|to|until|by|around|@|a las|alle|ore|vers|om|uhrzeit|zeit|time|beginn|ca\.?|[–-])[\s:]{0,2}$/
/** "von 19.00 bis 21.00 Uhr": the second one says it for both. */
const isFirstOfTwo = /^ ?(?:bis|und|–|-) ?\d{1,2}(?:[.:]\d\d)? ?Uhr/
/** Behind a time: "Uhr", "h", "am", "p.m.". */
const hourWords = new Words(['uhr', 'h', 'hrs', 'am', 'pm', 'a', 'p', 'horas', 'heures', 'ore', 'uur'])

export const timeOfDay: PatternDetector = {
  name: 'timeOfDay',
  find: (reading, _hints, add) => {
    const { text } = reading
    const report = reporter('timeOfDay', reading, add)
    eachFreeDigitRun(reading, (start, run) => {
      const found = run - start <= 2 ? timeAt(text, start, run) : undefined
      if (found === undefined) return 0
      report({ start, end: found.end, category: 'TIME', kind: 'TIME', evidence: found.evidence })
      return found.end
    })
  },
}

interface Found {
  readonly end: number
  readonly evidence: Evidence
}

function timeAt(text: string, start: number, first: number): Found | undefined {
  const hour = numberIn(text, start, first)
  if (hour > 24 || !mayBegin(text, start)) return undefined
  const sign = text.charCodeAt(first)
  if (sign === 58 || sign === 46 || sign === 104) {
    const found = withMinutes(text, start, first)
    if (found !== undefined || sign !== 104) return found
  }
  const end = wordEnd(text, first) ?? (isFirstOfTwo.test(text.slice(first, first + 20)) ? first : undefined)
  return end === undefined ? undefined : { end, evidence: 'likely' }
}

function mayBegin(text: string, start: number): boolean {
  const previous = text.charCodeAt(start - 1)
  if (previous === 84) return isDigit(text.charCodeAt(start - 2))
  if (isWordPart(previous)) return false
  const isJoint = previous === 58 || previous === 46 || previous === 44 || previous === 47
  return !isJoint || !isWordPart(text.charCodeAt(start - 2))
}

/** `:30`, `.30 Uhr`, `h30`, with seconds and zone. */
function withMinutes(text: string, start: number, first: number): Found | undefined {
  const minutes = digitsEnd(text, first + 1, 3)
  if (minutes - first !== 3 || numberIn(text, first + 1, minutes) > 59) return undefined
  if (text.charCodeAt(first) === 46) {
    const end = wordEnd(text, minutes) ?? (isFirstOfTwo.test(text.slice(minutes, minutes + 20)) ? minutes : undefined)
    return end === undefined ? undefined : { end, evidence: 'likely' }
  }
  const seconds = secondsEnd(text, minutes)
  const next = text.charCodeAt(seconds)
  if (next === 58 || (isWordPart(next) && next !== 90)) return wordOf(text, seconds)
  const end = zoneEnd(text, seconds)
  const word = wordEnd(text, end)
  if (word !== undefined) return { end: word, evidence: 'likely' }
  const isSure = first - start === 2 || seconds > minutes || cueBefore.test(before(text, start, 12))
  return { end, evidence: isSure ? 'likely' : 'weak' }
}

/** `2:30pm`. */
function wordOf(text: string, place: number): Found | undefined {
  const end = wordEnd(text, place)
  return end === undefined ? undefined : { end, evidence: 'likely' }
}

function secondsEnd(text: string, place: number): number {
  if (text.charCodeAt(place) !== 58) return place
  const end = digitsEnd(text, place + 1, 3)
  if (end - place !== 3 || numberIn(text, place + 1, end) > 60) return place
  const sign = text.charCodeAt(end)
  const fraction = sign === 46 || sign === 44 ? digitsEnd(text, end + 1, 9) : end
  return fraction > end + 1 ? fraction : end
}

/** `Z`, `+01:00`, `+0100`. Behind the seconds only. */
function zoneEnd(text: string, place: number): number {
  if (text.charCodeAt(place) === 90) return isWordPart(text.charCodeAt(place + 1)) ? place : place + 1
  return place + (/^[+-]\d\d:?\d\d(?!\d)/.exec(text.slice(place, place + 7))?.[0].length ?? 0)
}

/** Behind ` Uhr`, `h`, ` a.m.`; nothing where no such word follows. */
function wordEnd(text: string, place: number): number | undefined {
  const start = spacesEnd(text, place, 1)
  const end = lettersEnd(text, start)
  if (!hourWords.hasAt(text, start, end)) return undefined
  const word = text.slice(start, end).toLowerCase()
  if (word === 'a' || word === 'p') {
    const isWhole = /^\.\s?m\.?/i.exec(text.slice(end, end + 4))
    return isWhole === null ? undefined : end + isWhole[0].length
  }
  // "2 h" is how long, "14h" is when; "8 am" is a time in English and "8 am Tag" a sentence in German.
  if (word === 'h' || word === 'ore') return place === start ? end : undefined
  if (word === 'am')
    return isSpace(text.charCodeAt(end)) && /^\s(?:\p{Lu}|\d|[a-zäöü]{3,}en )/u.test(text.slice(end, end + 14))
      ? undefined
      : end
  return end
}
