import type { KeyKind } from '@stellwerk/contract/key-office'
import type { Language } from '@stellwerk/contract/language'
import type { Moment } from '@stellwerk/contract/route'

/** A key as it is stored. The key itself is not: its hash is enough to know it again. */
export interface KeyRecord {
  /** The first 8 random characters of the key. */
  readonly id: string
  /** SHA-256 of the whole key, 32 bytes. */
  readonly hash: Uint8Array
  /** Grows by one with each change but that of `usedOn`. */
  readonly version: number
  readonly useCaseId: string
  readonly kind: KeyKind
  /** Office or role that answers for it. Keys from before there were kinds have none. */
  readonly owner: string | undefined
  /** Id of the front end behind which its people are; exactly a `frontend` key has one. */
  readonly frontEnd: string | undefined
  /** Groups of whoever uses it, where they were given with the key. */
  readonly groups: readonly string[] | undefined
  readonly label: string
  readonly createdAt: Moment
  readonly expiresAt: Moment
  readonly revokedAt: Moment | undefined
  /** Id of the key that took its place. */
  readonly replacedBy: string | undefined
  readonly language: Language | undefined
  /** A day on which it was used, renewed at most every 30 days. */
  readonly usedOn: string | undefined
}

/** What identity needs of a store. Each operation is durable when its promise resolves, and whole or not at all. */
export interface KeyStore {
  readonly all: () => Promise<readonly KeyRecord[]>
  /** `taken` when there is a key with this id already; nothing is stored then. */
  readonly insert: (record: KeyRecord) => Promise<'stored' | 'taken'>
  /**
   * Stores the new key and gives the old one its end. `stale` when the old one is no longer in the version that was
   * read, or revoked.
   */
  readonly rotate: (what: {
    readonly issued: KeyRecord
    readonly replaced: { readonly id: string; readonly version: number; readonly expiresAt: Moment }
  }) => Promise<'stored' | 'taken' | 'stale'>
  /** Revoking twice keeps the first moment. */
  readonly revoke: (id: string, at: Moment) => Promise<void>
  readonly markUsed: (ids: readonly string[], on: string) => Promise<void>
  /** Differs from the last value when somebody else has written. Cheap, and synchronous for that reason. */
  readonly changeCounter: () => number
}
