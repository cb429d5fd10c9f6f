// Goal: each thing has exactly one spelling. One defect a row; rows at both sides of each bound.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { refusedPart } from '../../../../test/conformance/tlog/refused.ts'
import { sha256 } from '../../../../test/conformance/tlog/written-log.ts'
import { concatBytes } from './bytes.ts'
import {
  entryBytesMax,
  formatEntryBundle,
  MalformedEntryBundle,
  MalformedTile,
  nodeInTile,
  parseEntryBundle,
  parseTilePath,
  tilePath,
  tilesOf,
} from './tile.ts'
import { Frontier, leafHash } from './tree.ts'
import { treeSize, treeSizeMax } from './tree-size.ts'

describe('tile path', () => {
  const paths: readonly string[] = [
    'tile/0/000',
    'tile/0/273',
    'tile/0/x001/x234/067',
    'tile/0/000.p/1',
    'tile/63/999.p/255',
    'tile/entries/x001/000.p/17',
    'tile/5/x999/x999/x999/x999/999',
  ]
  for (const path of paths) {
    test(`${path} is read and written again`, () => assert.equal(tilePath(parseTilePath(path)), path))
  }
  const refused: readonly string[] = [
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/1000',
    'tile/0/x000/001',
    'tile/0/001/000',
    'tile/0/x001/x000',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/8/0/000',
    'tile/data/000',
    'tile/entries/../0/000',
    'tile/0/x001/x999/x999/x999/x999/999',
    'checkpoint',
    '',
  ]
  for (const path of refused) {
    test(`${JSON.stringify(path)} is refused`, () => assert.throws(() => parseTilePath(path), MalformedTile))
  }

  test('a tree of 70,000 has the tiles of the specification', () => {
    const paths70000 = [...tilesOf(70_000)].map(tilePath)
    assert.equal(paths70000.length, 274 + 274 + 2 + 1)
    for (const path of ['tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1']) {
      assert.ok(paths70000.includes(path), path)
    }
    assert.deepEqual([...tilesOf(256)].map(tilePath), ['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1'])
    assert.deepEqual([...tilesOf(0)], [])
  })

  test('a node that is not full has no place', () => {
    assert.deepEqual(nodeInTile({ level: 7, index: 1 }, 256).first, 128)
    assert.throws(() => nodeInTile({ level: 7, index: 1 }, 255), RangeError)
    assert.throws(() => nodeInTile({ level: 8, index: 0 }, 255), RangeError)
  })

  for (const tile of [
    { level: 64, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
  ]) {
    test(`${JSON.stringify(tile)} has no path`, () => assert.throws(() => tilePath(tile), RangeError))
  }
})

describe('entry bundle', () => {
  const longest = new Uint8Array(entryBytesMax)
  const entries = [new Uint8Array(0), Uint8Array.of(1), longest]
  const bytes = formatEntryBundle(entries)

  test('gives back empty and longest entries', () => {
    assert.deepEqual(parseEntryBundle(bytes, { width: 3 }), entries)
    assert.deepEqual(parseEntryBundle(new Uint8Array(0), { width: 0 }), [])
  })
  for (const [why, cut, width] of [
    ['an entry less than its width', bytes, 4],
    ['an entry more', bytes, 2],
    ['a byte less', bytes.subarray(0, -1), 3],
    ['a byte more', concatBytes(bytes, Uint8Array.of(0)), 3],
    ['half a length', Uint8Array.of(0), 1],
    ['nothing', new Uint8Array(0), 1],
  ] as const) {
    test(`with ${why} is refused`, () => {
      assert.equal(
        refusedPart(() => parseEntryBundle(cut, { width }), MalformedEntryBundle),
        'length',
      )
    })
  }
  test('takes no longer entry, and no more than 256', () => {
    assert.throws(() => formatEntryBundle([new Uint8Array(entryBytesMax + 1)]), RangeError)
    assert.throws(() => formatEntryBundle(Array.from({ length: 257 }, () => longest.subarray(0, 0))), RangeError)
  })
})

describe('right edge', () => {
  const leaf = leafHash(sha256, Uint8Array.of(1))

  test('goes on where its state was taken', () => {
    const one = new Frontier(sha256)
    for (let count = 0; count < 300; count++) {
      one.append(leaf)
      const other = new Frontier(sha256, one.state)
      one.append(leaf)
      other.append(leaf)
      assert.deepEqual(other.root(), one.root())
    }
  })
  for (const [why, state] of [
    ['a hash too few', { size: 3, hashes: [leaf] }],
    ['a hash too many', { size: 2, hashes: [leaf, leaf] }],
    ['a short hash', { size: 1, hashes: [leaf.subarray(1)] }],
    ['a size that is none', { size: -1, hashes: [] }],
  ] as const) {
    test(`refuses ${why}`, () => assert.throws(() => new Frontier(sha256, state), RangeError))
  }
  test('takes a subtree only where one can start', () => {
    assert.throws(
      () => new Frontier(sha256, { size: 1, hashes: [leaf] }).appendSubtree({ level: 1, root: leaf }),
      RangeError,
    )
  })
  test('counts in whole numbers up to 15 digits', () => {
    assert.equal(treeSize(treeSizeMax), treeSizeMax)
    for (const count of [-1, 0.5, treeSizeMax + 1, Number.NaN]) assert.throws(() => treeSize(count), RangeError)
  })
})
