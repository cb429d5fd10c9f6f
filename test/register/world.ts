// A register on a store in memory, a journal that can be made to fail, a clock that is held, and people with roles.
import { Database } from 'bun:sqlite'

import { GatewayError } from '@stellwerk/contract/error'
import type { RegisterDraft } from '@stellwerk/contract/journal/register'
import { encodeEntry } from '@stellwerk/contract/journal/entry'
import { exampleStamp } from '@stellwerk/contract/journal/example-drafts'
import type { StatedAct } from '@stellwerk/contract/register/act'
import { exampleBodies, exampleStated } from '@stellwerk/contract/register/example-bodies'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { Role } from '@stellwerk/contract/register/role'
import type { ObjectVersion } from '@stellwerk/contract/register/version'

import { Register } from '../../packages/server/src/registry/register.ts'
import type { RegisterEntry, RegisterJournal } from '../../packages/server/src/registry/register-journal.ts'
import type { Actor } from '../../packages/server/src/registry/register-rules.ts'
import type { Receipt, RegisterStore } from '../../packages/server/src/registry/register-store.ts'
import { migrate, migrations } from '../../packages/server/src/storage/sqlite/migrations.ts'
import { sqliteRegisterStore } from '../../packages/server/src/storage/sqlite/register-store.ts'
import { tablesOf } from '../../packages/server/src/storage/sqlite/store.ts'

const startMs = Date.parse('2026-11-24T08:00:00Z')
export const dayMs = 86_400_000

/** What a journal may do with an entry. `lost`: it is durable, and whoever wrote it never hears so. */
export type Fate = 'written' | 'refused' | 'lost'

export class HeldJournal implements RegisterJournal {
  readonly entries: { readonly draft: RegisterDraft; readonly receipt: Receipt; readonly identities: object }[] = []
  readonly origin = 'gateway.example/log/2026h2'
  fate: Fate = 'written'
  /** Awaited before an entry is written. */
  before: (entry: RegisterEntry) => Promise<void> | void = () => undefined

  constructor(entries: HeldJournal['entries'] = []) {
    this.entries.push(...entries)
  }

  readonly append = async (entry: RegisterEntry): Promise<Receipt> => {
    await this.before(entry)
    if (this.fate === 'refused') throw new Error('the journal refuses')
    encodeEntry(entry.draft, exampleStamp(1)) // Throws if it is no entry.
    const receipt = { origin: this.origin, index: this.entries.length }
    this.entries.push({ draft: entry.draft, receipt, identities: entry.identities })
    if (this.fate === 'lost') throw new Error('the answer was lost')
    return receipt
  }

  readonly reached = async () => ({ origin: this.origin, size: this.entries.length })

  readonly since: RegisterJournal['since'] = async (mark) => {
    if (mark !== undefined && mark.size > this.entries.length) throw new Error('the journal is smaller')
    return {
      entries: this.entries.slice(mark?.size ?? 0),
      reached: { origin: this.origin, size: this.entries.length },
    }
  }
}

/** Everybody of whom there is a person. */
const known = ['olga', 'ivo', 'mia', 'dora', 'emil', 'ada', 'otto', 'vera', 'nobody', 'solo', 'x']

export interface World {
  readonly database: Database
  readonly store: RegisterStore
  readonly register: Register
  readonly journal: HeldJournal
  readonly clock: { now: number }
  readonly changes: () => number
}

const sha256 = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')

/** @param from a store as `Database.serialize` gave it; a new one otherwise */
export async function openWorld(
  from: {
    bytes?: Uint8Array
    entries?: HeldJournal['entries']
    now?: number
    watched?: (store: RegisterStore) => RegisterStore
  } = {},
): Promise<World> {
  const database =
    from.bytes === undefined
      ? new Database(':memory:', { strict: true })
      : Database.deserialize(from.bytes, { strict: true })
  database.run('PRAGMA foreign_keys = ON')
  if (from.bytes === undefined) {
    migrate(database, migrations, startMs)
    for (const person of known)
      database.run('INSERT INTO person (id, created_at) VALUES (?, ?)', [idOf(person), startMs])
  }
  const store = (from.watched ?? ((one) => one))(sqliteRegisterStore({ db: tablesOf(database) }))
  const journal = new HeldJournal(from.entries)
  const clock = { now: from.now ?? startMs }
  let [ids, changes] = [0, 0]
  const prefix = crypto.randomUUID().slice(0, 8)
  const register = await Register.open({
    store,
    journal,
    sha256,
    newId: () => `${prefix}-${(ids += 1)}`,
    now: () => clock.now,
    onChanged: () => (changes += 1),
  })
  return { database, store, register, journal, clock, changes: () => changes }
}

/** The same store and journal after a stop. */
export function reopened({ database, journal, clock }: World): Promise<World> {
  return openWorld({ bytes: database.serialize(), entries: journal.entries, now: clock.now })
}

/** Ids of people have 22 characters and say nothing; these say who is who in a test. */
export const idOf = (person: string): string => person.padEnd(22, '_')

export const by = (person: string): Actor => ({ via: 'session', person: idOf(person) })

/** Everybody who is needed, one person for each role. */
export const people = {
  owner: 'olga',
  itSecurity: 'ivo',
  management: 'mia',
  dataProtectionOfficer: 'dora',
  employeeRepresentation: 'emil',
  administrator: 'ada',
} as const satisfies Partial<Record<Role, string>>

export async function withPeople(world: World): Promise<World> {
  for (const [role, person] of Object.entries(people))
    await world.register.grant({ person: idOf(person), role: role as Role, how: 'oneTimeLink' }) // Keys of `people` are roles.
  return world
}

/** The simplest use case: nobody's personal data, nobody to agree. */
export const drafting = {
  ...exampleBodies.useCase,
  profile: 'internalDrafting',
  legalBases: [],
  participation: { scope: 'none', ...exampleStated },
} as const

export const noRepresentation = {
  ...exampleBodies.organisation,
  representation: { kind: 'none', ...exampleStated },
} as const

export function propose(
  { register }: World,
  kind: ObjectKind,
  body: unknown = exampleBodies[kind],
  changed: {
    readonly id?: string
    readonly previous?: string | null
    readonly author?: string
    readonly opinionDueOn?: string
  } = {},
): Promise<ObjectVersion> {
  const {
    author = people.administrator,
    id = kind === 'organisation' ? kind : 'one',
    previous = null,
    ...rest
  } = changed
  return register.propose(by(author), { kind, id, body, previous, ...rest })
}

export const approves = (role: StatedAct['role']): StatedAct => ({ kind: 'approve', role, outcome: 'approved' })

export const document = { sha256: 'a'.repeat(64), resolvedOn: '2026-11-01' } as const

export async function stateOf({ store }: World, digest: string): Promise<string | undefined> {
  return (await store.version(digest))?.state
}

export const started = async (): Promise<World> => withPeople(await openWorld())

export const refusedWith = (code: string) => (error: unknown) => error instanceof GatewayError && error.code === code

/** Digest of a use case in force, in an organisation whose employees nobody represents. */
export async function approved(world: World, body: unknown = drafting): Promise<string> {
  const { register } = world
  await propose(world, 'organisation', noRepresentation)
  const version = await propose(world, 'useCase', body)
  await register.act(by('olga'), version, approves('owner'))
  await register.act(by('ivo'), version, approves('itSecurity'))
  return version.digest
}
