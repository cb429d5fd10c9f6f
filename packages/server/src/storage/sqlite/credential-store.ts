import type { Role } from '@stellwerk/contract/register/role'

import type { CredentialStore } from '../../people/credential-store.ts'
import type { SqliteStore } from './store.ts'

/** What people sign in with, in the store. */
export function sqliteCredentialStore({ db }: Pick<SqliteStore, 'db'>): CredentialStore {
  return {
    async password(login) {
      const row = await db.selectFrom('person_password').selectAll().where('login', '=', login).executeTakeFirst()
      return row && { personId: row.person_id, login: row.login, hash: row.hash, changedAt: row.changed_at }
    },

    async setPassword({ personId, login, hash, changedAt }) {
      const taken = await db
        .selectFrom('person_password')
        .select('person_id')
        .where('login', '=', login)
        .where('person_id', '<>', personId)
        .executeTakeFirst()
      if (taken !== undefined) return false
      const row = { login, hash, changed_at: changedAt }
      const result = await db
        .insertInto('person_password')
        .values({ person_id: personId, ...row })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
        .executeTakeFirst()
        // Somebody took the name between the two statements.
        .catch((error: unknown) => {
          if (String(error).includes('UNIQUE')) return undefined
          throw error
        })
      return result !== undefined
    },

    async passkey(id) {
      const row = await db.selectFrom('person_passkey').selectAll().where('id', '=', id).executeTakeFirst()
      return row && passkeyOf(row)
    },

    async passkeysOf(personId) {
      const rows = await db
        .selectFrom('person_passkey')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('created_at')
        .execute()
      return rows.map(passkeyOf)
    },

    async addPasskey({ id, personId, publicKey, counter, label, createdAt }) {
      const result = await db
        .insertInto('person_passkey')
        .values({ id, person_id: personId, public_key: publicKey, counter, label, created_at: createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },

    async removePasskey(personId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('person_passkey')
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow()
      return numDeletedRows === 1n
    },

    async countPasskey(id, { from, to }) {
      const { numUpdatedRows } = await db
        .updateTable('person_passkey')
        .set({ counter: to })
        .where('id', '=', id)
        .where('counter', '=', from)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },

    removeAll: (personId) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('person_password').where('person_id', '=', personId).execute()
        await transaction.deleteFrom('person_passkey').where('person_id', '=', personId).execute()
        await transaction.deleteFrom('one_time_link').where('person_id', '=', personId).execute()
      }),

    async addLink({ digest, roles, personId, madeBy, createdAt, expiresAt }) {
      await db
        .insertInto('one_time_link')
        .values({
          digest,
          roles: JSON.stringify(roles),
          person_id: personId ?? null,
          made_by: madeBy ?? null,
          created_at: createdAt,
          expires_at: expiresAt,
        })
        .execute()
    },

    async link(digest) {
      const row = await db.selectFrom('one_time_link').selectAll().where('digest', '=', digest).executeTakeFirst()
      if (row === undefined) return undefined
      return {
        digest,
        roles: JSON.parse(row.roles) as readonly Role[], // Written above and by nobody else.
        personId: row.person_id ?? undefined,
        madeBy: row.made_by ?? undefined,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }
    },

    async spendLink(digest, at) {
      const { numDeletedRows } = await db
        .deleteFrom('one_time_link')
        .where('digest', '=', digest)
        .where('expires_at', '>', at)
        .executeTakeFirstOrThrow()
      return numDeletedRows === 1n
    },

    async removeLinksOlder(than) {
      await db.deleteFrom('one_time_link').where('expires_at', '<=', than).execute()
    },
  }
}

function passkeyOf(row: {
  readonly id: string
  readonly person_id: string
  readonly public_key: Uint8Array
  readonly counter: number
  readonly label: string
  readonly created_at: number
}) {
  const { id, person_id: personId, public_key: publicKey, counter, label, created_at: createdAt } = row
  return { id, personId, publicKey, counter, label, createdAt }
}
