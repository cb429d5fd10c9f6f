// Room that is kept for when there is none: given free, it holds how running calls end, the entry that the disk is full, and
// an orderly stop.
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import type { Disk } from '@stellwerk/tlog/write/disk'
import { preallocate } from '@stellwerk/tlog/write/disk'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'
import { orWithoutRoom } from '@stellwerk/tlog/write/staged'

/** 10,000 endings of calls in frames, tiles and vault. */
const reserveBytesDefault = 16_777_216

/**
 * So many times its bytes must be free before it is made again: some for it, some to go on, and some so that full and not
 * full do not take turns.
 */
const freeFactor = 3

const reservePath = 'reserve'

/** The folder of all logs, in which the reserve lies. */
const journalFolder = 'journal'

/** Before anything is open: by whoever is alone in the data directory. */
export function giveReserveFree(dataDirectory: string): void {
  rmSync(join(dataDirectory, journalFolder, reservePath), { force: true })
}

/** The file, and whether it stands for room. */
export interface Reserve {
  /** Makes it unless it is there. False if there is no room yet. */
  readonly make: () => boolean
  readonly giveFree: () => void
  /** Whether so little is left beside it that the next writes would fail half-way. */
  readonly isNeeded: () => boolean
}

/**
 * The reserve of an installation.
 *
 * @param where.disk the folder of all logs
 * @param where.freeBytes what the file system has left for us
 * @param where.segmentBytes the reserve is never more than a segment
 */
export function openReserve(where: {
  readonly disk: Disk
  readonly freeBytes: () => number
  readonly segmentBytes: number
}): Reserve {
  const { disk, freeBytes } = where
  const bytes = Math.min(reserveBytesDefault, where.segmentBytes)
  const size = (): number => {
    const file = disk.open(reservePath)
    const found = file?.size() ?? 0
    file?.close()
    return found
  }
  return {
    // Not synchronised: after a power loss it may be short, and is made again.
    make: () => size() === bytes || (freeBytes() >= freeFactor * bytes && fill(disk, bytes)),
    giveFree: () => disk.remove(reservePath),
    isNeeded: () => freeBytes() < bytes,
  }
}

/** False if there is no room after all: a quota, or somebody was faster. */
function fill(disk: Disk, bytes: number): boolean {
  const discard = (): void => disk.remove(reservePath)
  discard()
  try {
    orWithoutRoom(() => {
      const file = disk.create(reservePath)
      try {
        preallocate(file, bytes)
      } finally {
        file.close()
      }
    }, discard)
    return true
  } catch (error) {
    if (!(error instanceof LogDiskFull)) throw error
    return false
  }
}
