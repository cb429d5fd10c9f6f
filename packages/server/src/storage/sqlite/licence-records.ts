// Duties and measured weights of the store, looked at from outside. It changes nothing.
import { constants, Database } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Selectable } from 'kysely'

import type { DutyRecord, MeasuredWeights } from '../../licences/stores.ts'
import { dutyOf, weightsOf } from './licence-store.ts'
import type { Schema } from './schema.ts'
import { storeFileName } from './store.ts'

export interface LicenceRecords {
  readonly duties: readonly DutyRecord[]
  readonly weights: readonly MeasuredWeights[]
}

/** Nothing where there is no store yet, or one from before licences were judged. */
export function readLicenceRecords(dataDirectory: string): LicenceRecords {
  const path = join(dataDirectory, storeFileName)
  if (!existsSync(path)) return { duties: [], weights: [] }
  const database = openUntouched(path)
  try {
    const has = (table: string): boolean =>
      database.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== null
    const rows = <Table extends keyof Schema>(table: Table): readonly Selectable<Schema[Table]>[] =>
      has(table) ? database.query<Selectable<Schema[Table]>, []>(`SELECT * FROM ${table}`).all() : []
    return { duties: rows('licence_duty').map(dutyOf), weights: rows('licence_weights').map(weightsOf) }
  } finally {
    database.close()
  }
}

/**
 * Even a reader makes the files that go with a write-ahead log, and leaves them. Where there are none nobody has the store open, and
 * it is read as a file that does not change.
 */
function openUntouched(path: string): Database {
  if (existsSync(`${path}-wal`)) return new Database(path, { readonly: true, strict: true })
  const { SQLITE_OPEN_READONLY, SQLITE_OPEN_URI } = constants
  return new Database(`${pathToFileURL(path).href}?immutable=1`, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
}
