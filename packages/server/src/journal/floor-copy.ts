// A copy of the floor outside the data directory: it shows that the whole directory was put back.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import type { FloorCopy } from '@stellwerk/tlog/write/ports'

/** The copy in a file whose folder exists. */
export function floorCopyAt(path: string): FloorCopy {
  const staged = `${path}.new`
  return {
    read: () => (existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined),
    write: (floor) => {
      durably(staged, 'w', (file) => writeSync(file, floor))
      renameSync(staged, path)
      durably(dirname(path), 'r', () => undefined)
    },
  }
}

function durably(path: string, flags: 'r' | 'w', act: (file: number) => unknown): void {
  const file = openSync(path, flags, 0o600)
  try {
    act(file)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
