// The Merkle tree of RFC 6962 § 2.1 (equal to RFC 9162 § 2.1 for SHA-256), checked 2026-11-23.
import { isCount } from './tree-size.ts'

/**
 * SHA-256 as the runtime at hand has it. Synchronous, because a log of a million entries is two million hashes; a
 * browser, whose own SHA-256 is asynchronous, takes `sha256` of `sha256.ts`. It must not keep its argument.
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Bytes of a SHA-256 hash, and so of every hash in the tree. */
export const hashBytes = 32

const leafPrefix = 0x00
const nodePrefix = 0x01

/** Root of the tree without entries: the hash of nothing. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** SHA-256(0x00 ‖ entry). @example leafHash(sha256, new Uint8Array(0)) // 6e340b9c…17afa01d */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + entry.length)
  input[0] = leafPrefix
  input.set(entry, 1)
  return sha256(input)
}

/** SHA-256(0x01 ‖ left ‖ right), of two hashes of 32 bytes. */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + 2 * hashBytes)
  input[0] = nodePrefix
  input.set(left, 1)
  input.set(right, 1 + hashBytes)
  return sha256(input)
}

/**
 * Root of a full subtree from its 2^n hashes, laid side by side as in a tile.
 *
 * @throws {RangeError} if their number is no power of two.
 * @example fullSubtreeRoot(sha256, tile) // of a full tile: its hash in the level above
 */
export function fullSubtreeRoot(sha256: Sha256, hashes: Uint8Array): Uint8Array {
  const width = hashes.length / hashBytes
  if (!Number.isInteger(Math.log2(width))) throw new RangeError(`${width} hashes are no full subtree`)
  let below = hashes
  const input = new Uint8Array(1 + 2 * hashBytes)
  input[0] = nodePrefix
  while (below.length > hashBytes) {
    const above = new Uint8Array(below.length / 2)
    for (let at = 0; at < above.length; at += hashBytes) {
      input.set(below.subarray(2 * at, 2 * at + 2 * hashBytes), 1)
      above.set(sha256(input), at)
    }
    below = above
  }
  return below
}

/**
 * Root of a tree from the hashes of its leaves, or of any part of it from the roots of its full subtrees of one height.
 *
 * @example rootOf(sha256, [leafHash(sha256, one), leafHash(sha256, two)])
 */
export function rootOf(sha256: Sha256, hashes: Iterable<Uint8Array>): Uint8Array {
  const frontier = new Frontier(sha256)
  for (const hash of hashes) frontier.append(hash)
  return frontier.root()
}

/** What is needed of a tree to append to it: its size, and the roots of its full subtrees, the largest first. */
export interface FrontierState {
  readonly size: number
  /** One for each bit that is set in `size`. */
  readonly hashes: readonly Uint8Array[]
}

/**
 * The right edge of a growing tree (RFC 9162 § 2.1.2 describes the same stack). Appending takes one hash on average,
 * the root at most one for each bit of the size, and nothing of what was appended has to be kept.
 *
 * @example
 * const frontier = new Frontier(sha256)
 * frontier.append(leafHash(sha256, entry))
 * frontier.root()
 */
export class Frontier {
  readonly #sha256: Sha256
  readonly #hashes: Uint8Array[]
  #size: number

  /** @throws {RangeError} if the state has not one hash of 32 bytes for each bit set in its size. */
  constructor(sha256: Sha256, state: FrontierState = { size: 0, hashes: [] }) {
    const isWhole = isCount(state.size) && state.hashes.length === bitsSet(state.size)
    if (!isWhole || state.hashes.some((hash) => hash.length !== hashBytes)) {
      throw new RangeError(`${state.hashes.length} hashes are no right edge of a tree of ${state.size} leaves`)
    }
    this.#sha256 = sha256
    this.#hashes = [...state.hashes]
    this.#size = state.size
  }

  get size(): number {
    return this.#size
  }

  /** For storing, or for a second frontier that starts here. Later appends do not change it. */
  get state(): FrontierState {
    return { size: this.#size, hashes: [...this.#hashes] }
  }

  append(leaf: Uint8Array): void {
    this.appendSubtree({ level: 0, root: leaf })
  }

  /**
   * Appends 2^level leaves at once by the root of their full subtree.
   *
   * @throws {RangeError} if the tree does not end at a multiple of 2^level leaves.
   */
  appendSubtree({ level, root }: { readonly level: number; readonly root: Uint8Array }): void {
    const leaves = 2 ** level
    if (this.#size % leaves !== 0) throw new RangeError(`a subtree of ${leaves} leaves cannot follow ${this.#size}`)
    let hash = root
    for (let left = this.#size / leaves; left % 2 === 1; left = (left - 1) / 2) {
      const sibling = this.#hashes.pop()
      if (sibling === undefined) throw new Error('the right edge has fewer hashes than its size has bits')
      hash = nodeHash(this.#sha256, sibling, hash)
    }
    this.#hashes.push(hash)
    this.#size += leaves
  }

  root(): Uint8Array {
    const root = this.#hashes.reduceRight<Uint8Array | undefined>(
      (right, left) => (right === undefined ? left : nodeHash(this.#sha256, left, right)),
      undefined,
    )
    return root ?? emptyRoot(this.#sha256)
  }
}

function bitsSet(count: number): number {
  let bits = 0
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2
  return bits
}
