import { featuresMax, roles, wordFeatures } from './features.ts'
import { segmentTokensMax, tokenKinds } from './segment.ts'
import { rowSize, slotOf, type Weights } from './weights.ts'
import { Word, wordUnitsMax, type Lexicon } from './word.ts'

/** Sums of one word: for each role a weight for each tag. */
export const vectorSize = roles.length * rowSize

const slotsMin = 1 << 13
/** Distinct words that are remembered at once; with more, what the text said so far is forgotten. */
const slotsMax = 1 << 17

/** The entry of what stands beside the text. */
export const nothing = 0

/**
 * Scores of distinct words, in one language. The model is linear, so what a word contributes to itself and to its neighbours is
 * computed once. Frequent words stay; those of a text are forgotten with it. Words are known by two hashes of 32 bits, so that
 * none of them is kept.
 */
export class Memo {
  vectors = new Int16Array((slotsMin / 2) * vectorSize)
  classes = new Int32Array(slotsMin / 2)
  hashes = new Int32Array(slotsMin / 2)
  private slots = new Int32Array(slotsMin)
  private keys = new Int32Array(slotsMin)
  private checks = new Int32Array(slotsMin)
  private count = 1
  private readonly kept: number
  private readonly word = new Word()
  private readonly features = new Int32Array(featuresMax)
  private readonly weights: Weights
  private readonly lexicon: Lexicon
  private readonly language: number

  constructor(how: { weights: Weights; lexicon: Lexicon; language: number }) {
    this.weights = how.weights
    this.lexicon = how.lexicon
    this.language = how.language
    this.computeVector(nothing)
    for (const word of how.weights.words) this.entryOf(word, 0, word.length, tokenKinds.word)
    this.kept = this.count
  }

  /** Forgets the words of the text. */
  forget(): void {
    for (let slot = 0; slot < this.slots.length; slot++) if ((this.slots[slot] ?? 0) >= this.kept) this.slots[slot] = 0
    this.count = this.kept
  }

  /** Makes room for the words of a segment. Entries that were given out before are no longer valid if the memo was full. */
  makeRoom(): void {
    if (this.count + segmentTokensMax < this.slots.length / 2) return
    if (this.slots.length < slotsMax) this.grow()
    else this.forget()
  }

  /** Number of a word, under which its vector, class and hash are found. */
  entryOf(text: string, start: number, end: number, kind: number): number {
    let key = kind + 1
    let check = end - start
    const hashedTo = Math.min(end, start + wordUnitsMax)
    for (let place = start; place < hashedTo; place++) {
      const unit = text.charCodeAt(place)
      key = Math.imul(key ^ unit, 0x01_00_01_93)
      check = Math.imul(check + unit, 0x85_eb_ca_6b) ^ (check >>> 15)
    }
    key ^= key >>> 15
    const mask = this.slots.length - 1
    let slot = key & mask
    for (;;) {
      const entry = this.slots[slot] ?? 0
      if (entry === 0) break
      if (this.keys[slot] === key && this.checks[slot] === check) return entry
      slot = (slot + 1) & mask
    }
    const entry = this.count++
    this.slots[slot] = entry
    this.keys[slot] = key
    this.checks[slot] = check
    this.word.read(text, start, end, kind, this.lexicon)
    this.computeVector(entry)
    return entry
  }

  private computeVector(entry: number): void {
    const { prints, rows } = this.weights
    this.classes[entry] = this.word.class
    this.hashes[entry] = this.word.hash
    const to = entry * vectorSize
    this.vectors.fill(0, to, to + vectorSize)
    for (let index = 0; index < roles.length; index++) {
      const count = wordFeatures(this.word, roles[index] ?? 0, this.language, this.features)
      for (let at = 0; at < count; at++) {
        const slot = slotOf(prints, this.features[at] ?? 0)
        if (slot < 0) continue
        for (let tag = 0; tag < rowSize; tag++) {
          const place = to + index * rowSize + tag
          this.vectors[place] = (this.vectors[place] ?? 0) + (rows[slot * rowSize + tag] ?? 0)
        }
      }
    }
  }

  private grow(): void {
    const { slots, keys, checks } = this
    const size = slots.length * 2
    this.vectors = extended(this.vectors, new Int16Array((size / 2) * vectorSize))
    this.classes = extended(this.classes, new Int32Array(size / 2))
    this.hashes = extended(this.hashes, new Int32Array(size / 2))
    this.slots = new Int32Array(size)
    this.keys = new Int32Array(size)
    this.checks = new Int32Array(size)
    for (let from = 0; from < slots.length; from++) {
      if (slots[from] === 0) continue
      let slot = (keys[from] ?? 0) & (size - 1)
      while (this.slots[slot] !== 0) slot = (slot + 1) & (size - 1)
      this.slots[slot] = slots[from] ?? 0
      this.keys[slot] = keys[from] ?? 0
      this.checks[slot] = checks[from] ?? 0
    }
  }
}

function extended<T extends Int16Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
