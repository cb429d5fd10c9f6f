// The control store looked at from outside. It changes nothing.
import { Database } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { migrations } from './migrations.ts'
import { storeFileName } from './store.ts'

/** What was found of the control store. */
export type InspectedStore =
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly message: string }
  | { readonly state: 'newer'; readonly storeVersion: number; readonly programVersion: number }
  | {
      readonly state: 'sound'
      /** Keys that are neither revoked nor expired, by use case. */
      readonly keys: ReadonlyMap<string, number>
      readonly version: number
    }

/** @param now milliseconds since the epoch */
export function inspectStore(dataDirectory: string, now: number): InspectedStore {
  const path = join(dataDirectory, storeFileName)
  if (!existsSync(path)) return { state: 'missing' }
  try {
    const database = new Database(path, { readonly: true, strict: true })
    try {
      const version =
        database.query<{ version: number | null }, []>('SELECT max(version) AS version FROM schema_migration').get()
          ?.version ?? 0
      if (version > migrations.length)
        return { state: 'newer', storeVersion: version, programVersion: migrations.length }
      const rows = database
        .query<{ id: string; count: number }, [number]>(
          `SELECT use_case_id AS id, count(*) AS count FROM api_key
           WHERE expires_at > ? AND revoked_at IS NULL GROUP BY use_case_id`,
        )
        .all(now)
      return { state: 'sound', keys: new Map(rows.map(({ id, count }) => [id, count])), version }
    } finally {
      database.close()
    }
  } catch (error) {
    return { state: 'unreadable', message: error instanceof Error ? error.message : 'unknown' }
  }
}
