import { featuresMax, margin, pairFeatures } from './features.ts'
import { languageOfSmallWord, languages } from './language.ts'
import { hashOfUnits } from './hash.ts'
import { lowerOf } from './letters.ts'
import { Memo, nothing, vectorSize } from './memo.ts'
import { segmentTokensMax, tokenKinds, type Segment } from './segment.ts'
import { mayFollow, outside, tagCount } from './tags.ts'
import { rowSize, slotOf, type Weights } from './weights.ts'

/** Function words longer than this are in no list. */
const smallWordMax = 8
/** How far a word acts on its neighbours, by role. */
const reach = [0, 1, -1, 2, -2] as const

/** Tags the tokens of a segment. Holds the weights and its working arrays; one call at a time. */
export class Tagger {
  readonly tags = new Uint8Array(segmentTokensMax)
  /** Sum of weights for each token and tag but `O`, relative to `O`. */
  readonly scores = new Int32Array((segmentTokensMax + 2 * margin) * rowSize)
  /** Classes of the tokens, from `margin` on. */
  readonly classes = new Int32Array(segmentTokensMax + 2 * margin)
  /** Hashes of the words in small letters, from `margin` on. */
  readonly words = new Int32Array(segmentTokensMax + 2 * margin)
  private readonly entries = new Int32Array(segmentTokensMax)
  private readonly features = new Int32Array(featuresMax)
  private readonly best = new Int32Array(tagCount)
  private readonly next = new Int32Array(tagCount)
  private readonly from = new Uint8Array(segmentTokensMax * tagCount)
  private readonly memos: (Memo | undefined)[] = []
  private readonly small = new Uint16Array(smallWordMax)
  private readonly weights: Weights

  constructor(weights: Weights) {
    this.weights = weights
  }

  /** The language in which the most function words of the segment are; the one before it where two are equal. */
  languageOf(text: string, segment: Segment): number {
    const counts = [0, 0, 0, 0]
    for (let index = 0; index < segment.count; index++) {
      const start = segment.start[index] ?? 0
      const length = (segment.end[index] ?? 0) - start
      if (length > smallWordMax || segment.kind[index] !== tokenKinds.word) continue
      for (let at = 0; at < length; at++) this.small[at] = lowerOf(text.charCodeAt(start + at))
      const language = languageOfSmallWord(hashOfUnits(this.small, 0, length, 0))
      if (language !== languages.unknown) counts[language] = (counts[language] ?? 0) + 1
    }
    const most = Math.max(...counts)
    return most === 0 ? languages.unknown : counts.indexOf(most)
  }

  /** `bias` is added for each tag but `O`. */
  tag(text: string, segment: Segment, how: { language: number; bias: Int32Array }): void {
    const memo = this.memoOf(how.language)
    memo.makeRoom()
    this.addWords(text, segment, memo)
    this.addPairs(segment, how.bias)
    this.decode(segment.count)
  }

  /** Forgets what the text said. */
  forget(): void {
    for (const memo of this.memos) memo?.forget()
    this.classes.fill(0)
    this.words.fill(0)
  }

  private memoOf(language: number): Memo {
    const lexicon = (hash: number) => this.lexiconBitsOf(hash)
    return (this.memos[language] ??= new Memo({ weights: this.weights, lexicon, language }))
  }

  private lexiconBitsOf(hash: number): number {
    const slot = slotOf(this.weights.lexiconPrints, hash)
    return slot < 0 ? 0 : (this.weights.lexiconBits[slot] ?? 0)
  }

  private addWords(text: string, segment: Segment, memo: Memo): void {
    const { count } = segment
    this.scores.fill(0, 0, (count + 2 * margin) * rowSize)
    for (let at = -margin; at < count + margin; at++) {
      const isInside = at >= 0 && at < count
      const entry = isInside
        ? memo.entryOf(text, segment.start[at] ?? 0, segment.end[at] ?? 0, segment.kind[at] ?? 0)
        : nothing
      if (isInside) this.entries[at] = entry
      this.classes[at + margin] = memo.classes[entry] ?? 0
      this.words[at + margin] = memo.hashes[entry] ?? 0
      this.spread(memo.vectors, entry * vectorSize, at)
    }
  }

  /** Adds what a word says of itself and of its neighbours. */
  private spread(vectors: Int16Array, from: number, at: number): void {
    const { scores } = this
    for (let role = 0; role < reach.length; role++) {
      const target = at + (reach[role] ?? 0)
      if (target < 0 || target >= segmentTokensMax) continue
      const to = target * rowSize
      const source = from + role * rowSize
      for (let tag = 0; tag < rowSize; tag++) scores[to + tag] = (scores[to + tag] ?? 0) + (vectors[source + tag] ?? 0)
    }
  }

  private addPairs(segment: Segment, bias: Int32Array): void {
    const { scores, features, weights } = this
    const around = { classes: this.classes, words: this.words, gap: segment.gap, count: segment.count }
    for (let index = 0; index < segment.count; index++) {
      const to = index * rowSize
      for (let tag = 0; tag < rowSize; tag++) scores[to + tag] = (scores[to + tag] ?? 0) + (bias[tag] ?? 0)
      const count = pairFeatures(around, index, features)
      for (let at = 0; at < count; at++) {
        const slot = slotOf(weights.prints, features[at] ?? 0)
        if (slot >= 0) this.addRow(slot * rowSize, to)
      }
    }
  }

  private addRow(from: number, to: number): void {
    const { rows } = this.weights
    for (let tag = 0; tag < rowSize; tag++)
      this.scores[to + tag] = (this.scores[to + tag] ?? 0) + (rows[from + tag] ?? 0)
  }

  /** Viterbi: the best sequence of tags. Of two equal ones the one whose tags come first in the list. */
  private decode(count: number): void {
    const { transitions } = this.weights
    this.best.set(transitions.subarray(tagCount * tagCount))
    for (let index = 0; index < count; index++) {
      this.step(index)
      this.best.set(this.next)
    }
    let tag = this.best.indexOf(Math.max(...this.best))
    for (let index = count - 1; index >= 0; index--) {
      this.tags[index] = tag
      tag = this.from[index * tagCount + tag] ?? outside
    }
  }

  private step(index: number): void {
    const { transitions } = this.weights
    const { best, next, from, scores } = this
    for (let tag = 0; tag < tagCount; tag++) {
      let highest = -0x40_00_00_00
      let source = outside
      for (let before = 0; before < tagCount; before++) {
        const sum = (best[before] ?? 0) + (index === 0 ? 0 : (transitions[before * tagCount + tag] ?? 0))
        if (sum > highest) {
          highest = sum
          source = before
        }
      }
      if (index === 0) {
        highest = best[tag] ?? 0
        source = tag
      }
      from[index * tagCount + tag] = source
      next[tag] = highest + (tag === outside ? 0 : (scores[index * rowSize + tag - 1] ?? 0))
    }
  }
}

/** A weight that no sum of others makes up for. Fits 16 bits, and 1,024 of them fit 32. */
export const forbidden = -20_000

/** For training: whether a transition is ever taken. */
export function isForbidden(before: number, tag: number): boolean {
  return !mayFollow(before, tag)
}
