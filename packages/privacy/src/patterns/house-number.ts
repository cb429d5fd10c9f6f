import { units } from './address-words.ts'
import { isDigitAt, isLetterAt } from './character-sets.ts'

/** Longest house number. */
const digitsMax = 4

/**
 * Where the house number ends that begins here, or -1: "6b", "12 a,", "5-7", "3/2/15", "119–129". Years, times and fractions are none.
 */
export function endOfHouseNumber(text: string, from: number): number {
  const first = endOfDigits(text, from)
  if (first === from || first - from > digitsMax || text.charAt(from) === '0' || isYear(text, from, first)) return -1
  let end = endOfLetter(text, first)
  for (let parts = 0; parts < 3; parts += 1) {
    const next = endOfPart(text, end)
    if (next === -1) break
    end = next
  }
  return isLetterAt(text, end) || isFraction(text, end) ? -1 : end
}

/** Whether what follows says that the number counts something, or orders: "300 Menschen", "5. Mai". Ask late: it costs more. */
export function isCounted(text: string, end: number): boolean {
  return units.test(text.slice(end, end + 16))
}

export function endOfDigits(text: string, from: number): number {
  let place = from
  while (place < from + 6 && isDigitAt(text, place)) place += 1
  return place
}

function isYear(text: string, from: number, end: number): boolean {
  return end - from === 4 && (text.startsWith('19', from) || text.startsWith('20', from))
}

/** "6b"; "6 b" only where nothing but punctuation follows. */
function endOfLetter(text: string, from: number): number {
  if (isSingleLetter(text, from)) return from + 1
  if (text.charAt(from) !== ' ' || !isSingleLetter(text, from + 1)) return from
  const next = text.charAt(from + 2)
  return next === '' || ',;.\n)"\\'.includes(next) ? from + 2 : from
}

const smallA = 0x61
const smallN = 0x6e

function isSingleLetter(text: string, place: number): boolean {
  const letter = text.charCodeAt(place) | 0x20
  return letter >= smallA && letter <= smallN && !isLetterAt(text, place + 1) && !isDigitAt(text, place + 1)
}

/** "-7", "/15", " - 14", "+ 3". */
function endOfPart(text: string, from: number): number {
  const sign = text.charAt(from) === ' ' ? text.charAt(from + 1) : text.charAt(from)
  if (sign === '' || !'-–/+'.includes(sign)) return -1
  const part = /^ ?[-–/+] ?\d{1,4}(?!\d|[.,]\d)/.exec(text.slice(from, from + 9))
  if (part === null) return -1
  return endOfLetter(text, from + part[0].length)
}

/** "3,5", "3.14", "12:30". */
function isFraction(text: string, end: number): boolean {
  return '.,:'.includes(text.charAt(end) || ' ') && isDigitAt(text, end + 1)
}
