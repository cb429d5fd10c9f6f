import type { LeafObject } from './canonical.ts'
import type { Commitments } from './commitment.ts'
import {
  applicationError,
  applicationStart,
  applicationStop,
  callUnknown,
  datastoreDelete,
  entityDisable,
  entityEnable,
  entityOther,
  entityUpdate,
  type EventKind,
  highSeverity,
  informational,
  logExport,
  logOther,
  logRestart,
  logRotate,
  mediumSeverity,
  statusFailure,
  statusSuccess,
  us,
} from './ocsf.ts'

/** Each entry of an erasure or of a deletion by term names at most so many ranges; more of them take another entry. */
export const rangesPerEntryMax = 1_500

/** A handover names at most so many open intents; the rest follow it in entries of their own. */
export const openIntentsPerEntryMax = 800

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

/** What an engine counted and what the journal has. Without `engine` the engine could not be asked. */
export interface ReconciledDeployment {
  readonly deployment: string
  readonly engine?: number | undefined
  readonly journal: number
}

export interface ReconciliationDraft {
  readonly type: 'reconciliation'
  readonly from: number
  readonly to: number
  readonly deployments: readonly ReconciledDeployment[]
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

/** Digest of something that governs, for example `configuration`. */
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

/** A time-stamp (RFC 3161) over a checkpoint of this log. Hex digests. */
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

export type GovernanceDraft =
  | StartDraft
  | ConfigurationDraft
  | UnidentifiedDraft
  | ErasureDraft
  | RetentionDraft
  | HoldDraft
  | KeyChangeDraft
  | ExportDraft
  | ReconciliationDraft
  | HandoverDraft
  | RestoredDraft
  | OpenIntentsDraft
  | TimestampDraft
  | DiskFullDraft
  | SampleDraft
  | StopDraft

/** OCSF attributes of the class, and what stands in `stellwerk` besides what every entry has there. */
export interface GovernanceEvent {
  readonly kind: EventKind
  readonly attributes: LeafObject
  readonly ours: LeafObject
}

/** How a governance event looks in OCSF, and in our own words. */
export function governanceEvent(draft: GovernanceDraft): GovernanceEvent {
  return { ...classOf(draft), ours: oursOf(draft) }
}

function classOf(draft: GovernanceDraft): Pick<GovernanceEvent, 'kind' | 'attributes'> {
  switch (draft.type) {
    case 'start':
      return { kind: applicationStart, attributes: { ...fine, app: { ...us, version: draft.version } } }
    case 'stop':
      return { kind: applicationStop, attributes: { ...fine, app: us } }
    case 'configuration':
      return { kind: entityUpdate, attributes: { ...fine, entity: entity('configuration', draft.configuration) } }
    case 'keyChange':
      return { kind: entityUpdate, attributes: { ...fine, entity: entity(`${draft.purpose} key`, draft.next) } }
    case 'hold':
      return {
        kind: draft.action === 'set' ? entityEnable : entityDisable,
        attributes: { ...fine, entity: entity('legal hold', 'vault') },
      }
    case 'unidentified':
      return { kind: callUnknown, attributes: unidentifiedCalls(draft) }
    case 'erasure':
    case 'retention':
      return { kind: datastoreDelete, attributes: { ...fine, ...ownDeed, database: vault } }
    case 'diskFull':
      return { kind: applicationError, attributes: { severity_id: highSeverity, status_id: statusFailure } }
    case 'export':
      return { kind: logExport, attributes: { ...fine, ...ownLog } }
    case 'handover':
      return { kind: logRotate, attributes: { ...fine, ...ownLog } }
    case 'restored':
      return { kind: logRestart, attributes: { ...fine, ...ownLog, severity_id: mediumSeverity } }
    case 'openIntents':
    case 'reconciliation':
    case 'sample':
    case 'timestamp':
      return { kind: logOther, attributes: { ...fine, ...ownLog, activity_name: draft.type } }
  }
}

const fine = { severity_id: informational, status_id: statusSuccess }
const ownLog = { log_name: 'journal' }
/** Whoever asked for it stands in the leaf as a commitment, if at all. */
const ownDeed = { actor: { app_name: us.name }, src_endpoint: { svc_name: us.name } }
/** objects/database.json: type_id 1 is Relational. */
const vault = { name: 'vault', type_id: 1 }

function entity(type: string, uid: string): LeafObject {
  return { type, type_id: entityOther, uid }
}

function unidentifiedCalls({ counts, from, to }: UnidentifiedDraft): LeafObject {
  return {
    actor: { app_name: 'unidentified' },
    api: { operation: 'unknown' },
    count: Object.values(counts).reduce((sum, count) => sum + count, 0),
    end_time: to,
    severity_id: informational,
    src_endpoint: { name: 'client' },
    start_time: from,
    status_id: statusFailure,
  }
}

/** The draft's own fields, one by one: whatever else hangs on the object at run time does not reach a leaf. */
function oursOf(draft: GovernanceDraft): LeafObject {
  switch (draft.type) {
    case 'start':
      return { configuration: draft.configuration, previousSize: draft.previousSize, version: draft.version }
    case 'configuration':
      return { configuration: draft.configuration }
    case 'unidentified':
      return { counts: draft.counts, from: draft.from, to: draft.to }
    case 'erasure':
      return {
        commitments: draft.commitments,
        fields: draft.fields,
        ground: draft.ground,
        indices: draft.indices.map(indicesLeaf),
        subjectCount: draft.subjectCount,
      }
    case 'retention':
      return { indices: draft.indices.map(indicesLeaf) }
    case 'hold':
      return { action: draft.action, commitments: draft.commitments, indices: draft.indices?.map(indicesLeaf) }
    case 'keyChange':
      return { next: draft.next, previous: draft.previous, purpose: draft.purpose }
    case 'export':
      return { commitments: draft.commitments, origin: draft.origin, size: draft.size }
    case 'reconciliation':
      return {
        deployments: draft.deployments.map(({ deployment, engine, journal }) => ({ deployment, engine, journal })),
        from: draft.from,
        to: draft.to,
      }
    case 'handover':
      return successionLeaf(draft)
    case 'restored':
      return { ...successionLeaf(draft), sizeFound: draft.sizeFound }
    case 'openIntents':
      return { openIntents: draft.openIntents }
    case 'timestamp':
      return {
        authority: draft.authority,
        imprint: draft.imprint,
        root: draft.root,
        size: draft.size,
        token: draft.token,
      }
    case 'sample':
      return {
        count: draft.count,
        from: draft.from,
        population: draft.population,
        seed: draft.seed,
        to: draft.to,
      }
    case 'stop':
      return { counts: draft.counts }
    case 'diskFull':
      return {}
  }
}

function indicesLeaf({ count, origin, ranges }: Indices): LeafObject {
  return { count, origin, ranges }
}

function successionLeaf({ inForce, openIntentCount, openIntents, previous }: SuccessionDraft): LeafObject {
  const { checkpoint, origin, root, size } = previous
  return {
    inForce: inForce.map(({ digest, kind }) => ({ digest, kind })),
    openIntentCount,
    openIntents,
    previous: { checkpoint, origin, root, size },
  }
}
