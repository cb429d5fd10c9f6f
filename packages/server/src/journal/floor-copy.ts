// A copy of the floor outside the data directory: it shows that the whole directory was put back.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { equalBytes } from '@stellwerk/tlog/format/bytes'
import type { FloorCopy } from '@stellwerk/tlog/write/ports'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'
import { floorPath, parseTreeRecord } from '@stellwerk/tlog/write/tree-record'

import { replaceDurably } from '../durable-file.ts'
import { sha256 } from '../primitives.ts'
import { isNoSpace } from './disk.ts'
import type { LogPlace } from './messages.ts'

/**
 * The copy in a file whose folder exists. Until a log has its first checkpoint the file holds the last floor of the log
 * before it, which says nothing of the new one as long as that log is still what it says. Without room for the copy nothing is
 * signed, and it is tried again.
 */
export function floorCopyAt(what: {
  readonly path: string
  readonly origin: string
  /** Logs before it. */
  readonly earlier: readonly LogPlace[]
}): FloorCopy {
  const { path, origin, earlier } = what
  return {
    read: () => {
      const copy = fileAt(path)
      const of = copy && parseTreeRecord(floorPath, copy, sha256)?.origin
      const before = of === origin ? undefined : earlier.find((log) => log.origin === of)
      const floor = before && fileAt(join(before.folder, floorPath))
      // Any other copy is what a start refuses: it is of a log that should be here.
      return copy !== undefined && floor !== undefined && equalBytes(copy, floor) ? undefined : copy
    },
    write: (floor) => {
      try {
        replaceDurably(path, floor)
      } catch (error) {
        if (isNoSpace(error)) throw new LogDiskFull({ cause: error })
        throw error
      }
    },
  }
}

function fileAt(path: string): Uint8Array | undefined {
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined
}
