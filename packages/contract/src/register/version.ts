// A version of an object: never changed, told from every other by its digest.
import { canonicalJson } from '../journal/canonical.ts'
import type { Bodies } from './body.ts'
import type { ObjectKind } from './kind.ts'

/**
 * `proposed` until the acts that it needs stand and the journal has its entry; `inForce` then; `superseded` when a newer one is in
 * force; `withdrawn` when somebody took it back, or an act that it needs ran out or was withdrawn; `refused` when an office said no.
 */
export const versionStates = ['proposed', 'inForce', 'superseded', 'withdrawn', 'refused'] as const

export type VersionState = (typeof versionStates)[number]

/** What an act is bound to. */
export interface ObjectReference {
  readonly kind: ObjectKind
  readonly id: string
  /** SHA-256 in hex. */
  readonly digest: string
}

/** What the digest is over. */
export interface DigestedVersion<Kind extends ObjectKind = ObjectKind> {
  readonly kind: Kind
  readonly id: string
  /** From 1, without gaps. */
  readonly number: number
  /** Digest of the version before, or null for the first. */
  readonly previous: string | null
  /** Id of the person who proposed it. */
  readonly author: string
  readonly body: Bodies[Kind]
}

export interface ObjectVersion<Kind extends ObjectKind = ObjectKind> extends DigestedVersion<Kind> {
  readonly digest: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** Last day on which the data protection officer is waited for (ISO date, UTC). */
  readonly opinionDueOn?: string | undefined
}

/**
 * The text whose SHA-256 is the digest of a version: RFC 8785 over what it says and who said it.
 *
 * @example digestedText({ kind: 'group', id: 'registry', number: 1, previous: null, author: 'p1', body })
 */
export function digestedText({ kind, id: objectId, number, previous, author, body }: DigestedVersion): string {
  return canonicalJson({ author, body, id: objectId, kind, number, previous })
}
