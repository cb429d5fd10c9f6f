import type { ActKind, ActOutcome } from '@stellwerk/contract/register/act-words'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { EndWay, GrantWay, Role } from '@stellwerk/contract/register/role'
import type { VersionState } from '@stellwerk/contract/register/version'
import type { RequiredBecause } from '@stellwerk/policy/required-acts'

interface Entry {
  readonly entry_origin: string
  readonly entry_index: number
}

/** The tables of the register as Kysely sees them; `register-migrations.ts` makes them. Moments are milliseconds since the epoch. */
export interface RegisterSchema {
  readonly role_grant: Entry & {
    readonly id: string
    readonly person: string
    readonly role: Role
    readonly from_at: number
    readonly until_at: number | null
    readonly how: GrantWay
    readonly granted_by: string | null
  }
  readonly role_end: {
    readonly grant_id: string
    readonly at: number
    readonly how: EndWay
    readonly ended_by: string | null
  }
  readonly role_delegation: Entry & {
    readonly id: string
    readonly role: Role
    readonly from_person: string
    readonly to_person: string
    readonly from_at: number
    readonly until_at: number
  }
  readonly role_delegation_end: {
    readonly delegation_id: string
    readonly at: number
    readonly ended_by: string | null
  }
  readonly register_version: Entry & {
    readonly digest: string
    readonly kind: ObjectKind
    readonly id: string
    readonly number: number
    readonly previous: string | null
    readonly author: string
    readonly created_at: number
    readonly opinion_due_on: string | null
    /** JSON. */
    readonly body: string
  }
  readonly register_requirement: {
    readonly digest: string
    readonly act: ActKind
    readonly role: Role
    readonly because: RequiredBecause
  }
  readonly register_turn: {
    readonly digest: string
    readonly state: VersionState
    readonly at: number
    readonly cause: string | null
    readonly person: string | null
    readonly reason: string | null
    readonly entry_origin: string | null
    readonly entry_index: number | null
  }
  readonly register_comment: {
    readonly id: string
    readonly digest: string
    readonly person: string
    readonly at: number
    readonly text: string
  }
  readonly register_pending: {
    readonly id: string
    /** JSON. */
    readonly change: string
    readonly at: number
  }
  readonly register_void: Entry & {
    readonly id: string
    /** JSON. */
    readonly change: string
    readonly at: number
  }
  readonly register_told: Entry & {
    readonly what: 'turn' | 'withdrawal' | 'roleEnd' | 'delegationEnd' | 'void'
    readonly id: string
  }
  readonly register_mark: {
    readonly one: number
    readonly origin: string
    readonly size: number
  }
  readonly register_act: Entry & {
    readonly id: string
    readonly kind: ActKind
    readonly object_kind: ObjectKind
    readonly object_id: string
    readonly digest: string
    readonly role: Role
    readonly person: string
    readonly delegated_by: string | null
    readonly via: 'session'
    readonly outcome: ActOutcome
    readonly comment: string | null
    /** JSON list. */
    readonly conditions: string | null
    readonly document_sha256: string | null
    readonly document_resolved_on: string | null
    readonly document_valid_until: string | null
    readonly expires_on: string | null
    readonly answers: string | null
    readonly acted_at: number
  }
  readonly register_act_withdrawal: {
    readonly act_id: string
    readonly person: string
    readonly at: number
    readonly reason: string | null
  }
}
