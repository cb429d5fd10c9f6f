/**
 * Dates with a written month: `3. Mai 2024`, `2.Oktober`, `3 de mayo de 2024`, `1st of May 2024`, `March 5th, 2024`, `Jan. 2020`,
 * `13-noviembre-2017`, `Januar bis März 2020`.
 */
import { beginsMonth, isDay, isYear, monthLettersMax, monthAt } from './calendar.ts'
import {
  digitsEnd,
  isDigit,
  isSpace,
  isUpper,
  isWordPart,
  lettersEnd,
  lettersStart,
  numberIn,
  spacesEnd,
  spacesStart,
} from './characters.ts'
import { mayBegin, type DatePlace } from './date-numeric.ts'
import { Words } from './words.ts'

/** Between day and month, after spaces: "of", "de", "of the". */
const between = new Words(['de', 'del', 'of', 'di', 'do'])
const ordinals = new Set(['st', 'nd', 'rd', 'th', 'er', 're', 'ter', 'ten', 'º', 'ª'])

/** A day whose figures begin at `start` and a month behind it. */
export function dayThenMonth(text: string, start: number): DatePlace | undefined {
  const first = digitsEnd(text, start, 3)
  if (first - start > 2 || !isDay(numberIn(text, start, first)) || !mayBegin(text, start)) return undefined
  const word = monthPlace(text, afterOrdinal(text, first))
  const name = word === undefined ? undefined : monthAt(text, word.start, word.end)
  if (word === undefined || name === undefined) return undefined
  const year = yearBehind(text, word.end)
  if (year !== undefined) return { start, end: year, evidence: 'likely', hasDay: true }
  if (name === 'doubtful' || isWordPart(text.charCodeAt(word.end))) return undefined
  return { start, end: word.end, evidence: 'likely', hasDay: true }
}

/** Behind `.`, `st`, `º`. */
function afterOrdinal(text: string, place: number): number {
  if (text.charCodeAt(place) === 46) return place + 1
  const end = lettersEnd(text, place)
  return end > place && end - place < 4 && ordinals.has(text.slice(place, end)) ? end : place
}

interface Word {
  readonly start: number
  readonly end: number
}

/** The word behind a day, over spaces, a hyphen, "of" or "de". */
function monthPlace(text: string, place: number): Word | undefined {
  let start = text.charCodeAt(place) === 45 || text.charCodeAt(place) === 47 ? place + 1 : spacesEnd(text, place, 2)
  for (let skipped = 0; skipped < 3; skipped++) {
    const end = lettersEnd(text, start)
    if (end - start < 2 || end - start > monthLettersMax || !beginsMonth(text.charCodeAt(start))) return undefined
    if (skipped === 2 || !between.hasAt(text, start, end)) return { start, end }
    start = spacesEnd(text, end, 2)
  }
  return undefined
}

/** Where the year ends behind a month: ` 2024`, `. 2024`, `, 2024`, ` de 2024`, `-2024`, ` '24`, ` 24` at the end of something. */
function yearBehind(text: string, place: number): number | undefined {
  let start = text.charCodeAt(place) === 46 ? place + 1 : place
  if (text.charCodeAt(start) === 45 || text.charCodeAt(start) === 47 || text.charCodeAt(start) === 44) start++
  start = spacesEnd(text, start, 2)
  const word = lettersEnd(text, start)
  if (word > start && between.hasAt(text, start, word)) start = spacesEnd(text, word, 2)
  const isShortened = text.charCodeAt(start) === 39 || text.charCodeAt(start) === 0x2019
  if (isShortened) start++
  const end = digitsEnd(text, start, 5)
  if (isWordPart(text.charCodeAt(end)) || start === place) return undefined
  if (end - start === 4) return isYear(numberIn(text, start, end)) ? end : undefined
  return end - start === 2 && (isShortened || isEndOfPhrase(text, end)) ? end : undefined
}

/** Two digits behind a month are a year where nothing follows that they could count. */
function isEndOfPhrase(text: string, place: number): boolean {
  const next = text.charAt(place)
  if (next === '' || next === '\n' || next === '\r') return true
  return '.,;)]'.includes(next) && !isDigit(text.charCodeAt(place + 1))
}

/** A month before the figures that begin at `start`: a year, an English day, or a year of two digits. */
export function monthThen(text: string, start: number): DatePlace | undefined {
  const first = digitsEnd(text, start, 5)
  const length = first - start
  if (length !== 4 && length !== 1 && length !== 2) return undefined
  const month = monthBefore(text, start)
  if (month === undefined) return undefined
  if (length === 4) {
    const isOne = isYear(numberIn(text, start, first)) && !isWordPart(text.charCodeAt(first)) && !isDecimal(text, first)
    return isOne ? { start: rangeStart(text, month.start), end: first, evidence: 'likely', hasDay: false } : undefined
  }
  return isUpper(text.charCodeAt(month.start)) || length === 2 ? monthThenDay(text, month, start, first) : undefined
}

function monthThenDay(text: string, month: Word, start: number, first: number): DatePlace | undefined {
  const isDoubtful = monthAt(text, month.start, month.end) === 'doubtful'
  const end = dayRangeEnd(text, afterOrdinal(text, first))
  const behind = text.charCodeAt(first) === 46 ? first : end
  const year = yearBehind(text, behind)
  if (year !== undefined && year - behind > 4)
    return { start: month.start, end: year, evidence: 'likely', hasDay: true }
  const next = text.charCodeAt(behind)
  if (isDoubtful || (isWordPart(next) && behind === first) || next === 58 || next === 37 || isDecimal(text, behind))
    return undefined
  return { start: month.start, end: behind, evidence: 'likely', hasDay: isDay(numberIn(text, start, first)) }
}

/** Behind `-7` in "March 5-7". */
function dayRangeEnd(text: string, place: number): number {
  const sign = text.charCodeAt(place)
  if (sign !== 45 && sign !== 0x2013) return place
  const end = digitsEnd(text, place + 1, 3)
  return end > place + 1 && end < place + 4 && isDay(numberIn(text, place + 1, end)) ? end : place
}

function isDecimal(text: string, place: number): boolean {
  const code = text.charCodeAt(place)
  return (code === 46 || code === 44) && isDigit(text.charCodeAt(place + 1))
}

function monthBefore(text: string, place: number): Word | undefined {
  const quote = text.charCodeAt(place - 1)
  let end = quote === 39 || quote === 0x2019 ? place - 1 : place
  const near = text.charCodeAt(end - 1)
  // Mostly something else stands before figures; this is asked for each of them.
  if (!isSpace(near) && near !== 46 && near !== 45 && near !== 47 && end === place) return undefined
  end = spacesStart(text, end, 2)
  for (let skipped = 0; skipped < 2; skipped++) {
    const mark = text.charCodeAt(end - 1)
    if (mark === 46 || mark === 45 || mark === 47 || mark === 44) end--
    const start = lettersStart(text, end)
    if (end - start < 2 || end - start > monthLettersMax || !beginsMonth(text.charCodeAt(start))) return undefined
    if (isWordPart(text.charCodeAt(start - 1))) return undefined
    if (monthAt(text, start, end) !== undefined) return { start, end }
    if (!between.has(text.slice(start, end))) return undefined
    end = spacesStart(text, start, 2)
  }
  return undefined
}

const joiners = new Words([
  'bis',
  'und',
  'oder',
  'to',
  'and',
  'until',
  'through',
  'y',
  'a',
  'et',
  'à',
  'e',
  'en',
  'tot',
])

/** `Januar bis März 2020`: from the first month on. */
function rangeStart(text: string, month: number): number {
  let end = spacesStart(text, month, 2)
  const sign = text.charCodeAt(end - 1)
  if (sign === 45 || sign === 0x2013 || sign === 47) end--
  else {
    const word = lettersStart(text, end)
    if (word === end || !joiners.hasAt(text, word, end)) return month
    end = word
  }
  end = spacesStart(text, end, 2)
  if (text.charCodeAt(end - 1) === 46) end--
  const start = lettersStart(text, end)
  return start < end && monthAt(text, start, end) === 'clear' ? start : month
}
