// What the control API needs of the register and of whoever knows who is signed in.
import type { Act, StatedAct } from '@stellwerk/contract/register/act'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { Role, RoleGrant } from '@stellwerk/contract/register/role'
import type { ObjectReference, ObjectVersion, VersionState } from '@stellwerk/contract/register/version'
import type { Standing } from '@stellwerk/policy/standing'

/** Who asks for a change: a person who is signed in, or the local operator over the control socket. */
export type Actor = { readonly via: 'session'; readonly person: string } | { readonly via: 'socket' }

/** A version with what became of it. */
export interface KnownVersion {
  readonly version: ObjectVersion
  readonly state: VersionState
  /** When it came into this state, in milliseconds since the epoch. */
  readonly turnedAt: number
  /** What ended it, as a code. */
  readonly cause?: string | undefined
}

export interface SaidComment {
  readonly id: string
  readonly person: string
  readonly at: number
  readonly text: string
}

export interface RegisterDesk {
  /** Ids of all objects of a kind that come after one, in order. */
  readonly ids: (kind: ObjectKind, page: { readonly after: string; readonly max: number }) => Promise<readonly string[]>
  /** By number; empty where there is no such object. */
  readonly history: (kind: ObjectKind, id: string) => Promise<readonly KnownVersion[]>
  readonly standingOf: (digest: string) => Promise<Standing>
  readonly actsOn: (digest: string) => Promise<readonly Act[]>
  readonly comments: (digest: string) => Promise<readonly SaidComment[]>
  readonly grants: () => Promise<readonly RoleGrant[]>
  /** Roles that a person holds now, or acts in for somebody else. */
  readonly rolesOf: (person: string) => Promise<readonly Role[]>
  readonly propose: (
    actor: Actor,
    proposal: {
      readonly kind: ObjectKind
      readonly id: string
      readonly body: unknown
      readonly previous: string | null
      readonly opinionDueOn?: string | undefined
    },
  ) => Promise<ObjectVersion>
  readonly act: (actor: Actor, object: ObjectReference, stated: StatedAct) => Promise<Act>
  readonly withdrawAct: (actor: Actor, actId: string, reason?: string) => Promise<void>
  readonly withdraw: (actor: Actor, digest: string, reason?: string) => Promise<void>
  readonly comment: (actor: Actor, digest: string, text: string) => Promise<void>
}

/** Somebody who is signed in. */
export interface SignedIn {
  readonly id: string
  readonly personId: string
  readonly kind: 'browser' | 'terminal'
  readonly way: string
  readonly signedInAt: number
}

/** Who is signed in with this very request. */
export interface Present extends SignedIn {
  /** @throws GatewayError sign_in_stale, where it is not a sign-in of the last minutes */
  readonly mustBeFresh: () => void
}

export interface SessionDesk {
  /** Whoever holds the secret, while the session lasts. */
  readonly of: (secret: string, kind: SignedIn['kind']) => Promise<Present | undefined>
  readonly list: (personId: string) => Promise<readonly SignedIn[]>
  readonly end: (personId: string, id: string) => Promise<boolean>
}
