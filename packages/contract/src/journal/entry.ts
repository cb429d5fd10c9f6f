import { type AssertedBy, type BackgroundKind, backgroundKinds, personMethods, signatures } from '../asserted.ts'
import { type Lamp, type LampState, lampStates } from '../lamp.ts'
import { canonicalJson } from './canonical.ts'
import type { Commitments } from './commitment.ts'
import { governanceEvent, parseGovernance } from './governance-event.ts'
import { firstVersionOf } from './first-version.ts'
import type { GovernanceDraft } from './governance.ts'
import { MalformedEntry } from './malformed.ts'
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
import { type PersonalDataFound, personalDataText, type PseudonymsRestored, restoredText } from './personal-data.ts'
import {
  code,
  commitment,
  count,
  day,
  digest,
  fieldName,
  flag,
  listOf,
  name,
  oneOf,
  optional,
  ordinal,
  recordOf,
  replicaIdentifier,
  requestIdentifier,
} from './vocabulary.ts'

/** Version of the object `stellwerk` in a leaf. It grows when an older reader would misread a newer leaf. */
export const entryVersion = 5

/** Versions that are read, the newest last. */
export const entryVersions = [1, 2, 3, 4, entryVersion] as const

/**
 * The first has neither `assertedBy` nor `background` nor `repeated`, the second no entries about licences, the third neither
 * `personalData` nor `restored` nor entries about data protection lamps; otherwise they are the same.
 */
export type EntryVersion = (typeof entryVersions)[number]

/** A leaf is stored with a length of 16 bits (C2SP tlog-tiles, "Log entries"). Ours aim at 500 to 1,200 bytes. */
export const leafBytesMax = 65_535

/** A place in a log, this one or an earlier one. */
export interface About {
  /** Origin of the log. */
  readonly origin: string
  readonly index: number
}

/** What the lamps showed, without their reasons: those are free text and stand in the vault. */
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
  /** Only of calls with the key of a front end. Who it said stands in the vault; the leaf commits to it. */
  readonly assertedBy?: AssertedBy | undefined
  readonly background?: BackgroundKind | undefined
  /** Each is clear or caution, or nothing goes on. */
  readonly lamps: LampStates
  /** Only where a request was looked through. */
  readonly personalData?: PersonalDataFound | undefined
  readonly epoch: number
  /** Milliseconds since the epoch. */
  readonly validUntil: number
  /** Hex digest of the configuration in force. */
  readonly configuration: string
  readonly retention: EntryRetention
  readonly commitments: Commitments
  readonly bytes: ByteBuckets
}

/** How many in what time, in milliseconds since the epoch. */
export interface Repeated {
  readonly count: number
  readonly from: number
  readonly to: number
}

/** An identified call that was denied. Complete by itself. */
export interface RefusalDraft extends CallDraft {
  readonly type: 'refusal'
  readonly code: string
  readonly model?: string | undefined
  readonly deployment?: string | undefined
  readonly lamps?: LampStates | undefined
  /** Only of a request that was looked through. */
  readonly personalData?: PersonalDataFound | undefined
  /** Codes of the reasons. */
  readonly reasons?: readonly string[] | undefined
  /** The entry stands for several refusals of one key by one limit. The request id is that of the last of them. */
  readonly repeated?: Repeated | undefined
  /** Only of calls with the key of a front end. */
  readonly assertedBy?: AssertedBy | undefined
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
  /** Only of an answer to a request with pseudonyms. */
  readonly restored?: PseudonymsRestored | undefined
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
 * @param version only a reader of older entries has another than the newest
 * @throws RangeError if something does not fit into a leaf
 * @example encodeEntry({ type: 'diskFull' }, { replica: '00112233445566aa', counter: 7, timeMs: 1_795_000_000_000, version: '0.2.0' })
 */
export function encodeEntry(draft: EntryDraft, stamp: Stamp, version: EntryVersion = entryVersion): string {
  const text = textOf(draft, stamp, version)
  // The vocabulary leaves one byte a character.
  if (text.length > leafBytesMax) throw new MalformedEntry('length')
  return text
}

function textOf(draft: EntryDraft, stamp: Stamp, v: EntryVersion): string {
  switch (draft.type) {
    case 'intent':
      return intentText(draft, stamp, v)
    case 'outcome':
    case 'cut':
      return closingText(draft, stamp, v)
    case 'refusal':
      return JSON.stringify(refusalLeaf(draft, stamp, v))
    case 'recovery':
      return JSON.stringify(recoveryLeaf(draft, stamp, v))
    default:
      return governanceText(draft, stamp, v)
  }
}

// INVARIANT: in the objects below the keys stand in RFC 8785 order at every level, because sorting them at 40,000
// entries a second would cost more than the rest. JSON.stringify leaves out what is undefined. A property test holds
// them against canonicalJson.

// The two that come with every call are written out, because making objects of them and a text of those took half of the
// time that an entry costs. No value needs an escape: the vocabulary knows neither quote nor backslash.

const apiActivity = `"category_uid":${callMade.category_uid},"class_uid":${callMade.class_uid}`
const fromClient = `"severity_id":${informational},"src_endpoint":{"name":"client"}`
const ocsfProfiles = '"profiles":["ai_operation"]'

function intentText(draft: IntentDraft, stamp: Stamp, v: EntryVersion): string {
  const useCase = name(draft.useCase, 'useCase')
  const { retention } = draft
  const by = assertedBy(draft, v)
  return (
    `{${actorText(draft, useCase)},${apiActivity},` +
    `"metadata":{"product":${productText(stamp)},${ocsfProfiles},"sequence":${ordinal(stamp.counter, 'counter')},` +
    `"uid":"${requestIdentifier(draft.requestId, 'requestId')}","version":"${ocsfVersion}"},${fromClient},` +
    // Whether the call succeeds is not known yet.
    `"status_id":${statusUnknown},"stellwerk":{${by === undefined ? '' : `"assertedBy":${recordText(by, '"')},`}` +
    `"attempt":${ordinal(draft.attempt, 'attempt')},${backgroundText(draft.background, v)}` +
    `"bytes":${recordText(lengths(draft.bytes, 'bytes'), '')},` +
    `"commitments":${recordText(commitments(draft.commitments, 'commitments'), '"')},` +
    `"configuration":"${digest(draft.configuration, 'configuration')}","counter":${stamp.counter},` +
    `"deployment":"${name(draft.deployment, 'deployment')}","epoch":${count(draft.epoch, 'epoch')},` +
    `"isStream":${flag(draft.isStream, 'isStream')},"lamps":${recordText(lampsOf(draft.lamps), '"')},` +
    member('personalData', personalDataText(draft.personalData, v)) +
    `"replica":"${replicaIdentifier(stamp.replica, 'replica')}",` +
    `"retention":{"class":"${code(retention.class, 'class')}","deleteOn":"${day(retention.deleteOn, 'deleteOn')}"},` +
    `"type":"${draft.type}","useCase":"${useCase}","v":${v},` +
    `"validUntil":${count(draft.validUntil, 'validUntil')}},${timeText(stamp)}}`
  )
}

function closingText(draft: OutcomeDraft | CutDraft, stamp: Stamp, v: EntryVersion): string {
  const useCase = name(draft.useCase, 'useCase')
  const endingCode = draft.type === 'cut' ? code(draft.code, 'code') : optionalCode(draft.code, 'code')
  const codeText = endingCode === undefined ? undefined : `"${endingCode}"`
  const { index, origin } = draft.about
  return (
    `{${actorText(draft, useCase)},${apiActivity},${member('message_context', tokensText(draft))}` +
    `"metadata":{"correlation_uid":"${requestIdentifier(draft.requestId, 'requestId')}",` +
    `"product":${productText(stamp)},${ocsfProfiles},"sequence":${ordinal(stamp.counter, 'counter')},` +
    `"version":"${ocsfVersion}"},${fromClient},` +
    member('status', draft.ending === 'abortedByClient' ? `"${draft.ending}"` : undefined) +
    `${member('status_code', codeText)}"status_id":${statusOf[draft.ending]},` +
    `"stellwerk":{"about":{"index":${count(index, 'index')},"origin":"${name(origin, 'origin')}"},` +
    `"bytes":${recordText(lengths(draft.bytes, 'bytes'), '')},${member('code', codeText)}` +
    `"commitments":${recordText(commitments(draft.commitments, 'commitments'), '"')},"counter":${stamp.counter},` +
    `"deployment":"${name(draft.deployment, 'deployment')}","dropped":${count(draft.dropped, 'dropped')},` +
    `"ending":"${endings[draft.type](draft.ending, 'ending')}",` +
    member('firstByteMs', optionalCount(draft.firstByteMs, 'firstByteMs')) +
    `"replica":"${replicaIdentifier(stamp.replica, 'replica')}",${member('restored', restoredText(draft.restored, v))}` +
    `"totalMs":${count(draft.totalMs, 'totalMs')},"type":"${draft.type}","useCase":"${useCase}","v":${v}},${timeText(stamp)}}`
  )
}

function actorText(
  { model, operation }: { readonly model: string; readonly operation: string },
  useCase: string,
): string {
  return (
    `"activity_id":${callMade.activity_id},"actor":{"app_uid":"${useCase}"},` +
    `"ai_model":{"ai_provider":"Internal","name":"${name(model, 'model')}"},` +
    `"api":{"operation":"${name(operation, 'operation')}"}`
  )
}

function productText({ version }: Stamp): string {
  return `{"name":"${us.name}","version":"${name(version, 'version')}"}`
}

function timeText({ timeMs }: Stamp): string {
  return `"time":${count(timeMs, 'time')},"type_uid":${callMade.type_uid}`
}

/** With its comma; nothing for what is undefined. */
function member(key: string, text: string | number | undefined): string {
  return text === undefined ? '' : `"${key}":${text},`
}

/** Names are checked and in their order; values are checked. */
function recordText(record: Readonly<Record<string, string | number>>, quote: '"' | ''): string {
  let text = ''
  for (const key in record) text += `${text && ','}"${key}":${quote}${record[key]}${quote}`
  return `{${text}}`
}

function assertedBy({ assertedBy: by }: IntentDraft | RefusalDraft, v: EntryVersion) {
  if (by === undefined) return undefined
  if (v < 2) throw new MalformedEntry('assertedBy')
  return {
    frontEnd: name(by.frontEnd, 'frontEnd'),
    method: personMethod(by.method, 'method'),
    signature: signature(by.signature, 'signature'),
  }
}

function backgroundText(kind: BackgroundKind | undefined, v: EntryVersion): string {
  if (kind === undefined) return ''
  if (v < 2) throw new MalformedEntry('background')
  return member('background', `"${background(kind, 'background')}"`)
}

/** Without `prompt_text` and `response_text`: no content in a leaf. */
function tokensText({ deployment, tokens }: OutcomeDraft | CutDraft): string | undefined {
  if (tokens === undefined) return undefined
  const total = optionalCount(tokens.total, 'total_tokens')
  return (
    `{${member('completion_tokens', optionalCount(tokens.completion, 'completion_tokens'))}` +
    `${member('prompt_tokens', optionalCount(tokens.prompt, 'prompt_tokens'))}"service":{"name":"${deployment}"}` +
    `${total === undefined ? '' : `,"total_tokens":${total}`}}`
  )
}

function refusalLeaf(draft: RefusalDraft, stamp: Stamp, v: EntryVersion) {
  return {
    activity_id: callMade.activity_id,
    actor: { app_uid: name(draft.useCase, 'useCase') },
    ai_model: draft.model === undefined ? undefined : modelOf(draft.model),
    api: { operation: name(draft.operation, 'operation') },
    category_uid: callMade.category_uid,
    class_uid: callMade.class_uid,
    metadata: requestMetadata(draft.requestId, stamp),
    severity_id: informational,
    src_endpoint: client,
    status_code: code(draft.code, 'code'),
    status_id: statusFailure,
    stellwerk: {
      about: draft.about === undefined ? undefined : aboutOf(draft.about),
      assertedBy: assertedBy(draft, v),
      code: draft.code,
      commitments: commitments(draft.commitments, 'commitments'),
      counter: ordinal(stamp.counter, 'counter'),
      deployment: optionalName(draft.deployment, 'deployment'),
      lamps: draft.lamps === undefined ? undefined : lampsOf(draft.lamps),
      personalData: parsed(personalDataText(draft.personalData, v)),
      reasons: reasons(draft.reasons, 'reasons'),
      repeated: draft.repeated === undefined ? undefined : repeatedOf(draft.repeated, v),
      replica: replicaIdentifier(stamp.replica, 'replica'),
      type: draft.type,
      useCase: draft.useCase,
      v,
    },
    time: count(stamp.timeMs, 'time'),
    type_uid: callMade.type_uid,
  }
}

function recoveryLeaf(draft: RecoveryDraft, stamp: Stamp, v: EntryVersion) {
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
      counter: ordinal(stamp.counter, 'counter'),
      replica: replicaIdentifier(stamp.replica, 'replica'),
      type: draft.type,
      v,
    },
    time: count(stamp.timeMs, 'time'),
    type_uid: callUnknown.type_uid,
  }
}

function governanceText(draft: GovernanceDraft, { counter, replica, timeMs, version }: Stamp, v: EntryVersion): string {
  const checked = parseGovernance(draft.type, draft)
  if (v < firstVersionOf(checked)) throw new MalformedEntry('type')
  const { kind, attributes } = governanceEvent(checked)
  return canonicalJson({
    ...kind,
    ...attributes,
    metadata: { product: productOf(version), sequence: ordinal(counter, 'counter'), version: ocsfVersion },
    stellwerk: { ...checked, counter, replica: replicaIdentifier(replica, 'replica'), v },
    time: count(timeMs, 'time'),
  })
}

const commitments = recordOf(fieldName, commitment)
const lengths = recordOf(fieldName, count)
const reasons = optional(listOf(code))
const optionalCount = optional(count)
const optionalCode = optional(code)
const optionalName = optional(name)
const background = oneOf(backgroundKinds)
const personMethod = oneOf(personMethods)
const signature = oneOf(signatures)
const lampState = oneOf(lampStates)
const endings = {
  cut: oneOf(['cut']),
  outcome: oneOf(['finished', 'failedOver', 'engineError', 'abortedByClient']),
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
    uid: requestIdentifier(requestId, 'requestId'),
    version: ocsfVersion,
  }
}

/** Later events of the request point to it by its id; event ids are not given twice. */
function relatedMetadata(requestId: string, stamp: Stamp) {
  return {
    correlation_uid: requestIdentifier(requestId, 'requestId'),
    product: productOf(stamp.version),
    profiles: aiProfile,
    sequence: stamp.counter,
    version: ocsfVersion,
  }
}

function productOf(version: string) {
  return { name: us.name, version: name(version, 'version') }
}

/** `Internal` is one of the examples of OCSF for `ai_provider`, which is required. */
function modelOf(model: string) {
  return { ai_provider: 'Internal', name: name(model, 'model') }
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}

function repeatedOf(repeated: Repeated, v: EntryVersion) {
  if (v < 2) throw new MalformedEntry('repeated')
  return {
    count: ordinal(repeated.count, 'count'),
    from: count(repeated.from, 'from'),
    to: count(repeated.to, 'to'),
  }
}

function aboutOf(about: About) {
  return { index: count(about.index, 'index'), origin: name(about.origin, 'origin') }
}

function lampsOf({ dataProtection, governance, licence, security }: LampStates) {
  return {
    dataProtection: lampState(dataProtection, 'dataProtection'),
    governance: lampState(governance, 'governance'),
    licence: lampState(licence, 'licence'),
    security: lampState(security, 'security'),
  }
}
