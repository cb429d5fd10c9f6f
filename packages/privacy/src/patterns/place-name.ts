import { placeBeginnings, placeJoint } from './address-words.ts'
import { isCapitalAt, isLetterAt } from './character-sets.ts'
import { isSpace } from './characters.ts'

/** Longest part of a name that is read, in characters. "Donaudampfschifffahrts…" is shorter. */
const partCharactersMax = 40

/** Behind the word of letters, hyphens and apostrophes that begins here. */
export function endOfName(text: string, from: number): number {
  const bound = Math.min(text.length, from + partCharactersMax)
  let place = from
  while (place < bound && (isLetterAt(text, place) || (isJoint(text, place) && isLetterAt(text, place + 1)))) place += 1
  return place
}

/** Before the word of letters, hyphens and apostrophes that ends here; abbreviations inside ("Prof.-Dr.-Koch-Str.") belong to it. */
export function startOfName(text: string, end: number): number {
  const bound = Math.max(0, end - partCharactersMax)
  let place = end
  while (place > bound && isNamePart(text, place - 1, end)) place -= 1
  while (place < end && !isLetterAt(text, place)) place += 1
  return place
}

const fullStop = 0x2e

function isNamePart(text: string, place: number, end: number): boolean {
  if (isLetterAt(text, place)) return true
  if (text.charCodeAt(place) === fullStop) return place === end - 1 || text.charAt(place + 1) === '-'
  return isJoint(text, place)
}

function isJoint(text: string, place: number): boolean {
  const code = text.charCodeAt(place)
  return code === 0x2d || code === 0x27 || code === 0x2019 || code === 0xb4
}

/** Where the name of a place ends that begins here, or -1: "Bad Homburg v. d. Höhe", "Frankfurt (Oder)", "Neustadt an der Weinstraße". */
export function endOfPlace(text: string, from: number): number {
  if (!isCapitalAt(text, from)) return -1
  let end = endOfName(text, from)
  if (text.charAt(end) === '.' && placeBeginnings.has(text.slice(from, end + 1))) end += 1
  // A single letter is the column of a table or a variable.
  if (end - from < 2) return -1
  if (placeBeginnings.has(text.slice(from, end)) && text.charAt(end) === ' ' && isCapitalAt(text, end + 1)) {
    end = endOfName(text, end + 1)
  }
  return endOfAddition(text, end)
}

function endOfAddition(text: string, end: number): number {
  const behind = text.slice(end, end + 24)
  const bracket = /^ \(\p{Lu}[\p{L}. ]{1,18}\)/u.exec(behind)
  if (bracket !== null) return end + bracket[0].length
  const joint = placeJoint.exec(behind)
  if (joint === null) return end
  const nameEnd = endOfName(text, end + joint[0].length)
  // "a.M." and "i. Br." are short.
  return text.charAt(nameEnd) === '.' && nameEnd - end - joint[0].length < 4 ? nameEnd + 1 : nameEnd
}

/** Before at most `max` spaces. */
export function beforeSpaces(text: string, place: number, max: number): number {
  let at = place
  while (at > 0 && place - at < max && isSpace(text.charCodeAt(at - 1)) && text.charAt(at - 1) !== '\n') at -= 1
  return at
}
