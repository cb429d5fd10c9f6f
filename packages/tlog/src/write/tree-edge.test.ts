import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { numberedEntries, random, sha256, writeLog } from '../../../../test/conformance/tlog/written-log.ts'
import { checkpointPath, tilePath } from '../format/tile.ts'
import { emptyRoot, leafHash } from '../format/tree.ts'
import type { EdgeState } from './tree-edge.ts'
import { emptyEdge, growTree } from './tree-edge.ts'

// Goal: in however many steps a tree grows, at each size it has exactly the tiles that a writer in one step gives it.
const largest = 66_000
const leaves = numberedEntries(largest).map((leaf) => ({ leaf, hash: leafHash(sha256, leaf) }))
const steps: readonly [why: string, sizes: readonly number[]][] = [
  ['one entry', [1]],
  ['one by one over a tile', Array.from({ length: 260 }, (_, at) => at + 1)],
  ['at the borders of tiles', [255, 256, 257, 511, 512, 513]],
  ['at once over a tile of level 1', [65_537]],
  ['over the border of level 1', [65_535, 65_536, 65_537, largest]],
]
for (const [why, sizes] of steps) {
  test(`tree: ${why}`, () => {
    let edge: EdgeState = emptyEdge
    const held = new Map<string, Uint8Array>()
    for (const size of sizes) {
      const grown = growTree(edge, leaves.slice(edge.frontier.size, size), sha256)
      edge = grown.edge
      for (const { tile, bytes } of grown.tiles) {
        assert.ok(!held.has(tilePath(tile)), `${tilePath(tile)} twice`)
        held.set(tilePath(tile), bytes)
      }
      if (size !== sizes.at(-1) && size < 60_000 && size % 50 !== 0) continue
      for (const [path, bytes] of writeLog(leaves.slice(0, size).map(({ leaf }) => leaf))) {
        if (path !== checkpointPath) assert.deepEqual(held.get(path), bytes, `${path} at ${size}`)
      }
    }
  })
}

test('tree: in random steps', () => {
  const chance = random(5)
  let edge: EdgeState = emptyEdge
  const held = new Map<string, Uint8Array>()
  while (edge.frontier.size < 3000) {
    const grown = growTree(edge, leaves.slice(edge.frontier.size, edge.frontier.size + chance(300)), sha256)
    edge = grown.edge
    for (const { tile, bytes } of grown.tiles) held.set(tilePath(tile), bytes)
    const { size } = edge.frontier
    for (const [path, bytes] of writeLog(leaves.slice(0, size).map(({ leaf }) => leaf))) {
      if (path !== checkpointPath) assert.deepEqual(held.get(path), bytes, `${path} at ${size}`)
    }
  }
})

test('tree: without leaves there is nothing to write, and the root is the empty one', () => {
  const { tiles, root } = growTree(emptyEdge, [], sha256)
  assert.deepEqual([tiles, root], [[], emptyRoot(sha256)])
  const some = growTree(emptyEdge, leaves.slice(0, 300), sha256)
  assert.deepEqual(growTree(some.edge, [], sha256), { edge: some.edge, root: some.root, tiles: [] })
})
