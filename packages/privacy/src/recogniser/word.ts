import { cueKinds, cueOf } from './cues.ts'
import { hashOfUnits, mixed } from './hash.ts'
import { kindOf, lowerOf, unitKinds } from './letters.ts'
import { tokenKinds } from './segment.ts'

/** Longer words are no names; they are only known to be long. */
export const wordUnitsMax = 64

/** Shortest beginning of a compound, and shortest and longest noun that is looked for at its end. */
const compoundHeadMin = 3
const compoundTailMin = 4
const compoundTailMax = 14

/** What the gazetteers know of a word. */
export const lexiconBits = {
  given: 1,
  surname: 2,
  place: 4,
  land: 8,
  common: 16,
  frequent: 32,
  genitive: 64,
  compound: 128,
} as const

/** How a token is written. Goes into its class and so into the weights: append only. */
export const shapes = {
  lower: 0,
  title: 1,
  upper: 2,
  letter: 3,
  initial: 4,
  mixedCase: 5,
  number: 6,
  withDigits: 7,
  stop: 8,
  comma: 9,
  quote: 10,
  bracket: 11,
  dash: 12,
  colon: 13,
  mark: 14,
  net: 15,
  long: 16,
  /** Beside the text. */
  none: 17,
} as const

/** Asks the gazetteers: bits of `lexiconBits` for the hash of a word in lower case. */
export type Lexicon = (hash: number) => number

/** What is known of one word by itself. One object, filled again for each distinct word. */
export class Word {
  readonly units = new Uint16Array(wordUnitsMax)
  length = 0
  /** Hash of the word in lower case, without a final full stop. */
  hash = 0
  /** Hashes of its last two and last three units, or of all where there are fewer. */
  lastTwo = hashOfUnits(this.units, 0, 0, 2)
  lastThree = hashOfUnits(this.units, 0, 0, 3)
  shape: number = shapes.none
  /** Finer than `shape`: runs of capitals, small letters, digits and signs. */
  pattern = 0
  lexicon = 0
  cue: number = cueKinds.none
  /** Gazetteer bits of the first and the last part of a word with hyphens. */
  parts = 0

  /** Shape, cue and gazetteers in one number, for pairs of neighbours. */
  get class(): number {
    return this.shape | (this.cue << 5) | (this.lexicon << 9)
  }

  read(text: string, start: number, end: number, kind: number, lexicon: Lexicon): void {
    const length = end - start
    this.length = Math.min(length, wordUnitsMax)
    for (let index = 0; index < this.length; index++) this.units[index] = lowerOf(text.charCodeAt(start + index))
    this.lastTwo = this.hashOfLast(2)
    this.lastThree = this.hashOfLast(3)
    const isShortened = this.length > 2 && this.units[this.length - 1] === 46
    this.hash = hashOfUnits(this.units, 0, this.length, 0)
    this.shape = length > wordUnitsMax ? shapes.long : shapeOf(text, start, end, kind)
    this.pattern = patternOf(text, start, this.length)
    const isWord = kind === tokenKinds.word && this.shape !== shapes.long
    this.cue = isWord || this.shape === shapes.mark ? cueOf(this.hash) : cueKinds.none
    this.lexicon = isWord ? this.bitsOf(lexicon, 0, isShortened ? this.length - 1 : this.length) : 0
    this.parts = isWord ? this.bitsOfParts(lexicon) : 0
  }

  /** With the number of units as a seed. */
  hashOfLast(count: number): number {
    return hashOfUnits(this.units, Math.max(0, this.length - count), this.length, count)
  }

  /** A genitive -s is taken off where the gazetteers only know the word without it. */
  private bitsOf(lexicon: Lexicon, from: number, to: number): number {
    const bits = lexicon(hashOfUnits(this.units, from, to, 0))
    if (bits !== 0) return bits
    const stem = to - from > 3 && this.units[to - 1] === 115 ? this.bitsOfStem(lexicon, from, to) : 0
    return stem !== 0 ? stem : this.endsInNoun(lexicon, from, to) ? lexiconBits.compound : 0
  }

  /** German compounds are in no list, but what they end in is: Reib-kopf-hammer is a hammer, and no name. */
  private endsInNoun(lexicon: Lexicon, from: number, to: number): boolean {
    const first = Math.max(from + compoundHeadMin, to - compoundTailMax)
    for (let at = first; at <= to - compoundTailMin; at++) {
      if ((lexicon(hashOfUnits(this.units, at, to, 0)) & lexiconBits.common) !== 0) return true
    }
    return false
  }

  private bitsOfStem(lexicon: Lexicon, from: number, to: number): number {
    const stem = lexicon(hashOfUnits(this.units, from, to - 1, 0)) & ~(lexiconBits.common | lexiconBits.frequent)
    return stem === 0 ? 0 : stem | lexiconBits.genitive
  }

  private bitsOfParts(lexicon: Lexicon): number {
    const first = this.units.indexOf(45)
    if (first <= 0 || first >= this.length - 1) return 0
    const last = this.units.lastIndexOf(45, this.length - 1)
    return (this.bitsOf(lexicon, 0, first) | (this.bitsOf(lexicon, last + 1, this.length) << 8)) + 1
  }
}

function shapeOf(text: string, start: number, end: number, kind: number): number {
  if (kind === tokenKinds.number) return shapes.number
  if (kind === tokenKinds.net || kind === tokenKinds.handle) return shapes.net
  return kind === tokenKinds.mark ? shapeOfMark(text.charCodeAt(start)) : shapeOfWord(text, start, end)
}

const marks: ReadonlyMap<number, number> = new Map([
  ...Array.from('.!?…', (sign): [number, number] => [sign.charCodeAt(0), shapes.stop]),
  ...Array.from(',', (sign): [number, number] => [sign.charCodeAt(0), shapes.comma]),
  ...Array.from('"\'„“”‚‘’»«›‹`´', (sign): [number, number] => [sign.charCodeAt(0), shapes.quote]),
  ...Array.from('()[]{}<>', (sign): [number, number] => [sign.charCodeAt(0), shapes.bracket]),
  ...Array.from('-–—‐‑', (sign): [number, number] => [sign.charCodeAt(0), shapes.dash]),
  ...Array.from(':;/|=', (sign): [number, number] => [sign.charCodeAt(0), shapes.colon]),
])

function shapeOfMark(unit: number): number {
  return marks.get(unit) ?? shapes.mark
}

function shapeOfWord(text: string, start: number, end: number): number {
  let uppers = 0
  let lowers = 0
  let digits = 0
  for (let place = start; place < end; place++) {
    const kind = kindOf(text.charCodeAt(place))
    if (kind === unitKinds.upper) uppers++
    else if (kind === unitKinds.lower) lowers++
    else if (kind === unitKinds.digit) digits++
  }
  if (digits > 0) return shapes.withDigits
  if (uppers === 0) return shapes.lower
  if (lowers > 0) return uppers === 1 || !isCamel(text, start, end) ? shapeOfCapital(text, start) : shapes.mixedCase
  if (uppers > 1) return shapes.upper
  return end - start === 2 && text.charCodeAt(end - 1) === 46 ? shapes.initial : shapes.letter
}

function shapeOfCapital(text: string, start: number): number {
  return kindOf(text.charCodeAt(start)) === unitKinds.upper ? shapes.title : shapes.mixedCase
}

/** A capital behind a small letter, as in camelCase; not the one behind a hyphen or an apostrophe. */
function isCamel(text: string, start: number, end: number): boolean {
  for (let place = start + 1; place < end; place++) {
    const isHump =
      kindOf(text.charCodeAt(place)) === unitKinds.upper && kindOf(text.charCodeAt(place - 1)) !== unitKinds.other
    if (isHump) return true
  }
  return false
}

function patternOf(text: string, start: number, length: number): number {
  let pattern = 7
  let last = -1
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(start + index)
    const kind = kindOf(unit) === unitKinds.other ? 8 + (unit & 7) : kindOf(unit)
    if (kind !== last) pattern = mixed(pattern, kind)
    last = kind
  }
  return pattern
}
