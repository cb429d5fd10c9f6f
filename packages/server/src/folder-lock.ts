// Keeps a second process out of a folder. A lock of SQLite, because it ends with its process, whatever ends that.
import { Database } from 'bun:sqlite'
import { closeSync, openSync } from 'node:fs'

import type { LogLock } from '@stellwerk/tlog/write/ports'

/** A lock on a file, which is made if need be. Nothing is ever written to it: the open transaction is the lock. */
export function folderLock(path: string): LogLock {
  let held: Database | undefined
  return {
    take: () => {
      closeSync(openSync(path, 'a', 0o600))
      const database = new Database(path, { readwrite: true, create: false })
      try {
        database.run('PRAGMA busy_timeout = 0')
        database.run('PRAGMA journal_mode = MEMORY')
        database.run('BEGIN EXCLUSIVE')
      } catch (error) {
        database.close()
        if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false
        throw error
      }
      held = database
      return true
    },
    release: () => {
      held?.close()
      held = undefined
    },
  }
}
