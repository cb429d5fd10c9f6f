/**
 * Where figures stand in a text, looked up once for all the patterns that begin with them: dates, times, ages and phone numbers would
 * otherwise each walk over every character.
 */
import type { Reading } from '../reading.ts'
import { isDigit } from './characters.ts'

/** Places in the text of a reading. */
interface Figures {
  /** Start and end of each run of digits, one after the other. */
  readonly runs: Int32Array
  /** Where a word begins with a space before it and the first two letters of a German or English month. */
  readonly monthStarts: Int32Array
  /** Where a colon, a hyphen, a full stop or a slash stands between two hexadecimal digits. */
  readonly hexJoints: Int32Array
}

/** A reading lives as long as its request, and so does what is known of it. */
const known = new WeakMap<Reading, Figures>()

export function figuresOf(reading: Reading): Figures {
  const before = known.get(reading)
  if (before !== undefined) return before
  const figures = figuresIn(reading.text)
  known.set(reading, figures)
  return figures
}

/** 1 for a digit, 2 for a capital letter with which a month begins, 3 for what may join hexadecimal digits. */
const kinds = new Uint8Array(128)
for (const digit of '0123456789') kinds[digit.charCodeAt(0)] = 1
for (const letter of 'JFMASOND') kinds[letter.charCodeAt(0)] = 2
for (const joint of ':-./') kinds[joint.charCodeAt(0)] = 3
/** 1 for two letters with which a month begins, the first one times 256. */
const monthPairs = new Uint8Array(128 * 256)
for (const pair of ['Ja', 'Jä', 'Ju', 'Fe', 'Mä', 'Ma', 'Ap', 'Au', 'Se', 'Ok', 'Oc', 'No', 'De']) {
  monthPairs[pair.charCodeAt(0) * 256 + pair.charCodeAt(1)] = 1
}

function isMonthPair(first: number, second: number): boolean {
  return second < 256 && monthPairs[first * 256 + second] === 1
}

/** As digits of hexadecimal numbers are written. */
export function isHex(code: number): boolean {
  const letter = code | 0x20
  return isDigit(code) || (letter >= 0x61 && letter <= 0x66)
}

function figuresIn(text: string): Figures {
  const runs: number[] = []
  const monthStarts: number[] = []
  const hexJoints: number[] = []
  const { length } = text
  for (let place = 0; place < length; place++) {
    const code = text.charCodeAt(place)
    if (code >= 128 || kinds[code] === 0) continue
    if (kinds[code] === 2) {
      if (text.charCodeAt(place - 1) === 32 && isMonthPair(code, text.charCodeAt(place + 1))) monthStarts.push(place)
      continue
    }
    if (kinds[code] === 3) {
      if (isHex(text.charCodeAt(place + 1)) && isHex(text.charCodeAt(place - 1))) hexJoints.push(place)
      continue
    }
    runs.push(place)
    while (place < length && isDigit(text.charCodeAt(place))) place++
    runs.push(place--)
  }
  return { runs: new Int32Array(runs), monthStarts: new Int32Array(monthStarts), hexJoints: new Int32Array(hexJoints) }
}

/**
 * Calls `look` with every run of digits in order. It says where what it took ends; runs before that are left out. Nothing taken is 0.
 */
export function eachDigitRun(reading: Reading, look: (start: number, end: number) => number): void {
  const { runs } = figuresOf(reading)
  let done = 0
  for (let index = 0; index < runs.length; index += 2) {
    const start = runs[index] ?? 0
    if (start >= done) done = Math.max(done, look(start, runs[index + 1] ?? start))
  }
}

/** The same without digits that stand between letters, as in a hash or in Base64: no date, time, age or phone number begins there. */
export function eachFreeDigitRun(reading: Reading, look: (start: number, end: number) => number): void {
  const { text } = reading
  eachDigitRun(reading, (start, end) => {
    const isBetweenLetters = isAsciiLetter(text.charCodeAt(start - 1)) && isAsciiLetter(text.charCodeAt(end))
    return isBetweenLetters ? end : look(start, end)
  })
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
