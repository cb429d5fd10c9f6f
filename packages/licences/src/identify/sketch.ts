import { pairsOf } from './similarity.ts'

/**
 * A sketch of a text: for each of 256 classes of word pairs the smallest hash in it, of which 16 bits are kept (MinHash with one
 * permutation; Li, Owen, Zhang 2012). Two sketches estimate how alike two texts are, and no text can be read out of one. That is why
 * the product carries sketches of the known texts and none of the texts.
 */
export type Sketch = readonly number[]

/** Classes. The estimate of 0.9 is wrong by 0.02 to 0.03 on average; decisions/0027 has the figures. */
const classCount = 256
/** A class without a pair. A hash is never this. */
const empty = 0

/**
 * @example estimatedSimilarity(sketchOf(wordsOf(one)), sketchOf(wordsOf(other))) // 0.97
 */
export function sketchOf(words: readonly string[]): Sketch {
  const smallest = new Map<number, number>()
  for (const pair of pairsOf(words)) {
    const hash = hashOf(pair)
    const known = smallest.get(hash % classCount)
    if (known === undefined || hash < known) smallest.set(hash % classCount, hash)
  }
  return Array.from({ length: classCount }, (_, at) => shortened(smallest.get(at)))
}

/** Sørensen-Dice over word pairs, estimated. */
export function estimatedSimilarity(one: Sketch, other: Sketch): number {
  let equal = 0
  let filled = 0
  one.forEach((value, at) => {
    if (value === empty && other[at] === empty) return
    filled++
    if (value === other[at]) equal++
  })
  // The classes estimate what both have over what either has; Dice counts what both have twice.
  return filled === 0 ? 0 : (2 * equal) / (filled + equal)
}

/** As four hexadecimal digits for each class. */
export function sketchText(sketch: Sketch): string {
  return sketch.map((value) => value.toString(16).padStart(4, '0')).join('')
}

/** @throws TypeError where it is no sketch */
export function parseSketch(text: string): Sketch {
  if (!new RegExp(`^[0-9a-f]{${classCount * 4}}$`).test(text)) throw new TypeError('not a sketch of a text')
  return Array.from({ length: classCount }, (_, at) => Number.parseInt(text.slice(at * 4, at * 4 + 4), 16))
}

/** FNV-1a, with the end of MurmurHash3 so that every bit depends on every letter. Nothing secret: it only spreads. */
function hashOf(pair: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < pair.length; at++) hash = Math.imul(hash ^ pair.charCodeAt(at), 0x01000193)
  return mixed(hash)
}

function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The smallest hashes of a long text are all small; mixing once more makes their 16 bits differ. */
function shortened(hash: number | undefined): number {
  return hash === undefined ? empty : Math.max(1, mixed(hash) & 0xffff)
}
