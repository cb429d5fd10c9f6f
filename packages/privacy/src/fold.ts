import { digit, kindAt, lower, upper } from './character.ts'

/** Letters and digits of a stretch of text, lower case, without diacritics and without what stands between them. */
export interface Folded {
  readonly length: number
  /** What was folded, one after the other. */
  readonly codes: Uint16Array
  /** Where each of them stood, from the beginning of the stretch; `partBegins` added where a word or a part of one begins. */
  readonly places: Uint16Array
}

/** Set in a place where a word or a part of one begins, and behind the last one. */
const partBegins = 0x8000

/** A stretch is a label or a window around a number, so two bytes are enough for a place in it. */
const stretchMax = 512

const letterA = 0x61
const letterE = 0x65
const letterO = 0x6f
const letterS = 0x73
const letterU = 0x75
const sharpS = 0xdf

/** Lower-case base letter for the letters of Latin-1, Latin Extended-A and -B; 0 for what is no letter. */
const bases = new Uint16Array(0x250)
for (let code = 0x30; code < bases.length; code += 1) {
  const character = String.fromCharCode(code)
  if (/[\p{L}\p{N}]/u.test(character)) bases[code] = character.toLowerCase().normalize('NFD').charCodeAt(0)
}
for (const [letter, base] of Object.entries({
  æ: 'a',
  Æ: 'a',
  œ: 'o',
  Œ: 'o',
  ø: 'o',
  Ø: 'o',
  ł: 'l',
  Ł: 'l',
  đ: 'd',
})) {
  bases[letter.charCodeAt(0)] = base.charCodeAt(0)
}

/**
 * Folds a stretch so that `Steuer-ID`, `steuer_id`, `steuerId` and `STEUERID` read alike, and `ü`, `ue` and `u` as well.
 * A stretch that begins inside a word begins with no word.
 */
export function folded(text: string, from = 0, to = text.length): Folded {
  const end = Math.min(to, from + stretchMax)
  // A sharp s becomes two letters; one more place marks the end.
  const sizeMax = 2 * (end - from) + 1
  const codes = new Uint16Array(sizeMax)
  const places = new Uint16Array(sizeMax)
  let length = 0
  let last = 0
  let isInside = from > 0 && baseAt(text, from - 1) !== 0
  for (let at = from; at < end; at += 1) {
    const base = baseAt(text, at)
    if (base === 0) {
      isInside = false
      continue
    }
    const isBeginning = !isInside || isPartAt(text, at)
    isInside = true
    // INVARIANT: words of context go through the same function, so what is lost here is lost on both sides.
    if (base === letterE && !isBeginning && (last === letterA || last === letterO || last === letterU)) continue
    last = base === sharpS ? letterS : base
    codes[length] = last
    places[length] = isBeginning ? (at - from) | partBegins : at - from
    length += 1
    if (base !== sharpS) continue
    codes[length] = letterS
    places[length] = at - from
    length += 1
  }
  if (end >= text.length || baseAt(text, end) === 0 || isPartAt(text, end)) places[length] = partBegins
  return { length, codes, places }
}

/** Whether a word or a part of one begins here. */
export function beginsAt({ places }: Folded, index: number): boolean {
  return ((places[index] ?? 0) & partBegins) !== 0
}

/** Where a letter stood, from the beginning of the stretch. */
export function placeAt({ places }: Folded, index: number): number {
  return (places[index] ?? 0) & ~partBegins
}

/** The letters as a text. */
export function lettersOf({ codes, length }: Folded): string {
  let letters = ''
  for (let index = 0; index < length; index += 1) letters += String.fromCharCode(codes[index] ?? 0)
  return letters
}

/** Whether a word stands here. */
export function holdsAt({ codes, length }: Folded, index: number, word: string): boolean {
  if (index < 0 || index + word.length > length) return false
  for (let offset = 0; offset < word.length; offset += 1)
    if (codes[index + offset] !== word.charCodeAt(offset)) return false
  return true
}

function baseAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code < bases.length) return bases[code] ?? 0
  // Capitals of Greek and Cyrillic stand 32 before their small letters.
  if ((code >= 0x391 && code <= 0x3a9) || (code >= 0x410 && code <= 0x42f)) return code + 32
  // Other letters stay as they are; punctuation and signs are none.
  return (code >= 0x370 && code < 0x2000) || (code >= 0x3040 && code < 0xd800) ? code : 0
}

/** Whether a part of a word begins inside of it: `steuerId`, `SVNummer`, `ipv6`, `f1name`. */
function isPartAt(text: string, at: number): boolean {
  const kind = kindAt(text, at)
  const before = kindAt(text, at - 1)
  if (kind === upper) return before !== upper || kindAt(text, at + 1) === lower
  return (kind === digit) !== (before === digit)
}
