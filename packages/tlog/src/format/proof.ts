// Inclusion and consistency proofs: RFC 6962 §§ 2.1.1 and 2.1.2, verified as in RFC 9162 §§ 2.1.3.2 and 2.1.4.2, and for
// subtrees as in draft-ietf-plants-merkle-tree-certs-03 § 4. Checked 2026-11-23.
import { equalBytes } from './bytes.ts'
import type { Sha256 } from './tree.ts'
import { emptyRoot, hashBytes, nodeHash } from './tree.ts'
import { isCount } from './tree-size.ts'

/** Root of the full subtree over the entries from index · 2^level up to, not including, (index + 1) · 2^level. */
export interface TreeNode {
  readonly level: number
  readonly index: number
}

/**
 * Gives the hashes of nodes, in the same order. All nodes of a proof are asked for at once, so that a reader of tiles
 * reads each tile once. Every node asked for is full within the size of the proof.
 */
export type ReadHashes = (nodes: readonly TreeNode[]) => Promise<readonly Uint8Array[]> | readonly Uint8Array[]

/** Entries from `start` up to, not including, `end`. */
interface Range {
  readonly start: number
  readonly end: number
}

/** 15 decimal digits are 50 bits, and a consistency proof has at most one hash more than the tree has levels. */
export const proofHashesMax = 63

/** A proof does not show what it should. */
export class ProofRefused extends Error {
  override readonly name = 'ProofRefused'
  readonly code = 'proof_refused'
  readonly proof: 'inclusion' | 'consistency'
  /** `range`: an index or a size that cannot be; `length`: too many or too few hashes; `hash`: one is not 32 bytes long. */
  readonly part: 'range' | 'length' | 'hash' | 'root'

  constructor(what: Pick<ProofRefused, 'proof' | 'part'>, options?: ErrorOptions) {
    super(`the ${what.proof} proof is refused: ${what.part}`, options)
    this.proof = what.proof
    this.part = what.part
  }
}

/**
 * Builds the proof that the entry at `index` is in the tree of `size`: the leaf's sibling first.
 *
 * @throws {RangeError} if the index is not below the size.
 * @example await inclusionProof({ index: 69_999, size: 70_000 }, readHashes, sha256)
 */
export async function inclusionProof(
  { index, size }: { readonly index: number; readonly size: number },
  read: ReadHashes,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no entry ${index} in a tree of ${size}`)
  const ranges: Range[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const split = start + splitOf(end - start)
    ranges.unshift(index < split ? { start: split, end } : { start, end: split })
    if (index < split) end = split
    else start = split
  }
  return rootsOf(ranges, read, sha256)
}

/**
 * Builds the proof that the tree of `oldSize` is the beginning of the tree of `size`. Empty if they are the same.
 *
 * @throws {RangeError} if the old size is zero, which proves nothing, or above the new one.
 * @example await consistencyProof({ oldSize: 65_537, size: 70_000 }, readHashes, sha256)
 */
export async function consistencyProof(
  { oldSize, size }: { readonly oldSize: number; readonly size: number },
  read: ReadHashes,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  if (!isCount(oldSize) || !isCount(size) || oldSize === 0 || oldSize > size) {
    throw new RangeError(`no consistency proof from ${oldSize} to ${size} entries`)
  }
  const ranges: Range[] = []
  let [start, end] = [0, size]
  while (end !== oldSize) {
    const split = start + splitOf(end - start)
    ranges.unshift(oldSize <= split ? { start: split, end } : { start, end: split })
    if (oldSize <= split) end = split
    else start = split
  }
  // The verifier has the old root itself; anything smaller it has to be told.
  return rootsOf(start === 0 ? ranges : [{ start, end }, ...ranges], read, sha256)
}

/**
 * Root of the tree of `size`, from the hashes of its full subtrees.
 *
 * @example await rootAt(70_000, readHashes, sha256)
 */
export async function rootAt(size: number, read: ReadHashes, sha256: Sha256): Promise<Uint8Array> {
  const [root] = size === 0 ? [] : await rootsOf([{ start: 0, end: size }], read, sha256)
  return root ?? emptyRoot(sha256)
}

/** What an inclusion proof is about. With `start`, the tree is the subtree of the entries from `start` to `size`. */
export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly start?: number
}

/**
 * Checks that the leaf is at `index` in the tree of `size` with that root.
 *
 * @throws {ProofRefused} if it is not shown.
 * @example verifyInclusion({ index, size, leafHash: leafHash(sha256, entry), root, proof }, sha256)
 */
export function verifyInclusion(claim: InclusionClaim, sha256: Sha256): void {
  const { index, size, start = 0, proof } = claim
  const refused = (part: ProofRefused['part']): ProofRefused => new ProofRefused({ proof: 'inclusion', part })
  if (!isSubtree({ start, end: size }) || !isCount(index) || index < start || index >= size) throw refused('range')
  if ([claim.leafHash, claim.root, ...proof].some((hash) => hash.length !== hashBytes)) throw refused('hash')

  // Position of the node on the path, and of the last node, at the level reached so far.
  let [node, last] = [index - start, size - start - 1]
  let hash = claim.leafHash
  for (const sibling of proof) {
    if (last === 0) throw refused('length')
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sha256, sibling, hash)
      // A last node without a sibling stands for itself in the levels above.
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      hash = nodeHash(sha256, hash, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  if (last !== 0) throw refused('length')
  if (!equalBytes(hash, claim.root)) throw refused('root')
}

/** What a consistency proof is about. With `start`, the old tree is the subtree from `start` to `oldSize`. */
export interface ConsistencyClaim {
  readonly oldSize: number
  readonly size: number
  readonly oldRoot: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly start?: number
}

/**
 * Checks that the tree of `oldSize` is the beginning of the tree of `size`. From the empty tree to a larger one there is
 * nothing to prove, so that is refused as `range`; between two empty trees both roots must be that of the empty tree.
 *
 * @throws {ProofRefused} if it is not shown.
 * @example verifyConsistency({ oldSize, size, oldRoot, root, proof }, sha256)
 */
export function verifyConsistency(claim: ConsistencyClaim, sha256: Sha256): void {
  const { oldSize, size, start = 0 } = claim
  const refused = (part: ProofRefused['part']): ProofRefused => new ProofRefused({ proof: 'consistency', part })
  if (start === 0 && oldSize === size) {
    verifySameTree(claim, sha256, refused)
    return
  }
  if (!isSubtree({ start, end: oldSize }) || !isCount(size) || oldSize > size) throw refused('range')
  if ([claim.oldRoot, claim.root, ...claim.proof].some((hash) => hash.length !== hashBytes)) throw refused('hash')

  // The first and last node of the old tree and the last one of the new, at the level reached so far.
  let [first, oldLast, last] = [start, oldSize - 1, size - 1]
  const climb = (): void => {
    ;[first, oldLast, last] = [half(first), half(oldLast), half(last)]
  }
  while (first !== oldLast && (oldLast === last || oldLast % 2 === 1)) climb()

  const siblings = first === oldLast ? [claim.oldRoot, ...claim.proof] : claim.proof
  const [seed, ...path] = siblings
  if (seed === undefined) throw refused('length')
  let [oldHash, hash] = [seed, seed]
  for (const sibling of path) {
    if (last === 0) throw refused('length')
    if (oldLast % 2 === 1 || oldLast === last) {
      if (first < oldLast) oldHash = nodeHash(sha256, sibling, oldHash)
      hash = nodeHash(sha256, sibling, hash)
      while (oldLast % 2 === 0 && oldLast !== 0) climb()
    } else {
      hash = nodeHash(sha256, hash, sibling)
    }
    climb()
  }
  if (last !== 0) throw refused('length')
  if (!equalBytes(oldHash, claim.oldRoot) || !equalBytes(hash, claim.root)) throw refused('root')
}

/** Of one and the same size, where there is nothing to prove but that both roots are one. */
function verifySameTree(
  { size, oldRoot, root, proof }: ConsistencyClaim,
  sha256: Sha256,
  refused: (part: ProofRefused['part']) => ProofRefused,
): void {
  if (!isCount(size)) throw refused('range')
  if (proof.length > 0) throw refused('length')
  if (!equalBytes(oldRoot, root) || (size === 0 && !equalBytes(root, emptyRoot(sha256)))) throw refused('root')
}

/** Roots of ranges, each made of the full subtrees in it, all read at once. */
async function rootsOf(ranges: readonly Range[], read: ReadHashes, sha256: Sha256): Promise<Uint8Array[]> {
  const nodes = ranges.map(fullSubtrees)
  const hashes = await read(nodes.flat())
  if (hashes.length !== nodes.flat().length) throw new Error('the reader of hashes left some out')
  let at = 0
  return nodes.map(({ length }) => {
    const own = hashes.slice(at, at + length)
    at += length
    return own.reduceRight((right, left) => nodeHash(sha256, left, right))
  })
}

/** From left to right, each as large as the start and the end of the range allow. */
function fullSubtrees({ start, end }: Range): TreeNode[] {
  const nodes: TreeNode[] = []
  for (let at = start; at < end;) {
    let [level, leaves] = [0, 1]
    while (at % (leaves * 2) === 0 && at + leaves * 2 <= end) [level, leaves] = [level + 1, leaves * 2]
    nodes.push({ level, index: at / leaves })
    at += leaves
  }
  return nodes
}

/** A subtree is not empty and starts at a multiple of the power of two that holds it. */
function isSubtree({ start, end }: Range): boolean {
  if (!isCount(start) || !isCount(end) || start >= end) return false
  return start % (2 * splitOf(end - start)) === 0 || end - start === 1
}

/** The largest power of two below the count. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

/** Sizes have up to 50 bits; `>>` would cut them to 32. */
function half(position: number): number {
  return Math.floor(position / 2)
}
