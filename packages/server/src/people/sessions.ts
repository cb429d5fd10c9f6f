// Who is signed in. OWASP ASVS 5.0 V7.3.1, V7.3.2 and V7.4 ask for both ends and for a list to revoke from; checked 2026-11-24.
import { GatewayError } from '@stellwerk/contract/error'

import { digestOf, isSecret, newId, newSecret } from './opaque.ts'
import { subjectOf } from './persons.ts'
import type { ProviderSession, SessionKind, SessionRecord, SessionStore, SignInWay } from './session-store.ts'

const minuteMs = 60_000

/** Milliseconds without a request after which somebody has gone away. */
export const idleMs = 30 * minuteMs

/** Milliseconds. Longer than a working day nobody stays signed in. */
export const absoluteMs = 12 * 60 * minuteMs

/** Milliseconds for which a sign-in counts as fresh: whoever found an open screen cannot act on it later. */
export const freshMs = 5 * minuteMs

/** Milliseconds between two notes that somebody was there: each is a write. */
const noteEveryMs = minuteMs

/** Sessions of one person. The oldest gives way. */
const sessionsMax = 20

const prefixes: Readonly<Record<SessionKind, string>> = { browser: 'sws_', terminal: 'swt_' }

/** Somebody who is signed in. */
export interface Session {
  readonly id: string
  readonly personId: string
  readonly kind: SessionKind
  readonly way: SignInWay
  readonly signedInAt: number
  /** When they showed who they are; undefined where a provider does not say, and then it is not fresh. */
  readonly shownAt: number | undefined
  readonly groups: readonly string[] | undefined
  readonly provider: ProviderSession | undefined
}

export interface BeginSession {
  readonly personId: string
  readonly kind: SessionKind
  readonly way: SignInWay
  readonly groups?: readonly string[] | undefined
  readonly provider?: ProviderSession | undefined
  /** When they showed who they are. Here and now, unless a provider says otherwise or nothing. */
  readonly shownAt?: number | 'unknown'
  /** Secret of the session that this one replaces: after each sign-in there is another (session fixation). */
  readonly replaces?: string | undefined
}

export interface SessionParts {
  readonly store: SessionStore
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export class Sessions {
  readonly #store: SessionStore
  readonly #now: () => number

  constructor({ store, now }: SessionParts) {
    this.#store = store
    this.#now = now
  }

  /** Returns the secret, which is nowhere afterwards but with whoever holds it. */
  async begin(what: BeginSession): Promise<{ readonly secret: string; readonly session: Session }> {
    const { personId, kind, way, groups, provider, replaces } = what
    const at = this.#now()
    const shownAt = what.shownAt ?? at
    await this.#store.removeOlder({ createdAt: at - absoluteMs, seenAt: at - idleMs })
    if (replaces !== undefined) await this.#store.remove([digestOf(replaces)])
    const open = (await this.#store.ofPerson(personId)).toSorted((one, other) => one.createdAt - other.createdAt)
    const tooMany = open.slice(0, Math.max(0, open.length - sessionsMax + 1))
    await this.#store.remove(tooMany.map(({ digest }) => digest))
    const secret = newSecret(prefixes[kind])
    const record: SessionRecord = {
      digest: digestOf(secret),
      id: newId(),
      personId,
      kind,
      way,
      createdAt: at,
      // A provider whose clock runs ahead makes nothing fresher than now.
      shownAt: shownAt === 'unknown' ? undefined : Math.min(shownAt, at),
      seenAt: at,
      groups,
      provider,
    }
    await this.#store.insert(record)
    return { secret, session: sessionOf(record) }
  }

  /** Whoever holds the secret, while the session lasts. A secret of another kind opens nothing. */
  async of(secret: string, kind: SessionKind): Promise<Session | undefined> {
    if (!isSecret(secret, prefixes[kind])) return undefined
    const record = await this.#store.find(digestOf(secret))
    const at = this.#now()
    if (record === undefined || record.kind !== kind || !lasts(record, at)) return undefined
    if (at - record.seenAt >= noteEveryMs) await this.#store.seen(record.digest, at)
    return sessionOf(record)
  }

  /** @throws GatewayError sign_in_stale, where somebody has to sign in anew before they act */
  mustBeFresh(session: Session): void {
    if (isFresh(session, this.#now())) return
    throw new GatewayError('sign_in_stale', { details: { minutes: freshMs / minuteMs } })
  }

  async list(personId: string): Promise<readonly Session[]> {
    const at = this.#now()
    return (await this.#store.ofPerson(personId)).filter((record) => lasts(record, at)).map(sessionOf)
  }

  /** Ends one by its id. False when the person has none of that id. */
  async end(personId: string, id: string): Promise<boolean> {
    const found = (await this.#store.ofPerson(personId)).filter((record) => record.id === id)
    return (await this.#store.remove(found.map(({ digest }) => digest))) > 0
  }

  /** Ends all of somebody's sessions, for example because how they sign in was reset. Number of those that were there. */
  async endAll(personId: string): Promise<number> {
    return this.#store.remove((await this.#store.ofPerson(personId)).map(({ digest }) => digest))
  }

  /**
   * Ends sessions of a subject at a provider, or the one under this `sid`, or what both mean together (OpenID Connect Back-Channel
   * Logout 1.0 § 2.7; checked 2026-11-24). Number of those that were there.
   */
  async endOfProvider(
    provider: string,
    told: { readonly sub?: string | undefined; readonly sid?: string | undefined },
  ): Promise<number> {
    const { sub, sid } = told
    // Without either it would be everybody of that provider.
    if (sub === undefined && sid === undefined) return 0
    return this.#store.removeOfProvider({
      provider,
      subject: sub === undefined ? undefined : subjectOf(provider, sub).subject,
      session: sid === undefined ? undefined : sidDigest(provider, sid),
    })
  }
}

/** What is kept of a session at a provider. */
export function providerSession(told: {
  readonly provider: string
  readonly subject: string
  readonly sid: string | undefined
}): ProviderSession {
  const { provider, subject, sid } = told
  return { ...subjectOf(provider, subject), session: sid === undefined ? undefined : sidDigest(provider, sid) }
}

function sidDigest(provider: string, sid: string): string {
  return digestOf(`${provider}\0sid\0${sid}`)
}

function lasts({ createdAt, seenAt }: SessionRecord, at: number): boolean {
  return at - createdAt < absoluteMs && at - seenAt < idleMs
}

export function isFresh({ shownAt }: Session, at: number): boolean {
  return shownAt !== undefined && at - shownAt <= freshMs
}

function sessionOf(record: SessionRecord): Session {
  const { id, personId, kind, way, createdAt, shownAt, groups, provider } = record
  return { id, personId, kind, way, signedInAt: createdAt, shownAt, groups, provider }
}
