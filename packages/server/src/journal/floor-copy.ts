// A copy of the floor outside the data directory: it shows that the whole directory was put back.
import { existsSync, readFileSync } from 'node:fs'

import type { FloorCopy } from '@stellwerk/tlog/write/ports'

import { replaceDurably } from '../durable-file.ts'

/** The copy in a file whose folder exists. */
export function floorCopyAt(path: string): FloorCopy {
  return {
    read: () => (existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined),
    write: (floor) => replaceDurably(path, floor),
  }
}
