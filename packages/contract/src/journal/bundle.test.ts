import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import {
  type ArchivedFile,
  archiveHeader,
  archivePadding,
  blockBytes,
  MalformedArchive,
  parseArchiveHeader,
} from './bundle-archive.ts'
import {
  type BundleManifest,
  bundleFormat,
  formatDisclosed,
  formatManifest,
  parseDisclosed,
  parseManifest,
  runsOf,
} from './bundle.ts'
import { digestOf } from './example-drafts.ts'
import { MalformedEntry } from './malformed.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('an archive header', () => {
  const files: readonly ArchivedFile[] = [
    { path: 'manifest.json', bytes: 0 },
    { path: 'logs/2026h2/tile/entries/x001/x234/067.p/255', bytes: 16_777_472 },
    { path: 'a'.repeat(100), bytes: 8_589_934_591 },
  ]
  for (const file of files) {
    test(`of ${file.path.slice(0, 40)} is read as it was written`, () => {
      assert.deepEqual(parseArchiveHeader(archiveHeader(file)), file)
    })
  }

  test('with any bit flipped is refused', () => {
    const header = archiveHeader({ path: 'manifest.json', bytes: 12 })
    for (let bit = 0; bit < blockBytes * 8; bit++) {
      const flipped = header.with(bit >> 3, (header[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
      // Another name or length with the old checksum is found by that.
      assert.throws(() => parseArchiveHeader(flipped), MalformedArchive)
    }
  })

  const names: readonly [why: string, path: string][] = [
    ['that is absolute', '/etc/passwd'],
    ['that leads out', 'logs/../../x'],
    ['that is hidden', 'logs/.x'],
    ['with an empty part', 'logs//x'],
    ['of a folder', 'logs/'],
    ['that is empty', ''],
    ['that is too long', 'a'.repeat(101)],
    ['with a blank', 'a b'],
  ]
  for (const [why, path] of names) {
    test(`has no name ${why}`, () => assert.throws(() => archiveHeader({ path, bytes: 0 }), RangeError))
  }

  test('ends with zeros', () => assert.equal(parseArchiveHeader(new Uint8Array(blockBytes)), undefined))
  test('is padded to blocks', () => assert.deepEqual([0, 1, 511, 512, 513].map(archivePadding), [0, 511, 1, 0, 511]))
})

const manifest: BundleManifest = {
  format: bundleFormat,
  version: '0.1.0',
  exportedAt: 1_795_000_000_000,
  selection: { kind: 'sample', from: 1, to: 2, seed: 'a1', count: 3, population: 4 },
  logs: [
    {
      origin: 'gateway.example/log/2026h2',
      directory: 'logs/2026h2',
      size: 7,
      root: digestOf('1'),
      scope: 'excerpt',
      entries: [[1, 3]],
    },
  ],
  disclosed: ['request'],
  files: [{ path: 'trust.tlog-policy', bytes: 3, sha256: digestOf('2') }],
}

describe('a manifest', () => {
  test('is read as it was written', () => assert.deepEqual(parseManifest(utf8(formatManifest(manifest))), manifest))
  const changes: readonly [why: string, change: (text: string) => string][] = [
    ['of another format', (text) => text.replace('bundle/v1', 'bundle/v2')],
    ['with a key of its own', (text) => text.replace('"version"', '"more": 1,\n "version"')],
    ['with a blank more', (text) => `${text} `],
    ['of another selection', (text) => text.replace('"sample"', '"all"')],
    ['with a digest too short', (text) => text.replace(digestOf('2'), digestOf('2').slice(1))],
    ['that is cut', (text) => text.slice(0, -3)],
  ]
  for (const [why, change] of changes) {
    test(`${why} is refused`, () => {
      const text = formatManifest(manifest)
      assert.notEqual(change(text), text)
      assert.throws(() => parseManifest(utf8(change(text))), MalformedEntry)
    })
  }
  test('of what was disclosed is read as it was written', () => {
    const entry = {
      origin: 'o',
      index: 1,
      fields: { key: { opening: digestOf('3'), hasValue: true } },
      erased: ['user'],
    }
    assert.deepEqual(parseDisclosed(utf8(formatDisclosed(entry))), entry)
  })
})

test('runs of indices', () => {
  assert.deepEqual(runsOf([]), [])
  assert.deepEqual(runsOf([0, 1, 5, 7, 8]), [
    [0, 1],
    [5, 5],
    [7, 8],
  ])
})
