import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { sha256 } from '../../../../test/conformance/tlog/written-log.ts'
import type { Disk, DiskFile } from './disk.ts'
import { DiskError } from './disk.ts'
import type { LogEntry } from './frame.ts'
import { entryIdBytes, sectorBytes } from './frame.ts'
import { LogDiskFull } from './refusal.ts'
import { FrameLog, prepareSpare, readFrames, shortSegmentBytes } from './segment.ts'
import { SimulatedDisk } from './simulated-disk.ts'
import { stagingFolder } from './staged.ts'

// Goal: where there is no room for a whole segment, a short one takes what still has to be written, and whatever finds no
// room at all leaves everything as it was.
const segmentBytes = 65_536
const short = shortSegmentBytes(segmentBytes)

/** A disk that has so many bytes. */
function smallDisk(bytes: number) {
  const disk = new SimulatedDisk(() => 0)
  const room = { bytes }
  const used = (): number => [...disk.files().values()].reduce((sum, file) => sum + file.length, 0)
  const bounded = (path: string, file: DiskFile): DiskFile => ({
    ...file,
    write: (what) => {
      const more = what.at + what.bytes.length - file.size()
      if (more > 0 && used() + more > room.bytes) throw new DiskError({ fault: 'noSpace', call: 'write', path })
      file.write(what)
    },
  })
  const small: Disk = {
    open: (path) => {
      const file = disk.open(path)
      return file && bounded(path, file)
    },
    create: (path) => bounded(path, disk.create(path)),
    rename: (names) => disk.rename(names),
    remove: (path) => disk.remove(path),
    list: (folder) => disk.list(folder),
    makeFolder: (path) => disk.makeFolder(path),
    syncFolder: (path) => disk.syncFolder(path),
  }
  small.makeFolder(stagingFolder)
  return { disk: small, room }
}

function newLog(disk: Disk): FrameLog {
  return FrameLog.settle(disk, { sha256, segmentBytes, found: readFrames(disk, sha256) })
}

/** An entry whose frame takes so many sectors. */
function entryOf(sectors: number): LogEntry {
  const record = { id: new Uint8Array(entryIdBytes), ciphertext: new Uint8Array(sectors * sectorBytes - 100) }
  return { leaf: new Uint8Array(2), record }
}

/** Appends until there is no more room, and says how often it worked. */
function fillUp(log: FrameLog, sectors: number): number {
  for (let count = 0; ; count++) {
    try {
      log.append([entryOf(sectors)])
    } catch (error) {
      assert.ok(error instanceof LogDiskFull, String(error))
      return count
    }
  }
}

const whole = Math.floor((segmentBytes - sectorBytes) / sectorBytes)
const rows: readonly [why: string, bytes: number, sectors: number, count: number][] = [
  ['one segment', segmentBytes, 1, whole],
  ['one segment and most of a short one', segmentBytes + short - 1, 1, whole],
  ['one segment and a short one', segmentBytes + short, 1, whole + short / sectorBytes - 1],
  ['a short one alone', short, 1, short / sectorBytes - 1],
  ['nothing', sectorBytes, 1, 0],
  ['a large frame, for which a short one is made longer', 21 * sectorBytes, 20, 1],
  ['a large frame, for which it is not enough', 20 * sectorBytes, 20, 0],
]
for (const [why, bytes, sectors, count] of rows) {
  test(`segments: room for ${why}: ${count} frames, and a start finds each of them`, () => {
    const { disk, room } = smallDisk(bytes)
    const log = newLog(disk)
    assert.equal(fillUp(log, sectors), count)
    assert.equal(log.size, count)
    room.bytes = 4 * segmentBytes
    log.append([entryOf(1)])
    log.close()
    assert.equal(readFrames(disk, sha256).chain.nextIndex, count + 1)
    assert.equal(newLog(disk).size, count + 1)
  })
}

test('segments: a spare that is too short for a frame waits for a smaller one', () => {
  const { disk } = smallDisk(8 * segmentBytes)
  const log = newLog(disk)
  log.append([entryOf(100)])
  prepareSpare(disk, short)
  log.spareIsReady()
  log.append([entryOf(100)])
  assert.equal(log.needsSpare, false, 'it is still there')
  log.append([entryOf(20)])
  log.append([entryOf(4)])
  log.append([entryOf(4)])
  assert.equal(readFrames(disk, sha256).chain.nextIndex, 5)
})
