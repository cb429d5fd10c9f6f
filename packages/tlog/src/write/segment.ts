// Frames in preallocated files. A header names what the first frame must continue, so that the chain can be followed
// after older segments have gone:
//
//   magic 8 · first index u64 · SHA-256 of the previous frame 32 · zeros · CRC-32 u32, together one sector
import { crc32 } from 'node:zlib'

import { encodeUtf8, equalBytes } from '../format/bytes.ts'
import type { Sha256 } from '../format/tree.ts'
import { hashBytes } from '../format/tree.ts'
import { treeSizeMax } from '../format/tree-size.ts'
import type { Disk, DiskFile } from './disk.ts'
import { preallocate, readWhole } from './disk.ts'
import type { FrameChain, LogEntry, ReadFrame, Tail } from './frame.ts'
import { encodeFrame, isZero, noFrame, scanFrames, sectorBytes } from './frame.ts'
import { LogCorrupt, LogDiskFull, LogNewer } from './refusal.ts'
import { createDurably, orWithoutRoom, stagingFolder } from './staged.ts'

/** Two seconds of 20,000 entries of 1.5 kB: rare enough to be dear, small enough to be read at a start. */
export const segmentBytesDefault = 67_108_864

/** A segment where there is no room for a whole one: for how running calls end, which is a thousand entries, not a million. */
export function shortSegmentBytes(segmentBytes: number): number {
  return segmentBytes / 16
}

export const framesFolder = 'frames'
/** Made ready by whoever has time for it, and by the writer itself when it cannot wait. */
const sparePath = `${framesFolder}/spare`
const nextPath = `${framesFolder}/next`
const nameDigits = 15
const magic = encodeUtf8('SWsegmt1')
// Frames of another form come in segments with another digit: an older program must not take them for a torn tail.
const segmentVersion = 1
const [firstIndexAt, previousAt, crcAt] = [8, 16, sectorBytes - 4]

interface Segment {
  readonly path: string
  /** Index of the first entry that is or will be in it. */
  readonly firstIndex: number
}

/** What a start finds, checked as far as frames can be: each continues the one before. */
export interface FoundFrames {
  readonly segments: readonly Segment[]
  readonly frames: readonly ReadFrame[]
  readonly chain: FrameChain
  /** Of the last segment; an older one with another than a clean tail is corrupt. */
  readonly tail: Exclude<Tail, 'rotten'>
  /** Where the next frame belongs in the last segment. */
  readonly end: number
}

function headerOf({ nextIndex, previous }: FrameChain): Uint8Array {
  const header = new Uint8Array(sectorBytes)
  const view = new DataView(header.buffer)
  header.set(magic)
  view.setBigUint64(firstIndexAt, BigInt(nextIndex))
  header.set(previous, previousAt)
  view.setUint32(crcAt, crc32(header.subarray(0, crcAt)))
  return header
}

function chainIn(segment: Uint8Array): FrameChain | undefined {
  if (segment.length < sectorBytes) return undefined
  const nextIndex = new DataView(segment.buffer, segment.byteOffset).getBigUint64(firstIndexAt)
  if (nextIndex > BigInt(treeSizeMax)) return undefined
  const chain = { nextIndex: Number(nextIndex), previous: segment.slice(previousAt, previousAt + hashBytes) }
  return equalBytes(headerOf(chain), segment.subarray(0, sectorBytes)) ? chain : undefined
}

/** The digit in the magic of a whole header; 1 for anything that is none. Headers of all versions end in their checksum. */
function versionOf(segment: Uint8Array | undefined): number {
  if (segment === undefined || segment.length < sectorBytes) return segmentVersion
  const isOurs = equalBytes(segment.subarray(0, magic.length - 1), magic.subarray(0, -1))
  const isWhole =
    new DataView(segment.buffer, segment.byteOffset).getUint32(crcAt) === crc32(segment.subarray(0, crcAt))
  const digit = (segment[magic.length - 1] ?? 0) - zeroDigit
  return isOurs && isWhole && digit > 0 && digit <= 9 ? digit : segmentVersion
}

const zeroDigit = 0x30

function pathOf(firstIndex: number): string {
  return `${framesFolder}/${String(firstIndex).padStart(nameDigits, '0')}`
}

/** Oldest first. */
function segmentPaths(disk: Disk): readonly string[] {
  const paths = disk.list(framesFolder).map((name) => `${framesFolder}/${name}`)
  return paths.filter((path) => path !== sparePath && path !== nextPath).sort()
}

const stagedSpare = `${stagingFolder}/segment`

/** Bytes of zeros between two syncs, so that a disk never has a whole segment to put away before the next append. */
const pieceBytes = 4_194_304

/**
 * Makes the next segment ready ahead of time, since filling it with zeros takes longer than an append may; in pieces, so
 * that the disk has time for appends in between. It may run on another thread than the writer, which takes the segment once
 * it is told of it.
 */
export class SparePreparation {
  readonly #disk: Disk
  readonly #segmentBytes: number
  #done = 0

  constructor(disk: Disk, segmentBytes: number) {
    this.#disk = disk
    this.#segmentBytes = segmentBytes
  }

  /**
   * Goes on by a piece.
   *
   * @returns whether the segment is ready
   * @throws {LogDiskFull} if there is no room; nothing needs the segment yet, and a later preparation begins anew.
   */
  step(): boolean {
    const bytes = Math.min(pieceBytes, this.#segmentBytes - this.#done)
    orWithoutRoom(
      () => {
        const file = this.#done === 0 ? this.#create() : this.#disk.open(stagedSpare)
        if (file === undefined) throw new LogCorrupt({ part: 'frames', detail: `${stagedSpare} is gone` })
        try {
          file.write({ at: this.#done, bytes: new Uint8Array(bytes) })
          file.sync()
        } finally {
          file.close()
        }
        this.#done += bytes
        if (this.#done === this.#segmentBytes) this.#disk.rename({ from: stagedSpare, to: sparePath })
      },
      () => {
        this.#done = 0
        this.#disk.remove(stagedSpare)
      },
    )
    return this.#done === this.#segmentBytes
  }

  #create(): DiskFile {
    this.#disk.remove(stagedSpare)
    return this.#disk.create(stagedSpare)
  }
}

/**
 * Makes the next segment ready at once.
 *
 * @throws {LogDiskFull} if there is no room; nothing needs the segment yet.
 */
export function prepareSpare(disk: Disk, segmentBytes: number): void {
  const preparation = new SparePreparation(disk, segmentBytes)
  while (!preparation.step());
}

/**
 * Drops segments of which every entry lies below the size; the newest stays. The oldest goes first and durably, so that no
 * crash leaves a gap. It may run on another thread than the writer, which never touches any but the newest.
 */
export function dropFramesBelow(disk: Disk, size: number): void {
  const paths = segmentPaths(disk)
  for (const [at, path] of paths.entries()) {
    const next = paths[at + 1]
    if (next === undefined || Number(next.slice(framesFolder.length + 1)) > size) return
    disk.remove(path)
    disk.syncFolder(framesFolder)
  }
}

/**
 * Makes an empty folder ready for its first frame: what {@link FrameLog.begin} finds.
 *
 * @throws {LogDiskFull} if there is no room for the first segment.
 */
export function prepareFrames(disk: Disk, segmentBytes: number): void {
  for (const folder of [stagingFolder, framesFolder]) disk.makeFolder(folder)
  disk.syncFolder('')
  prepareSpare(disk, segmentBytes)
  disk.syncFolder(framesFolder)
}

/**
 * An empty segment behind a tree whose frames are gone, for a copy of the log: a start finds frames and tree to agree. It
 * continues no frame, so nothing may ever be appended to it.
 */
export function emptySegment(size: number): { readonly path: string; readonly bytes: Uint8Array } {
  return { path: pathOf(size), bytes: headerOf({ nextIndex: size, previous: noFrame }) }
}

/** Removes every frame of a log that has ended: its last checkpoint and the vault hold all that was in them. */
export function removeFrames(disk: Disk): void {
  // A log that came back from a backup has neither frames nor a folder for them.
  if (!disk.list('').includes(framesFolder)) return
  for (const name of disk.list(framesFolder).toSorted()) disk.remove(`${framesFolder}/${name}`)
  if (disk.list(framesFolder).length === 0) disk.syncFolder(framesFolder)
}

/**
 * Reads all segments and changes nothing.
 *
 * @throws {LogCorrupt} if a frame or header is damaged or missing. A torn tail is none: it was never acknowledged.
 * @throws {LogNewer} if a newer program wrote them.
 */
export function readFrames(disk: Disk, sha256: Sha256): FoundFrames {
  const corrupt = (detail: string): LogCorrupt => new LogCorrupt({ part: 'frames', detail })
  const segments: Segment[] = []
  const frames: ReadFrame[] = []
  let found: Pick<FoundFrames, 'tail' | 'end'> = { tail: 'clean', end: 0 }
  let chain: FrameChain | undefined
  for (const path of segmentPaths(disk)) {
    const bytes = readWhole(disk, path)
    const header = bytes === undefined ? undefined : chainIn(bytes)
    const version = versionOf(bytes)
    if (version > segmentVersion) throw new LogNewer({ part: 'frames', found: version, known: segmentVersion })
    if (bytes === undefined || header === undefined || pathOf(header.nextIndex) !== path) {
      throw corrupt(`${path} is no segment`)
    }
    const follows = chain?.nextIndex === header.nextIndex && equalBytes(chain.previous, header.previous)
    if (chain !== undefined && (found.tail !== 'clean' || !follows)) {
      throw corrupt(`frames are missing before ${path}`)
    }
    const { tail, end, frames: read } = scanFrames(bytes, { from: sectorBytes, chain: header, sha256 })
    if (tail === 'rotten') throw corrupt(`the frame at ${end} in ${path} is damaged`)
    segments.push({ path, firstIndex: header.nextIndex })
    frames.push(...read)
    const last = read.at(-1)
    chain = last === undefined ? header : { nextIndex: last.firstIndex + last.entries.length, previous: last.hash }
    found = { tail, end }
  }
  return { segments, frames, chain: chain ?? { nextIndex: 0, previous: noFrame }, ...found }
}

/** The frames of a log, to append to. Any error but {@link LogDiskFull} leaves it unusable. */
export class FrameLog {
  readonly #disk: Disk
  readonly #sha256: Sha256
  readonly #segmentBytes: number
  #chain: FrameChain
  #file: DiskFile | undefined
  /** Bytes of the open segment, which may be of another length than new ones. */
  #fileBytes = 0
  #end: number
  #hasSpare = false

  private constructor(disk: Disk, how: { sha256: Sha256; segmentBytes: number; found: FoundFrames }) {
    this.#disk = disk
    this.#sha256 = how.sha256
    this.#segmentBytes = how.segmentBytes
    this.#chain = how.found.chain
    this.#end = how.found.end
  }

  /** Makes durable what was found and clears what was torn. Until then nothing may be built on those frames. */
  static settle(
    disk: Disk,
    how: { readonly sha256: Sha256; readonly segmentBytes: number; readonly found: FoundFrames },
  ): FrameLog {
    const log = new FrameLog(disk, how)
    disk.makeFolder(framesFolder)
    disk.syncFolder('')
    for (const path of [sparePath, nextPath]) disk.remove(path)
    const last = how.found.segments.at(-1)
    if (last !== undefined) log.#settleLast(last, how.found)
    disk.syncFolder(framesFolder)
    return log
  }

  /**
   * The frames of a log that has none yet, in a folder in which {@link prepareSpare} has made the first segment ready.
   *
   * @throws {LogCorrupt} if there are frames already.
   */
  static begin(disk: Disk, how: { readonly sha256: Sha256; readonly segmentBytes: number }): FrameLog {
    const found = readFrames(disk, how.sha256)
    if (found.segments.length > 0) throw new LogCorrupt({ part: 'frames', detail: 'there are some already' })
    const log = new FrameLog(disk, { ...how, found })
    log.#hasSpare = true
    return log
  }

  #settleLast({ path, firstIndex }: Segment, { frames, tail, end }: FoundFrames): void {
    const file = this.#disk.open(path)
    if (file === undefined) throw new LogCorrupt({ part: 'frames', detail: `${path} is gone` })
    this.#file = file
    this.#fileBytes = file.size()
    const frame = frames.at(-1)
    if (frame !== undefined && frame.firstIndex >= firstIndex) {
      // After a killed process or a failed fsync the kernel shows a frame that never reached the disk and takes it for
      // written. Only the last frame can be such a one, and writing it again gives the sync something to do.
      const at = end - frame.bytes
      file.write({ at, bytes: file.read({ at, length: frame.bytes }) })
    }
    if (tail === 'torn') {
      // Otherwise the rest of a long torn frame would lie behind a short new one. A crash in here leaves a torn tail.
      const rest = file.read({ at: end, length: this.#fileBytes - end })
      for (let at = 0; at < rest.length; at += sectorBytes) {
        const sector = rest.subarray(at, at + sectorBytes)
        if (!isZero(sector)) file.write({ at: end + at, bytes: new Uint8Array(sector.length) })
      }
    }
    file.sync()
  }

  /** Number of entries in durable frames, counted from the start of the log. */
  get size(): number {
    return this.#chain.nextIndex
  }

  /** Bytes that a frame may have. */
  get frameBytesMax(): number {
    return this.#segmentBytes - sectorBytes
  }

  /**
   * Makes the entries durable, with one `fdatasync`.
   *
   * @returns the frame as it was written, for whoever derives the tree from it.
   * @throws {RangeError} if they do not fit into a frame; nothing was written.
   * @throws {LogDiskFull} if there is no room for a new segment; nothing was written.
   * @throws {DiskError} otherwise: the frame is or is not durable, and the next start finds out.
   */
  append(entries: readonly LogEntry[]): Uint8Array {
    const { nextIndex, previous } = this.#chain
    const { bytes, hash } = encodeFrame({ firstIndex: nextIndex, entries, previous }, this.#sha256)
    if (bytes.length > this.frameBytesMax) {
      throw new RangeError(`a frame of ${bytes.length} B, at most ${this.frameBytesMax}`)
    }
    const hasRoom = this.#file !== undefined && this.#end + bytes.length <= this.#fileBytes
    const file = hasRoom && this.#file !== undefined ? this.#file : this.#openNext(bytes.length)
    file.write({ at: this.#end, bytes })
    file.sync()
    this.#end += bytes.length
    this.#chain = { nextIndex: nextIndex + entries.length, previous: hash }
    return bytes
  }

  /** Whether it is time for {@link prepareSpare}: a quarter of the open segment is full and there is no next one. */
  get needsSpare(): boolean {
    return !this.#hasSpare && (this.#file === undefined || this.#end * 4 >= this.#fileBytes)
  }

  /** Whether {@link FrameLog.roll} has no file to make: there is a next segment, or the open one is empty. */
  get rollsAtOnce(): boolean {
    return this.#hasSpare || this.#file === undefined || this.#end <= sectorBytes
  }

  /** The next segment lies there. */
  spareIsReady(): void {
    this.#hasSpare = true
  }

  /**
   * Begins a new segment, so that all frames so far can be dropped: an erasure waits for that.
   *
   * @throws {LogDiskFull} if there is no room for a new segment; nothing was written.
   */
  roll(): void {
    if (this.#file !== undefined && this.#end > sectorBytes) this.#openNext(0)
  }

  #openNext(frameBytes: number): DiskFile {
    const isSpareFit = this.#hasSpare && this.#spareBytes() >= sectorBytes + frameBytes
    const ready = isSpareFit ? sparePath : nextPath
    if (!isSpareFit) this.#makeNext(sectorBytes + frameBytes)
    const path = pathOf(this.#chain.nextIndex)
    const file = this.#disk.open(ready)
    if (file === undefined) throw new LogCorrupt({ part: 'frames', detail: `${ready} is gone` })
    file.write({ at: 0, bytes: headerOf(this.#chain) })
    file.sync()
    // If we stop here, the next start removes the segment. Its name comes last, so a named segment is whole.
    orWithoutRoom(
      () => this.#disk.rename({ from: ready, to: path }),
      () => file.close(),
    )
    this.#disk.syncFolder(framesFolder)
    if (isSpareFit) this.#hasSpare = false
    this.#file?.close()
    this.#file = file
    this.#fileBytes = file.size()
    this.#end = sectorBytes
    return file
  }

  /** A spare of hard times is a short one. */
  #spareBytes(): number {
    const file = this.#disk.open(sparePath)
    if (file === undefined) throw new LogCorrupt({ part: 'frames', detail: `${sparePath} is gone` })
    try {
      return file.size()
    } finally {
      file.close()
    }
  }

  #makeNext(bytesMin: number): void {
    const short = Math.max(bytesMin, shortSegmentBytes(this.#segmentBytes))
    try {
      createDurably(this.#disk, nextPath, (file) => preallocate(file, this.#segmentBytes))
    } catch (error) {
      if (!(error instanceof LogDiskFull) || short >= this.#segmentBytes) throw error
      createDurably(this.#disk, nextPath, (file) => preallocate(file, short))
    }
  }

  close(): void {
    this.#file?.close()
    this.#file = undefined
  }
}
