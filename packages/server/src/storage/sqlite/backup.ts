// Copies of the two databases while others write to them: what one read transaction sees, written anew without a gap.
import { Database } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { WrappedVaultKey } from '../../vault/store-port.ts'
import { makePrivateFile, storeFileName } from './store.ts'
import { migrations } from './migrations.ts'
import { wrappedVaultKeys } from './vault-store-keys.ts'
import { vaultFileName, VaultConnection } from './vault-store-open.ts'
import { vaultMigrations } from './vault-store-schema.ts'

/** Milliseconds to wait for somebody who writes. */
const busyTimeoutMs = 5_000

/** What this program writes. */
export const schemaVersions = { store: migrations.length, vault: vaultMigrations.length } as const

/** Copies the control store. */
export function copyStore(dataDirectory: string, to: string): void {
  copied(join(dataDirectory, storeFileName), to)
}

/**
 * Copies the vault as it was when the newest log had this size: what it took since then stands in no checkpoint of the
 * backup. The wrapped keys are not in the copy, or destroying a key could never reach it.
 *
 * @param cut.logs sizes by origin; of a log that is not among them nothing is kept
 * @returns the keys
 */
export function copyVault(
  dataDirectory: string,
  to: string,
  cut: { readonly logs: ReadonlyMap<string, number> },
): readonly WrappedVaultKey[] {
  copied(join(dataDirectory, vaultFileName), to)
  const database = new Database(to, { readwrite: true, create: false, strict: true })
  try {
    // The copy has a rollback journal, which is gone after each transaction: nothing of what is cut stays in a file.
    database.run('PRAGMA secure_delete = ON')
    const connection = new VaultConnection(database)
    const keys = wrappedVaultKeys(connection)()
    database.transaction(() => {
      for (const { number, origin } of database.query<LogRow, []>('SELECT number, origin FROM log').all()) {
        cutLog(database, number, cut.logs.get(origin) ?? 0)
      }
      database.run('UPDATE vault_key SET wrapped = zeroblob(length(wrapped))')
      database.run('DELETE FROM rewrapped_vault_key')
    })()
    connection.close()
    return keys
  } catch (error) {
    database.close()
    throw error
  }
}

interface LogRow {
  readonly number: number
  readonly origin: string
}

interface BatchRow {
  readonly number: number
  readonly record: number
  readonly count: number
}

/** A cut was made between two batches: the publisher had handed over everything that is in its tree. */
function cutLog(database: Database, log: number, size: number): void {
  const later = database
    .query<BatchRow, [number, number]>('SELECT number, record, count FROM batch WHERE log = ? AND first >= ?')
    .all(log, size)
  for (const { number, record, count } of later) {
    database.query('DELETE FROM term WHERE batch = ?').run(number)
    database.query('DELETE FROM record WHERE number >= ? AND number < ?').run(record, record + count)
    database.query('DELETE FROM batch WHERE number = ?').run(number)
  }
  database.query('UPDATE log SET held = min(held, ?1), erased = min(erased, ?1) WHERE number = ?2').run(size, log)
}

/** Puts the wrapped keys back into a copy that came without. */
export function putVaultKeys(dataDirectory: string, keys: readonly WrappedVaultKey[]): void {
  const database = new Database(join(dataDirectory, vaultFileName), { readwrite: true, create: false, strict: true })
  try {
    database.transaction(() => {
      for (const { generation, custodian, createdAt, wrapped, destroyedAt } of keys) {
        database
          .query(
            `INSERT INTO vault_key (generation, custodian, created_at, wrapped) VALUES (?, ?, ?, ?)
             ON CONFLICT (generation) DO UPDATE SET custodian = excluded.custodian, wrapped = excluded.wrapped`,
          )
          .run(generation, custodian, createdAt, wrapped)
        if (destroyedAt === undefined) continue
        database
          .query('INSERT INTO destroyed_vault_key (at, generation) VALUES (?, ?) ON CONFLICT DO NOTHING')
          .run(destroyedAt, generation)
      }
    })()
  } finally {
    database.close()
  }
}

/** Whether the databases of a copy can be read from end to end. Names the one that cannot. */
export function damagedDatabase(dataDirectory: string): string | undefined {
  return [storeFileName, vaultFileName].find(
    (name) => existsSync(join(dataDirectory, name)) && !isSound(join(dataDirectory, name)),
  )
}

function isSound(path: string): boolean {
  try {
    const database = new Database(path, { readonly: true, strict: true })
    try {
      return database.query<{ quick_check: string }, []>('PRAGMA quick_check(1)').get()?.quick_check === 'ok'
    } finally {
      database.close()
    }
  } catch {
    return false
  }
}

function copied(from: string, to: string): void {
  // SQLite takes a file that is there and empty, and keeps its mode.
  makePrivateFile(to)
  const database = new Database(from, { readonly: true, strict: true })
  try {
    database.run(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    database.run('VACUUM INTO ?', [to])
  } finally {
    database.close()
  }
}
