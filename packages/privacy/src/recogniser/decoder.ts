import { segmentTokensMax } from './segment.ts'
import { beginTag, insideTag, outside, tagCount, tagged } from './tags.ts'

/** Tags that may follow any other: outside, and each beginning. */
const openTags = [outside, ...tagged.map((_, index) => beginTag(index))]

/** Viterbi: finds the best sequence of tags. Holds the weights of what follows what and its working arrays. */
export class Decoder {
  readonly tags = new Uint8Array(segmentTokensMax)
  private readonly transitions: Int16Array
  /** For each tag before: how much better than `outside` it does at most, whichever open tag follows. */
  private readonly lead: Int32Array
  private best = new Int32Array(tagCount)
  private next = new Int32Array(tagCount)
  private readonly from = new Uint8Array(segmentTokensMax * tagCount)

  constructor(transitions: Int16Array) {
    this.transitions = transitions
    this.lead = Int32Array.from({ length: tagCount }, (_, before) =>
      Math.max(...openTags.map((tag) => (transitions[before * tagCount + tag] ?? 0) - (transitions[tag] ?? 0))),
    )
  }

  /** Fills `tags` from the scores of each token, for each tag but `O`. Of two equal sequences the one whose tags come first in the list. */
  decode(scores: Int32Array, count: number): void {
    this.begin()
    for (let index = 0; index < count; index++) {
      if (index > 0) this.step(index)
      this.addScores(scores, index)
    }
    let tag = this.best.indexOf(Math.max(...this.best))
    for (let index = count - 1; index >= 0; index--) {
      this.tags[index] = tag
      tag = this.from[index * tagCount + tag] ?? outside
    }
  }

  /** Behind the transitions stands with what a segment begins. */
  private begin(): void {
    const first = tagCount * tagCount
    for (let tag = 0; tag < tagCount; tag++) this.best[tag] = this.transitions[first + tag] ?? 0
  }

  private addScores(scores: Int32Array, index: number): void {
    const { best } = this
    const at = index * (tagCount - 1) - 1
    for (let tag = 1; tag < tagCount; tag++) best[tag] = (best[tag] ?? 0) + (scores[at + tag] ?? 0)
  }

  private step(index: number): void {
    const { best, next, lead } = this
    const to = index * tagCount
    this.openFromOutside(to)
    const toBeat = best[outside] ?? 0
    for (let before = 1; before < tagCount; before++) {
      // Mostly nothing but `outside` is likely, and then there is nothing to compare.
      if ((best[before] ?? 0) + (lead[before] ?? 0) > toBeat) this.openFrom(before, to)
    }
    this.insides(to)
    this.best = next
    this.next = best
  }

  private openFromOutside(to: number): void {
    const { best, next, from, transitions } = this
    const sum = best[outside] ?? 0
    for (let tag: number = outside; tag < tagCount; tag = tag === outside ? beginTag(0) : tag + 2) {
      next[tag] = sum + (transitions[tag] ?? 0)
      from[to + tag] = outside
    }
  }

  private openFrom(before: number, to: number): void {
    const { best, next, from, transitions } = this
    for (let tag: number = outside; tag < tagCount; tag = tag === outside ? beginTag(0) : tag + 2) {
      const sum = (best[before] ?? 0) + (transitions[before * tagCount + tag] ?? 0)
      if (sum > (next[tag] ?? 0)) {
        next[tag] = sum
        from[to + tag] = before
      }
    }
  }

  /** An inside follows the beginning or the inside of its own category, and nothing else. */
  private insides(to: number): void {
    const { best, next, from, transitions } = this
    for (let category = 0; category < tagged.length; category++) {
      const begin = beginTag(category)
      const inside = insideTag(category)
      const behindBegin = (best[begin] ?? 0) + (transitions[begin * tagCount + inside] ?? 0)
      const behindInside = (best[inside] ?? 0) + (transitions[inside * tagCount + inside] ?? 0)
      next[inside] = Math.max(behindBegin, behindInside)
      from[to + inside] = behindInside > behindBegin ? inside : begin
    }
  }
}
