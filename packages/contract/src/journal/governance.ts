import type { LampState } from '../lamp.ts'
import type { Commitments } from './commitment.ts'
import type { LicenceDraft } from './licences.ts'
import type { ReconciliationDraft } from './reconciliation.ts'
import type { RegisterDraft } from './register.ts'

/** An erasure or a deletion by term names at most so many ranges in one entry; more of them take another entry. */
export const rangesPerEntryMax = 1_500

/** A handover names at most so many open intents; the rest follow it, see {@link OpenIntentsDraft}. */
export const openIntentsPerEntryMax = 600

/** First and last index, both included. */
export type IndexRange = readonly [first: number, last: number]

/** Which entries of one log are meant. Without `ranges` only their number is told. */
export interface Indices {
  readonly origin: string
  readonly count: number
  readonly ranges?: readonly IndexRange[] | undefined
}

/** The process came up. */
export interface StartDraft {
  readonly type: 'start'
  /** Of the product. */
  readonly version: string
  /** Hex digest of the governing part of the configuration. */
  readonly configuration: string
  /** Entries found in the log, if there was one. */
  readonly previousSize?: number | undefined
}

/** Another configuration came into force. */
export interface ConfigurationDraft {
  readonly type: 'configuration'
  readonly configuration: string
}

/** Requests that nobody can be asked about, by error code. */
export interface UnidentifiedDraft {
  readonly type: 'unidentified'
  readonly counts: Readonly<Record<string, number>>
  /** Milliseconds since the epoch; `to` is not included. */
  readonly from: number
  readonly to: number
}

/** Openings and values of these fields are gone from the vault. */
export interface ErasureDraft {
  readonly type: 'erasure'
  readonly indices: readonly Indices[]
  readonly fields: readonly string[]
  /** Code of the ground, for example `art17_1_b`. */
  readonly ground: string
  readonly subjectCount: number
  readonly commitments: Commitments
}

/** Vault records that reached the end of their term and were deleted. */
export interface RetentionDraft {
  readonly type: 'retention'
  readonly indices: readonly Indices[]
}

/** A legal hold was set or lifted. */
export interface HoldDraft {
  readonly type: 'hold'
  readonly action: 'set' | 'lift'
  readonly indices?: readonly Indices[] | undefined
  readonly commitments: Commitments
}

/** A key gave way to another. Previous and next are hex digests of public keys, or key generations. */
export interface KeyChangeDraft {
  readonly type: 'keyChange'
  readonly purpose: 'log' | 'vault'
  readonly previous: string
  readonly next: string
}

/** An evidence bundle or an opening left the house. */
export interface ExportDraft {
  readonly type: 'export'
  readonly origin: string
  readonly size: number
  readonly commitments: Commitments
}

/** The last checkpoint of the log before this one. */
export interface PreviousLog {
  readonly origin: string
  readonly size: number
  /** Hex. */
  readonly root: string
  /** Hex SHA-256 of the signed note. */
  readonly checkpoint: string
}

/** Digest of something that governs: `configuration`, `logKey` or `vaultKey`; a key may go by its generation instead. */
export interface InForce {
  readonly kind: string
  readonly digest: string
}

/** Index in the previous log, and request id. */
export type OpenIntent = readonly [index: number, requestId: string]

interface SuccessionDraft {
  readonly previous: PreviousLog
  /** All of them; those that do not fit into this entry follow in {@link OpenIntentsDraft}. */
  readonly openIntentCount: number
  readonly openIntents: readonly OpenIntent[]
  readonly inForce: readonly InForce[]
}

/** First entry of a log that follows another. */
export interface HandoverDraft extends SuccessionDraft {
  readonly type: 'handover'
}

/** First entry of a log that was opened after a restore. */
export interface RestoredDraft extends SuccessionDraft {
  readonly type: 'restored'
  /** Entries that the restored copy of the previous log has; the rest is lost or lies elsewhere. */
  readonly sizeFound: number
}

/** Follows a handover, directly, while its list is not complete. 4,000 open calls do not fit into 65,535 bytes. */
export interface OpenIntentsDraft {
  readonly type: 'openIntents'
  readonly openIntents: readonly OpenIntent[]
}

/** A time-stamp (RFC 3161) over a checkpoint of this log, or of the one before if that ended meanwhile. Hex digests. */
export interface TimestampDraft {
  readonly type: 'timestamp'
  readonly size: number
  readonly root: string
  /** SHA-256 of the signed note. */
  readonly imprint: string
  readonly token: string
  /** Of the authority's name. */
  readonly authority: string
}

/** The last entry before appends end for want of space. */
export interface DiskFullDraft {
  readonly type: 'diskFull'
}

/** An auditor's sample was drawn. */
export interface SampleDraft {
  readonly type: 'sample'
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly to: number
  readonly count: number
  readonly population: number
  readonly seed: string
}

/** The process goes down in good order. Counts by kind. */
export interface StopDraft {
  readonly type: 'stop'
  readonly counts: Readonly<Record<string, number>>
}

/** The data protection lamp of a route shows something else, or shows the same for other facts. */
export interface DataProtectionLampDraft {
  readonly type: 'dataProtectionLamp'
  readonly useCase: string
  readonly deployment: string
  /** What was told or known last. */
  readonly from: LampState
  /** `unknown` where the route is gone. */
  readonly to: LampState
  /** SHA-256 of what was stated about the server's place, the use case and its lamp. */
  readonly facts: string
  /** Codes of the reasons, or names of what is missing, each once, in order. */
  readonly reasons: readonly string[]
}

export type GovernanceDraft =
  | StartDraft
  | DataProtectionLampDraft
  | ConfigurationDraft
  | UnidentifiedDraft
  | ErasureDraft
  | RetentionDraft
  | HoldDraft
  | KeyChangeDraft
  | ExportDraft
  | LicenceDraft
  | ReconciliationDraft
  | RegisterDraft
  | HandoverDraft
  | RestoredDraft
  | OpenIntentsDraft
  | TimestampDraft
  | DiskFullDraft
  | SampleDraft
  | StopDraft

/**
 * A handover of any number of open intents, as the entries that tell it.
 *
 * @param whole with all open intents in its list
 */
export function splitHandover(
  whole: Omit<HandoverDraft, 'openIntentCount'> | Omit<RestoredDraft, 'openIntentCount'>,
): readonly [HandoverDraft | RestoredDraft, ...OpenIntentsDraft[]] {
  const all = whole.openIntents
  const first = { ...whole, openIntentCount: all.length, openIntents: all.slice(0, openIntentsPerEntryMax) }
  const rest: OpenIntentsDraft[] = []
  for (let from = openIntentsPerEntryMax; from < all.length; from += openIntentsPerEntryMax) {
    rest.push({ type: 'openIntents', openIntents: all.slice(from, from + openIntentsPerEntryMax) })
  }
  return [first, ...rest]
}
