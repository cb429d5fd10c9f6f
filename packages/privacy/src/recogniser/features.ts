import { hashOfUnits, mixed } from './hash.ts'
import { gaps } from './segment.ts'
import { lexiconBits, shapes, type Word } from './word.ts'

/** A word is seen from itself and from two neighbours on either side. */
export const roles = [0, -1, 1, -2, 2] as const

/** No role has more features. */
export const featuresMax = 32

/** Numbers of the features; they go into the hash and so into the weights. */
const kinds = {
  word: 1,
  suffix: 2,
  prefix: 3,
  pattern: 4,
  lexicon: 5,
  class: 6,
  classInLanguage: 7,
  suffixInLanguage: 8,
  parts: 9,
  length: 10,
  suffixOfPart: 11,
  before: 20,
  behind: 21,
  around: 22,
  beside: 23,
  wordBefore: 24,
  wordBehind: 25,
  place: 26,
  placeOfWord: 27,
  twoBefore: 28,
  words: 29,
} as const

/** Writes the features of a word in a role into `out` and says how many there are. */
export function wordFeatures(word: Word, role: number, language: number, out: Int32Array): number {
  const key = role + 8
  let count = 0
  out[count++] = feature(kinds.word, key, word.hash)
  out[count++] = feature(kinds.class, key, word.class)
  if (role === 2 || role === -2) return count
  out[count++] = feature(kinds.suffix, key, word.lastThree)
  if (role !== 0) out[count++] = feature(kinds.suffix, key, mixed(feature(kinds.suffix, key, word.lastTwo), word.shape))
  out[count++] = feature(kinds.pattern, key, word.pattern)
  out[count++] = feature(kinds.classInLanguage, key, mixed(word.class, language))
  if (role !== 0) return count
  return ownFeatures(word, language, out, count)
}

function ownFeatures(word: Word, language: number, out: Int32Array, from: number): number {
  let count = from
  if (word.shape >= shapes.number && word.shape !== shapes.withDigits) return count
  const { length } = word
  if (length > 2) out[count++] = feature(kinds.suffix, 8, word.lastTwo)
  for (const size of longer) if (length > size) out[count++] = feature(kinds.suffix, 8, word.hashOfLast(size))
  for (const size of prefixes) if (length > size) out[count++] = prefix(word, size)
  out[count++] = feature(kinds.lexicon, 8, word.lexicon)
  const suffix = feature(kinds.suffix, language, word.lastThree)
  out[count++] = feature(kinds.suffixInLanguage, 8, mixed(suffix, word.shape))
  out[count++] = feature(kinds.length, 8, mixed(Math.min(length, 15), word.shape))
  if (word.parts !== 0) {
    out[count++] = feature(kinds.parts, 8, word.parts)
    const last = word.units.lastIndexOf(45, length - 1) + 1
    out[count++] = feature(kinds.suffixOfPart, 8, hashOfUnits(word.units, last, length, 0))
  }
  return count
}

/** Lengths of the suffixes and prefixes that count, beside the suffixes of two and three units. */
const longer = [4, 5] as const
const prefixes = [2, 3, 4] as const

function prefix(word: Word, size: number): number {
  return feature(kinds.prefix, 8, hashOfUnits(word.units, 0, size, size))
}

function feature(kind: number, key: number, value: number): number {
  return mixed(mixed(kind, key), value)
}

/** What stands at a place of a segment, as pairs see it. Arrays by token, with two empty places before and behind. */
export interface Neighbourhood {
  readonly classes: Int32Array
  readonly words: Int32Array
  readonly gap: Uint8Array
}

/** Places before the first token of a segment. */
export const margin = 2

/**
 * Only tokens that could begin or continue a name have pair features: capitalised ones, and small ones that the gazetteers know as
 * a name and not as a word.
 */
function hasPairs(wordClass: number): boolean {
  const shape = wordClass & 31
  if (shape === shapes.lower) return (wordClass >>> 9) % 4 > 0 && (wordClass & (lexiconBits.frequent << 9)) === 0
  return (shape >= shapes.title && shape <= shapes.mixedCase) || shape === shapes.withDigits
}

/** Features of a token together with its neighbours. `at` counts from the margin. */
export function pairFeatures(around: Neighbourhood, index: number, out: Int32Array): number {
  const at = index + margin
  const { classes, words } = around
  const own = classes[at] ?? 0
  if (!hasPairs(own)) return 0
  const before = classes[at - 1] ?? 0
  const behind = classes[at + 1] ?? 0
  const place = placeOf(around, index)
  out[0] = feature(kinds.before, own, before)
  out[1] = feature(kinds.behind, own, behind)
  out[2] = feature(kinds.around, mixed(own, before), behind)
  out[3] = feature(kinds.wordBefore, own, words[at - 1] ?? 0)
  out[4] = feature(kinds.wordBehind, own, words[at + 1] ?? 0)
  out[5] = feature(kinds.place, own, place)
  out[6] = feature(kinds.placeOfWord, words[at] ?? 0, place)
  out[7] = feature(kinds.twoBefore, mixed(own, before), classes[at - 2] ?? 0)
  out[8] = feature(kinds.words, words[at] ?? 0, words[at - 1] ?? 0)
  out[9] = feature(kinds.words, words[at] ?? 0, mixed(words[at + 1] ?? 0, 1))
  return 10
}

/** At the beginning of a sentence or line, at the end of a line, hanging on what stands before: in four bits. */
function placeOf({ classes, gap }: Neighbourhood, index: number): number {
  const before = (classes[index + margin - 1] ?? 0) & 31
  const isStart = before === shapes.stop || before === shapes.none ? 1 : 0
  const isLineStart = (gap[index] ?? 0) >= gaps.line ? 2 : 0
  const isLineEnd = (gap[index + 1] ?? gaps.line) >= gaps.line ? 4 : 0
  return isStart | isLineStart | isLineEnd | (gap[index] === gaps.none ? 8 : 0)
}
