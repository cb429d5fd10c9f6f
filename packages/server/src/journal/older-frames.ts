// The last frames of logs that are written no more. Their records are in the vault long since, and still here.
import type { Sha256 } from '@stellwerk/tlog/format/tree'
import { readWhole } from '@stellwerk/tlog/write/disk'
import type { Disk } from '@stellwerk/tlog/write/disk'
import { dropFramesBelow, FrameLog, readFrames } from '@stellwerk/tlog/write/segment'
import { parseTreeRecord, statePath } from '@stellwerk/tlog/write/tree-record'

import { FramesKept } from './rolling.ts'

/** Bytes of the segment that stays: its header, which says where the frames went on. */
const emptySegmentBytes = 1_024

/**
 * Drops all frames of a log that nobody writes any more, as far as tree and vault hold what is in them. An empty segment
 * stays, so that a start of this log would find frames, tree and vault to agree.
 *
 * @param log.heldSize of so many entries of the log, by its origin, the vault holds the records
 * @throws {FramesKept} if some are in frames only
 * @throws {LogCorrupt | DiskError}
 */
export function dropOlderFrames(log: {
  readonly disk: Disk
  readonly sha256: Sha256
  readonly heldSize: (origin: string) => number
}): void {
  const { disk, sha256 } = log
  const found = readFrames(disk, sha256)
  if (found.frames.length === 0) return
  const size = found.chain.nextIndex
  const bytes = readWhole(disk, statePath)
  const state = bytes && parseTreeRecord('state', bytes, sha256)
  if (state === undefined || state.size < size || log.heldSize(state.origin) < size) throw new FramesKept()
  const frames = FrameLog.settle(disk, { sha256, segmentBytes: emptySegmentBytes, found })
  try {
    frames.roll()
  } finally {
    frames.close()
  }
  dropFramesBelow(disk, size)
}
