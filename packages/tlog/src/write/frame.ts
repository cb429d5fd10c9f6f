// Write-ahead frames: what one fdatasync makes durable.
//
//   magic 8 · first index u64 · count u32 · body length u32 · CRC-32 u32 · SHA-256 of the previous frame 32 · body
//   body: for each entry  leaf length u16 · leaf · entry id 16 · ciphertext length u32 · ciphertext
//
// Numbers are big-endian. The checksum covers all bytes but its own. A frame starts at a multiple of 512 bytes and is
// filled up with zeros to the next, so that no write touches a sector in which an acknowledged frame lies.
import { crc32 } from 'node:zlib'

import { encodeUtf8, equalBytes } from '../format/bytes.ts'
import { entryBytesMax } from '../format/tile.ts'
import type { Sha256 } from '../format/tree.ts'
import { hashBytes } from '../format/tree.ts'
import { treeSizeMax } from '../format/tree-size.ts'

/** Disks write a sector whole or not at all. */
export const sectorBytes = 512

/** Entries in one frame: what a group commit takes at once. */
export const frameEntriesMax = 1024

/** Bytes of a random entry id, the key of the vault's row. */
export const entryIdBytes = 16

/** The largest sealed record. Payloads of requests are bounded long before; this bounds what a damaged length can ask. */
const ciphertextBytesMax = 16_777_216

const magic = encodeUtf8('SWframe1')
const [firstIndexAt, countAt, lengthAt, crcAt, previousAt, headerBytes] = [8, 16, 20, 24, 28, 60]

/** A record as the vault sealed it. The writer cannot read it. */
export interface SealedRecord {
  /** 16 random bytes. */
  readonly id: Uint8Array
  readonly ciphertext: Uint8Array
}

/** What is appended: the bytes that are hashed, and the record that shares their fate. */
export interface LogEntry {
  readonly leaf: Uint8Array
  readonly record: SealedRecord
}

export interface Frame {
  readonly firstIndex: number
  readonly entries: readonly LogEntry[]
  /** SHA-256 of the frame before, without its padding; zeros before the first of a log. */
  readonly previous: Uint8Array
}

/** A frame that was read, with what the next one has to name. */
export interface ReadFrame extends Frame {
  readonly hash: Uint8Array
  /** With padding: the next frame starts so many bytes on. */
  readonly bytes: number
}

/** What comes before the first frame of a log. */
export const noFrame: Uint8Array = new Uint8Array(hashBytes)

/**
 * A frame as bytes, padding included, and its hash.
 *
 * @throws {RangeError} if there are no or too many entries, or one cannot be written.
 */
export function encodeFrame(frame: Frame, sha256: Sha256): { readonly bytes: Uint8Array; readonly hash: Uint8Array } {
  const { firstIndex, entries, previous } = frame
  if (entries.length === 0 || entries.length > frameEntriesMax) {
    throw new RangeError(`${entries.length} entries in a frame, 1 to ${frameEntriesMax}`)
  }
  const length = headerBytes + entries.reduce((sum, entry) => sum + encodedBytes(entry), 0)
  const bytes = new Uint8Array(upToSector(length))
  const view = new DataView(bytes.buffer)
  bytes.set(magic)
  view.setBigUint64(firstIndexAt, BigInt(firstIndex))
  view.setUint32(countAt, entries.length)
  view.setUint32(lengthAt, length - headerBytes)
  bytes.set(previous, previousAt)
  let at = headerBytes
  for (const { leaf, record } of entries) {
    view.setUint16(at, leaf.length)
    bytes.set(leaf, at + 2)
    at += 2 + leaf.length
    bytes.set(record.id, at)
    view.setUint32(at + entryIdBytes, record.ciphertext.length)
    bytes.set(record.ciphertext, at + entryIdBytes + 4)
    at += entryIdBytes + 4 + record.ciphertext.length
  }
  const whole = bytes.subarray(0, length)
  view.setUint32(crcAt, checksumOf(whole))
  return { bytes, hash: sha256(whole) }
}

/** Bytes of an entry in a frame. */
function encodedBytes({ leaf, record }: LogEntry): number {
  if (leaf.length > entryBytesMax) throw new RangeError(`an entry of ${leaf.length} B, at most ${entryBytesMax}`)
  if (record.id.length !== entryIdBytes) throw new RangeError(`an entry id of ${record.id.length} B`)
  if (record.ciphertext.length > ciphertextBytesMax) {
    throw new RangeError(`a sealed record of ${record.ciphertext.length} B, at most ${ciphertextBytesMax}`)
  }
  return 2 + leaf.length + entryIdBytes + 4 + record.ciphertext.length
}

function upToSector(bytes: number): number {
  return Math.ceil(bytes / sectorBytes) * sectorBytes
}

/** Of all bytes but the four in which it stands. The runtime's own: 0.5 µs for 25 kB, and any written out here took 20. */
function checksumOf(frame: Uint8Array): number {
  return crc32(frame.subarray(previousAt), crc32(frame.subarray(0, crcAt)))
}

/** The frame that starts there, or `undefined` unless every byte of it and of its padding is as it was written. */
export function decodeFrame(segment: Uint8Array, at: number, sha256: Sha256): ReadFrame | undefined {
  if (at + headerBytes > segment.length || !equalBytes(segment.subarray(at, at + magic.length), magic)) return undefined
  const view = new DataView(segment.buffer, segment.byteOffset + at, segment.length - at)
  const length = headerBytes + view.getUint32(lengthAt)
  const bytes = upToSector(length)
  if (at + bytes > segment.length) return undefined
  const whole = segment.subarray(at, at + length)
  if (checksumOf(whole) !== view.getUint32(crcAt) || !isZero(segment.subarray(at + length, at + bytes)))
    return undefined
  const body = whole.subarray(headerBytes)
  // Copies: a segment has room for a hundred thousand entries, and a few of them must not keep all of it in memory.
  const entries = decodeEntries(body, view.getUint32(countAt), (from, to) => body.slice(from, to))
  const firstIndex = view.getBigUint64(firstIndexAt)
  if (entries === undefined || firstIndex > BigInt(treeSizeMax)) return undefined
  const previous = whole.slice(previousAt, previousAt + hashBytes)
  return { firstIndex: Number(firstIndex), entries, previous, hash: sha256(whole), bytes }
}

function decodeEntries(
  body: Uint8Array,
  count: number,
  part: (from: number, to: number) => Uint8Array,
): readonly LogEntry[] | undefined {
  if (count === 0 || count > frameEntriesMax) return undefined
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  const entries: LogEntry[] = []
  let at = 0
  while (entries.length < count) {
    if (at + 2 > body.length) return undefined
    const idAt = at + 2 + view.getUint16(at)
    const ciphertextAt = idAt + entryIdBytes + 4
    if (ciphertextAt > body.length) return undefined
    const end = ciphertextAt + view.getUint32(ciphertextAt - 4)
    if (end > body.length) return undefined
    const record = { id: part(idAt, idAt + entryIdBytes), ciphertext: part(ciphertextAt, end) }
    entries.push({ leaf: part(at + 2, idAt), record })
    at = end
  }
  return at === body.length ? entries : undefined
}

/**
 * The entries of a frame that this process has written itself and nobody has touched since, without checking it again.
 *
 * @throws {RangeError} if it is no frame after all.
 */
export function entriesOfOwnFrame(frame: Uint8Array): readonly LogEntry[] {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length)
  const body = frame.subarray(headerBytes, headerBytes + view.getUint32(lengthAt))
  // Views, since nobody writes to it any more.
  const entries = decodeEntries(body, view.getUint32(countAt), (from, to) => body.subarray(from, to))
  if (entries === undefined) throw new RangeError('no frame')
  return entries
}

/** Where a frame must continue, and what it must name. */
export interface FrameChain {
  readonly nextIndex: number
  readonly previous: Uint8Array
}

/** How the frames of a segment end. */
export type Tail =
  /** Zeros to the end. */
  | 'clean'
  /** Behind the last frame lies something that is no frame, and no frame follows: a write that a crash cut short. */
  | 'torn'
  /** A frame is damaged or missing, for a valid one follows, or stands where another belongs. */
  | 'rotten'

export interface Scan {
  readonly frames: readonly ReadFrame[]
  readonly tail: Tail
  /** Where the next frame belongs. */
  readonly end: number
}

/**
 * Reads the frames of a segment from an offset on. One frame is in flight at a time and each names its predecessor, so
 * only the very last can be either torn or rotten; the tree that was already derived decides about that one.
 */
export function scanFrames(
  segment: Uint8Array,
  { from, chain, sha256 }: { readonly from: number; readonly chain: FrameChain; readonly sha256: Sha256 },
): Scan {
  const frames: ReadFrame[] = []
  let [at, { nextIndex, previous }] = [from, chain]
  for (;;) {
    const frame = decodeFrame(segment, at, sha256)
    if (frame === undefined) return { frames, tail: tailAt(segment, at, sha256), end: at }
    if (frame.firstIndex !== nextIndex || !equalBytes(frame.previous, previous)) {
      return { frames, tail: 'rotten', end: at }
    }
    frames.push(frame)
    at += frame.bytes
    nextIndex += frame.entries.length
    previous = frame.hash
  }
}

function tailAt(segment: Uint8Array, end: number, sha256: Sha256): Tail {
  if (isZero(segment.subarray(end))) return 'clean'
  // Leaves and sealed records are not chosen by strangers, so nothing inside a torn frame looks like one by design.
  for (let at = end + sectorBytes; at < segment.length; at += sectorBytes) {
    if (decodeFrame(segment, at, sha256) !== undefined) return 'rotten'
  }
  return 'torn'
}

export function isZero(bytes: Uint8Array): boolean {
  // A segment is read whole, and a callback for each of its bytes would take longer than the disk.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false
  return true
}
