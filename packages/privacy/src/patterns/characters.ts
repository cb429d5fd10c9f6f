/**
 * What a character is to a pattern, and the words beside a place. Everything looks at a bounded stretch, so a detector that asks once
 * per candidate stays linear.
 */
import type { Words } from './words.ts'

/** Longest word that is looked up. The longest in our lists has 24 letters. */
const wordLettersMax = 32

/** 0 to 9. Other decimal digits do not occur in the identifiers that we know. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/**
 * Letters of every script, cheaply: beyond Latin-1 everything counts that is neither punctuation, nor a symbol of the common blocks, nor
 * a pseudonym's bracket. `NaN`, which stands before and behind every text, is none.
 */
export function isLetter(code: number): boolean {
  if (!(code >= 128)) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
  if (code < 0x250)
    return code >= 0xc0 ? code !== 0xd7 && code !== 0xf7 : code === 0xaa || code === 0xb5 || code === 0xba
  return !((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f) || code >= 0xd800)
}

export function isWordPart(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 95
}

/** Space, tab, line break, NBSP. Readings have plain spaces already; this also serves texts that are read as they are. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0
}

export function isUpper(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde && code !== 0xd7)
}

/** Where the digits end that begin at `place`. At most `max` of them are read. */
export function digitsEnd(text: string, place: number, max: number): number {
  const stop = Math.min(text.length, place + max)
  let end = place
  while (end < stop && isDigit(text.charCodeAt(end))) end++
  return end
}

/** Number of the digits in `[start, end)`. The caller knows that only digits stand there. */
export function numberIn(text: string, start: number, end: number): number {
  let value = 0
  for (let place = start; place < end; place++) value = value * 10 + text.charCodeAt(place) - 48
  return value
}

/** Where the letters begin that end before `end`. */
export function lettersStart(text: string, end: number): number {
  const stop = Math.max(0, end - wordLettersMax)
  let start = end
  while (start > stop && isLetter(text.charCodeAt(start - 1))) start--
  return start
}

/** Where the letters end that begin at `start`. */
export function lettersEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + wordLettersMax)
  let end = start
  while (end < stop && isLetter(text.charCodeAt(end))) end++
  return end
}

/** `place` moved to the left over at most `max` spaces. */
export function spacesStart(text: string, place: number, max: number): number {
  let start = place
  while (start > 0 && place - start < max && isSpace(text.charCodeAt(start - 1))) start--
  return start
}

/** `place` moved to the right over at most `max` spaces. */
export function spacesEnd(text: string, place: number, max: number): number {
  let end = place
  while (end < text.length && end - place < max && isSpace(text.charCodeAt(end))) end++
  return end
}

/** A word beside a place, in lower case. Empty where none stands there. */
export interface Neighbour {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The word that ends before `place`, over at most two spaces and any of `marks` (as "." in "Jan. 2024"). */
export function wordBefore(text: string, place: number, marks = '.,:'): Neighbour {
  const end = wordEndBefore(text, place, marks)
  const start = lettersStart(text, end)
  return { word: text.slice(start, end).toLowerCase(), start, end }
}

function wordEndBefore(text: string, place: number, marks: string): number {
  const end = spacesStart(text, place, 2)
  return end > 0 && marks.includes(text.charAt(end - 1)) ? spacesStart(text, end - 1, 1) : end
}

/** The word that begins behind `place`, over at most two spaces. */
export function wordAfter(text: string, place: number): Neighbour {
  const start = spacesEnd(text, place, 2)
  const end = lettersEnd(text, start)
  return { word: text.slice(start, end).toLowerCase(), start, end }
}

/** Whether the word that ends before `place`, as `wordBefore` finds it, is one of `words`. */
export function isWordBefore(text: string, place: number, words: Words, marks = '.,:'): boolean {
  const end = wordEndBefore(text, place, marks)
  return words.hasAt(text, lettersStart(text, end), end)
}

/** Whether one of the last `count` words before a place is among `words`; at most `gap` other characters stand before each of them. */
export function isAmongWordsBefore(
  text: string,
  place: number,
  words: Words,
  { count, gap }: { readonly count: number; readonly gap: number },
): boolean {
  let end = place
  for (let word = 0; word < count; word++) {
    const stop = Math.max(0, end - gap)
    while (end > stop && !isLetter(text.charCodeAt(end - 1))) end--
    const start = lettersStart(text, end)
    if (start === end) return false
    if (words.hasAt(text, start, end)) return true
    end = start
  }
  return false
}

/** The text before a place, in lower case, for a small regular expression. */
export function before(text: string, place: number, length: number): string {
  return text.slice(Math.max(0, place - length), place).toLowerCase()
}
