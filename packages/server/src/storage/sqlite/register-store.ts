import type { Act } from '@stellwerk/contract/register/act'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { Entitled } from '@stellwerk/policy/standing'
import { type Kysely, sql, type Transaction } from 'kysely'

import { RegisterRefused } from '../../register-refused.ts'
import type {
  PendingChange,
  Receipt,
  RegisterStore,
  Spoken,
  StoredVersion,
  Untold,
  VersionEnd,
} from '../../registry/register-store.ts'
import {
  actOf,
  actRow,
  changeOf,
  delegationOf,
  delegationRow,
  grantOf,
  grantRow,
  storedOf,
  versionRow,
} from './register-rows.ts'
import { untoldIn } from './register-untold.ts'
import type { Schema } from './schema.ts'
import type { SqliteStore } from './store.ts'

type Db = Kysely<Schema> | Transaction<Schema>

/** Stands for the entry while a change is tried out. */
const nowhere: Receipt = { origin: 'tried', index: 0 }

/** The register in the store. What the rules do not allow is refused by its triggers (`register-migrations.ts`). */
export function sqliteRegisterStore({ db }: Pick<SqliteStore, 'db'>): RegisterStore {
  return {
    prepare: (pending) =>
      written(db, async (transaction) => {
        await sql`savepoint tried`.execute(transaction)
        await applyChange(transaction, pending, nowhere)
        await sql`rollback to tried`.execute(transaction)
        const { id, change, at } = pending
        await transaction
          .insertInto('register_pending')
          .values({ id, change: JSON.stringify(change), at })
          .execute()
      }),

    apply: (pending, receipt) =>
      written(db, async (transaction) => {
        await applyChange(transaction, pending, receipt)
        await transaction.deleteFrom('register_pending').where('id', '=', pending.id).execute()
      }),

    async drop(id) {
      await db.deleteFrom('register_pending').where('id', '=', id).execute()
    },

    annul: (pending, { origin, index }, at) =>
      written(db, async (transaction) => {
        const { id, change } = pending
        await transaction
          .insertInto('register_void')
          .values({ id, change: JSON.stringify(change), at, entry_origin: origin, entry_index: index })
          .execute()
        await transaction.deleteFrom('register_pending').where('id', '=', id).execute()
        if (change.kind !== 'inForce' || (await withState(transaction, change.digest)).state !== 'proposed') return
        await insertEnd(transaction, { digest: change.digest, state: 'withdrawn', at, cause: 'voidedMeanwhile' })
      }),

    async pending() {
      const rows = await db.selectFrom('register_pending').selectAll().orderBy('at').orderBy('id').execute()
      return rows.map(({ id, change, at }) => ({ id, change: changeOf(change), at }))
    },

    endVersion: (end) => written(db, (transaction) => insertEnd(transaction, end)),

    withdrawAct: ({ actId, person, at, reason }, end) =>
      written(db, async (transaction) => {
        await transaction
          .insertInto('register_act_withdrawal')
          .values({ act_id: actId, person, at, reason: reason ?? null })
          .execute()
        // Looked at here and not before: it may come into force at any moment.
        if (end === undefined || (await withState(transaction, end.digest)).state !== 'inForce') return false
        await insertEnd(transaction, end)
        return true
      }),

    endGrant: ({ grantId, at, how, by }) =>
      written(db, async (transaction) => {
        const row = { grant_id: grantId, at, how, ended_by: by ?? null }
        await transaction.insertInto('role_end').values(row).execute()
      }),

    endDelegation: ({ delegationId, at, by }) =>
      written(db, async (transaction) => {
        const row = { delegation_id: delegationId, at, ended_by: by ?? null }
        await transaction.insertInto('role_delegation_end').values(row).execute()
      }),

    untold: () =>
      untoldIn(db, {
        act: (id) => actWith(db, id),
        version: async (digest) => ((await isThere(db, digest)) ? withState(db, digest) : undefined),
      }),

    async tell(what, { origin, index }) {
      await db
        .insertInto('register_told')
        .values({ what: what.what, id: idOf(what), entry_origin: origin, entry_index: index })
        .execute()
    },

    async comment(comment) {
      await db.insertInto('register_comment').values(comment).execute()
    },

    async ids(kind, { after, max }) {
      const rows = await db
        .selectFrom('register_version')
        .select('id')
        .distinct()
        .where('kind', '=', kind)
        .where('id', '>', after)
        .orderBy('id')
        .limit(max)
        .execute()
      return rows.map(({ id }) => id)
    },

    async history(kind, id) {
      const rows = await db
        .selectFrom('register_version')
        .selectAll()
        .where('kind', '=', kind)
        .where('id', '=', id)
        .orderBy('number')
        .execute()
      return Promise.all(rows.map((row) => withState(db, row.digest)))
    },

    version: async (digest) => ((await isThere(db, digest)) ? withState(db, digest) : undefined),

    live: () => liveIn(db),
    actsOn: (digest) => actsOn(db, digest),
    act: (id) => actWith(db, id),

    comments: (digest) =>
      db.selectFrom('register_comment').selectAll().where('digest', '=', digest).orderBy('at').orderBy('id').execute(),

    entitled: () => entitledIn(db),
    knows: (spoken) => knows(db, spoken),

    async mark() {
      const row = await db.selectFrom('register_mark').selectAll().executeTakeFirst()
      return row && { origin: row.origin, size: row.size }
    },

    async setMark({ origin, size }) {
      await db.replaceInto('register_mark').values({ one: 1, origin, size }).execute()
    },

    async newestEntry(origin) {
      const { rows } = await sql<{ newest: number | null }>`
        select max(entry_index) as newest from (
          select entry_index from register_version where entry_origin = ${origin}
          union all select entry_index from register_turn where entry_origin = ${origin}
          union all select entry_index from register_act where entry_origin = ${origin}
          union all select entry_index from role_grant where entry_origin = ${origin}
          union all select entry_index from role_delegation where entry_origin = ${origin}
          union all select entry_index from register_told where entry_origin = ${origin})`.execute(db)
      return rows[0]?.newest ?? undefined
    },
  }
}

/** One transaction. What a trigger or a constraint of ours refuses comes out as the code of the rule. */
async function written<T>(db: Kysely<Schema>, work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    throw refusalIn(error)
  }
}

function refusalIn(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  if (error.code === 'SQLITE_CONSTRAINT_TRIGGER') return new RegisterRefused(error.message, { cause: error })
  return error.code.startsWith('SQLITE_CONSTRAINT')
    ? new RegisterRefused('register_malformed', { cause: error })
    : error
}

async function applyChange(db: Db, { change }: PendingChange, receipt: Receipt): Promise<void> {
  switch (change.kind) {
    case 'propose':
      return applyProposal(db, change, receipt)
    case 'act':
      return void (await db.insertInto('register_act').values(actRow(change.act, receipt)).execute())
    case 'inForce':
      return bringIntoForce(db, change, receipt)
    case 'grant':
      return void (await db.insertInto('role_grant').values(grantRow(change.grant, receipt)).execute())
    case 'delegate':
      return void (await db.insertInto('role_delegation').values(delegationRow(change.delegation, receipt)).execute())
  }
}

async function applyProposal(
  db: Db,
  { version, required }: Extract<PendingChange['change'], { kind: 'propose' }>,
  receipt: Receipt,
): Promise<void> {
  await db.insertInto('register_version').values(versionRow(version, receipt)).execute()
  for (const { kind, role, because } of required)
    await db.insertInto('register_requirement').values({ digest: version.digest, act: kind, role, because }).execute()
  await insertTurn(db, { digest: version.digest, state: 'proposed', at: version.createdAt }, receipt)
}

async function bringIntoForce(
  db: Db,
  { digest, at }: { readonly digest: string; readonly at: number },
  receipt: Receipt,
): Promise<void> {
  const { kind, id } = await db
    .selectFrom('register_version')
    .select(['kind', 'id'])
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow()
  for (const old of await liveUnder(db, kind, id))
    if (old !== digest) await insertTurn(db, { digest: old, state: 'superseded', at }, receipt)
  await insertTurn(db, { digest, state: 'inForce', at }, receipt)
}

async function insertTurn(
  db: Db,
  {
    digest,
    state,
    at,
  }: { readonly digest: string; readonly state: 'proposed' | 'inForce' | 'superseded'; readonly at: number },
  { origin, index }: Receipt,
): Promise<void> {
  await db
    .insertInto('register_turn')
    .values({ digest, state, at, cause: null, person: null, reason: null, entry_origin: origin, entry_index: index })
    .execute()
}

async function insertEnd(db: Db, { digest, state, at, cause, person, reason }: VersionEnd): Promise<void> {
  const untold = { entry_origin: null, entry_index: null }
  await db
    .insertInto('register_turn')
    .values({ digest, state, at, cause, person: person ?? null, reason: reason ?? null, ...untold })
    .execute()
}

/** In force, or proposed: what is in force by then leaves no other of both. */
async function liveUnder(db: Db, kind: ObjectKind, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ digest: string }>`
    select v.digest from register_version v where v.kind = ${kind} and v.id = ${id} and not exists (
      select 1 from register_turn e where e.digest = v.digest and e.state in ('superseded', 'withdrawn', 'refused'))`.execute(
    db,
  )
  return rows.map(({ digest }) => digest)
}

/** In three queries, however many there are: a start reads all of them. */
async function liveIn(db: Db): Promise<readonly StoredVersion[]> {
  const ended = db
    .selectFrom('register_turn')
    .select('digest')
    .where('state', 'in', ['superseded', 'withdrawn', 'refused'])
  const rows = await db
    .selectFrom('register_version')
    .selectAll()
    .where('digest', 'not in', ended)
    .orderBy('kind')
    .orderBy('id')
    .orderBy('number')
    .execute()
  const turns = await db
    .selectFrom('register_turn')
    .selectAll()
    .where('digest', 'not in', ended)
    .orderBy(sql`seq`)
    .execute()
  const needed = await db.selectFrom('register_requirement').selectAll().where('digest', 'not in', ended).execute()
  const turnsOf = Map.groupBy(turns, ({ digest }) => digest)
  const neededBy = Map.groupBy(needed, ({ digest }) => digest)
  return rows.map((row) => storedOf(row, turnsOf.get(row.digest) ?? [], neededBy.get(row.digest) ?? []))
}

async function isThere(db: Db, digest: string): Promise<boolean> {
  return (await db.selectFrom('register_version').select('digest').where('digest', '=', digest).execute()).length > 0
}

async function withState(db: Db, digest: string): Promise<StoredVersion> {
  const row = await db.selectFrom('register_version').selectAll().where('digest', '=', digest).executeTakeFirstOrThrow()
  const turns = await db
    .selectFrom('register_turn')
    .selectAll()
    .where('digest', '=', digest)
    .orderBy(sql`seq`)
    .execute()
  const needed = await db.selectFrom('register_requirement').selectAll().where('digest', '=', digest).execute()
  return storedOf(row, turns, needed)
}

function withdrawnActs(db: Db) {
  return db
    .selectFrom('register_act')
    .leftJoin('register_act_withdrawal', 'register_act_withdrawal.act_id', 'register_act.id')
    .selectAll('register_act')
    .select('register_act_withdrawal.at as withdrawn_at')
}

async function actsOn(db: Db, digest: string): Promise<readonly Act[]> {
  const rows = await withdrawnActs(db)
    .where('digest', '=', digest)
    .orderBy('acted_at')
    .orderBy('register_act.id')
    .execute()
  return rows.map(actOf)
}

async function actWith(db: Db, id: string): Promise<Act | undefined> {
  const row = await withdrawnActs(db).where('register_act.id', '=', id).executeTakeFirst()
  return row && actOf(row)
}

async function entitledIn(db: Db): Promise<Entitled> {
  const grants = await db
    .selectFrom('role_grant')
    .leftJoin('role_end', 'role_end.grant_id', 'role_grant.id')
    .selectAll('role_grant')
    .select('role_end.at as ended_at')
    .orderBy('role_grant.from_at')
    .orderBy('role_grant.id')
    .execute()
  const delegations = await db
    .selectFrom('role_delegation')
    .leftJoin('role_delegation_end', 'role_delegation_end.delegation_id', 'role_delegation.id')
    .selectAll('role_delegation')
    .select('role_delegation_end.at as ended_at')
    .execute()
  return { grants: grants.map(grantOf), delegations: delegations.map(delegationOf) }
}

async function knows(db: Db, spoken: Spoken): Promise<boolean> {
  if (await hasRow(db, spoken)) return true
  const voids = await db.selectFrom('register_void').select('change').execute()
  return voids.some(({ change }) => isAbout(changeOf(change), spoken))
}

/** Whether an entry speaks of a change that was annulled, or of its annulment. */
function isAbout(change: PendingChange['change'], spoken: Spoken): boolean {
  switch (change.kind) {
    case 'propose':
      return spoken.what === 'turn' && spoken.digest === change.version.digest
    case 'inForce':
      return spoken.what === 'turn' && spoken.digest === change.digest
    case 'act':
      return (spoken.what === 'act' || spoken.what === 'withdrawal') && spoken.id === change.act.id
    case 'grant':
      return (spoken.what === 'grant' || spoken.what === 'grantEnd') && spoken.id === change.grant.id
    case 'delegate':
      return (spoken.what === 'grant' || spoken.what === 'grantEnd') && spoken.id === change.delegation.id
  }
}

async function hasRow(db: Db, spoken: Spoken): Promise<boolean> {
  const found = (table: 'register_act' | 'role_grant' | 'role_delegation') => async (id: string) =>
    (await db.selectFrom(table).select('id').where('id', '=', id).execute()).length > 0
  switch (spoken.what) {
    case 'turn': {
      const turns = db.selectFrom('register_turn').select('digest').where('digest', '=', spoken.digest)
      return (await turns.where('state', '=', spoken.state).execute()).length > 0
    }
    case 'act':
      return found('register_act')(spoken.id)
    case 'withdrawal': {
      const backs = db.selectFrom('register_act_withdrawal').select('act_id').where('act_id', '=', spoken.id)
      return (await backs.execute()).length > 0
    }
    case 'grant':
      return (await found('role_grant')(spoken.id)) || found('role_delegation')(spoken.id)
    case 'grantEnd': {
      const ends = await db.selectFrom('role_end').select('grant_id').where('grant_id', '=', spoken.id).execute()
      const backs = db.selectFrom('role_delegation_end').select('delegation_id').where('delegation_id', '=', spoken.id)
      return ends.length > 0 || (await backs.execute()).length > 0
    }
  }
}

function idOf(untold: Untold): string {
  switch (untold.what) {
    case 'void':
      return untold.voided.id
    case 'turn':
      return `${untold.end.digest} ${untold.end.state}`
    case 'withdrawal':
      return untold.withdrawal.actId
    case 'roleEnd':
      return untold.end.grantId
    case 'delegationEnd':
      return untold.end.delegationId
  }
}
