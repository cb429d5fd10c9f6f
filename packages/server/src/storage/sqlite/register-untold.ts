// What has taken effect and the journal has no entry of yet: restricting acts first and records second.
import type { Act } from '@stellwerk/contract/register/act'
import type { Kysely } from 'kysely'

import type { StoredVersion, Untold } from '../../registry/register-store.ts'
import { changeOf, delegationOf, grantOf } from './register-rows.ts'
import type { Schema } from './schema.ts'

interface Found {
  readonly act: (id: string) => Promise<Act | undefined>
  readonly version: (digest: string) => Promise<StoredVersion | undefined>
}

/** Annulments last: what they say is the state in the end. */
export async function untoldIn(db: Kysely<Schema>, found: Found): Promise<readonly Untold[]> {
  const rows = await db.selectFrom('register_told').select(['what', 'id']).execute()
  const told = new Set(rows.map(({ what, id }) => `${what} ${id}`))
  return [
    ...(await turns(db, told)),
    ...(await withdrawals(db, told, found)),
    ...(await roleEnds(db, told)),
    ...(await delegationEnds(db, told)),
    ...(await voids(db, told, found)),
  ]
}

async function voids(db: Kysely<Schema>, told: ReadonlySet<string>, { version }: Found): Promise<readonly Untold[]> {
  const rows = await db.selectFrom('register_void').selectAll().orderBy('at').orderBy('id').execute()
  const waiting = rows.filter(({ id }) => !told.has(`void ${id}`))
  return Promise.all(
    waiting.map(async ({ id, at, change: text }): Promise<Untold> => {
      const change = changeOf(text)
      const stored = change.kind === 'inForce' ? await version(change.digest) : undefined
      return { what: 'void', voided: { id, at, change }, version: stored }
    }),
  )
}

async function turns(db: Kysely<Schema>, told: ReadonlySet<string>): Promise<readonly Untold[]> {
  const rows = await db.selectFrom('register_turn').selectAll().where('entry_origin', 'is', null).execute()
  return rows.flatMap(({ digest, state, at, cause, person, reason }): Untold[] => {
    if (state !== 'withdrawn' && state !== 'refused') return []
    if (told.has(`turn ${digest} ${state}`)) return []
    const who = { ...(person === null ? {} : { person }), ...(reason === null ? {} : { reason }) }
    return [{ what: 'turn', end: { digest, state, at, cause: cause ?? 'unknown', ...who } }]
  })
}

async function withdrawals(
  db: Kysely<Schema>,
  told: ReadonlySet<string>,
  { act: actWith }: Found,
): Promise<readonly Untold[]> {
  const rows = await db.selectFrom('register_act_withdrawal').selectAll().execute()
  const found: Untold[] = []
  for (const { act_id: actId, person, at, reason } of rows) {
    if (told.has(`withdrawal ${actId}`)) continue
    const act = await actWith(actId)
    const why = reason === null ? {} : { reason }
    if (act !== undefined) found.push({ what: 'withdrawal', withdrawal: { actId, person, at, ...why }, act })
  }
  return found
}

async function roleEnds(db: Kysely<Schema>, told: ReadonlySet<string>): Promise<readonly Untold[]> {
  const rows = await db
    .selectFrom('role_end')
    .innerJoin('role_grant', 'role_grant.id', 'role_end.grant_id')
    .selectAll('role_grant')
    .select(['role_end.at as ended_at', 'role_end.how as end_how', 'role_end.ended_by as ended_by'])
    .execute()
  return rows.flatMap((row): Untold[] => {
    if (told.has(`roleEnd ${row.id}`)) return []
    const by = row.ended_by === null ? {} : { by: row.ended_by }
    return [
      { what: 'roleEnd', end: { grantId: row.id, at: row.ended_at, how: row.end_how, ...by }, grant: grantOf(row) },
    ]
  })
}

async function delegationEnds(db: Kysely<Schema>, told: ReadonlySet<string>): Promise<readonly Untold[]> {
  const rows = await db
    .selectFrom('role_delegation_end')
    .innerJoin('role_delegation', 'role_delegation.id', 'role_delegation_end.delegation_id')
    .selectAll('role_delegation')
    .select(['role_delegation_end.at as ended_at', 'role_delegation_end.ended_by as ended_by'])
    .execute()
  return rows.flatMap((row): Untold[] => {
    if (told.has(`delegationEnd ${row.id}`)) return []
    const by = row.ended_by === null ? {} : { by: row.ended_by }
    return [
      { what: 'delegationEnd', end: { delegationId: row.id, at: row.ended_at, ...by }, delegation: delegationOf(row) },
    ]
  })
}
