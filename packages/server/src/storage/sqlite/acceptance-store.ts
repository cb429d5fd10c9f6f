import type { Selectable } from 'kysely'

import type { AcceptanceRecord, AcceptanceStore } from '../../terms/acceptance-store.ts'
import type { Schema } from './schema.ts'
import type { SqliteStore } from './store.ts'

/** Acceptances of terms in the store. */
export function sqliteAcceptanceStore({ db }: Pick<SqliteStore, 'db'>): AcceptanceStore {
  return {
    async all() {
      const rows = await db
        .selectFrom('terms_acceptance')
        .selectAll()
        .orderBy('accepted_at')
        .orderBy('key_id')
        .orderBy('digest')
        .execute()
      return rows.map(recordOf)
    },

    insert: ({ keyId, digest, acceptedAt, model, by, how }, { text, licences }) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('terms_text')
          .values({ digest, text, licences: licences.join(' ') })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        const result = await transaction
          .insertInto('terms_acceptance')
          .values({
            key_id: keyId,
            digest,
            accepted_at: acceptedAt,
            model,
            accepted_by: by,
            how,
            withdrawn_at: null,
            withdrawn_by: null,
            is_withdrawal_told: 0,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        return result.numInsertedOrUpdatedRows === 1n ? 'stored' : 'standing'
      }),

    async textOf(digest) {
      const row = await db.selectFrom('terms_text').selectAll().where('digest', '=', digest).executeTakeFirst()
      return row && { digest: row.digest, text: row.text, licences: row.licences.split(' ') }
    },

    async withdraw({ keyId, digest, at, by }) {
      await db
        .updateTable('terms_acceptance')
        .set({ withdrawn_at: at, withdrawn_by: by })
        .where('key_id', '=', keyId)
        .where('digest', '=', digest)
        .where('withdrawn_at', 'is', null)
        .execute()
    },

    async markTold({ keyId, digest, acceptedAt }) {
      await db
        .updateTable('terms_acceptance')
        .set({ is_withdrawal_told: 1 })
        .where('key_id', '=', keyId)
        .where('digest', '=', digest)
        .where('accepted_at', '=', acceptedAt)
        .execute()
    },
  }
}

function recordOf(row: Selectable<Schema['terms_acceptance']>): AcceptanceRecord {
  const { withdrawn_at: at, withdrawn_by: by } = row
  return {
    keyId: row.key_id,
    digest: row.digest,
    acceptedAt: row.accepted_at,
    model: row.model,
    by: row.accepted_by,
    how: row.how,
    ...(at === null || by === null ? {} : { withdrawn: { at, by, isTold: row.is_withdrawal_told === 1 } }),
  }
}
