// Goal: tiles, notes and whole logs come out byte for byte as published. The vectors and where they come from:
// test/fixtures/audit/README.md.
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, test } from 'bun:test'

import type { Files, Signer } from '../../../../test/conformance/tlog/written-log.ts'
import {
  checkEd25519,
  cosign,
  numberedEntries,
  sha256,
  signCheckpoint,
  signer,
  writeLog,
} from '../../../../test/conformance/tlog/written-log.ts'
import { decodeUtf8, encodeUtf8, formatHex } from './bytes.ts'
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { cosignatureVerifier, cosignedMessage, parseCosignature } from './cosignature.ts'
import {
  ed25519Verifier,
  formatSignatureLines,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  verifyNote,
} from './note.ts'
import { consistencyProof, inclusionProof, rootAt, verifyConsistency, verifyInclusion } from './proof.ts'
import { parseEntryBundle, parseTilePath, tileAt, tilePath, tilesOf } from './tile.ts'
import type { ReadFile } from './tile-hashes.ts'
import { hashesFromTiles, readEntries } from './tile-hashes.ts'
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts'
import { hashBytes, leafHash, rootOf } from './tree.ts'
import {
  formatAddCheckpoint,
  formatCosignatures,
  monitoringPath,
  parseAddCheckpoint,
  parseCosignatures,
} from './witness.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dir, '../../../../test/fixtures/audit', name), 'utf8')
const unhex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
const readFrom =
  (files: Files): ReadFile =>
  async (path) =>
    files.get(path)

const notes = JSON.parse(fixture('notes.json'))
const keyFrom = (key: { name: string; seed_hex: string }, type: Signer['key']['type']): Signer =>
  signer({ name: key.name, type, seed: unhex(key.seed_hex) })
const log = keyFrom(notes.log_key, 'ed25519')
const witness = keyFrom(notes.witness_key, 'cosignature/v1')
const cosignedAt = 1_767_225_600

describe('the tree of 70,000 numbered entries', () => {
  const tree = JSON.parse(fixture('entry-tree.json'))
  const entries = numberedEntries(100_000)
  const leaves = entries.map((entry) => leafHash(sha256, entry))
  const files = writeLog(entries.slice(0, 70_000), log)
  const hashes = hashesFromTiles(70_000, readFrom(files), sha256)

  test('has its roots', () => {
    assert.equal(tree.roots.length, 14)
    for (const { size, root } of tree.roots) assert.equal(formatHex(rootOf(sha256, leaves.slice(0, size))), root)
  })

  test('has its tiles and bundles, in length and content', () => {
    const published = [...tree.tiles_at_70000, ...tree.bundles_at_70000]
    assert.equal(published.length, 138)
    for (const { path, bytes, sha256: hash } of published) {
      const { level, index, width } = parseTilePath(path)
      // Partial tiles of earlier sizes are listed too; each is the beginning of its successor.
      const tile = tileAt({ level, index }, 70_000)
      assert.ok(tile !== undefined && width <= tile.width, path)
      const successor = files.get(tilePath(tile)) ?? new Uint8Array()
      const file = level === 'entries' ? successor : successor.subarray(0, width * hashBytes)
      assert.deepEqual([file.length, formatHex(sha256(file))], [bytes, hash], path)
      assert.equal(tilePath(parseTilePath(path)), path)
    }
  })

  test('has its proofs, read from tiles', async () => {
    assert.deepEqual([tree.inclusion_at_70000.length, tree.consistency_to_70000.length], [9, 7])
    const root = await rootAt(70_000, hashes, sha256)
    for (const { index, leaf_hash: leaf, proof } of tree.inclusion_at_70000) {
      const built = await inclusionProof({ index, size: 70_000 }, hashes, sha256)
      assert.deepEqual(built.map(formatHex), proof)
      verifyInclusion({ index, size: 70_000, leafHash: unhex(leaf), root, proof: built }, sha256)
    }
    for (const { size1: oldSize, root1, root2, proof } of tree.consistency_to_70000) {
      const built = await consistencyProof({ oldSize, size: 70_000 }, hashes, sha256)
      assert.deepEqual(built.map(formatHex), proof)
      const roots = { oldRoot: unhex(root1), root: unhex(root2) }
      verifyConsistency({ oldSize, size: 70_000, ...roots, proof: built }, sha256)
    }
  })

  test('is signed, cosigned and proven byte for byte', async () => {
    const root = await rootAt(70_000, hashes, sha256)
    const tree70000 = { size: 70_000, root }
    const body = formatCheckpoint({ origin: log.key.name, ...tree70000 })
    assert.equal(body, notes.checkpoint_body)
    assert.equal(decodeUtf8(signCheckpoint(tree70000, log)), notes.checkpoint_signed)
    const cosignatures = [{ witness, timeSeconds: cosignedAt }]
    const cosigned = signCheckpoint(tree70000, log, cosignatures)
    assert.equal(decodeUtf8(cosigned), notes.checkpoint_cosigned)
    assert.equal(decodeUtf8(cosignedMessage({ timeSeconds: cosignedAt, text: body })), notes.cosignature_message)
    const line = formatSignatureLines([cosign(body, { witness, timeSeconds: cosignedAt })])
    assert.equal(line, notes.cosignature_line)
    assert.equal(decodeUtf8(formatCosignatures(parseCosignatures(encodeUtf8(line)))), line)

    const proof = await inclusionProof({ index: 69_999, size: 70_000 }, hashes, sha256)
    const tlogProof = formatTlogProof({ index: 69_999, proof, checkpoint: cosigned })
    assert.equal(decodeUtf8(tlogProof), notes.tlog_proof)
    assert.equal(decodeUtf8(formatTlogProof(parseTlogProof(tlogProof))), notes.tlog_proof)

    const request = formatAddCheckpoint({
      oldSize: 65_537,
      proof: await consistencyProof({ oldSize: 65_537, size: 70_000 }, hashes, sha256),
      checkpoint: signCheckpoint(tree70000, log),
    })
    assert.equal(decodeUtf8(request), notes.add_checkpoint_request)
    assert.equal(decodeUtf8(formatAddCheckpoint(parseAddCheckpoint(request))), notes.add_checkpoint_request)
    assert.equal(monitoringPath(log.key.name, sha256), `${notes.origin_hash}/checkpoint`)
  })
})

describe('keys and notes', () => {
  test('the example of the specification verifies', async () => {
    const key = parseVerifierKey(notes.c2sp_signed_note.vkey, sha256)
    assert.equal(formatVerifierKey(key), notes.c2sp_signed_note.vkey)
    const note = parseNote(encodeUtf8(notes.c2sp_signed_note.note))
    assert.deepEqual(await verifyNote(note, [ed25519Verifier(key, checkEd25519)]), note.signatures)
  })

  test('the keys have their ids', () => {
    for (const [{ key }, published] of [
      [log, notes.log_key],
      [witness, notes.witness_key],
    ] as const) {
      assert.equal(formatVerifierKey(key), published.vkey)
      assert.deepEqual(parseVerifierKey(published.vkey, sha256), key)
      assert.equal(formatHex(key.publicKey), published.public_hex)
    }
  })

  test('both signatures of the cosigned checkpoint verify', async () => {
    const note = parseNote(encodeUtf8(notes.checkpoint_cosigned))
    const verifiers = [ed25519Verifier(log.key, checkEd25519), cosignatureVerifier(witness.key, checkEd25519)]
    const [, cosignature] = await verifyNote(note, verifiers)
    assert.equal(parseCosignature(cosignature?.signature ?? new Uint8Array()).timeSeconds, cosignedAt)
    assert.equal(parseCheckpoint(note.text).size, 70_000)
  })
})

describe('the log of Tessera', () => {
  const tessera = JSON.parse(fixture('tessera-testdata-log.json'))
  const files: Files = new Map(
    Object.entries(tessera.files_base64).map(([path, base64]) => [
      path,
      new Uint8Array(Buffer.from(String(base64), 'base64')),
    ]),
  )
  const verifier = ed25519Verifier(parseVerifierKey(tessera.vkey, sha256), checkEd25519)

  for (let size = 0; size <= 15; size++) {
    test(`has the root that it signed at ${size}`, async () => {
      const note = parseNote(files.get(`checkpoint.${size}`) ?? new Uint8Array())
      await verifyNote(note, [verifier])
      const checkpoint = parseCheckpoint(note.text)
      assert.equal(checkpoint.size, size)
      assert.deepEqual(await rootAt(size, hashesFromTiles(size, readFrom(files), sha256), sha256), checkpoint.root)
      const tiles = [...tilesOf(size)]
      const entries = tiles[0] === undefined ? [] : await readEntries(tiles[0], readFrom(files))
      assert.equal(
        parseEntryBundle(files.get(`tile/entries/000.p/${size}`) ?? new Uint8Array(), { width: size }).length,
        size,
      )
      assert.deepEqual(
        rootOf(
          sha256,
          entries.map((entry) => leafHash(sha256, entry)),
        ),
        checkpoint.root,
      )
    })
  }
})
