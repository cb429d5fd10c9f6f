import { featuresMax, roles, wordFeatures } from './features.ts'
import { evenPair, fourByFour, oddPair, pairsOfRow } from './pairs.ts'
import { segmentTokensMax, tokenKinds } from './segment.ts'
import { Prints, type Weights } from './weights.ts'
import { lexiconBits, shapes, Word, wordUnitsMax, type Lexicon } from './word.ts'

/** Sums of one word: for each role a weight for each tag, in pairs. */
export const vectorSize = roles.length * pairsOfRow

const slotsMin = 1 << 13
/** Distinct words that are remembered at once; with more, what the text said so far is forgotten. */
const slotsMax = 1 << 17
/** Ordinary words that are kept at most, with those that the weights name: more than a text of common words has. */
const keptMax = 1 << 14

/** The entry of what stands beside the text. */
export const nothing = 0

/**
 * Scores of distinct words, in one language. The model is linear, so what a word contributes to itself and to its neighbours is
 * computed once. Ordinary words stay, those of our own lists that are nobody's name; all others of a text are forgotten with it. Words
 * are known by two hashes of 32 bits, so that none of them is kept.
 */
export class Memo {
  vectors = new Int32Array((slotsMin / 2) * vectorSize)
  classes = new Int32Array(slotsMin / 2)
  hashes = new Int32Array(slotsMin / 2)
  private slots = new Int32Array(slotsMin)
  /** Where an entry is found in `slots`. */
  private slotsOfEntries = new Int32Array(slotsMin / 2)
  /** 1 where an entry may stay. */
  private ordinary = new Uint8Array(slotsMin / 2)
  private keys = new Int32Array(slotsMin)
  private checks = new Int32Array(slotsMin)
  private count = 1
  private kept: number
  private readonly word = new Word()
  private readonly features = new Int32Array(featuresMax)
  private readonly prints: Prints
  private readonly fours: Int32Array
  private readonly lexicon: Lexicon
  private readonly language: number

  constructor(how: { weights: Weights; prints?: Prints; lexicon: Lexicon; language: number }) {
    this.prints = how.prints ?? new Prints(how.weights.prints)
    this.fours = fourByFour(how.weights.rows)
    this.lexicon = how.lexicon
    this.language = how.language
    this.computeVector(nothing)
    for (const word of how.weights.words) this.entryOf(word, 0, word.length, tokenKinds.word)
    this.kept = this.count
  }

  /** Forgets the words of the text that are not ordinary. */
  forget(): void {
    const { count } = this
    const from = this.kept
    const keys: number[] = []
    // Entries are found behind those that were there before them, so no search for an older one ends too early.
    for (let entry = from; entry < count; entry++) {
      const slot = this.slotsOfEntries[entry] ?? 0
      this.slots[slot] = 0
      if (this.ordinary[entry] === 1) keys.push(entry, this.keys[slot] ?? 0, this.checks[slot] ?? 0)
    }
    this.count = from
    for (let at = 0; at < keys.length && this.count < keptMax; at += 3) {
      this.move(keys[at] ?? 0, this.count)
      this.place(this.count++, keys[at + 1] ?? 0, keys[at + 2] ?? 0)
    }
    this.kept = this.count
  }

  private move(from: number, to: number): void {
    this.vectors.copyWithin(to * vectorSize, from * vectorSize, (from + 1) * vectorSize)
    this.classes[to] = this.classes[from] ?? 0
    this.hashes[to] = this.hashes[from] ?? 0
    this.ordinary[to] = 1
  }

  private place(entry: number, key: number, check: number): void {
    const mask = this.slots.length - 1
    let slot = key & mask
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask
    this.slots[slot] = entry
    this.keys[slot] = key
    this.checks[slot] = check
    this.slotsOfEntries[entry] = slot
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
    this.slotsOfEntries[entry] = slot
    this.word.read(text, start, end, kind, this.lexicon)
    this.computeVector(entry)
    this.ordinary[entry] = isOrdinary(this.word, kind) ? 1 : 0
    return entry
  }

  private computeVector(entry: number): void {
    const { features, word, language } = this
    this.classes[entry] = word.class
    this.hashes[entry] = word.hash
    for (let index = 0; index < roles.length; index++) {
      const count = wordFeatures(word, roles[index] ?? 0, language, features)
      this.addUp(count, entry * vectorSize + index * pairsOfRow)
    }
  }

  /** Writes the sums of the features of one role. */
  private addUp(count: number, to: number): void {
    const { vectors, features, fours, prints } = this
    let [first, second, third, fourth] = [0, 0, 0, 0]
    for (let at = 0; at < count; at++) {
      const slot = prints.slotOf(features[at] ?? 0)
      if (slot < 0) continue
      const four = fours[2 * slot] ?? 0
      const nextFour = fours[2 * slot + 1] ?? 0
      first += evenPair(four)
      second += oddPair(four)
      third += evenPair(nextFour)
      fourth += oddPair(nextFour)
    }
    vectors[to] = first
    vectors[to + 1] = second
    vectors[to + 2] = third
    vectors[to + 3] = fourth
  }

  private grow(): void {
    const { slots, keys, checks } = this
    const size = slots.length * 2
    this.vectors = extended(this.vectors, new Int32Array((size / 2) * vectorSize))
    this.classes = extended(this.classes, new Int32Array(size / 2))
    this.hashes = extended(this.hashes, new Int32Array(size / 2))
    this.slotsOfEntries = extended(this.slotsOfEntries, new Int32Array(size / 2))
    this.ordinary = extended(this.ordinary, new Uint8Array(size / 2))
    this.slots = new Int32Array(size)
    this.keys = new Int32Array(size)
    this.checks = new Int32Array(size)
    // In the order of the entries, so that forgetting the younger ones leaves the older ones where they are looked for.
    const before = this.slotsOfEntries.slice(0, this.count)
    for (let entry = 1; entry < this.count; entry++) {
      const slot = before[entry] ?? 0
      if (slots[slot] === entry) this.place(entry, keys[slot] ?? 0, checks[slot] ?? 0)
    }
  }
}

/** Nobody's name, and in our own lists: that it was said says nothing of anybody. Numbers of three digits might. */
function isOrdinary({ lexicon, shape, length, parts }: Word, kind: number): boolean {
  if (kind === tokenKinds.mark) return length === 1 && shape !== shapes.mark
  if (kind === tokenKinds.number) return length < 3
  const isName = (lexicon & (lexiconBits.given | lexiconBits.surname)) !== 0
  return kind === tokenKinds.word && parts === 0 && !isName && (lexicon & ordinaryBits) !== 0
}

const ordinaryBits = lexiconBits.common | lexiconBits.frequent

function extended<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
