import type { ProposalStore } from '../../people/role-book.ts'
import type { SqliteStore } from './store.ts'

/** Roles that wait for a second administrator, in the store. */
export function sqliteProposalStore({ db }: Pick<SqliteStore, 'db'>): ProposalStore {
  return {
    async add({ id, person, role, until, by, at }) {
      await db
        .insertInto('role_proposal')
        .values({ id, person, role, until_at: until ?? null, proposed_by: by, at })
        .execute()
    },

    async all() {
      const rows = await db.selectFrom('role_proposal').selectAll().orderBy('at').execute()
      return rows.map(({ id, person, role, until_at: until, proposed_by: by, at }) => ({
        id,
        person,
        role,
        until: until ?? undefined,
        by,
        at,
      }))
    },

    async take(id) {
      const { numDeletedRows } = await db.deleteFrom('role_proposal').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows === 1n
    },

    async removeOlder(than) {
      await db.deleteFrom('role_proposal').where('at', '<=', than).execute()
    },
  }
}
