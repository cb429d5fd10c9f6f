import { localOperator } from '@stellwerk/contract/register/role'

import type { KnownPerson, PersonStore } from '../../people/person-store.ts'
import type { SqliteStore } from './store.ts'

/** People in the store. */
export function sqlitePersonStore({ db }: Pick<SqliteStore, 'db'>): PersonStore {
  const joined = () =>
    db
      .selectFrom('person')
      .leftJoin('person_profile', 'person_profile.person_id', 'person.id')
      .select(['person.id', 'person.created_at', 'person_profile.name', 'person_profile.mail'])
  return {
    insert: (person, profile) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('person').values({ id: person.id, created_at: person.createdAt }).execute()
        if (profile === undefined) return
        const { name, mail } = profile
        await transaction
          .insertInto('person_profile')
          .values({ person_id: person.id, name, mail: mail ?? null })
          .execute()
      }),

    async find(id) {
      const row = await joined().where('person.id', '=', id).executeTakeFirst()
      return row && personOf(row)
    },

    async all() {
      const rows = joined().where('person.id', '<>', localOperator)
      return (await rows.orderBy('person.created_at').orderBy('person.id').execute()).map(personOf)
    },

    async setProfile(personId, { name, mail }) {
      const row = { name, mail: mail ?? null }
      await db
        .insertInto('person_profile')
        .values({ person_id: personId, ...row })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
        .execute()
    },

    async eraseProfile(personId) {
      const { numDeletedRows } = await db
        .deleteFrom('person_profile')
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },

    async bySubject({ provider, subject }) {
      const row = await db
        .selectFrom('person_subject')
        .select('person_id')
        .where('provider', '=', provider)
        .where('subject', '=', subject)
        .executeTakeFirst()
      return row?.person_id
    },

    async bind(personId, { provider, subject }) {
      const result = await db
        .insertInto('person_subject')
        .values({ provider, subject, person_id: personId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },
  }
}

function personOf(row: {
  readonly id: string
  readonly created_at: number
  readonly name: string | null
  readonly mail: string | null
}): KnownPerson {
  const profile = row.name === null ? undefined : { name: row.name, mail: row.mail ?? undefined }
  return { id: row.id, createdAt: row.created_at, profile }
}
