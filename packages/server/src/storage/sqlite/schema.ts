import type { KeyKind } from '@stellwerk/contract/key-office'
import type { LicenceVerdict } from '@stellwerk/contract/journal/licences'
import type { LampState } from '@stellwerk/contract/lamp'
import type { Language } from '@stellwerk/contract/language'
import type { Role } from '@stellwerk/contract/register/role'
import type { AcceptanceWay } from '@stellwerk/contract/terms-office'

import type { SessionKind, SignInWay } from '../../people/session-store.ts'
import type { RegisterSchema } from './register-schema.ts'

/** The tables as Kysely sees them; `migrations.ts` makes them. Moments are milliseconds since the epoch. */
export interface Schema extends RegisterSchema {
  readonly api_key: {
    readonly id: string
    readonly hash: Uint8Array
    readonly version: number
    readonly use_case_id: string
    readonly label: string
    readonly created_at: number
    readonly expires_at: number
    readonly revoked_at: number | null
    readonly replaced_by: string | null
    readonly language: Language | null
    readonly used_on: string | null
    readonly kind: KeyKind
    readonly owner: string | null
    readonly front_end: string | null
    /** JSON list of names. */
    readonly group_names: string | null
  }
  readonly terms_text: {
    readonly digest: string
    readonly text: string
    /** Ids with blanks between. */
    readonly licences: string
  }
  readonly terms_acceptance: {
    readonly key_id: string
    readonly digest: string
    readonly accepted_at: number
    readonly model: string
    readonly accepted_by: string
    readonly how: AcceptanceWay
    readonly withdrawn_at: number | null
    readonly withdrawn_by: string | null
    /** Whether the journal has its entry: what takes away acts first. */
    readonly is_withdrawal_told: number
  }
  readonly licence_lamp: {
    readonly use_case_id: string
    readonly deployment_id: string
    readonly state: LampState
    readonly verdict: LicenceVerdict
    readonly facts: string
    readonly component: string | null
    readonly catalogue: string
    /** JSON lists. */
    readonly reasons: string
    readonly opinions: string
    readonly recorded_at: number
  }
  readonly data_protection_lamp: {
    readonly use_case_id: string
    readonly deployment_id: string
    readonly state: LampState
    readonly facts: string
    /** JSON list. */
    readonly reasons: string
    readonly recorded_at: number
  }
  readonly licence_duty: {
    readonly id: string
    readonly use_case_id: string
    readonly deployment_id: string
    readonly kind: string
    /** JSON list. */
    readonly licences: string
    readonly first_seen_on: string
    readonly due_on: string
    readonly done_on: string | null
    readonly done_by: string | null
    readonly evidence: string | null
  }
  readonly licence_weights: {
    readonly component_id: string
    readonly marks: string
    readonly digest: string
  }
  readonly person: {
    readonly id: string
    readonly created_at: number
  }
  readonly person_profile: {
    readonly person_id: string
    readonly name: string
    readonly mail: string | null
  }
  readonly person_subject: {
    readonly provider: string
    readonly subject: string
    readonly person_id: string
  }
  readonly session: {
    readonly digest: string
    readonly id: string
    readonly person_id: string
    readonly kind: SessionKind
    readonly way: SignInWay
    readonly created_at: number
    readonly seen_at: number
    /** JSON list of names. */
    readonly group_names: string | null
    readonly provider: string | null
    readonly provider_subject: string | null
    readonly provider_session: string | null
    readonly shown_at: number | null
  }
  readonly role_proposal: {
    readonly id: string
    readonly person: string
    readonly role: Role
    readonly until_at: number | null
    readonly proposed_by: string
    readonly at: number
  }
  readonly person_password: {
    readonly person_id: string
    readonly login: string
    readonly hash: string
    readonly changed_at: number
  }
  readonly person_passkey: {
    readonly id: string
    readonly person_id: string
    readonly public_key: Uint8Array
    readonly counter: number
    readonly label: string
    readonly created_at: number
  }
  readonly one_time_link: {
    readonly digest: string
    /** JSON list. */
    readonly roles: string
    readonly person_id: string | null
    readonly made_by: string | null
    readonly created_at: number
    readonly expires_at: number
  }
}
