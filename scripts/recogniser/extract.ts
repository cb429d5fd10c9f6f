// From texts with names to sequences of features, with the very code that tags texts later.
import { featuresMax, margin, pairFeatures, roles, wordFeatures } from '@stellwerk/privacy/recogniser/features'
import { languages } from '@stellwerk/privacy/recogniser/language'
import { readSegment, Segment, segmentTokensMax } from '@stellwerk/privacy/recogniser/segment'
import type { Tagger } from '@stellwerk/privacy/recogniser/tagger'
import { beginTag, insideTag, tagged } from '@stellwerk/privacy/recogniser/tags'
import { Word, type Lexicon } from '@stellwerk/privacy/recogniser/word'

import type { Sample } from './corpora.ts'
import type { Sequences } from './crf.ts'

/** A growing array of numbers. */
class Numbers {
  array = new Int32Array(1 << 20)
  length = 0

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Int32Array(this.array.length * 2)
      larger.set(this.array)
      this.array = larger
    }
    this.array[this.length++] = value
  }

  done(): Int32Array {
    return this.array.slice(0, this.length)
  }
}

export interface Extracted extends Sequences {
  /** Hash of each feature, by its number. */
  readonly hashes: Int32Array
  readonly counts: Int32Array
}

/**
 * `lexicon` is asked for each sample, because names of the gazetteers are hidden from some: most names of the world are in no
 * gazetteer, and a model that never saw such a one would miss them.
 */
export function extract(
  samples: readonly Sample[],
  how: { lexiconFor: (sample: Sample) => Lexicon; tagger: Tagger; countMin: number },
): Extracted {
  const starts = new Numbers()
  const offsets = new Numbers()
  const hashes = new Numbers()
  const tags = new Numbers()
  const segment = new Segment()
  const words = Array.from({ length: segmentTokensMax }, () => new Word())
  const beside = new Word()
  const out = new Int32Array(featuresMax)
  const around = {
    classes: new Int32Array(segmentTokensMax + 4),
    words: new Int32Array(segmentTokensMax + 4),
    gap: segment.gap,
  }
  starts.push(0)
  for (const sample of samples) {
    const { text } = sample
    const lexicon = how.lexiconFor(sample)
    let language: number = languages.unknown
    for (let place = 0; place < text.length;) {
      place = readSegment(text, place, segment)
      if (language === languages.unknown) language = how.tagger.languageOf(text, segment)
      if (segment.count === 0) continue
      around.classes.fill(beside.class)
      around.words.fill(0)
      for (let index = 0; index < segment.count; index++) {
        const word = words[index]!
        word.read(text, segment.start[index]!, segment.end[index]!, segment.kind[index]!, lexicon)
        around.classes[index + margin] = word.class
        around.words[index + margin] = word.hash
      }
      let last = -1
      for (let index = 0; index < segment.count; index++) {
        offsets.push(hashes.length)
        for (const role of roles) {
          const at = index + role
          const word = at >= 0 && at < segment.count ? words[at]! : beside
          const count = wordFeatures(word, role, language, out)
          for (let feature = 0; feature < count; feature++) hashes.push(out[feature]!)
        }
        const count = pairFeatures(around, index, out)
        for (let feature = 0; feature < count; feature++) hashes.push(out[feature]!)
        const span = sample.spans.findIndex(
          ({ start, end }) => segment.start[index]! < end && segment.end[index]! > start,
        )
        const category = span < 0 ? -1 : tagged.indexOf(sample.spans[span]!.label)
        tags.push(category < 0 ? 0 : span === last ? insideTag(category) : beginTag(category))
        last = span
      }
      starts.push(tags.length)
    }
  }
  offsets.push(hashes.length)
  return numbered(
    { starts: starts.done(), offsets: offsets.done(), hashes: hashes.done(), tags: Uint8Array.from(tags.done()) },
    how.countMin,
  )
}

/** Features that are seen often enough get a number, in the order in which they are first seen. */
function numbered(
  raw: { starts: Int32Array; offsets: Int32Array; hashes: Int32Array; tags: Uint8Array },
  countMin: number,
): Extracted {
  const table = new HashTable(raw.hashes.length)
  for (const hash of raw.hashes) table.count(hash)
  const numbers = new Int32Array(table.size).fill(-1)
  let featureCount = 0
  for (let slot = 0; slot < table.size; slot++) if (table.counts[slot]! >= countMin) numbers[slot] = featureCount++
  const hashes = new Int32Array(featureCount)
  const counts = new Int32Array(featureCount)
  for (let slot = 0; slot < table.size; slot++) {
    if (numbers[slot]! < 0) continue
    hashes[numbers[slot]!] = table.keys[slot]!
    counts[numbers[slot]!] = table.counts[slot]!
  }
  const features = new Int32Array(raw.hashes.length)
  const offsets = new Int32Array(raw.offsets.length)
  let length = 0
  for (let token = 0; token + 1 < raw.offsets.length; token++) {
    offsets[token] = length
    for (let at = raw.offsets[token]!; at < raw.offsets[token + 1]!; at++) {
      const number = numbers[table.slotOf(raw.hashes[at]!)]!
      if (number >= 0) features[length++] = number
    }
  }
  offsets[raw.offsets.length - 1] = length
  return {
    starts: raw.starts,
    offsets,
    features: features.slice(0, length),
    tags: raw.tags,
    featureCount,
    hashes,
    counts,
  }
}

/** Counts hashes of 32 bits. */
class HashTable {
  readonly size: number
  readonly keys: Int32Array
  readonly counts: Int32Array

  constructor(most: number) {
    let size = 1 << 16
    while (size < Math.min(most, 1 << 24)) size *= 2
    this.size = size
    this.keys = new Int32Array(size)
    this.counts = new Int32Array(size)
  }

  slotOf(key: number): number {
    let slot = key & (this.size - 1)
    while (this.counts[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & (this.size - 1)
    return slot
  }

  count(key: number): void {
    const slot = this.slotOf(key)
    this.keys[slot] = key
    this.counts[slot]!++
  }
}
