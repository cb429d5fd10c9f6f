import { isLetter, kindOf, lowerOf, unitKinds } from './letters.ts'

/** A word of a text: it begins with a letter, and goes on with letters, digits and marks. */
export interface NameWord {
  readonly start: number
  readonly end: number
  /** The same however its letters are written; equal words have equal hashes. */
  readonly hash: number
  /** Of the word without its last letter, which may be the -s of a genitive. */
  readonly stemHash: number
}

/** The next word that begins at this place or behind it. */
export function wordFrom(text: string, place: number): NameWord | undefined {
  const walk = new WordWalk(text, place)
  return walk.next() ? { start: walk.start, end: walk.end, hash: walk.hash, stemHash: walk.stemHash } : undefined
}

/** Walks over the words of a text, one after the other, and makes nothing of them but numbers. */
export class WordWalk {
  start = 0
  end: number
  hash = 0
  stemHash = 0
  private readonly text: string

  constructor(text: string, from = 0) {
    this.text = text
    this.end = from
  }

  /** Steps to the next word; false where there is none. */
  next(): boolean {
    const { text } = this
    let place = this.end
    while (place < text.length && !isLetter(text.charCodeAt(place))) place++
    this.start = place
    let hash = fnvBasis
    let stem = hash
    while (place < text.length) {
      const unit = text.charCodeAt(place)
      if (!isWordUnit(unit)) break
      stem = hash
      hash = Math.imul(hash ^ hashedAs(unit), fnvPrime)
      place++
    }
    this.end = place
    this.hash = hash
    this.stemHash = stem
    return place > this.start
  }
}

/** FNV-1a, 32 bits. */
const fnvBasis = 0x81_1c_9d_c5 | 0
const fnvPrime = 0x01_00_01_93

const finalSigma = 0x3_c2

/** A sigma is written otherwise at the end of a word. */
function hashedAs(unit: number): number {
  return unit === finalSigma ? finalSigma + 1 : lowerOf(unit)
}

function isWordUnit(unit: number): boolean {
  const kind = kindOf(unit)
  return kind === unitKinds.lower || kind === unitKinds.upper || kind === unitKinds.digit || isMark(unit)
}

/** Combining diacritical marks. */
function isMark(unit: number): boolean {
  return unit >= 0x3_00 && unit < 0x3_70
}
