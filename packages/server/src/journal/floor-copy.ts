// A copy of the floor outside the data directory: it shows that the whole directory was put back.
import { existsSync, readFileSync } from 'node:fs'

import type { FloorCopy } from '@stellwerk/tlog/write/ports'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'

import { replaceDurably } from '../durable-file.ts'
import { isNoSpace } from './disk.ts'

/** The copy in a file whose folder exists. Without room for it nothing is signed, and it is tried again. */
export function floorCopyAt(path: string): FloorCopy {
  return {
    read: () => (existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined),
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
