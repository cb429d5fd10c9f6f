/**
 * Dates in figures: `12.03.2024`, `1. 7. 1986`, `3.4.`, `2024-03-12` (ISO 8601-1 section 5.2.2), `12/03/2024`, `03/2021`, `15-02-07`.
 *
 * Section numbers (`1.2.3`), versions, docket numbers (`10/2021`) and scales (`5/10`) look the same. So the shorter a form is, the more has
 * to stand before it: a word for a day, a weekday, another date.
 */
import { isDay, isMonthNumber, isWeekday, isYear, isYearOfOurs } from './calendar.ts'
import {
  before,
  digitsEnd,
  isAmongWordsBefore,
  isDigit,
  isLetter,
  isSpace,
  isWordBefore,
  isWordPart,
  numberIn,
  spacesEnd,
  wordBefore,
} from './characters.ts'
import { wordSet } from './words.ts'

/** A date in a text. */
export interface DatePlace {
  readonly start: number
  readonly end: number
  readonly evidence: 'likely' | 'weak'
  /** A day of a month; otherwise only a month, a year or a week. */
  readonly hasDay: boolean
}

const dot = 46
const slash = 47
const hyphen = 45

/** Before a day. */
const dayWords = wordSet(`
  am vom zum bis ab seit dem den der per zur dat datum on dated date el del al fecha le du au il dal op`)
/** Before a month. */
const monthWords = wordSet(`
  in im ab bis seit von vom zum ed em op zuletzt n dx anfang mitte ende since until from on en desde hasta erstdiagnose datum date gültig valid exp
  ca`)
/** What is numbered like a date and is none. */
const sectionWords = wordSet(`
  art artikel abs absatz kap kapitel abschnitt abschn ziff ziffer nr nummer no punkt pkt version vers v ver release rn rz tab tabelle table abb
  abbildung fig figure section sec chapter anlage anhang seite s step schritt icd ops level teil part rev build firmware note score skala vas nrs az
  heft ausgabe drs drucksache din iso gcs`)
/** Another date before, and what joins the two. */
const joinedDay = /(?:\d\.|\.\d{2}|\.\d{4})\s?(?:und|u\.|oder|bis|–|-|\/|,)\s?$/
const joinedMonth = /\d{2}\/\d{2}(?:\d{2})?\s?(?:und|bis|–|-|,)\s?$/
/** The same from the other side: "01/22 - 03/22". */
const joinsMonth = /^\s?(?:-|–|bis)\s?\d{2}\/\d{2}(?!\d)/
/** `4 AZR 10/2021`. */
const docketBefore = /\d\s?[a-z]{1,5}\s{0,2}$/

function isAfterDayWord(text: string, start: number): boolean {
  return isWordBefore(text, start, dayWords, ':.') || joinedDay.test(text.slice(Math.max(0, start - 8), start))
}

function isAfterMonthWord(text: string, start: number): boolean {
  return isWordBefore(text, start, monthWords, ':.') || joinedMonth.test(text.slice(Math.max(0, start - 14), start))
}

function isSection(text: string, start: number): boolean {
  return (
    isAmongWordsBefore(text, start, sectionWords, { count: 1, gap: 5 }) ||
    text.slice(Math.max(0, start - 3), start).includes('§')
  )
}

/** A date in figures whose first figure is at `start`; `isJoined` where a day before belongs to it (`12-14.03.2024`). */
export function numericDate(text: string, start: number, isJoined = false): DatePlace | undefined {
  const first = digitsEnd(text, start, 5)
  const length = first - start
  if (!isJoined && !mayBegin(text, start)) return undefined
  const sign = text.charCodeAt(first)
  if (length === 4) return yearFirst(text, start, first)
  if (length > 2 || length === 0) return undefined
  if (sign === dot) return dotted(text, start, first)
  const place = isSpace(sign) && text.charCodeAt(first + 1) === slash ? first + 1 : first
  if (text.charCodeAt(place) === slash) return slashed(text, start, first, place)
  return sign === hyphen ? dashed(text, start, first) : undefined
}

/** A number may begin here: not inside a word, a longer number, a version or an amount. */
export function mayBegin(text: string, start: number): boolean {
  const previous = text.charCodeAt(start - 1)
  if (isWordPart(previous)) return false
  // Behind a digit these join numbers; a hyphen and a slash join them with words as well ("CVE-2024-03").
  const isMark = previous === dot || previous === 44 || previous === 58
  if (isMark) return !isDigit(text.charCodeAt(start - 2))
  if (previous === slash || previous === hyphen) return !isWordPart(text.charCodeAt(start - 2))
  return (
    previous !== 36 && previous !== 0x20ac && previous !== 0xa3 && previous !== 35 && previous !== 64 && previous !== 37
  )
}

interface Part {
  readonly start: number
  readonly end: number
  readonly value: number
  readonly length: number
}

function part(text: string, start: number): Part | undefined {
  const end = digitsEnd(text, start, 5)
  return end === start ? undefined : { start, end, value: numberIn(text, start, end), length: end - start }
}

function mayEnd(text: string, end: number, sign: number): boolean {
  const next = text.charCodeAt(end)
  if (isWordPart(next)) return next === 84 && isDigit(text.charCodeAt(end + 1))
  const isJoint =
    next === dot || next === 44 || (next === slash && sign === slash) || (next === hyphen && sign === hyphen)
  return !(isJoint && isDigit(text.charCodeAt(end + 1))) && next !== 37
}

function dotted(text: string, start: number, first: number): DatePlace | undefined {
  const second = part(text, spacesEnd(text, first + 1, 1))
  const day = numberIn(text, start, first)
  if (second === undefined) return undefined
  if (second.length === 4 && second.start === first + 1)
    return monthDotYear(text, { start, month: day, digits: first - start, year: second })
  if (second.length > 2 || !isMonthNumber(second.value) || !isDay(day)) return undefined
  if (text.charCodeAt(second.end) !== dot) return dayDotMonth(text, start, second, second.end)
  const third = part(text, spacesEnd(text, second.end + 1, 1))
  const isWhole = third !== undefined && mayEnd(text, third.end, dot)
  if (isWhole && third.length === 4 && isYear(third.value))
    return { start, end: third.end, evidence: 'likely', hasDay: true }
  if (isWhole && third.length === 2 && second.start === first + 1 && third.start === second.end + 1) {
    return shortYear(text, start, third.end, first - start === 2 && second.length === 2)
  }
  // "3.4.5" is no date; "3.4. 12 mg" is one, if it says so.
  if (third?.start === second.end + 1) return undefined
  return dayDotMonth(text, start, second, second.end + 1)
}

/** `12.03.56` is a date unless it is called something else; `1.2.13` only where a date is expected. */
function shortYear(text: string, start: number, end: number, isPadded: boolean): DatePlace | undefined {
  if (isSection(text, start)) return undefined
  const isExpected =
    isPadded ||
    start === 0 ||
    isAfterDayWord(text, start) ||
    isAfterWeekday(text, start) ||
    /(?:^|[\n\r(:;,–|>*"'-])\s{0,2}$/.test(text.slice(Math.max(0, start - 4), start))
  return { start, end, evidence: isExpected ? 'likely' : 'weak', hasDay: true }
}

/** `am 3.4.`, `vom 12.03.`, `bis 30.08`. */
function dayDotMonth(text: string, start: number, month: Part, end: number): DatePlace | undefined {
  const hasDot = end > month.end
  if (!hasDot && (isDigit(text.charCodeAt(end)) || !mayEnd(text, end, dot))) return undefined
  if (hasDot && isWordPart(text.charCodeAt(end))) return undefined
  if (isSection(text, start)) return undefined
  const isPadded = month.length === 2 && text.charCodeAt(month.start) === 48
  const next = text.charCodeAt(end)
  const isAtStart = /(?:^|[\n\r])\s{0,2}$/.test(text.slice(Math.max(0, start - 4), start))
  const isEntry = hasDot && ((next === 58 && month.length === 2) || ((next === 58 || next === 44) && isAtStart))
  const isExpected = isEntry || isAfterDayWord(text, start) || isAfterWeekday(text, start)
  if (isExpected && (hasDot || month.length === 2)) return { start, end, evidence: 'likely', hasDay: true }
  return hasDot && isPadded && month.start - start === 3 ? { start, end, evidence: 'likely', hasDay: true } : undefined
}

function isAfterWeekday(text: string, start: number): boolean {
  return isWeekday(wordBefore(text, start).word)
}

/** `03.2021`. */
function monthDotYear(
  text: string,
  {
    start,
    month,
    digits,
    year,
  }: { readonly start: number; readonly month: number; readonly digits: number; readonly year: Part },
): DatePlace | undefined {
  if (!isMonthNumber(month) || !isYearOfOurs(year.value) || !mayEnd(text, year.end, dot)) return undefined
  if (isSection(text, start)) return undefined
  return {
    start,
    end: year.end,
    evidence: digits === 2 || isAfterMonthWord(text, start) ? 'likely' : 'weak',
    hasDay: false,
  }
}

function slashed(text: string, start: number, first: number, sign: number): DatePlace | undefined {
  const one = numberIn(text, start, first)
  const second = part(text, spacesEnd(text, sign + 1, 1))
  if (second === undefined) return undefined
  const gap = isSpace(text.charCodeAt(second.end)) && text.charCodeAt(second.end + 1) === slash ? 1 : 0
  if (text.charCodeAt(second.end + gap) !== slash)
    return monthSlashYear(text, { start, month: one, digits: first - start, year: second })
  const third = part(text, spacesEnd(text, second.end + gap + 1, 1))
  if (third === undefined || second.length > 2 || !mayEnd(text, third.end, slash) || !isDayAndMonth(one, second.value))
    return undefined
  if (third.length === 4 && isYear(third.value)) return { start, end: third.end, evidence: 'likely', hasDay: true }
  const isTight = third.end - start === first - start + second.length + 4
  return third.length === 2 && isTight
    ? shortYear(text, start, third.end, first - start === 2 && second.length === 2)
    : undefined
}

/** In either order: 03/14/2024 is a date as well. */
function isDayAndMonth(one: number, two: number): boolean {
  return (isDay(one) && isMonthNumber(two)) || (isMonthNumber(one) && isDay(two))
}

/** `03/2021`; `03/21` only where a month is expected. */
function monthSlashYear(
  text: string,
  {
    start,
    month,
    digits,
    year,
  }: { readonly start: number; readonly month: number; readonly digits: number; readonly year: Part },
): DatePlace | undefined {
  if (!isMonthNumber(month) || !mayEnd(text, year.end, slash)) return undefined
  if (isSection(text, start)) return undefined
  if (year.length === 4 && isYearOfOurs(year.value)) {
    return {
      start,
      end: year.end,
      evidence: docketBefore.test(before(text, start, 12)) ? 'weak' : 'likely',
      hasDay: false,
    }
  }
  const isExpected =
    year.length === 2 &&
    digits === 2 &&
    (isAfterMonthWord(text, start) || joinsMonth.test(text.slice(year.end, year.end + 12)))
  return isExpected ? { start, end: year.end, evidence: 'likely', hasDay: false } : undefined
}

function dashed(text: string, start: number, first: number): DatePlace | undefined {
  const one = numberIn(text, start, first)
  const second = part(text, first + 1)
  if (second === undefined || second.length > 2) return undefined
  if (text.charCodeAt(second.end) === slash) return monthsOfYear(text, start, one, second)
  if (text.charCodeAt(second.end) !== hyphen) return undefined
  const third = part(text, second.end + 1)
  if (third === undefined || !isDayAndMonth(one, second.value) || !mayEnd(text, third.end, hyphen)) return undefined
  if (third.length === 4 && isYear(third.value)) return { start, end: third.end, evidence: 'likely', hasDay: true }
  if (third.length !== 2 || first - start !== 2 || second.length !== 2) return undefined
  const isExpected = isAfterDayWord(text, start)
  return { start, end: third.end, evidence: isExpected ? 'likely' : 'weak', hasDay: true }
}

/** `10-12/2019`. */
function monthsOfYear(text: string, start: number, one: number, two: Part): DatePlace | undefined {
  const year = part(text, two.end + 1)
  if (year?.length !== 4 || !isYearOfOurs(year.value) || !mayEnd(text, year.end, slash)) return undefined
  const isRange = isMonthNumber(one) && isMonthNumber(two.value) && one < two.value
  return isRange ? { start, end: year.end, evidence: 'likely', hasDay: false } : undefined
}

/** `2024-03-12`, `2024/03/12`, `2024.03.12`, `2024-03`. */
function yearFirst(text: string, start: number, first: number): DatePlace | undefined {
  const sign = text.charCodeAt(first)
  if ((sign !== hyphen && sign !== slash && sign !== dot) || !isYear(numberIn(text, start, first))) return undefined
  const second = part(text, first + 1)
  if (second === undefined || !isMonthNumber(second.value) || second.length > 2) return undefined
  // "2149.2.1" is a section.
  if (sign === dot && second.length < 2) return undefined
  const third = text.charCodeAt(second.end) === sign ? part(text, second.end + 1) : undefined
  if (third !== undefined) {
    const isWhole = third.length <= 2 && isDay(third.value) && mayEnd(text, third.end, sign)
    return isWhole ? { start, end: third.end, evidence: 'likely', hasDay: true } : undefined
  }
  const isMonth =
    sign === hyphen &&
    second.length === 2 &&
    mayEnd(text, second.end, hyphen) &&
    !isLetter(text.charCodeAt(second.end + 1))
  return isMonth && text.charCodeAt(second.end) !== hyphen
    ? { start, end: second.end, evidence: 'likely', hasDay: false }
    : undefined
}
