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

/**
 * With which two letters words begin, 1 for each pair. Most words of a text begin with other letters than all the names that are looked
 * for, and so are passed over as they stand.
 */
export class FirstLetters {
  private readonly pairs = new Uint8Array(1 << (2 * letterBits))

  /** @param place where a word begins in the text */
  add(text: string, place: number): void {
    this.pairs[pairAt(text, place)] = 1
  }

  mayBeginAt(text: string, place: number): boolean {
    return this.pairs[pairAt(text, place)] === 1
  }
}

/** Of each letter so many bits count. */
const letterBits = 5
const letterMask = (1 << letterBits) - 1

function pairAt(text: string, place: number): number {
  const second = text.charCodeAt(place + 1)
  const isLonger = isWordUnit(second)
  return ((lowerOf(text.charCodeAt(place)) & letterMask) << letterBits) | (isLonger ? lowerOf(second) & letterMask : 0)
}

/** Walks over the words of a text, one after the other, and makes nothing of them but numbers. */
export class WordWalk {
  start = 0
  end: number
  hash = 0
  stemHash = 0
  /** The word before this one. */
  startBefore = 0
  endBefore = 0
  private readonly text: string

  constructor(text: string, from = 0) {
    this.text = text
    this.end = from
  }

  /** Steps to the next word; false where there is none. */
  next(): boolean {
    this.step()
    return this.hashWord()
  }

  /** Steps to the next word that may be one of those with these first letters; false where there is none. */
  nextOf(firsts: FirstLetters): boolean {
    const { text } = this
    this.step()
    while (this.start < text.length && !firsts.mayBeginAt(text, this.start)) {
      let end = this.start
      while (isWordUnit(text.charCodeAt(end))) end++
      this.end = end
      this.step()
    }
    return this.hashWord()
  }

  /** To where the next word begins. */
  private step(): void {
    const { text } = this
    let place = this.end
    while (place < text.length && !isLetter(text.charCodeAt(place))) place++
    this.startBefore = this.start
    this.endBefore = this.end
    this.start = place
  }

  private hashWord(): boolean {
    const { text } = this
    let place = this.start
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

/** Combining diacritical marks end here. Behind every text stands `NaN`, which is none of all these. */
const tableSize = 0x3_70
const wordUnits = Uint8Array.from({ length: tableSize }, (_, unit) => {
  const kind = kindOf(unit)
  const isMark = unit >= 0x3_00
  return Number(kind === unitKinds.lower || kind === unitKinds.upper || kind === unitKinds.digit || isMark)
})

function isWordUnit(unit: number): boolean {
  if (unit < tableSize) return wordUnits[unit] === 1
  const kind = kindOf(unit)
  return kind === unitKinds.lower || kind === unitKinds.upper || kind === unitKinds.digit
}
