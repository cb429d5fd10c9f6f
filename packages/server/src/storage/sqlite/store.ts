import { Database } from 'bun:sqlite'
import { chmodSync, closeSync, fchmodSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Text } from '@stellwerk/contract/language'
import { Kysely } from 'kysely'

import { bunSqliteDialect } from './dialect.ts'
import { migrate, migrations } from './migrations.ts'
import type { Migration } from './migration.ts'
import type { Schema } from './schema.ts'

/** Name of the store within the data directory. */
export const storeFileName = 'stellwerk.sqlite'

/** Milliseconds to wait for another process, for example a `keys` command, to finish its write. */
const busyTimeoutMs = 5_000

/** Milliseconds between two attempts to switch a new file to WAL. */
const walRetryMs = 20

/** An open store. Whoever opened it closes it. */
export interface SqliteStore {
  readonly db: Kysely<Schema>
  readonly schemaVersion: number
  /** Differs from the last value when another connection has written, also from another process. */
  readonly changeCounter: () => number
  readonly close: () => Promise<void>
}

/** The data directory can be read by others and is not ours alone to close. */
export class DataDirectoryOpen extends Error {
  override readonly name = 'DataDirectoryOpen'
  readonly text: Text

  constructor(what: { readonly directory: string }) {
    const text = {
      de: `${what.directory} ist für andere lesbar; bitte eingeben: chmod 700 ${what.directory}`,
      en: `${what.directory} can be read by others; please type: chmod 700 ${what.directory}`,
    }
    super(text.en)
    this.text = text
  }
}

/**
 * Opens the store in a data directory, making both if need be, and brings it to the newest schema.
 *
 * @throws DataDirectoryOpen, StoreNewer, StoreForeign
 * @example const store = openStore({ dataDirectory: config.data, now: Date.now() })
 */
export function openStore(where: {
  readonly dataDirectory: string
  /** For the dates of migrations. */
  readonly now: number
  /** Only tests have others. */
  readonly steps?: readonly Migration[]
}): SqliteStore {
  makePrivateDirectory(where.dataDirectory)
  const file = join(where.dataDirectory, storeFileName)
  makePrivateFile(file)
  const database = new Database(file, { readwrite: true, create: false, strict: true })
  try {
    database.run(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    if (walModeOf(database) !== 'wal')
      throw new Error(`${file} is on a file system without shared memory; WAL needs one`)
    // FULL: a revocation that was confirmed is still there after a power cut.
    database.run('PRAGMA synchronous = FULL')
    database.run('PRAGMA foreign_keys = ON')
    database.run('PRAGMA trusted_schema = OFF')
    const schemaVersion = migrate(database, where.steps ?? migrations, where.now)
    const db = tablesOf(database)
    const dataVersion = database.prepare<{ data_version: number }, []>('PRAGMA data_version')
    return {
      db,
      schemaVersion,
      changeCounter: () => {
        const row = dataVersion.get()
        if (row === null) throw new Error('PRAGMA data_version gave no row')
        return row.data_version
      },
      close: async () => {
        dataVersion.finalize()
        await db.destroy()
      },
    }
  } catch (error) {
    database.close()
    throw error
  }
}

/** Our tables in an open database of the newest schema. */
export function tablesOf(database: Database): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: bunSqliteDialect(database) })
}

/**
 * Asks for WAL. Two processes that open a new file at the same moment get in each other's way here, and SQLite then says so
 * at once instead of waiting: waiting could be for ever. So it is asked again, as long as for any other lock.
 */
function walModeOf(database: Database): string | undefined {
  for (let waitedMs = 0; ; waitedMs += walRetryMs) {
    try {
      return database.query<{ journal_mode: string }, []>('PRAGMA journal_mode = WAL').get()?.journal_mode
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
      if (!isBusy || waitedMs >= busyTimeoutMs) throw error
      Bun.sleepSync(walRetryMs)
    }
  }
}

function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const facts = statSync(directory)
  if ((facts.mode & 0o077) === 0) return
  // A volume that was mounted for us (Kubernetes) belongs to somebody else and is shared with our group only.
  const isOurs = facts.uid === process.getuid?.()
  if (!isOurs && (facts.mode & 0o007) === 0) return
  // Ours and used for nothing else: closing it harms nobody. Anything else is for a person to decide.
  const entries = readdirSync(directory)
  if (!isOurs || (entries.length > 0 && !entries.includes(storeFileName))) throw new DataDirectoryOpen({ directory })
  chmodSync(directory, 0o700)
}

/** Made before SQLite opens it, so that there is no moment with a wider mode; -wal and -shm inherit it. */
export function makePrivateFile(file: string): void {
  const handle = openSync(file, 'a', 0o600)
  try {
    fchmodSync(handle, 0o600)
  } finally {
    closeSync(handle)
  }
}
