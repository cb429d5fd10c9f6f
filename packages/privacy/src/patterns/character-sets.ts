import { isDigit, isLetter } from './characters.ts'

/** Sets of ASCII characters, as tables: one look-up per character of a hostile text, and no regular expression over it. */
export type CharacterSet = Uint8Array

const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()

export const decimal = setOf(digits)
export const hexadecimal = setOf(`${digits}abcdefABCDEF`)
export const upperOrDigit = setOf(digits + upper)
export const letterOrDigit = setOf(digits + lower + upper)
/** What a name in a program is made of. */
export const wordCharacter = setOf(`${digits + lower + upper}_`)
/** base64url, also the alphabet of most vendors' tokens. */
export const urlSafe = setOf(`${digits + lower + upper}_-`)
export const base64 = setOf(`${digits + lower + upper}+/=`)
/** Everything that appears in a token of whatever make, points within included. */
export const tokenCharacter = setOf(`${digits + lower + upper}_-.+/=~`)

export function setOf(characters: string): CharacterSet {
  const set = new Uint8Array(128)
  for (let index = 0; index < characters.length; index += 1) set[characters.charCodeAt(index)] = 1
  return set
}

/** Whether the character at this place belongs to the set. Outside the text nothing does. */
export function isIn(set: CharacterSet, text: string, place: number): boolean {
  // A code above 127 or NaN beyond the ends reads undefined, which belongs to no set.
  return set[text.charCodeAt(place)] === 1
}

/** Place behind the run of characters of the set; looks at no more than `most` of them. */
export function endOfRun(set: CharacterSet, text: string, from: number, most: number): number {
  const bound = Math.min(text.length, from + most)
  let place = from
  while (place < bound && isIn(set, text, place)) place += 1
  return place
}

/** First place of the run of characters of the set that ends before `end`; looks at no more than `most` of them. */
export function startOfRun(set: CharacterSet, text: string, end: number, most: number): number {
  const bound = Math.max(0, end - most)
  let place = end
  while (place > bound && isIn(set, text, place - 1)) place -= 1
  return place
}

/** Whether a letter of any script stands here. */
export function isLetterAt(text: string, place: number): boolean {
  return isLetter(text.charCodeAt(place))
}

export function isDigitAt(text: string, place: number): boolean {
  return isDigit(text.charCodeAt(place))
}

/** Whether a capital of a Latin, Greek or Cyrillic alphabet stands here. */
export function isCapitalAt(text: string, place: number): boolean {
  const code = text.charCodeAt(place)
  if (code < 128) return code >= 0x41 && code <= 0x5a
  if (code < 0xc0 || code >= 0x2000) return false
  const letter = text.charAt(place)
  return letter.toLowerCase() !== letter
}

const backslash = 0x5c

/** Whether this is the letter of `\n`, `\r` or `\t`, as line breaks are written in JSON. */
export function isEscapedBreak(text: string, place: number): boolean {
  return text.charCodeAt(place - 1) === backslash && 'nrt'.includes(text.charAt(place))
}
