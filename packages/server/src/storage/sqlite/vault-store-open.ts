import { Database, SQLiteError } from 'bun:sqlite'
import type { SQLQueryBindings, Statement } from 'bun:sqlite'
import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { join } from 'node:path'

import { migrate } from './migrations.ts'
import type { Migration } from './migration.ts'
import { makePrivateFile } from './store.ts'
import { vaultMigrations } from './vault-store-schema.ts'

/** Name of the vault within the data directory. */
export const vaultFileName = 'vault.sqlite'

/** Milliseconds to wait for another connection, for example of a `journal export` command. */
const busyTimeoutMs = 5_000

/** Milliseconds to wait for readers when the write-ahead log is cut. Nothing is taken meanwhile, and it is tried again. */
const cutBusyTimeoutMs = 250

/**
 * Pages of 4 KiB in the WAL before they go into the file: 16 MiB, about a second at full load. SQLite's 1,000 would
 * have the disk synchronise the file four times as often; many more would make the first read after a start slower.
 */
const checkpointPages = 4_000

/** The file takes no more bytes. Nothing of the call remains, and a later one may succeed. */
export class VaultDiskFull extends Error {
  override readonly name = 'VaultDiskFull'
  readonly code = 'vault_disk_full'

  constructor(options?: ErrorOptions) {
    super(`no room for ${vaultFileName}`, options)
  }
}

/** The disk said no, and nobody knows what it holds. The store stays shut; a start reads what is there. */
export class VaultBroken extends Error {
  override readonly name = 'VaultBroken'
  readonly code = 'vault_broken'

  constructor(options?: ErrorOptions) {
    super(`${vaultFileName} cannot be written any more; start again once the disk is sound`, options)
  }
}

/** A connection that knows its statements: one that is left open would keep the file open behind it. */
export class VaultConnection {
  protected readonly database: Database
  readonly #statements: Statement[] = []

  constructor(database: Database) {
    this.database = database
  }

  prepare<Row, Parameters extends SQLQueryBindings[]>(sql: string) {
    const statement = this.database.prepare<Row, Parameters>(sql)
    this.#statements.push(statement)
    return statement
  }

  close(): void {
    for (const statement of this.#statements) statement.finalize()
    this.database.close()
  }
}

/** The one connection that writes, and its write-ahead log as a file of its own right. */
export class VaultWriting extends VaultConnection {
  readonly #log: number
  readonly #checkpoint
  #broken: unknown

  constructor(database: Database, logFile: string) {
    super(database)
    // SQLite keeps this file, as the same one, for as long as the connection is open.
    this.#log = openSync(logFile, 'r+')
    this.#checkpoint = this.prepare<{ busy: number }, []>('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  /**
   * All or nothing of what the function writes, durable when it returns: one commit, one fdatasync of the -wal file.
   *
   * @throws VaultDiskFull, VaultBroken, or what the function throws
   */
  durably<T>(act: () => T): T {
    this.#mustBeSound()
    const result = this.#guarded(() => this.database.transaction(act).immediate())
    this.#guarded(() => fdatasyncSync(this.#log))
    return result
  }

  /**
   * Moves everything into the file and cuts the write-ahead log to nothing, durably, so that no older state of a page
   * is left. False if somebody still reads an older state.
   *
   * @throws VaultDiskFull, VaultBroken
   */
  truncateLog(): boolean {
    this.#mustBeSound()
    return this.#guarded(() => {
      this.database.run(`PRAGMA busy_timeout = ${cutBusyTimeoutMs}`)
      try {
        if (this.#checkpoint.get()?.busy !== 0) return false
      } finally {
        this.database.run(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
      }
      fsyncSync(this.#log)
      return true
    })
  }

  override close(): void {
    closeSync(this.#log)
    super.close()
  }

  #mustBeSound(): void {
    if (this.#broken !== undefined) throw new VaultBroken({ cause: this.#broken })
  }

  #guarded<T>(act: () => T): T {
    try {
      return act()
    } catch (error) {
      if (error instanceof SQLiteError && error.code === 'SQLITE_FULL') throw new VaultDiskFull({ cause: error })
      if (!comesFromDisk(error)) throw error
      this.#broken = error
      throw new VaultBroken({ cause: error })
    }
  }
}

/** An error of the operating system, or one that SQLite had with it. */
function comesFromDisk(error: unknown): boolean {
  if (error instanceof SQLiteError) return /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY)/.test(error.code ?? '')
  return error instanceof Error && 'syscall' in error
}

/**
 * Opens the vault for writing, making it if need be. What an earlier process wrote last is durable then, and nothing
 * older than that lies in the write-ahead log, unless somebody reads.
 *
 * @throws StoreNewer, StoreForeign
 */
export function openForWriting(where: {
  readonly dataDirectory: string
  readonly now: number
  readonly steps?: readonly Migration[] | undefined
}): VaultWriting {
  const file = join(where.dataDirectory, vaultFileName)
  makePrivateFile(file)
  const database = new Database(file, { readwrite: true, create: false, strict: true })
  try {
    setPragmas(database, file)
    migrate(database, where.steps ?? vaultMigrations, where.now)
    // Both names must outlast a power cut; SQLite sees to that only when it synchronises a new file itself.
    syncFolder(where.dataDirectory)
    return new VaultWriting(database, `${file}-wal`)
  } catch (error) {
    database.close()
    throw error
  }
}

function setPragmas(database: Database, file: string): void {
  database.run(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
  const mode = database.query<{ journal_mode: string }, []>('PRAGMA journal_mode = WAL').get()
  if (mode?.journal_mode !== 'wal') throw new Error(`${file} is on a file system without shared memory; WAL needs one`)
  const secureDelete = database.query<{ secure_delete: number }, []>('PRAGMA secure_delete = ON').get()
  if (secureDelete?.secure_delete !== 1) throw new Error('this SQLite does not overwrite what it deletes')
  // SQLite synchronises at checkpoints, and `durably` after its commits: exactly one fdatasync that we see fail.
  database.run('PRAGMA synchronous = NORMAL')
  database.run(`PRAGMA wal_autocheckpoint = ${checkpointPages}`)
  database.run('PRAGMA foreign_keys = ON')
  database.run('PRAGMA trusted_schema = OFF')
  // What a statement sets aside to be able to undo itself stays in memory: nobody would wipe that file.
  database.run('PRAGMA temp_store = MEMORY')
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Opens the vault for reading, beside the writer. It must exist. */
export function openForReading(where: { readonly dataDirectory: string }): VaultConnection {
  const database = new Database(join(where.dataDirectory, vaultFileName), { readonly: true, strict: true })
  database.run(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
  return new VaultConnection(database)
}
