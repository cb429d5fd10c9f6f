import type { Selectable } from 'kysely'

import type { SessionRecord, SessionStore } from '../../people/session-store.ts'
import type { Schema } from './schema.ts'
import type { SqliteStore } from './store.ts'

/** Sessions in the store. */
export function sqliteSessionStore({ db }: Pick<SqliteStore, 'db'>): SessionStore {
  return {
    async insert(record) {
      await db.insertInto('session').values(rowOf(record)).execute()
    },

    async find(digest) {
      const row = await db.selectFrom('session').selectAll().where('digest', '=', digest).executeTakeFirst()
      return row && recordOf(row)
    },

    async seen(digest, at) {
      await db.updateTable('session').set({ seen_at: at }).where('digest', '=', digest).execute()
    },

    async ofPerson(personId) {
      const rows = await db.selectFrom('session').selectAll().where('person_id', '=', personId).execute()
      return rows.map(recordOf)
    },

    async remove(digests) {
      if (digests.length === 0) return 0
      const { numDeletedRows } = await db.deleteFrom('session').where('digest', 'in', digests).executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },

    async removeOfProvider({ provider, subject, session }) {
      let query = db.deleteFrom('session').where('provider', '=', provider)
      if (subject !== undefined) query = query.where('provider_subject', '=', subject)
      if (session !== undefined) query = query.where('provider_session', '=', session)
      return Number((await query.executeTakeFirstOrThrow()).numDeletedRows)
    },

    async removeOlder({ createdAt, seenAt }) {
      await db
        .deleteFrom('session')
        .where((row) => row.or([row('created_at', '<=', createdAt), row('seen_at', '<=', seenAt)]))
        .execute()
    },
  }
}

function rowOf(record: SessionRecord): Selectable<Schema['session']> {
  return {
    digest: record.digest,
    id: record.id,
    person_id: record.personId,
    kind: record.kind,
    way: record.way,
    created_at: record.createdAt,
    seen_at: record.seenAt,
    group_names: record.groups === undefined ? null : JSON.stringify(record.groups),
    provider: record.provider?.provider ?? null,
    provider_subject: record.provider?.subject ?? null,
    provider_session: record.provider?.session ?? null,
    shown_at: record.shownAt ?? null,
  }
}

function recordOf(row: Selectable<Schema['session']>): SessionRecord {
  const { provider, provider_subject: subject, provider_session: session } = row
  return {
    digest: row.digest,
    id: row.id,
    personId: row.person_id,
    kind: row.kind,
    way: row.way,
    createdAt: row.created_at,
    shownAt: row.shown_at ?? undefined,
    seenAt: row.seen_at,
    // Written above and by nobody else.
    groups: row.group_names === null ? undefined : (JSON.parse(row.group_names) as readonly string[]),
    provider: provider === null || subject === null ? undefined : { provider, subject, session: session ?? undefined },
  }
}
