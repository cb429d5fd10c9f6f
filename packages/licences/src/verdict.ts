import type { Text } from '@stellwerk/contract/language'

import type { LicenceId } from './terms.ts'
import type { DutyKind, Trigger } from './vocabulary.ts'

/** From mildest to strictest. */
export const verdicts = ['allowed', 'allowed-with-obligations', 'needs-review', 'forbidden'] as const

/**
 * `allowed`: granted, this use sets no duty off. `allowed-with-obligations`: granted, and the listed duties must be met and shown.
 * `needs-review`: text or facts do not decide; a person must, on record. `forbidden`: outside the grant, or inside a ban.
 */
export type Verdict = (typeof verdicts)[number]

/** Codes are promises to programs; the texts beside them are for people and may improve. */
export const reasonCodes = [
  'grant', // The text grants what this use needs.
  'right_not_granted', // It says no to a right that this use needs.
  'right_silent', // It says nothing about such a right, or nobody has read what it says.
  'right_limited', // It grants the right within limits that this use is outside of, or that nobody can judge from the facts.
  'use_banned',
  'use_restricted', // A ban that this use meets only under a condition, which is an obligation or has to be reviewed.
  'territory_excluded',
  'territory_spared', // The exclusion does not reach end users of somebody else's product.
  'threshold_exceeded',
  'threshold_kept', // The figure does not exceed a threshold that would matter to this use.
  'output_training_barred',
  'output_training_unclear',
  'duty', // A duty that this use sets off.
  'duty_unmet', // A duty that is a condition of the grant and cannot be met as things stand.
  'duty_conflict', // Duties of two licences that exclude each other.
  'licence_unknown',
  'licence_conflicts_with_version',
  'source_unverified', // The text was not read, so the entry can never allow.
  'fact_missing',
  'relation_unknown',
  'declared_differs_from_base',
  'data_effect_unsettled', // What the licence of a data set means for weights trained on it is unsettled.
  'opinion', // A person concluded this, on record.
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** Why. One for each licence, section and code, so that a citation can be matched. */
export interface VerdictReason {
  readonly code: ReasonCode
  /** How strict this reason alone is. */
  readonly verdict: Verdict
  /** Name of the layer. */
  readonly component: string
  readonly licence: LicenceId
  /** `-` where there is no text. */
  readonly section: string
  readonly text: Text
  /** Fact of the profile or component that was used, as `name=value`. */
  readonly fact?: string
  /** Whether a named person may let it pass for a time, with reason and expiry. A plain no cannot be. */
  readonly isOverridable: boolean
}

/** What must be done with an allow. Equal duties of several layers are one obligation with several sources. */
export interface LicenceObligation {
  readonly kind: DutyKind
  readonly trigger: Trigger | 'condition'
  readonly what: Text
  readonly who: ObligationBearer
  /** What shows that it is met. */
  readonly evidence: Text
  /** Any one of them will do. */
  readonly fixedWords?: readonly [string, ...string[]]
  readonly sources: readonly [ObligationSource, ...ObligationSource[]]
}

export interface ObligationSource {
  readonly component: string
  readonly licence: LicenceId
  readonly section: string
}

/** Who can meet it: the gateway by itself, or an office. */
export const obligationBearers = ['gateway', 'operator', 'legal', 'publisher', 'professional'] as const
export type ObligationBearer = (typeof obligationBearers)[number]

/** A fact that a rule needed and nobody has stated. */
export interface MissingProfileFact {
  /** Path in profile or component, for example `groupMAUAtModelRelease`. */
  readonly name: string
  readonly text: Text
}

export interface Evaluation {
  readonly verdict: Verdict
  /** All of them, sorted by layer, then section: same input, same bytes. */
  readonly reasons: readonly VerdictReason[]
  /** Of a forbidden use: what would be owed besides, if the rest were lifted. */
  readonly obligations: readonly LicenceObligation[]
  readonly missing: readonly MissingProfileFact[]
  /** Purposes that no list knows. They match no ban; the lamp treats them as missing facts. */
  readonly unknownPurposes: readonly string[]
  /** SPDX expression over all layers. */
  readonly concluded: string
  /** Id and reading of each entry that was used. */
  readonly readings: Readonly<Record<LicenceId, number>>
}
