// Goal: in any tree, every proof that is built is accepted, and the same proof for anything else is refused.
import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { numberedEntries, random, sha256 } from '../../../../test/conformance/tlog/written-log.ts'
import type { ReadHashes } from './proof.ts'
import { consistencyProof, inclusionProof, ProofRefused, rootAt, verifyConsistency, verifyInclusion } from './proof.ts'
import { Frontier, leafHash, nodeHash, rootOf } from './tree.ts'

const leaves = numberedEntries(1100).map((entry) => leafHash(sha256, entry))
const known = new Map<string, Uint8Array>()

/** Nodes are the same in every tree that holds them, so they are computed once. */
const read: ReadHashes = (nodes) =>
  nodes.map(({ level, index }) => {
    const place = `${level} ${index}`
    const hash = known.get(place) ?? rootOf(sha256, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
    known.set(place, hash)
    return hash
  })

const refuses = (verify: () => void, part?: ProofRefused['part']): void =>
  assert.throws(verify, (error) => error instanceof ProofRefused && (part === undefined || error.part === part))
const seed = 20_261_123
const chance = random(seed)
const sizes = [1, 2, 3, 255, 256, 257, ...Array.from({ length: 12 }, () => 1 + chance(1000))]

for (const size of sizes) {
  test(`every entry of a tree of ${size} is proven (seed ${seed})`, async () => {
    const root = rootOf(sha256, leaves.slice(0, size))
    assert.deepEqual(await rootAt(size, read, sha256), root)
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof({ index, size }, read, sha256)
      const claim = { index, size, leafHash: leaves[index] ?? root, root, proof }
      verifyInclusion(claim, sha256)
      refuses(() => verifyInclusion({ ...claim, leafHash: leaves[index + 1] ?? root }, sha256))
      refuses(() => verifyInclusion({ ...claim, index: index + 1 }, sha256))
      refuses(() => verifyInclusion({ ...claim, proof: [...proof, root] }, sha256), 'length')
      // A subtree of one leaf has its inclusion proof as consistency proof.
      const subtree = { start: index, oldSize: index + 1, size, oldRoot: claim.leafHash, root, proof }
      if (index > 0) verifyConsistency(subtree, sha256)
      if (size > 1) refuses(() => verifyInclusion({ ...claim, proof: proof.slice(1) }, sha256))
    }
  })

  test(`every beginning of a tree of ${size} is proven (seed ${seed})`, async () => {
    const frontier = new Frontier(sha256)
    const root = rootOf(sha256, leaves.slice(0, size))
    for (let oldSize = 1; oldSize <= size; oldSize++) {
      frontier.append(leaves[oldSize - 1] ?? root)
      const oldRoot = frontier.root()
      const proof = await consistencyProof({ oldSize, size }, read, sha256)
      const claim = { oldSize, size, oldRoot, root, proof }
      verifyConsistency(claim, sha256)
      refuses(() => verifyConsistency({ ...claim, oldSize: oldSize - 1 }, sha256))
      refuses(() => verifyConsistency({ ...claim, proof: [...proof, root] }, sha256), 'length')
      if (oldSize < size) refuses(() => verifyConsistency({ ...claim, oldRoot: root }, sha256))
      if (proof.length > 0) refuses(() => verifyConsistency({ ...claim, proof: proof.slice(1) }, sha256))
    }
  })
}

test('sizes of more than 32 bits keep their path', () => {
  // Upwards from the leaf with made-up siblings: what a verifier computes, written out with BigInt instead of numbers.
  const [size, index] = [999_999_999_999_999, 2 ** 49 + 12_345]
  const path: { readonly isRight: boolean }[] = []
  for (let [node, last] = [BigInt(index), BigInt(size - 1)]; last > 0n; [node, last] = [node >> 1n, last >> 1n]) {
    if (node % 2n === 1n) path.push({ isRight: true })
    else if (node !== last) path.push({ isRight: false })
  }
  const proof = path.map((_, height) => sha256(Uint8Array.of(height)))
  const leaf = leaves[0] ?? new Uint8Array(32)
  const root = path.reduce((hash, { isRight }, height) => {
    const sibling = proof[height] ?? hash
    return isRight ? nodeHash(sha256, sibling, hash) : nodeHash(sha256, hash, sibling)
  }, leaf)
  verifyInclusion({ index, size, leafHash: leaf, root, proof }, sha256)
  refuses(() => verifyInclusion({ index: index - 2 ** 40, size, leafHash: leaf, root, proof }, sha256))
})

for (const [why, index, size] of [
  ['in an empty tree', 0, 0],
  ['at the size', 5, 5],
  ['below zero', -1, 5],
  ['between two', 0.5, 5],
  ['beyond 15 digits', 0, 1e15],
] as const) {
  test(`no proof can be built of an entry ${why}`, async () => {
    await assert.rejects(inclusionProof({ index, size }, read, sha256), RangeError)
    const hash = leaves[0] ?? new Uint8Array(32)
    refuses(() => verifyInclusion({ index, size, leafHash: hash, root: hash, proof: [] }, sha256))
  })
}

for (const [why, oldSize, size] of [
  ['from an empty tree', 0, 5],
  ['to a smaller tree', 6, 5],
  ['beyond 15 digits', 1, 1e15],
] as const) {
  test(`no proof can be built ${why}`, async () => {
    await assert.rejects(consistencyProof({ oldSize, size }, read, sha256), RangeError)
    const hash = leaves[0] ?? new Uint8Array(32)
    refuses(() => verifyConsistency({ oldSize, size, oldRoot: hash, root: hash, proof: [hash] }, sha256))
  })
}
