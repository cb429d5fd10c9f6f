import { Decoder } from './decoder.ts'
import { featuresMax, margin, pairFeatures } from './features.ts'
import { languageOfSmallWord, languages } from './language.ts'
import { hashOfUnits } from './hash.ts'
import { lowerOf } from './letters.ts'
import { Memo, nothing, vectorSize } from './memo.ts'
import { evenPair, fourByFour, oddPair, pairsOfRow, unpair } from './pairs.ts'
import { segmentTokensMax, tokenKinds, type Segment } from './segment.ts'
import { mayFollow } from './tags.ts'
import { Prints, rowSize, type Weights } from './weights.ts'

/** Function words longer than this are in no list. */
const smallWordMax = 8
/** Tags the tokens of a segment. Holds the weights and its working arrays; one call at a time. */
export class Tagger {
  /** Sum of weights for each token and tag but `O`, relative to `O`. */
  readonly scores = new Int32Array(segmentTokensMax * rowSize)
  /** Classes of the tokens, from `margin` on. */
  readonly classes = new Int32Array(segmentTokensMax + 2 * margin)
  /** Hashes of the words in small letters, from `margin` on. */
  readonly words = new Int32Array(segmentTokensMax + 2 * margin)
  /** Where the vectors of the tokens begin, from `margin` on. */
  private readonly vectors = new Int32Array(segmentTokensMax + 2 * margin)
  private readonly features = new Int32Array(featuresMax)
  private readonly sums = new Int32Array(pairsOfRow)
  private readonly decoder: Decoder
  private readonly memos: (Memo | undefined)[] = []
  private readonly small = new Uint16Array(smallWordMax)
  private readonly weights: Weights
  private readonly fours: Int32Array
  private readonly prints: Prints
  private readonly lexicon: Prints

  constructor(weights: Weights) {
    this.weights = weights
    this.fours = fourByFour(weights.rows)
    this.prints = new Prints(weights.prints)
    this.lexicon = new Prints(weights.lexiconPrints)
    this.decoder = new Decoder(weights.transitions)
  }

  get tags(): Uint8Array {
    return this.decoder.tags
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
    this.readWords(text, segment, memo)
    this.addUp(segment, memo, how.bias)
    this.decoder.decode(this.scores, segment.count)
  }

  /** Forgets what the text said. */
  forget(): void {
    for (const memo of this.memos) memo?.forget()
    this.classes.fill(0)
    this.words.fill(0)
  }

  private memoOf(language: number): Memo {
    const lexicon = (hash: number) => this.lexiconBitsOf(hash)
    return (this.memos[language] ??= new Memo({ weights: this.weights, prints: this.prints, lexicon, language }))
  }

  private lexiconBitsOf(hash: number): number {
    const slot = this.lexicon.slotOf(hash)
    return slot < 0 ? 0 : (this.weights.lexiconBits[slot] ?? 0)
  }

  private readWords(text: string, segment: Segment, memo: Memo): void {
    const { count } = segment
    for (let at = -margin; at < count + margin; at++) {
      const entry =
        at >= 0 && at < count
          ? memo.entryOf(text, segment.start[at] ?? 0, segment.end[at] ?? 0, segment.kind[at] ?? 0)
          : nothing
      this.vectors[at + margin] = entry * vectorSize
      this.classes[at + margin] = memo.classes[entry] ?? 0
      this.words[at + margin] = memo.hashes[entry] ?? 0
    }
  }

  private addUp(segment: Segment, memo: Memo, bias: Int32Array): void {
    const { scores, sums } = this
    const around = { classes: this.classes, words: this.words, gap: segment.gap }
    for (let index = 0; index < segment.count; index++) {
      this.addWords(memo.vectors, index + margin)
      this.addPairs(pairFeatures(around, index, this.features))
      const to = index * rowSize
      unpair(sums, scores, to)
      for (let tag = 0; tag < rowSize; tag++) scores[to + tag] = (scores[to + tag] ?? 0) + (bias[tag] ?? 0)
    }
  }

  /** What a word says of itself, and what its neighbours say of it, in the order of `roles`. */
  private addWords(of: Int32Array, at: number): void {
    const { vectors, sums } = this
    const own = vectors[at] ?? 0
    const before = (vectors[at - 1] ?? 0) + pairsOfRow
    const behind = (vectors[at + 1] ?? 0) + 2 * pairsOfRow
    const twoBefore = (vectors[at - 2] ?? 0) + 3 * pairsOfRow
    const twoBehind = (vectors[at + 2] ?? 0) + 4 * pairsOfRow
    for (let pair = 0; pair < pairsOfRow; pair++) {
      const beside = (of[before + pair] ?? 0) + (of[behind + pair] ?? 0)
      sums[pair] = (of[own + pair] ?? 0) + beside + (of[twoBefore + pair] ?? 0) + (of[twoBehind + pair] ?? 0)
    }
  }

  /** What a word and its neighbours say together. */
  private addPairs(count: number): void {
    const { features, fours, prints, sums } = this
    for (let at = 0; at < count; at++) {
      const slot = prints.slotOf(features[at] ?? 0)
      if (slot < 0) continue
      for (let half = 0; half < 2; half++) {
        const four = fours[2 * slot + half] ?? 0
        sums[2 * half] = (sums[2 * half] ?? 0) + evenPair(four)
        sums[2 * half + 1] = (sums[2 * half + 1] ?? 0) + oddPair(four)
      }
    }
  }
}

/** A weight that no sum of others makes up for. Fits 16 bits, and 1,024 of them fit 32. */
export const forbidden = -20_000

/** For training: whether a transition is ever taken. */
export function isForbidden(before: number, tag: number): boolean {
  return !mayFollow(before, tag)
}
