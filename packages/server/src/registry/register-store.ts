// What the register needs of a store. Rows are only ever added; each operation is durable when its promise resolves, and whole or not at
// all. A store refuses by a RegisterRefused what the rules do not allow, whatever was checked before.
import type { Act } from '@stellwerk/contract/register/act'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { Delegation, EndWay, RoleGrant } from '@stellwerk/contract/register/role'
import type { ObjectVersion, VersionState } from '@stellwerk/contract/register/version'
import type { RequiredAct } from '@stellwerk/policy/required-acts'
import type { Entitled } from '@stellwerk/policy/standing'

/** Where a journal entry lies. */
export interface Receipt {
  readonly origin: string
  readonly index: number
}

/** Up to where store and journal were compared: entries of the log before `size`. */
export interface Mark {
  readonly origin: string
  readonly size: number
}

/** What permits: it is kept as pending, then recorded in the journal, then applied. */
export type RegisterChange =
  | { readonly kind: 'propose'; readonly version: ObjectVersion; readonly required: readonly RequiredAct[] }
  | { readonly kind: 'act'; readonly act: Act }
  | { readonly kind: 'inForce'; readonly digest: string; readonly at: number }
  | { readonly kind: 'grant'; readonly grant: RoleGrant }
  | { readonly kind: 'delegate'; readonly delegation: Delegation }

export interface PendingChange {
  readonly id: string
  readonly change: RegisterChange
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** A version with what became of it. */
export interface StoredVersion {
  readonly version: ObjectVersion
  readonly state: VersionState
  /** When it came into this state. */
  readonly turnedAt: number
  /** Whether it is in force, or was. */
  readonly wasInForce: boolean
  /** What ended it, as a code. */
  readonly cause?: string | undefined
  readonly required: readonly RequiredAct[]
}

/** That a version is no more. Acts first, is recorded second. */
export interface VersionEnd {
  readonly digest: string
  readonly state: 'withdrawn' | 'refused'
  readonly at: number
  readonly cause: string
  readonly person?: string | undefined
  readonly reason?: string | undefined
}

export interface ActWithdrawal {
  readonly actId: string
  readonly person: string
  readonly at: number
  readonly reason?: string | undefined
}

export interface GrantEnd {
  readonly grantId: string
  readonly at: number
  readonly how: EndWay
  readonly by?: string | undefined
}

export interface DelegationEnd {
  readonly delegationId: string
  readonly at: number
  readonly by?: string | undefined
}

/** What has taken effect, and the journal has no entry of yet. */
export type Untold =
  | { readonly what: 'void'; readonly voided: PendingChange; readonly version: StoredVersion | undefined }
  | { readonly what: 'turn'; readonly end: VersionEnd }
  | { readonly what: 'withdrawal'; readonly withdrawal: ActWithdrawal; readonly act: Act }
  | { readonly what: 'roleEnd'; readonly end: GrantEnd; readonly grant: RoleGrant }
  | { readonly what: 'delegationEnd'; readonly end: DelegationEnd; readonly delegation: Delegation }

/** What an entry of the journal speaks of, in the words of the store. */
export type Spoken =
  | { readonly what: 'turn'; readonly digest: string; readonly state: VersionState }
  | { readonly what: 'act' | 'withdrawal' | 'grant' | 'grantEnd'; readonly id: string }

export interface Comment {
  readonly id: string
  readonly digest: string
  readonly person: string
  readonly at: number
  readonly text: string
}

export interface RegisterStore {
  /** Tries out whether the change could be applied now, and keeps it as pending. */
  readonly prepare: (pending: PendingChange) => Promise<void>
  /** Applies a pending change whose entry is durable. Coming into force supersedes what was in force. */
  readonly apply: (pending: PendingChange, receipt: Receipt) => Promise<void>
  readonly drop: (id: string) => Promise<void>
  /**
   * Keeps that a change was recorded and never took effect, because something came between. A version that was about to come into
   * force ends with it.
   */
  readonly annul: (pending: PendingChange, receipt: Receipt, at: number) => Promise<void>
  readonly pending: () => Promise<readonly PendingChange[]>

  readonly endVersion: (end: VersionEnd) => Promise<void>
  /** With the end of the version if it is in force at that moment; tells whether it was. */
  readonly withdrawAct: (withdrawal: ActWithdrawal, end?: VersionEnd) => Promise<boolean>
  readonly endGrant: (end: GrantEnd) => Promise<void>
  readonly endDelegation: (end: DelegationEnd) => Promise<void>
  readonly untold: () => Promise<readonly Untold[]>
  readonly tell: (what: Untold, receipt: Receipt) => Promise<void>
  readonly comment: (comment: Comment) => Promise<void>

  /** Ids that come after one, in order. */
  readonly ids: (kind: ObjectKind, page: { readonly after: string; readonly max: number }) => Promise<readonly string[]>
  /** By number. */
  readonly history: (kind: ObjectKind, id: string) => Promise<readonly StoredVersion[]>
  readonly version: (digest: string) => Promise<StoredVersion | undefined>
  /** Those that are in force, and those that are proposed. */
  readonly live: () => Promise<readonly StoredVersion[]>
  readonly actsOn: (digest: string) => Promise<readonly Act[]>
  readonly act: (id: string) => Promise<Act | undefined>
  readonly comments: (digest: string) => Promise<readonly Comment[]>
  readonly entitled: () => Promise<Entitled>
  readonly knows: (spoken: Spoken) => Promise<boolean>
  readonly mark: () => Promise<Mark | undefined>
  readonly setMark: (mark: Mark) => Promise<void>
  /** Newest entry that rows of the store name, of this log. */
  readonly newestEntry: (origin: string) => Promise<number | undefined>
}
