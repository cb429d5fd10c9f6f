// Goal: every published proof comes out as published, and every probe that must be refused is refused. The vectors and
// where they come from: test/fixtures/audit/README.md.
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, test } from 'bun:test'

import { sha256 } from '../../../../test/conformance/tlog/written-log.ts'
import { formatHex } from './bytes.ts'
import type { ReadHashes } from './proof.ts'
import { consistencyProof, inclusionProof, ProofRefused, verifyConsistency, verifyInclusion } from './proof.ts'
import { sha256 as ownSha256 } from './sha256.ts'
import { leafHash, rootOf } from './tree.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dir, '../../../../test/fixtures/audit', name), 'utf8')
const unhex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
const unbase64 = (text: string | null): Uint8Array => new Uint8Array(Buffer.from(text ?? '', 'base64'))

interface Probe {
  readonly id: string
  readonly wantErr: boolean
  readonly leafIdx: number
  readonly treeSize: number
  readonly size1: number
  readonly size2: number
  readonly start: number
  readonly end: number
  readonly size: number
  readonly leafHash: string
  readonly root: string
  readonly root1: string
  readonly root2: string
  readonly proof: readonly string[] | null
}

const probesOf = (name: string): readonly Probe[] =>
  fixture(`transparency-dev-merkle.${name}.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const judge: Readonly<Record<string, (probe: Probe, proof: readonly Uint8Array[]) => void>> = {
  inclusion: (probe, proof) => {
    const { leafIdx: index, treeSize: size } = probe
    verifyInclusion({ index, size, leafHash: unbase64(probe.leafHash), root: unbase64(probe.root), proof }, sha256)
  },
  subtreeinclusion: (probe, proof) => {
    const { leafIdx: index, end: size, start } = probe
    const hashes = { leafHash: unbase64(probe.leafHash), root: unbase64(probe.root) }
    verifyInclusion({ index, size, start, ...hashes, proof }, sha256)
  },
  consistency: (probe, proof) => {
    const { size1: oldSize, size2: size } = probe
    verifyConsistency({ oldSize, size, oldRoot: unbase64(probe.root1), root: unbase64(probe.root2), proof }, sha256)
  },
  subtreeconsistency: (probe, proof) => {
    const { start, end: oldSize, size } = probe
    const roots = { oldRoot: unbase64(probe.root1), root: unbase64(probe.root2) }
    verifyConsistency({ start, oldSize, size, ...roots, proof }, sha256)
  },
}

const probeCounts: readonly [kind: string, all: number, refused: number][] = [
  ['inclusion', 98, 92],
  ['consistency', 98, 92],
  ['subtreeinclusion', 204, 192],
  ['subtreeconsistency', 118, 106],
]

/** The library behind the probes accepts an empty subtree of anything. It shows nothing, so we refuse it as a range. */
const isEmptySubtree = ({ id, start, end, root1, root2 }: Probe): boolean =>
  id.startsWith('subtreeconsistency/') && start === end && (end > 0 || root1 !== root2)

for (const [kind, all, refused] of probeCounts) {
  describe(`probes of ${kind}`, () => {
    const probes = probesOf(kind)
    test('are all there', () => {
      assert.deepEqual([probes.length, probes.filter(({ wantErr }) => wantErr).length], [all, refused])
    })
    for (const probe of probes) {
      const isRefused = probe.wantErr || isEmptySubtree(probe)
      test(`${probe.id} is ${isRefused ? 'refused' : 'accepted'}`, () => {
        const run = (): void => judge[kind]?.(probe, (probe.proof ?? []).map(unbase64))
        if (isRefused) assert.throws(run, ProofRefused)
        else run()
      })
    }
  })
}

/** A tree held in memory, as a reader of hashes. */
const hashesOf =
  (leaves: readonly Uint8Array[]): ReadHashes =>
  (nodes) =>
    nodes.map(({ level, index }) => rootOf(sha256, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)))

describe('the CT tree of 8 leaves', () => {
  const tree = JSON.parse(fixture('ct-tree-8.json'))
  const leaves = tree.leaves.map((leaf: { data_hex: string }) => leafHash(sha256, unhex(leaf.data_hex)))

  test('has its leaf hashes and roots', () => {
    assert.deepEqual(
      leaves.map(formatHex),
      tree.leaves.map((leaf: { leaf_hash: string }) => leaf.leaf_hash),
    )
    assert.equal(tree.roots.length, 9)
    for (const { size, root } of tree.roots) {
      assert.equal(formatHex(rootOf(sha256, leaves.slice(0, size))), root)
      assert.equal(formatHex(rootOf(ownSha256, leaves.slice(0, size))), root)
    }
  })

  test('has its 36 inclusion proofs', async () => {
    assert.equal(tree.inclusion.length, 36)
    for (const { index, size, proof } of tree.inclusion) {
      const built = await inclusionProof({ index, size }, hashesOf(leaves), sha256)
      assert.deepEqual(built.map(formatHex), proof)
      const root = rootOf(sha256, leaves.slice(0, size))
      verifyInclusion({ index, size, leafHash: leaves[index], root, proof: built }, sha256)
    }
  })

  test('has its 36 consistency proofs', async () => {
    assert.equal(tree.consistency.length, 36)
    for (const { size1: oldSize, size2: size, proof } of tree.consistency) {
      const built = await consistencyProof({ oldSize, size }, hashesOf(leaves), sha256)
      assert.deepEqual(built.map(formatHex), proof)
      const [oldRoot, root] = [rootOf(sha256, leaves.slice(0, oldSize)), rootOf(sha256, leaves.slice(0, size))]
      verifyConsistency({ oldSize, size, oldRoot, root, proof: built }, sha256)
    }
  })
})
