// What the journal says of the register: versions, acts, who holds which role, lamps that turned, observations. People stand in it as
// commitments only; ids of objects are slugs, and what was said is known by its digest.
import { type Lamp, lamps, type LampState, lampStates } from '../lamp.ts'
import { type ActKind, actKinds, type ActOutcome, actOutcomes } from '../register/act-words.ts'
import { type ObjectKind, objectKinds } from '../register/kind.ts'
import { endWays, type EndWay, grantWays, type GrantWay, type Role, roles } from '../register/role.ts'
import { type VersionState, versionStates } from '../register/version.ts'
import type { Commitments } from './commitment.ts'
import {
  code,
  commitment,
  count,
  day,
  digest,
  fieldName,
  type Fields,
  listOf,
  name,
  oneOf,
  optional,
  ordinal,
  recordOf,
} from './vocabulary.ts'

/** Which version of which object is meant. */
interface VersionNamed {
  readonly object: ObjectKind
  readonly id: string
  /** SHA-256 of the version. */
  readonly digest: string
}

/** A version was proposed, came into force, or is no more. */
export interface ObjectVersionDraft extends VersionNamed {
  readonly type: 'objectVersion'
  readonly state: VersionState
  readonly number: number
  /** Digest of the version before, if there was one. */
  readonly previous?: string | undefined
  /** What ended it, as a code. */
  readonly cause?: string | undefined
  /** To the author where it was proposed, to who ended it, and why. */
  readonly commitments: Commitments
}

/** Somebody with a role said something about a version. */
export interface ActDraft extends VersionNamed {
  readonly type: 'act'
  /** Of the act. */
  readonly act: string
  readonly kind: ActKind
  readonly role: Role
  readonly outcome: ActOutcome
  /** SHA-256 of the signed document of an agreement. */
  readonly document?: string | undefined
  readonly expiresOn?: string | undefined
  /** To the person, to the one in whose place it acted, and to what it commented. */
  readonly commitments: Commitments
}

/** An act was taken back. */
export interface ActWithdrawnDraft extends VersionNamed {
  readonly type: 'actWithdrawn'
  readonly act: string
  readonly commitments: Commitments
}

/** Somebody got a role, or stands in for its holder until a moment. */
export interface RoleGrantDraft {
  readonly type: 'roleGrant'
  /** Of the grant. */
  readonly grant: string
  readonly role: Role
  readonly how: GrantWay | 'delegation'
  /** Milliseconds since the epoch. */
  readonly until?: number | undefined
  readonly commitments: Commitments
}

/** A role ended before its time, or somebody stands in no more. */
export interface RoleEndDraft {
  readonly type: 'roleEnd'
  readonly grant: string
  readonly role: Role
  readonly how: EndWay
  readonly commitments: Commitments
}

/** A lamp of a route shows something else. */
export interface LampTurnedDraft {
  readonly type: 'lampTurned'
  readonly useCase: string
  readonly deployment: string
  readonly lamp: Lamp
  readonly from?: LampState | undefined
  readonly to: LampState
  /** SHA-256 of the policies that decided. */
  readonly policySet: string
  /** Ids of those that determined it, each once, in order. */
  readonly determining: readonly string[]
}

/** Refusals of a use case pass for a while, longer, or no more. */
export interface ObserveDraft {
  readonly type: 'observe'
  readonly useCase: string
  readonly action: 'begin' | 'extend' | 'end'
  /** Last day (ISO). */
  readonly until: string
  /** SHA-256 of the version that says so. */
  readonly digest: string
}

export type RegisterDraft =
  | ObjectVersionDraft
  | ActDraft
  | ActWithdrawnDraft
  | RoleGrantDraft
  | RoleEndDraft
  | LampTurnedDraft
  | ObserveDraft

type Own<Type extends RegisterDraft['type']> = Fields<Omit<Extract<RegisterDraft, { readonly type: Type }>, 'type'>>

const commitments = recordOf(fieldName, commitment)
const version = { digest, id: name, object: oneOf(objectKinds) }

/** What each attribute holds, for the schema of entries. */
export const registerFields: { readonly [Type in RegisterDraft['type']]: Own<Type> } = {
  act: {
    ...version,
    act: name,
    commitments,
    document: optional(digest),
    expiresOn: optional(day),
    kind: oneOf(actKinds),
    outcome: oneOf(actOutcomes),
    role: oneOf(roles),
  },
  actWithdrawn: { ...version, act: name, commitments },
  lampTurned: {
    deployment: name,
    determining: listOf(name),
    from: optional(oneOf(lampStates)),
    lamp: oneOf(lamps),
    policySet: digest,
    to: oneOf(lampStates),
    useCase: name,
  },
  objectVersion: {
    ...version,
    cause: optional(code),
    commitments,
    number: ordinal,
    previous: optional(digest),
    state: oneOf(versionStates),
  },
  observe: { action: oneOf(['begin', 'extend', 'end']), digest, until: day, useCase: name },
  roleEnd: { commitments, grant: name, how: oneOf(endWays), role: oneOf(roles) },
  roleGrant: {
    commitments,
    grant: name,
    how: oneOf([...grantWays, 'delegation']),
    role: oneOf(roles),
    until: optional(count),
  },
}

/** What an entry is about, as OCSF has it: an entity by its name. */
export function registerEntityOf(draft: RegisterDraft): string {
  switch (draft.type) {
    case 'objectVersion':
    case 'act':
    case 'actWithdrawn':
      return draft.digest
    case 'roleGrant':
    case 'roleEnd':
      return draft.grant
    case 'lampTurned':
      return `${draft.useCase}/${draft.deployment}`
    case 'observe':
      return draft.useCase
  }
}

/** Entries that came with the fifth version of the object `stellwerk`. */
export function isAboutRegister(draft: { readonly type: string }): draft is RegisterDraft {
  return Object.hasOwn(registerFields, draft.type)
}
