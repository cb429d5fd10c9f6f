// The register: versions of what governs, and what people with roles say about them. What permits is recorded first and acts second; what
// restricts acts first and is recorded second (docs/laws.md, law 5).
import type { Act, StatedAct } from '@stellwerk/contract/register/act'
import type { Bodies } from '@stellwerk/contract/register/body'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { Delegation, Role, RoleGrant } from '@stellwerk/contract/register/role'
import { digestedText, type ObjectReference, type ObjectVersion } from '@stellwerk/contract/register/version'
import { GatewayError } from '@stellwerk/contract/error'
import type { OrganisationBody } from '@stellwerk/contract/register/organisation'
import { organisationId } from '@stellwerk/contract/register/kind'
import { type Judged, requiredActs, withUnknownAuthor } from '@stellwerk/policy/required-acts'
import { type Entitled, type Standing, standing } from '@stellwerk/policy/standing'

import { RegisterRefused } from '../register-refused.ts'
import { entryOf, type RegisterJournal, untoldEntry } from './register-journal.ts'
import {
  type Actor,
  authorOf,
  checkedAct,
  checkedBody,
  mayEnd,
  mayPropose,
  mayWithdraw,
  mustBeTimely,
  objectName,
  personOf,
  rolesHeld,
} from './register-rules.ts'
import { compareAtStart } from './register-start.ts'
import type {
  Comment,
  PendingChange,
  Receipt,
  RegisterChange,
  RegisterStore,
  StoredVersion,
  Untold,
  VersionEnd,
} from './register-store.ts'

export interface RegisterParts {
  readonly store: RegisterStore
  readonly journal: RegisterJournal
  /** Hex, of the text in UTF-8. */
  readonly sha256: (text: string) => string
  /** Random, short enough for a journal entry: at most 64 characters of A-Z a-z 0-9 - _. */
  readonly newId: () => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** What is in force is another now. */
  readonly onChanged: () => void
}

/** A version that somebody proposes. */
export interface Proposal {
  readonly kind: ObjectKind
  readonly id: string
  readonly body: unknown
  /** Digest of the newest version that the proposer has seen, or null where there was none. */
  readonly previous: string | null
  /** Last day on which the data protection officer is waited for (ISO date, UTC). */
  readonly opinionDueOn?: string | undefined
}

export class Register {
  readonly #parts: RegisterParts
  /** What permits, one after the other. What restricts does not wait for it. */
  #line: Promise<unknown> = Promise.resolve()
  /** One teller at a time, so that nothing is told twice. */
  #telling: Promise<number> = Promise.resolve(0)

  private constructor(parts: RegisterParts) {
    this.#parts = parts
  }

  /**
   * Compares store and journal, ends what was begun, and tells the journal what it has not heard.
   *
   * @throws GatewayError register_behind, register_ahead, register_broken: then nothing is served
   */
  static async open(parts: RegisterParts): Promise<Register> {
    const register = new Register(parts)
    await compareAtStart(parts, (pending, receipt) => register.#applied(pending, receipt))
    await register.tellOwed()
    await register.#settleAll()
    return register
  }

  /** Versions in force, by kind and id. */
  async inForce(): Promise<readonly ObjectVersion[]> {
    return (await this.#parts.store.live()).filter(({ state }) => state === 'inForce').map(({ version }) => version)
  }

  history(kind: ObjectKind, id: string): Promise<readonly StoredVersion[]> {
    return this.#parts.store.history(kind, id)
  }

  /** Ids of all objects of a kind that come after one, in order, whatever became of them. */
  ids(kind: ObjectKind, page: { readonly after: string; readonly max: number }): Promise<readonly string[]> {
    return this.#parts.store.ids(kind, page)
  }

  /** Roles that a person holds now, or acts in for somebody else. */
  async rolesOf(person: string): Promise<readonly Role[]> {
    return rolesHeld(person, await this.#parts.store.entitled(), this.#now())
  }

  actsOn(digest: string): Promise<readonly Act[]> {
    return this.#parts.store.actsOn(digest)
  }

  comments(digest: string): Promise<readonly Comment[]> {
    return this.#parts.store.comments(digest)
  }

  async grants(): Promise<readonly RoleGrant[]> {
    return (await this.#parts.store.entitled()).grants
  }

  /** @throws GatewayError not_found */
  async standingOf(digest: string): Promise<Standing> {
    return this.#standing(await this.#stored(digest))
  }

  /**
   * Proposes a version. Where it needs no act it comes into force at once.
   *
   * @throws GatewayError register_invalid, register_stale, act_by_key, act_not_entitled
   */
  propose(actor: Actor, proposal: Proposal): Promise<ObjectVersion> {
    return this.#inLine(async () => {
      const { kind, id, previous, opinionDueOn } = proposal
      const author = authorOf(actor)
      const body = checkedBody(kind, id, proposal.body)
      mustBeTimely(opinionDueOn, this.#now())
      const history = await this.#parts.store.history(kind, id)
      const newest = history.at(-1)?.version
      if ((newest?.digest ?? null) !== previous)
        throw new GatewayError('register_stale', {
          details: { object: objectName({ kind, id }), number: newest?.number ?? 0 },
        })
      const needed = requiredActs(judged(kind, body, history), await this.#organisation())
      const required = actor.via === 'socket' ? withUnknownAuthor(needed) : needed
      const now = this.#now()
      mayPropose(actor, required, await this.#parts.store.entitled(), now)
      const undigested = { kind, id, number: (newest?.number ?? 0) + 1, previous, author, body }
      const digest = this.#parts.sha256(digestedText(undigested))
      const due = opinionDueOn === undefined ? {} : { opinionDueOn }
      const version: ObjectVersion = { ...undigested, digest, createdAt: now, ...due }
      await this.#permit({ kind: 'propose', version, required })
      await this.#settle(digest)
      return version
    })
  }

  /**
   * Says something about a version, in a role. With the last act that it needs it comes into force.
   *
   * @throws GatewayError with a code of `register/problem.ts`
   */
  act(actor: Actor, object: ObjectReference, stated: StatedAct): Promise<Act> {
    return this.#inLine(async () => {
      const { store } = this.#parts
      const person = personOf(actor)
      const stored = await store.version(object.digest)
      const acts = await store.actsOn(object.digest)
      const newest = (await store.history(object.kind, object.id)).at(-1)?.version
      const now = this.#now()
      checkedAct({ person, object, stated, stored, newest, acts, entitled: await store.entitled(), now })
      const { kind, id, digest } = object
      const act: Act = { ...stated, id: this.#parts.newId(), person, object: { kind, id, digest }, actedAt: now }
      await this.#permit({ kind: 'act', act })
      await this.#settle(digest)
      return act
    })
  }

  /**
   * Takes an act back. A version that was in force with it is not any more, at once.
   *
   * @throws GatewayError not_found, act_not_entitled
   */
  async withdrawAct(actor: Actor, actId: string, reason?: string): Promise<void> {
    const { store } = this.#parts
    const person = personOf(actor)
    const act = await store.act(actId)
    if (act === undefined) throw new GatewayError('not_found', { details: { what: 'act' } })
    const now = this.#now()
    mayWithdraw(person, act, await store.entitled(), now)
    const why = reason === undefined ? {} : { reason }
    const { digest } = act.object
    const end: VersionEnd = { digest, state: 'withdrawn', at: now, cause: 'actWithdrawn', person, ...why }
    // A no that is taken back takes nothing away.
    const isNo = act.outcome === 'refused' || act.outcome === 'negative'
    const withdrawal = { actId, person, at: now, ...why }
    if (await this.#restrict(() => store.withdrawAct(withdrawal, isNo ? undefined : end))) this.#parts.onChanged()
    await this.tellOwed()
  }

  /**
   * Takes a version back, whether it is proposed or in force.
   *
   * @throws GatewayError not_found, register_state, act_not_entitled
   */
  async withdraw(actor: Actor, digest: string, reason?: string): Promise<void> {
    const { store } = this.#parts
    const stored = await this.#stored(digest)
    const now = this.#now()
    mayEnd(actor, stored, await store.entitled(), now)
    const who = actor.via === 'session' ? { person: actor.person } : {}
    const why = reason === undefined ? {} : { reason }
    await this.#restrict(() =>
      store.endVersion({ digest, state: 'withdrawn', at: now, cause: 'withdrawn', ...who, ...why }),
    )
    this.#parts.onChanged()
    await this.tellOwed()
  }

  /** @throws GatewayError act_by_key, not_found */
  async comment(actor: Actor, digest: string, text: string): Promise<void> {
    const person = personOf(actor)
    await this.#stored(digest)
    await this.#parts.store.comment({ id: this.#parts.newId(), digest, person, at: this.#now(), text })
  }

  /**
   * Lets somebody else act in a role that one holds, until a moment.
   *
   * @param untilAt milliseconds since the epoch
   * @throws GatewayError act_by_key, delegation_invalid, role_not_held
   */
  delegate(actor: Actor, to: string, role: Role, untilAt: number): Promise<Delegation> {
    return this.#inLine(async () => {
      const from = personOf(actor)
      const delegation: Delegation = { id: this.#parts.newId(), role, from, to, fromAt: this.#now(), untilAt }
      await this.#permit({ kind: 'delegate', delegation })
      return delegation
    })
  }

  /** @throws GatewayError not_found, act_not_entitled */
  async endDelegation(actor: Actor, delegationId: string): Promise<void> {
    const by = personOf(actor)
    const { delegations } = await this.#parts.store.entitled()
    const found = delegations.find(({ id }) => id === delegationId)
    if (found === undefined) throw new GatewayError('not_found', { details: { what: 'delegation' } })
    if (by !== found.from && by !== found.to)
      throw new GatewayError('act_not_entitled', { details: { role: found.role } })
    await this.#restrict(() => this.#parts.store.endDelegation({ delegationId, at: this.#now(), by }))
    await this.tellOwed()
  }

  /**
   * Grants a role. Who may do so and how a person is known is for whoever calls; the ways to a protected role are checked here and by the
   * store.
   *
   * @throws GatewayError role_not_held
   */
  grant(
    what: Pick<RoleGrant, 'person' | 'role' | 'how'> & { readonly until?: number; readonly by?: string },
  ): Promise<RoleGrant> {
    return this.#inLine(async () => {
      const grant: RoleGrant = { ...what, id: this.#parts.newId(), from: this.#now() }
      await this.#permit({ kind: 'grant', grant })
      return grant
    })
  }

  /** Ends a role at once. What its holder approved and is not in force yet counts no more. */
  async endGrant(grantId: string, how: 'ended' | 'suspended' | 'group', by?: string): Promise<void> {
    const who = by === undefined ? {} : { by }
    await this.#restrict(() => this.#parts.store.endGrant({ grantId, at: this.#now(), how, ...who }))
    await this.tellOwed()
  }

  /**
   * Ends what rests on acts or documents that ran out. Whoever keeps the time calls it, at least at {@link nextExpiry}.
   *
   * @returns digests of the versions that are in force no more
   */
  async expire(): Promise<readonly string[]> {
    const ended: string[] = []
    const entitled = await this.#parts.store.entitled()
    for (const stored of await this.#resting()) {
      if ((await this.#standing(stored, entitled)).state === 'complete') continue
      const { digest } = stored.version
      await this.#restrict(() =>
        this.#parts.store.endVersion({ digest, state: 'withdrawn', at: this.#now(), cause: 'actsLapsed' }),
      )
      ended.push(digest)
    }
    if (ended.length > 0) this.#parts.onChanged()
    await this.tellOwed()
    // What stood complete while the journal refused comes into force now.
    await this.#inLine(() => this.#settleAll())
    await this.#keepMark()
    return ended
  }

  /** The first moment at which something that is in force runs out, in milliseconds since the epoch. */
  async nextExpiry(): Promise<number | undefined> {
    const ends: number[] = []
    const entitled = await this.#parts.store.entitled()
    for (const stored of await this.#resting()) {
      const { validUntil } = await this.#standing(stored, entitled)
      if (validUntil !== undefined) ends.push(validUntil)
    }
    return ends.length === 0 ? undefined : Math.min(...ends)
  }

  /**
   * Tells the journal what took effect without it. Called again by whoever keeps the time, because a journal may refuse.
   *
   * @returns how much it has not taken
   */
  tellOwed(): Promise<number> {
    this.#telling = this.#telling.then(() => this.#tell())
    return this.#telling
  }

  async #tell(): Promise<number> {
    const { store, journal } = this.#parts
    let owed = 0
    for (const untold of await store.untold()) {
      try {
        await store.tell(untold, await journal.append(untoldEntry(untold, await this.#versionOf(untold))))
      } catch (error) {
        // It has taken effect. Two tellers may meet here, and the second finds it told.
        if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')))
          owed += 1
      }
    }
    return owed
  }

  async #versionOf(untold: Untold): Promise<(digest: string) => ObjectVersion> {
    if (untold.what !== 'turn') return unasked
    const { version } = await this.#stored(untold.end.digest)
    return () => version
  }

  /** Records first, acts second: if we stop between, the next start finds what was pending and whether the journal has it. */
  async #permit(change: RegisterChange): Promise<void> {
    const { store, journal, newId } = this.#parts
    const pending: PendingChange = { id: newId(), change, at: this.#now() }
    const version = change.kind === 'inForce' ? (await this.#stored(change.digest)).version : undefined
    await this.#restrict(() => store.prepare(pending))
    let receipt: Receipt
    try {
      receipt = await journal.append(entryOf(pending, () => version ?? unasked()))
    } catch (cause) {
      // Whether the entry is durable nobody knows now; the next start looks. Until then nothing of it counts.
      throw new GatewayError('record_failed', {}, { cause })
    }
    await this.#applied(pending, receipt)
  }

  /** Applies what the journal has. If something came between, the journal hears that as well. */
  async #applied(pending: PendingChange, receipt: Receipt): Promise<void> {
    const { store } = this.#parts
    try {
      await this.#restrict(() => store.apply(pending, receipt))
    } catch (error) {
      await store.annul(pending, receipt, this.#now())
      await this.tellOwed()
      throw error
    }
    if (pending.change.kind === 'inForce') this.#parts.onChanged()
  }

  /** Brings a version into force if everything that it needs stands, or refuses it if somebody said no. */
  async #settle(digest: string): Promise<void> {
    const stored = await this.#stored(digest)
    if (stored.state !== 'proposed') return
    const { state } = await this.#standing(stored)
    if (state === 'complete') return this.#permit({ kind: 'inForce', digest, at: this.#now() })
    if (state !== 'refused') return
    await this.#parts.store.endVersion({ digest, state: 'refused', at: this.#now(), cause: 'refused' })
    await this.tellOwed()
  }

  /** What is in force and rests on acts. */
  async #resting(): Promise<readonly StoredVersion[]> {
    return (await this.#parts.store.live()).filter(({ state, required }) => state === 'inForce' && required.length > 0)
  }

  /** So that the next start reads little. While something is pending or untold, the next start has to look for it. */
  async #keepMark(): Promise<void> {
    const { store, journal } = this.#parts
    const reached = await journal.reached()
    const isSettled = (await store.pending()).length === 0 && (await store.untold()).length === 0
    if (reached !== undefined && isSettled) await store.setMark(reached)
  }

  /** After a stop: what stood complete and had not come into force. Only the newest version of an object can. */
  async #settleAll(): Promise<void> {
    const live = (await this.#parts.store.live()).filter(({ state }) => state === 'proposed')
    const newest = new Map(live.map((one) => [`${one.version.kind} ${one.version.id}`, one.version.digest]))
    for (const digest of newest.values()) await this.#settle(digest)
  }

  async #standing(stored: StoredVersion, entitled?: Entitled): Promise<Standing> {
    const { version, required, state } = stored
    const acts = await this.#parts.store.actsOn(version.digest)
    const isApplied = state === 'inForce' || state === 'superseded'
    const held = entitled ?? (await this.#parts.store.entitled())
    return standing({ ...version, isApplied }, required, acts, held, this.#now())
  }

  async #organisation(): Promise<OrganisationBody | 'unknown'> {
    const found = await this.#parts.store.history('organisation', organisationId)
    const inForce = found.findLast(({ state }) => state === 'inForce')
    return inForce === undefined ? 'unknown' : (inForce.version.body as OrganisationBody) // It is of that kind.
  }

  async #stored(digest: string): Promise<StoredVersion> {
    const stored = await this.#parts.store.version(digest)
    if (stored === undefined) throw new GatewayError('not_found', { details: { what: 'version' } })
    return stored
  }

  #now(): number {
    return Math.floor(this.#parts.now())
  }

  /** What the store refuses comes out as the error of its rule. */
  async #restrict<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw error instanceof RegisterRefused ? refusalOf(error) : error
    }
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#line.then(work)
    this.#line = done.catch(() => undefined)
    return done
  }
}

/** What was last in force under this id, also if it was withdrawn since. */
function judged(kind: ObjectKind, body: Bodies[ObjectKind], history: readonly StoredVersion[]): Judged {
  const before = history.findLast(({ wasInForce }) => wasInForce)
  // The bodies of one kind and id are of that kind.
  return { kind, body, ...(before === undefined ? {} : { before: before.version.body }) } as Judged
}

function refusalOf(error: RegisterRefused): GatewayError {
  switch (error.rule) {
    case 'act_answers_nothing':
    case 'act_by_author':
    case 'act_by_key':
    case 'act_closed':
    case 'act_digest_stale':
    case 'act_not_entitled':
    case 'act_too_early':
    case 'act_twice':
    case 'acts_missing':
    case 'register_stale':
    case 'register_state':
    case 'role_not_held':
      return new GatewayError(error.rule, { details: {} }, { cause: error })
    case 'register_taken':
      return new GatewayError('register_state', { details: {} }, { cause: error })
    default:
      return new GatewayError('act_malformed', { details: {} }, { cause: error })
  }
}

/** Only entries about a version ask for one. */
function unasked(): never {
  throw new Error('this entry is about no version')
}
