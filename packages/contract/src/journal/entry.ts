import type { Lamp } from '../lamp.ts'
import { canonicalJson, whole } from './canonical.ts'
import type { Commitments } from './commitment.ts'
import { type GovernanceDraft, governanceEvent } from './governance.ts'
import {
  callMade,
  callUnknown,
  informational,
  ocsfVersion,
  statusFailure,
  statusOther,
  statusSuccess,
  statusUnknown,
  us,
} from './ocsf.ts'

/** Version of the object `stellwerk` in a leaf. It grows when an older reader would misread a newer leaf. */
export const entryVersion = 1

/** A leaf is stored with a length of 16 bits (C2SP tlog-tiles, "Log entries"). Ours aim at 500 to 1,200 bytes. */
export const leafBytesMax = 65_535

/** A place in a log, this one or an earlier one. */
export interface About {
  /** Origin of the log. */
  readonly origin: string
  readonly index: number
}

/** What a lamp showed, without its reasons: those are free text and stand in the vault. */
export type LampState = 'clear' | 'caution' | 'blocked' | 'unknown'

export type LampStates = Readonly<Record<Lamp, LampState>>

/** By name of the field: length in bytes, already rounded up to its bucket. */
export type ByteBuckets = Readonly<Record<string, number>>

/** How an attempt came to its end. `cut` is the ending of a {@link CutDraft} and of nothing else. */
export type OutcomeEnding = 'finished' | 'failedOver' | 'engineError' | 'abortedByClient'

/** How long what stands in the vault is kept: the class, and the last day (`2027-03-31`, UTC). */
export interface EntryRetention {
  readonly class: string
  readonly deleteOn: string
}

/** What the entries about one call share. */
interface CallDraft {
  readonly requestId: string
  /** Name of the call, for example `chat/completions`. */
  readonly operation: string
  readonly useCase: string
}

/** A call that may go on: written before anything is forwarded. */
export interface IntentDraft extends CallDraft {
  readonly type: 'intent'
  /** Public name of the model. */
  readonly model: string
  readonly deployment: string
  /** From 1. Another deployment is another attempt with an intent of its own. */
  readonly attempt: number
  readonly isStream: boolean
  /** Each is clear or caution, or nothing goes on. */
  readonly lamps: LampStates
  readonly epoch: number
  /** Milliseconds since the epoch. */
  readonly validUntil: number
  /** Hex digest of the configuration in force. */
  readonly configuration: string
  readonly retention: EntryRetention
  readonly commitments: Commitments
  readonly bytes: ByteBuckets
}

/** An identified call that was denied. Complete by itself. */
export interface RefusalDraft extends CallDraft {
  readonly type: 'refusal'
  readonly code: string
  readonly model?: string | undefined
  readonly deployment?: string | undefined
  readonly lamps?: LampStates | undefined
  /** Codes of the reasons. */
  readonly reasons?: readonly string[] | undefined
  /** An earlier intent of the same call. It still has an end of its own. */
  readonly about?: About | undefined
  readonly commitments: Commitments
}

/** Token counts as the engine stated them. */
export interface Tokens {
  readonly prompt?: number | undefined
  readonly completion?: number | undefined
  readonly total?: number | undefined
}

interface ClosingDraft extends CallDraft {
  readonly about: About
  readonly model: string
  readonly deployment: string
  /** Whole milliseconds from the intent. */
  readonly firstByteMs?: number | undefined
  readonly totalMs: number
  /** How many answer fields were dropped. */
  readonly dropped: number
  readonly tokens?: Tokens | undefined
  readonly commitments: Commitments
  readonly bytes: ByteBuckets
}

/** The end of an intent. */
export interface OutcomeDraft extends ClosingDraft {
  readonly type: 'outcome'
  readonly ending: OutcomeEnding
  readonly code?: string | undefined
}

/** The end of an intent by somebody's will or by a limit; `code` says by which. */
export interface CutDraft extends ClosingDraft {
  readonly type: 'cut'
  readonly ending: 'cut'
  readonly code: string
}

/** Closes an intent that a stop of the process left open. What became of the call is not known. */
export interface RecoveryDraft {
  readonly type: 'recovery'
  readonly requestId: string
  readonly about: About
}

/** Evidence of a call. */
export type CallEntryDraft = IntentDraft | RefusalDraft | OutcomeDraft | CutDraft | RecoveryDraft

/** What the server states. The writer adds the {@link Stamp}. */
export type EntryDraft = CallEntryDraft | GovernanceDraft

export type EntryType = EntryDraft['type']

/** What the writer adds. */
export interface Stamp {
  /** 16 hex digits. */
  readonly replica: string
  /** Per replica, from 1, without gaps. */
  readonly counter: number
  /** Whole milliseconds since the epoch. */
  readonly timeMs: number
  /** Of the product. */
  readonly version: string
}

/**
 * The leaf: one JSON text with the keys of every object in RFC 8785 order. Its UTF-8 bytes are what is stored and hashed.
 *
 * @throws RangeError if a number is not a whole one up to 2^53 - 1, a text is not well-formed Unicode, a name of a
 * commitment or of a length is none, or the leaf would be longer than {@link leafBytesMax}. Milliseconds are rounded by
 * the caller.
 * @example encodeEntry({ type: 'diskFull' }, { replica: '00112233445566aa', counter: 7, timeMs: 1_795_000_000_000, version: '0.2.0' })
 */
export function encodeEntry(draft: EntryDraft, stamp: Stamp): string {
  const text = textOf(draft, stamp)
  // At most three bytes a character: a surrogate pair is two characters and four bytes.
  if (text.length * 3 > leafBytesMax && byteLength(text) > leafBytesMax) {
    throw new RangeError(`a leaf of type ${draft.type} is longer than ${leafBytesMax} bytes`)
  }
  return text
}

function textOf(draft: EntryDraft, stamp: Stamp): string {
  switch (draft.type) {
    case 'intent':
      return wellFormed(JSON.stringify(intentLeaf(draft, stamp)))
    case 'outcome':
    case 'cut':
      return wellFormed(JSON.stringify(closingLeaf(draft, stamp)))
    case 'refusal':
      return wellFormed(JSON.stringify(refusalLeaf(draft, stamp)))
    case 'recovery':
      return wellFormed(JSON.stringify(recoveryLeaf(draft, stamp)))
    default:
      return governanceText(draft, stamp)
  }
}

// INVARIANT: in the objects below the keys stand in RFC 8785 order at every level, because sorting them at 40,000
// entries a second would cost more than the rest. JSON.stringify leaves out what is undefined. A property test holds
// them against canonicalJson.

function intentLeaf(draft: IntentDraft, stamp: Stamp) {
  return {
    activity_id: callMade.activity_id,
    actor: { app_uid: draft.useCase },
    ai_model: modelOf(draft.model),
    api: { operation: draft.operation },
    category_uid: callMade.category_uid,
    class_uid: callMade.class_uid,
    metadata: requestMetadata(draft.requestId, stamp),
    severity_id: informational,
    src_endpoint: client,
    // Whether the call succeeds is not known yet.
    status_id: statusUnknown,
    stellwerk: {
      attempt: whole(draft.attempt),
      bytes: sorted(draft.bytes),
      commitments: sorted(draft.commitments),
      configuration: draft.configuration,
      counter: whole(stamp.counter),
      deployment: draft.deployment,
      epoch: whole(draft.epoch),
      isStream: draft.isStream,
      lamps: lampsOf(draft.lamps),
      replica: stamp.replica,
      retention: { class: draft.retention.class, deleteOn: draft.retention.deleteOn },
      type: draft.type,
      useCase: draft.useCase,
      v: entryVersion,
      validUntil: whole(draft.validUntil),
    },
    time: whole(stamp.timeMs),
    type_uid: callMade.type_uid,
  }
}

function closingLeaf(draft: OutcomeDraft | CutDraft, stamp: Stamp) {
  return {
    activity_id: callMade.activity_id,
    actor: { app_uid: draft.useCase },
    ai_model: modelOf(draft.model),
    api: { operation: draft.operation },
    category_uid: callMade.category_uid,
    class_uid: callMade.class_uid,
    message_context: tokensOf(draft),
    metadata: relatedMetadata(draft.requestId, stamp),
    severity_id: informational,
    src_endpoint: client,
    status: draft.ending === 'abortedByClient' ? draft.ending : undefined,
    status_code: draft.code,
    status_id: statusOf[draft.ending],
    stellwerk: {
      about: aboutOf(draft.about),
      bytes: sorted(draft.bytes),
      code: draft.code,
      commitments: sorted(draft.commitments),
      counter: whole(stamp.counter),
      deployment: draft.deployment,
      dropped: whole(draft.dropped),
      ending: draft.ending,
      firstByteMs: wholeOrNone(draft.firstByteMs),
      replica: stamp.replica,
      totalMs: whole(draft.totalMs),
      type: draft.type,
      useCase: draft.useCase,
      v: entryVersion,
    },
    time: whole(stamp.timeMs),
    type_uid: callMade.type_uid,
  }
}

function refusalLeaf(draft: RefusalDraft, stamp: Stamp) {
  return {
    activity_id: callMade.activity_id,
    actor: { app_uid: draft.useCase },
    ai_model: draft.model === undefined ? undefined : modelOf(draft.model),
    api: { operation: draft.operation },
    category_uid: callMade.category_uid,
    class_uid: callMade.class_uid,
    metadata: requestMetadata(draft.requestId, stamp),
    severity_id: informational,
    src_endpoint: client,
    status_code: draft.code,
    status_id: statusFailure,
    stellwerk: {
      about: draft.about === undefined ? undefined : aboutOf(draft.about),
      code: draft.code,
      commitments: sorted(draft.commitments),
      counter: whole(stamp.counter),
      deployment: draft.deployment,
      lamps: draft.lamps === undefined ? undefined : lampsOf(draft.lamps),
      reasons: draft.reasons,
      replica: stamp.replica,
      type: draft.type,
      useCase: draft.useCase,
      v: entryVersion,
    },
    time: whole(stamp.timeMs),
    type_uid: callMade.type_uid,
  }
}

function recoveryLeaf(draft: RecoveryDraft, stamp: Stamp) {
  return {
    activity_id: callUnknown.activity_id,
    actor: { app_name: us.name },
    api: { operation: 'unknown' },
    category_uid: callUnknown.category_uid,
    class_uid: callUnknown.class_uid,
    metadata: relatedMetadata(draft.requestId, stamp),
    severity_id: informational,
    src_endpoint: client,
    status_id: statusUnknown,
    stellwerk: {
      about: aboutOf(draft.about),
      counter: whole(stamp.counter),
      replica: stamp.replica,
      type: draft.type,
      v: entryVersion,
    },
    time: whole(stamp.timeMs),
    type_uid: callUnknown.type_uid,
  }
}

function governanceText(draft: GovernanceDraft, { counter, replica, timeMs, version }: Stamp): string {
  const { kind, attributes, ours } = governanceEvent(draft)
  return canonicalJson({
    ...kind,
    ...attributes,
    metadata: { product: { ...us, version }, sequence: counter, version: ocsfVersion },
    stellwerk: { ...ours, counter, replica, type: draft.type, v: entryVersion },
    time: timeMs,
  })
}

const aiProfile = ['ai_operation']
/** A source endpoint is required; an address in a leaf would be personal data. */
const client = { name: 'client' }
const statusOf = {
  abortedByClient: statusOther,
  cut: statusFailure,
  engineError: statusFailure,
  failedOver: statusFailure,
  finished: statusSuccess,
} as const

/** The request id is the id of the event that stands for the request. */
function requestMetadata(requestId: string, stamp: Stamp) {
  return {
    product: productOf(stamp.version),
    profiles: aiProfile,
    sequence: stamp.counter,
    uid: requestId,
    version: ocsfVersion,
  }
}

/** Later events of the request point to it by its id; event ids are not given twice. */
function relatedMetadata(requestId: string, stamp: Stamp) {
  return {
    correlation_uid: requestId,
    product: productOf(stamp.version),
    profiles: aiProfile,
    sequence: stamp.counter,
    version: ocsfVersion,
  }
}

function productOf(version: string) {
  return { name: us.name, version }
}

/** `Internal` is one of the examples of OCSF for `ai_provider`, which is required. */
function modelOf(name: string) {
  return { ai_provider: 'Internal', name }
}

function aboutOf(about: About) {
  return { index: whole(about.index), origin: about.origin }
}

function lampsOf({ dataProtection, governance, licence, security }: LampStates) {
  return { dataProtection, governance, licence, security }
}

/** Without `prompt_text` and `response_text`: no content in a leaf. */
function tokensOf({ deployment, tokens }: OutcomeDraft | CutDraft) {
  if (tokens === undefined) return undefined
  return {
    completion_tokens: wholeOrNone(tokens.completion),
    prompt_tokens: wholeOrNone(tokens.prompt),
    service: { name: deployment },
    total_tokens: wholeOrNone(tokens.total),
  }
}

function wholeOrNone(value: number | undefined): number | undefined {
  return value === undefined ? undefined : whole(value)
}

/** Letters and digits, a letter first: a name of digits alone would be put first by every engine, out of order. */
const fieldName = /^[a-z][A-Za-z0-9]{0,31}$/

/** The record with its names in order, which it nearly always has already. */
function sorted<V extends string | number>(record: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
  let before = ''
  let isSorted = true
  for (const name in record) {
    const value = record[name]
    if (typeof value === 'number') whole(value)
    if (!fieldName.test(name)) throw new RangeError(`"${name}" is no name of a field`)
    if (name < before) isSorted = false
    before = name
  }
  if (isSorted) return record
  return Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** JSON.stringify writes half a surrogate pair as an escape of its own, which is no Unicode any more. */
function wellFormed(text: string): string {
  if (text.includes('\\ud')) canonicalJson(JSON.parse(text))
  return text
}

const encoder = new TextEncoder()

function byteLength(text: string): number {
  return encoder.encode(text).length
}
