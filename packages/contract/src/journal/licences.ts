// What the journal says of licences: what the lamp of a route became and why, what was accepted, done, concluded and imported.
import { type LampState, lampStates } from '../lamp.ts'
import type { Commitments } from './commitment.ts'
import {
  code,
  commitment,
  day,
  digest,
  fieldName,
  type Fields,
  listOf,
  name,
  oneOf,
  optional,
  recordOf,
} from './vocabulary.ts'

/** Verdicts of the licence engine, from mildest to strictest. A test holds them against those of the engine. */
export const licenceVerdicts = ['allowed', 'allowed-with-obligations', 'needs-review', 'forbidden'] as const

export type LicenceVerdict = (typeof licenceVerdicts)[number]

/** The licence lamp of a route shows something else, or shows the same for other reasons. */
export interface LicenceLampDraft {
  readonly type: 'licenceLamp'
  readonly useCase: string
  readonly deployment: string
  /** What was recorded last. Absent where nothing was. */
  readonly from?: LampState | undefined
  readonly to: LampState
  /** Of the engine. Absent where the route is gone: then the lamp is unknown, and so shut. */
  readonly verdict?: LicenceVerdict | undefined
  /** SHA-256 of the facts of component and use that were used. */
  readonly facts: string
  /**
   * SHA-256 of the component with its licences and everything that it was made from: which licences bind what it answered.
   * Absent where none is on file.
   */
  readonly component?: string | undefined
  /** SHA-256 of the catalogue that was used. */
  readonly catalogue: string
  /** Codes of the reasons, each once, in order. */
  readonly reasons: readonly string[]
}

/** Whoever holds a key accepted the terms of a licence, or is no longer bound to them and so shut out. */
export interface LicenceTermsDraft {
  readonly type: 'licenceTerms'
  readonly action: 'accept' | 'withdraw'
  readonly useCase: string
  /** SPDX id or `LicenseRef-…`. */
  readonly licence: string
  /** SHA-256 of what was shown and accepted. */
  readonly terms: string
  /** To the key, as in an intent, and to the office that spoke for it. */
  readonly commitments: Commitments
}

/** An office showed that a duty of a licence is met. */
export interface LicenceDutyDraft {
  readonly type: 'licenceDuty'
  readonly useCase: string
  readonly deployment: string
  /** Of the duty, for example `badge`. */
  readonly kind: string
  readonly licence: string
  /** To the evidence, and to the office. */
  readonly commitments: Commitments
}

/** Another catalogue of licences came into force. */
export interface LicenceCatalogueDraft {
  readonly type: 'licenceCatalogue'
  /** Date of its newest reading (ISO). */
  readonly asOf: string
  readonly digest: string
  /** Digest of the one before, if there was one. */
  readonly previous?: string | undefined
  /** To who confirmed it and why, where somebody did. */
  readonly commitments: Commitments
}

/** What an office concluded came to bear on a route that the engine could not decide. */
export interface LicenceOpinionDraft {
  readonly type: 'licenceOpinion'
  readonly useCase: string
  readonly deployment: string
  /** The licence that it is about; absent where it is about the use case as a whole. */
  readonly licence?: string | undefined
  /** SHA-256 of the opinion as it stands in the configuration. */
  readonly opinion: string
  /** Its last day (ISO). */
  readonly validUntil: string
  /** To the office. */
  readonly commitments: Commitments
}

export type LicenceDraft =
  | LicenceLampDraft
  | LicenceTermsDraft
  | LicenceDutyDraft
  | LicenceCatalogueDraft
  | LicenceOpinionDraft

type Own<Type extends LicenceDraft['type']> = Fields<Omit<Extract<LicenceDraft, { readonly type: Type }>, 'type'>>

const commitments = recordOf(fieldName, commitment)
const route = { deployment: name, useCase: name }

/** What each attribute holds, for the schema of entries. */
export const licenceFields: { readonly [Type in LicenceDraft['type']]: Own<Type> } = {
  licenceCatalogue: { asOf: day, commitments, digest, previous: optional(digest) },
  licenceDuty: { ...route, commitments, kind: name, licence: name },
  licenceLamp: {
    ...route,
    catalogue: digest,
    component: optional(digest),
    facts: digest,
    from: optional(oneOf(lampStates)),
    reasons: listOf(code),
    to: oneOf(lampStates),
    verdict: optional(oneOf(licenceVerdicts)),
  },
  licenceOpinion: { ...route, commitments, licence: optional(name), opinion: digest, validUntil: day },
  licenceTerms: { action: oneOf(['accept', 'withdraw']), commitments, licence: name, terms: digest, useCase: name },
}

/** What an entry is about, as OCSF has it: an entity by its name. */
export function licenceEntityOf(draft: LicenceDraft): string {
  switch (draft.type) {
    case 'licenceLamp':
    case 'licenceDuty':
      return `${draft.useCase}/${draft.deployment}`
    case 'licenceTerms':
      return draft.terms
    case 'licenceCatalogue':
      return draft.digest
    case 'licenceOpinion':
      return draft.opinion
  }
}

/** Entries that came with the third version of the object `stellwerk`. */
export function isAboutLicences(draft: { readonly type: string }): draft is LicenceDraft {
  return Object.hasOwn(licenceFields, draft.type)
}
