/**
 * Dates, in figures and with written months, ranges of them, and the date of birth among them (kind `DATE_OF_BIRTH`).
 *
 * A plain date is `likely`: what happens with it is a matter of the policy. A month alone is none, unless a word of time stands before
 * ("im März"). A weekday before a date belongs to it.
 */
import type { PatternDetector } from '../detector.ts'
import { isDay, isMonthNumber, isWeekday, isYearOfOurs, monthAt, monthLettersMax } from './calendar.ts'
import {
  digitsEnd,
  isDigit,
  isLetter,
  isSpace,
  isWordBefore,
  isWordPart,
  lettersEnd,
  numberIn,
  spacesEnd,
  spacesStart,
  wordAfter,
  wordBefore,
} from './characters.ts'
import { mayBegin, numericDate, type DatePlace } from './date-numeric.ts'
import { birthEvidence } from './date-of-birth.ts'
import { dayThenMonth, monthThen } from './date-written.ts'
import { eachFreeDigitRun, figuresOf } from './figures.ts'
import { reporter } from './report.ts'
import { Words } from './words.ts'
import { periodStart, yearAlone } from './year.ts'

/** Days of one list or range that share a month: "1., 2. und 3. Mai". */
const sharedMonthDaysMax = 4

export const date: PatternDetector = {
  name: 'date',
  find: (reading, hints, add) => {
    const { text } = reading
    const report = reporter('date', reading, add)
    const found = (place: DatePlace): void => {
      const birth = birthEvidence(text, place, hints.label)
      const kind = birth === undefined ? 'DATE' : 'DATE_OF_BIRTH'
      report({ start: place.start, end: place.end, category: 'DATE', kind, evidence: birth ?? place.evidence })
    }
    let done = 0
    eachFreeDigitRun(reading, (start, end) => {
      const place = dateAt(text, start) ?? compactBirth(text, start, end, hints.label)
      if (place === undefined || place.start < done) return place?.end ?? 0
      found(place)
      done = place.end
      return done
    })
    for (const start of figuresOf(reading).monthStarts) {
      const place = monthAlone(text, start)
      if (place !== undefined) found(place)
    }
  },
}

/** The date whose first figure is at `place`, which has no figure before it. It may begin earlier: with its month or its weekday. */
export function dateAt(text: string, place: number): DatePlace | undefined {
  const length = digitsEnd(text, place, 5) - place
  // A day and a month have one figure or two, a year has four.
  if (length === 3 || length > 4) return undefined
  const found = dayAt(text, place) ?? numericDate(text, place) ?? weekAt(text, place) ?? wordsAt(text, place)
  if (found === undefined) return undefined
  return found.hasDay ? { ...found, start: weekdayStart(text, found.start) } : found
}

function wordsAt(text: string, place: number): DatePlace | undefined {
  const found = monthThen(text, place)
  if (found !== undefined) return found.hasDay ? found : { ...found, start: periodStart(text, found.start) }
  return yearAlone(text, place)
}

/** A day with its month, or several that share one. */
function dayAt(text: string, place: number, depth = 1): DatePlace | undefined {
  const end = digitsEnd(text, place, 3)
  if (end - place > 2) return undefined
  const own = dayThenMonth(text, place)
  if (own !== undefined || depth > sharedMonthDaysMax) return own
  const next = jointEnd(text, end)
  if (next === undefined || !isDay(numberIn(text, place, end)) || !mayBegin(text, place)) return undefined
  const last = dayAt(text, next, depth + 1) ?? numericDate(text, next, true)
  const isShared = last !== undefined && last.hasDay && last.start === next && last.evidence === 'likely'
  return isShared ? { ...last, start: place } : undefined
}

const jointWords = new Words(['bis', 'und', 'u', 'oder', 'to', 'and', 'or', 'al', 'a', 'y', 'e', 'et', 'au'])

/** Behind what joins two days: a dot and a hyphen, a slash, a comma or a word. The next figure stands there. */
function jointEnd(text: string, place: number): number | undefined {
  const hasDot = text.charCodeAt(place) === 46
  let end = spacesEnd(text, hasDot ? place + 1 : place, 1)
  const sign = text.charCodeAt(end)
  if (sign === 45 || sign === 0x2013 || sign === 0x2014 || sign === 47 || (sign === 44 && hasDot)) end++
  else if (isLetter(sign) && (hasDot || end > place)) {
    const stop = lettersEnd(text, end)
    if (stop - end > 4 || !jointWords.hasAt(text, end, stop)) return undefined
    end = text.charCodeAt(stop) === 46 ? stop + 1 : stop
    if (text.startsWith(' zum', end)) end += 4
  } else return undefined
  end = spacesEnd(text, end, 1)
  return isDigit(text.charCodeAt(end)) ? end : undefined
}

/** `KW 12`, `KW 12/2024`, `12. KW`. */
function weekAt(text: string, place: number): DatePlace | undefined {
  const first = digitsEnd(text, place, 3)
  if (first - place > 2 || numberIn(text, place, first) > 53) return undefined
  const near = text.charCodeAt(spacesStart(text, place, 2) - 1) | 32
  // "KW", "kw", "Kalenderwoche", or a dot behind: most numbers have neither.
  if (near !== 119 && near !== 101 && near !== 46 && text.charCodeAt(first) !== 46) return undefined
  const glued = text.slice(Math.max(0, place - 3), place)
  const word = /(?:^|[^A-Za-z])KW$/.test(glued) ? { word: 'kw', start: place - 2 } : wordBefore(text, place, '.')
  if (word.word === 'kw' || word.word === 'kalenderwoche')
    return { start: word.start, end: weekYearEnd(text, first), evidence: 'likely', hasDay: false }
  if (text.charCodeAt(first) !== 46) return undefined
  const behind = wordAfter(text, first + 1)
  if (behind.word !== 'kw' && behind.word !== 'kalenderwoche') return undefined
  return { start: place, end: weekYearEnd(text, behind.end), evidence: 'likely', hasDay: false }
}

function weekYearEnd(text: string, place: number): number {
  const sign = text.charCodeAt(place)
  if (sign !== 47 && !isSpace(sign)) return place
  const start = spacesEnd(text, place + 1, 1)
  const end = digitsEnd(text, start, 5)
  return end - start === 4 && isYearOfOurs(numberIn(text, start, end)) ? end : place
}

function weekdayStart(text: string, start: number): number {
  const comma = spacesStart(text, start, 2)
  // "Mo., 03.06.": the comma, and then the dot of what is shortened.
  let { word, start: wordStart } = wordBefore(text, text.charCodeAt(comma - 1) === 44 ? comma - 1 : start, '.')
  if (word === 'den' || word === 'dem' || word === 'der' || word === 'the')
    ({ word, start: wordStart } = wordBefore(text, wordStart, ','))
  return isWeekday(word) && !isWordPart(text.charCodeAt(wordStart - 1)) ? wordStart : start
}

const timeWords = new Words([
  'im',
  'seit',
  'anfang',
  'mitte',
  'ende',
  'in',
  'since',
  'early',
  'late',
  'last',
  'next',
  'until',
  'ab',
  'bis',
])

/** "im März", where no year follows: with one the figures lead here. */
function monthAlone(text: string, place: number): DatePlace | undefined {
  const end = lettersEnd(text, place)
  if (end - place > monthLettersMax || end - place < 3) return undefined
  if (monthAt(text, place, end) === undefined) return undefined
  const written = text.slice(place, end)
  if (written === 'March' || written === 'May' || written === 'Mar') return undefined
  if (isDigit(text.charCodeAt(spacesEnd(text, text.charCodeAt(end) === 46 ? end + 1 : end, 2)))) return undefined
  if (!isWordBefore(text, place, timeWords, '')) return undefined
  return { start: place, end, evidence: 'likely', hasDay: false }
}

/** `19560312`, `12031956`, `120356`: a date only where it says that it is one of birth. */
function compactBirth(text: string, place: number, end: number, label: string | undefined): DatePlace | undefined {
  const length = end - place
  if ((length !== 8 && length !== 6) || isWordPart(text.charCodeAt(end)) || !mayBegin(text, place)) return undefined
  const at = (from: number, count: number): number => numberIn(text, place + from, place + from + count)
  const isIso = length === 8 && isYearOfOurs(at(0, 4)) && isMonthNumber(at(4, 2)) && isDay(at(6, 2))
  const isGerman = isDay(at(0, 2)) && isMonthNumber(at(2, 2)) && (length === 6 || isYearOfOurs(at(4, 4)))
  if (!isIso && !isGerman) return undefined
  const found = { start: place, end, evidence: 'likely', hasDay: true } as const
  return birthEvidence(text, found, label) === undefined ? undefined : found
}
