import type { Kysely, Selectable, Transaction } from 'kysely'

import type { KeyRecord, KeyStore } from '../../identity/key-store.ts'
import type { Schema } from './schema.ts'
import type { SqliteStore } from './store.ts'

/** Keys in the store. */
export function sqliteKeyStore(store: Pick<SqliteStore, 'db' | 'changeCounter'>): KeyStore {
  const { db, changeCounter } = store
  return {
    changeCounter,

    async all() {
      const rows = await db.selectFrom('api_key').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(recordOf)
    },

    insert: (record) => insert(db, record),

    rotate: ({ issued, replaced }) =>
      db.transaction().execute(async (transaction) => {
        // Compare-and-swap on the version: two people may rotate the same key at the same moment. Looked at first, since
        // the new key must exist before the old one can name it.
        const found = await transaction
          .selectFrom('api_key')
          .select('id')
          .where('id', '=', replaced.id)
          .where('version', '=', replaced.version)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
        if (found === undefined) return 'stale'
        if ((await insert(transaction, issued)) === 'taken') return 'taken'
        await transaction
          .updateTable('api_key')
          .set({ expires_at: replaced.expiresAt, replaced_by: issued.id, version: replaced.version + 1 })
          .where('id', '=', replaced.id)
          .execute()
        return 'stored'
      }),

    async revoke(id, at) {
      await db
        .updateTable('api_key')
        .set((row) => ({ revoked_at: at, version: row('version', '+', 1) }))
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute()
    },

    async markUsed(ids, on) {
      if (ids.length === 0) return
      await db.updateTable('api_key').set({ used_on: on }).where('id', 'in', ids).execute()
    },
  }
}

async function insert(db: Kysely<Schema> | Transaction<Schema>, record: KeyRecord): Promise<'stored' | 'taken'> {
  const result = await db
    .insertInto('api_key')
    .values(rowOf(record))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n ? 'stored' : 'taken'
}

function rowOf(record: KeyRecord): Selectable<Schema['api_key']> {
  return {
    id: record.id,
    hash: record.hash,
    version: record.version,
    use_case_id: record.useCaseId,
    label: record.label,
    created_at: record.createdAt,
    expires_at: record.expiresAt,
    revoked_at: record.revokedAt ?? null,
    replaced_by: record.replacedBy ?? null,
    language: record.language ?? null,
    used_on: record.usedOn ?? null,
    kind: record.kind,
    owner: record.owner ?? null,
    front_end: record.frontEnd ?? null,
    group_names: record.groups === undefined ? null : JSON.stringify(record.groups),
  }
}

function recordOf(row: Selectable<Schema['api_key']>): KeyRecord {
  return {
    id: row.id,
    hash: row.hash,
    version: row.version,
    useCaseId: row.use_case_id,
    label: row.label,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
    replacedBy: row.replaced_by ?? undefined,
    language: row.language ?? undefined,
    usedOn: row.used_on ?? undefined,
    kind: row.kind,
    owner: row.owner ?? undefined,
    frontEnd: row.front_end ?? undefined,
    // Written above and by nobody else.
    groups: row.group_names === null ? undefined : (JSON.parse(row.group_names) as readonly string[]),
  }
}
