import { tagCount } from './tags.ts'

/** Weights of one feature: one for each tag but `O`, whose weight is always 0. */
export const rowSize = tagCount - 1

const magic = 0x52_4e_57_53
const formatVersion = 1
const headerSize = 32
/** Eight ASCII characters at the end of the header. */
const versionAt = 24
/** tagCount × tagCount from one tag to the next, then the first tag of a segment. */
export const transitionCount = tagCount * tagCount + tagCount

/** Thrown where a file of weights is damaged or of another version. */
export class MalformedWeights extends Error {
  constructor(problem: string) {
    super(`the weights of the recogniser cannot be read: ${problem}; install the package again`)
    this.name = 'MalformedWeights'
  }
}

/** The parts of a file of weights, as arrays. */
export interface Weights {
  readonly version: string
  readonly transitions: Int16Array
  /** Power of two of them; 0 is an empty slot. */
  readonly prints: Uint16Array
  readonly rows: Int8Array
  readonly lexiconPrints: Uint16Array
  readonly lexiconBits: Uint8Array
  /** Frequent words, computed ahead. */
  readonly words: readonly string[]
}

/** Little endian: magic, version of the format, version of the weights (8 bytes), four sizes, then the arrays. */
export function writeWeights(weights: Weights): Uint8Array {
  const words = unitsOf(weights.words.join('\n'))
  const parts = [weights.transitions, weights.prints, weights.lexiconPrints, weights.rows, weights.lexiconBits, words]
  const bytes = new Uint8Array(headerSize + parts.reduce((sum, part) => sum + part.byteLength, 0))
  const view = new DataView(bytes.buffer)
  const head = [magic, formatVersion, weights.prints.length, weights.lexiconPrints.length, words.byteLength]
  for (const [index, value] of head.entries()) view.setUint32(index * 4, value, true)
  bytes.set(unitsOf(weights.version.padEnd(8).slice(0, 8)), versionAt)
  let at = headerSize
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    at += part.byteLength
  }
  return bytes
}

/** Reads a file of weights. Copies the arrays, because those of two bytes must stand at even places. */
export function readWeights(bytes: Uint8Array): Weights {
  if (bytes.length < headerSize) throw new MalformedWeights(`${bytes.length} bytes are fewer than its header`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== magic) throw new MalformedWeights('it does not begin as one')
  if (view.getUint32(4, true) !== formatVersion)
    throw new MalformedWeights(`format ${view.getUint32(4, true)} is not known`)
  const slots = view.getUint32(8, true)
  const entries = view.getUint32(12, true)
  const wordBytes = view.getUint32(16, true)
  const expected = headerSize + transitionCount * 2 + slots * (2 + rowSize) + entries * 3 + wordBytes
  if (expected !== bytes.length) throw new MalformedWeights(`${bytes.length} bytes instead of ${expected}`)
  if (!isPowerOfTwo(slots) || !isPowerOfTwo(entries))
    throw new MalformedWeights('the size of a table is no power of two')
  return arraysOf(bytes, { slots, entries, wordBytes })
}

function arraysOf(bytes: Uint8Array, sizes: { slots: number; entries: number; wordBytes: number }): Weights {
  const { slots, entries, wordBytes } = sizes
  let at = headerSize
  // A Buffer of Node is a Uint8Array whose slices share their memory; this is one whose slices do not.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const take = (size: number) => plain.slice(at, (at += size)).buffer
  const weights = {
    version: textOf(bytes.subarray(versionAt, headerSize)).trim(),
    transitions: new Int16Array(take(transitionCount * 2)),
    prints: new Uint16Array(take(slots * 2)),
    lexiconPrints: new Uint16Array(take(entries * 2)),
    rows: new Int8Array(take(slots * rowSize)),
    lexiconBits: new Uint8Array(take(entries)),
    words: textOf(new Uint16Array(take(wordBytes))).split('\n'),
  }
  const isOpen = weights.prints.includes(0) && weights.lexiconPrints.includes(0)
  if (!isOpen) throw new MalformedWeights('a table has no empty slot')
  return weights
}

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from(text, (_, index) => text.charCodeAt(index))
}

function textOf(units: Uint8Array | Uint16Array): string {
  let text = ''
  for (const unit of units) text += String.fromCharCode(unit)
  return text
}

function isPowerOfTwo(size: number): boolean {
  return size > 0 && (size & (size - 1)) === 0
}

/** Never 0. The bits of the hash that do not choose the slot. */
export function printOf(hash: number): number {
  return (hash >>> 17) + 1
}

/**
 * Finds hashes in a table of prints. The tables are full to four fifths, so that something is not there shows after 9 to 17 steps on
 * average. Therefore it is known for each slot which prints, by five of their bits, stand from there to the next empty one.
 */
export class Prints {
  private readonly prints: Uint16Array
  private readonly behind: Int32Array

  constructor(prints: Uint16Array) {
    this.prints = prints
    this.behind = new Int32Array(prints.length)
    const mask = prints.length - 1
    let seen = 0
    // Twice around, as what stands at the end goes on at the beginning.
    for (let step = 2 * prints.length - 1; step >= 0; step--) {
      const print = prints[step & mask] ?? 0
      seen = print === 0 ? 0 : seen | (1 << print)
      this.behind[step & mask] = seen
    }
  }

  /** Slot of a feature, -1 where it has no weights. There is always an empty slot, so the search ends. */
  slotOf(hash: number): number {
    const { prints } = this
    const mask = prints.length - 1
    const print = printOf(hash)
    if ((((this.behind[hash & mask] ?? 0) >>> print) & 1) === 0) return -1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = prints[slot]
      if (found === print) return slot
      if (found === 0) return -1
    }
  }
}
