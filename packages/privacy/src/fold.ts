import { digit, kindAt, lower, upper } from './character.ts'

/** Letters and digits of a stretch of text, lower case, without diacritics and without what stands between them. */
export interface Folded {
  readonly letters: string
  /** 1 at each of them where a word or a part of one begins, and behind the last one. */
  readonly begins: Uint8Array
  /** Where each of them stood, from the beginning of the stretch. */
  readonly places: Uint16Array
}

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
  const codes = new Uint16Array(2 * (end - from))
  const begins = new Uint8Array(2 * (end - from) + 1)
  const places = new Uint16Array(2 * (end - from))
  let length = 0
  let isInside = from > 0 && baseAt(text, from - 1) !== 0
  for (let at = from; at < end; at += 1) {
    const base = baseAt(text, at)
    if (base === 0) {
      isInside = false
      continue
    }
    const isBeginning = !isInside || isPartAt(text, at)
    const last = codes[length - 1]
    isInside = true
    // INVARIANT: words of context go through the same function, so what is lost here is lost on both sides.
    if (base === letterE && !isBeginning && (last === letterA || last === letterO || last === letterU)) continue
    begins[length] = isBeginning ? 1 : 0
    places[length] = at - from
    codes[length] = base === sharpS ? letterS : base
    length += 1
    if (base !== sharpS) continue
    places[length] = at - from
    codes[length] = letterS
    length += 1
  }
  begins[length] = end >= text.length || baseAt(text, end) === 0 || isPartAt(text, end) ? 1 : 0
  // Spread into arguments, a typed array is slow.
  return { letters: String(Reflect.apply(String.fromCharCode, undefined, codes.subarray(0, length))), begins, places }
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
