import type { Endpoint } from '@stellwerk/contract/endpoint'
import { type ErrorCode, GatewayError } from '@stellwerk/contract/error'
import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'
import type { Lamps } from '@stellwerk/contract/lamp'
import type { Permit } from '@stellwerk/contract/route'

import { backgroundOf } from './background.ts'
import { Denied } from './denied.ts'
import { EngineFailure } from './engine-failure.ts'
import type {
  AnswerCommitted,
  AttemptFacts,
  Candidate,
  Ending,
  EngineAnswer,
  EnginePlace,
  House,
  Receipt,
} from './house.ts'
import type { Inspected, RestoredCounts, Restoring } from './privacy-house.ts'
import { recordRefusal } from './refusal.ts'
import { ClientGone } from './running.ts'
import { sequencesIn } from './sequences.ts'
import { Recorded, shownError } from './shown-error.ts'
import type { Asked, Visit } from './visit.ts'
import { waitedFor } from './waiting.ts'

/** An engine has begun to answer, under a permit, and the intent is recorded. */
export interface Sent {
  readonly candidate: Candidate
  /** In the words of the client's endpoint, rebuilt. */
  readonly request: JsonObject
  readonly permit: Permit
  readonly answer: EngineAnswer
  readonly intent: RecordedIntent
  /** Where pseudonyms went out. */
  readonly restoring?: Restoring | undefined
}

/** An intent that is durable. */
export type RecordedIntent = AttemptFacts & { readonly receipt: Receipt }

/**
 * Sends to the first deployment that takes the request. Another deployment is another route: it is decided, rebuilt and
 * recorded anew, and only after the one before it has certainly failed (docs/laws.md, law 4).
 */
export async function forward(
  visit: Visit,
  asked: Asked,
  candidates: readonly [Candidate, ...Candidate[]],
  house: House,
): Promise<Sent> {
  const granted = grantsFor(visit, candidates, house)
  const free = house.engines.inOrder(granted)
  const waited = free.length === 0 ? await waitedFor(granted, visit, house) : undefined
  const order = waited?.order ?? free
  const isFree = ({ upstreamId }: Grant): boolean => house.engines.isFree(upstreamId)
  let failure: unknown
  for (const [index, grant] of order.entries()) {
    // Since the order was made, another request may have taken the last place or found the engine broken.
    const held = index === 0 && waited !== undefined ? waited.place : house.engines.take(grant.upstreamId)
    if (held === undefined) continue
    try {
      // The first decision is fresh. Whatever comes after a wait or a failed attempt is decided anew.
      const current = index === 0 && waited === undefined ? grant : grantFor(visit, grant.candidate, house)
      const place: Place = { number: index + 1, isLast: () => !order.slice(index + 1).some(isFree), held }
      return await attempt(visit, asked, current, place, house)
    } catch (error) {
      held.release('undecided') // Whoever sent something has said already how it went.
      // What the first engine took and another does not is no reason to tell the client something new.
      const isRefusedAnew = index > 0 && !(error instanceof Recorded)
      failure = isRefusedAnew ? failure : error
      // What the client hears is the first failure; that the second route was shut is on record all the same.
      if (isRefusedAnew)
        await recordRefusal(shownError(error), visit.arrival, visit.arrival.endpoint, visit.caller, house)
      if (index === order.length - 1 || !mayTryAnother(error, grant.candidate)) throw failure
      visit.call.abandonStage(error instanceof Error ? error : new GatewayError('internal', {}, { cause: error }))
    }
  }
  throw failure
}

/** Which attempt it is, from 1, whether no other could follow now, and what it holds at its engine. */
interface Place {
  readonly number: number
  readonly isLast: () => boolean
  readonly held: EnginePlace
}

/** A candidate that may be sent to, with the decision that says so. */
interface Grant {
  readonly candidate: Candidate
  readonly upstreamId: string
  readonly model: string
  readonly permit: Permit
  readonly lamps: Lamps
}

/** Those candidates whose lamps may be passed. One that is shut does not stop another; all shut is a denial. */
function grantsFor(
  visit: Visit,
  candidates: readonly [Candidate, ...Candidate[]],
  house: House,
): readonly [Grant, ...Grant[]] {
  const grants: Grant[] = []
  let denied: unknown
  for (const candidate of candidates) {
    try {
      grants.push(grantFor(visit, candidate, house))
    } catch (error) {
      denied ??= error
    }
  }
  const [first, ...rest] = grants
  if (first === undefined) throw denied
  return [first, ...rest]
}

/** @throws Denied */
function grantFor(visit: Visit, candidate: Candidate, house: House, found?: Inspected): Grant {
  const decision = house.gate.decide(candidate, visit.caller, found)
  if (decision.outcome === 'deny') throw new Denied(decision, found)
  const { permit, lamps } = decision
  return { candidate, upstreamId: candidate.upstreamId, model: candidate.model, permit, lamps }
}

/** One attempt: an intent, the request to the engine, and when that fails its outcome. */
async function attempt(visit: Visit, asked: Asked, grant: Grant, place: Place, house: House): Promise<Sent> {
  const { call, caller, arrival } = visit
  const { candidate } = grant
  const { endpoint } = arrival
  const request = candidate.rebuild(asked.body, candidate.media)
  // A body of its own, because it is written into; the other one stays as the client said it.
  const guarded = candidate.rebuild(asked.body, candidate.media)
  const { found, protect } = await house.privacy.read({
    request: guarded,
    textsOf: candidate.textsOf,
    caller,
    endpoint,
  })
  // What was found is part of the decision, and the lamps may say no to this request though not to its route.
  const { permit, lamps } = grantFor(visit, candidate, house, found)
  const restoring = await protect()
  const { endpoint: spokenAt, body } = bodyFor(candidate, guarded, asked, endpoint)
  const facts: AttemptFacts = {
    requestId: arrival.requestId,
    endpoint,
    useCaseId: caller.useCaseId,
    keyId: caller.keyId,
    user: caller.asserted?.person ?? userIn(asked.body),
    assertedBy: caller.asserted?.by,
    background: caller.asserted && backgroundOf(arrival.header, asked.body),
    epoch: permit.epoch,
    validUntil: permit.validUntil,
    deploymentId: candidate.deploymentId,
    model: candidate.model,
    attempt: place.number,
    isStream: asked.isStream,
    sequences: sequencesIn(spokenAt, body),
    lamps,
    found,
    keeping: visit.keeping,
  }
  const contents = { request: asked.text, sentRequest: JSON.stringify(body) }
  const mapping = restoring?.kept
  const intent = { ...facts, receipt: await house.records.intent({ ...facts, contents, mapping }).catch(recordFailed) }
  // The intent stands from here on. If we stop after this line, it has no outcome, which is true.
  call.isOnRecord = true
  try {
    const mustStand = (): void => {
      if (!house.gate.stands(permit)) throw new GatewayError('permit_ended')
    }
    mustStand()
    call.standBy(mustStand)
    const { firstByteMs } = candidate.timeouts
    call.begin({
      withinMs: firstByteMs,
      at: house.clock.elapsed(),
      late: () => new GatewayError('engine_timeout', { details: { model: candidate.model, timeoutMs: firstByteMs } }),
    })
    const answer = await house.engines.send({
      upstreamId: candidate.upstreamId,
      place: place.held,
      endpoint: spokenAt,
      model: candidate.model,
      body,
      useCaseId: caller.useCaseId,
      signal: call.signal,
    })
    return { candidate, request, permit, answer, intent, restoring }
  } catch (thrown) {
    const error = restoring === undefined ? thrown : withItsWords(thrown, restoring)
    const ending = mayTryAnother(error, candidate) && !place.isLast() ? 'failedOver' : endingOf(shownReason(error))
    const code = shownError(error).code
    recordOutcome(intent, { ending, code, droppedFieldCount: 0 }, visit, house)
    throw new Recorded(error)
  }
}

/** Longest name of a user that the vault keeps, in characters. */
const userCharactersMax = 256

/**
 * OpenAI's `safety_identifier`, or `user`, which it replaces; `metadata.user_id` of Anthropic's API. Only for the vault: a
 * person can be found there and erased.
 */
function userIn(body: JsonObject): string | undefined {
  const { metadata } = body
  const named = body['safety_identifier'] ?? body['user'] ?? (isJsonObject(metadata) ? metadata['user_id'] : undefined)
  return typeof named === 'string' && named !== '' && named.length <= userCharactersMax ? named : undefined
}

function recordFailed(cause: unknown): never {
  throw new GatewayError('record_failed', {}, { cause })
}

function shownReason(error: unknown): unknown {
  return error instanceof EngineFailure ? error.error : error
}

/** How an answer ended that something broke off. */
export function endingOf(error: unknown): Ending {
  if (error instanceof ClientGone) return 'abortedByClient'
  const isEngine = error instanceof GatewayError && (error.code.startsWith('engine_') || error.code === 'rate_limited')
  return isEngine ? 'engineError' : 'cut'
}

/** How an attempt ended, besides what its intent says. */
export interface End {
  readonly ending: Ending
  readonly code?: ErrorCode | undefined
  readonly usage?: Json | undefined
  /** On the clock that never jumps. */
  readonly firstByteAt?: number | undefined
  readonly droppedFieldCount: number
  readonly answered?: AnswerCommitted | undefined
  /** Pseudonyms in the answer, where some went out. */
  readonly restored?: RestoredCounts | undefined
  /** Pieces of a stream that the engine sent, where somebody counts them. */
  readonly pieces?: number | undefined
}

/** The outcome follows the answer. One that cannot be written is a fault. */
export function recordOutcome(intent: RecordedIntent, end: End, visit: Visit, house: House): void {
  outcomeStands(intent, end, visit, house).catch(() => undefined) // The fault is told.
}

/**
 * The outcome is durable. In a strict use case the end of an answer waits for that.
 *
 * @throws GatewayError answer_unrecorded
 */
export async function outcomeStands(intent: RecordedIntent, end: End, visit: Visit, house: House): Promise<void> {
  const { arrivedAt } = visit.call
  const { ending, code, usage, firstByteAt, droppedFieldCount, answered, restored } = end
  const firstByteMs = firstByteAt === undefined ? undefined : firstByteAt - arrivedAt
  const totalMs = house.clock.elapsed() - arrivedAt
  visit.guest?.took({ usage, mayHaveWorked: mayHaveWorked(end), pieces: end.pieces, bytes: answered?.response.bytes })
  try {
    await house.records.outcome({
      ...intent,
      ending,
      code,
      usage,
      firstByteMs,
      totalMs,
      droppedFieldCount,
      answered,
      restored,
    })
  } catch (error) {
    house.records.fault(intent.requestId, error)
    throw new GatewayError('answer_unrecorded', {}, { cause: error })
  }
}

/** What an engine turned away, or never got, it has not worked on. */
function mayHaveWorked({ ending, code, firstByteAt }: End): boolean {
  const isAnswered = firstByteAt !== undefined
  return isAnswered || ending === 'abortedByClient' || ending === 'cut' || code === 'engine_timeout'
}

/** Personal data could not be looked for, whatever the engine. */
const detectionCodes: readonly ErrorCode[] = ['detection_failed', 'detection_timeout']

function mayTryAnother(thrown: unknown, candidate: Candidate): boolean {
  const error = thrown instanceof Recorded ? thrown.error : thrown
  if (error instanceof EngineFailure) return error.mayTryAnother
  if (error instanceof GatewayError && error.code === 'engine_timeout') return candidate.retryAfterTimeout
  // What could not be looked through is no more looked through on its way to another engine, and would only cost the time again.
  if (error instanceof GatewayError && detectionCodes.includes(error.code)) return false
  // A later candidate that cannot take the request, or is shut by now, leaves the question to the next one.
  return !(thrown instanceof Recorded)
}

/** An engine that turns a request away may quote it, and then quotes what we put there. */
function withItsWords(thrown: unknown, restoring: Restoring): unknown {
  if (thrown instanceof EngineFailure)
    return new EngineFailure(withRestoredMessage(thrown.error, restoring), thrown, { cause: thrown.cause })
  return thrown instanceof GatewayError ? withRestoredMessage(thrown, restoring) : thrown
}

function withRestoredMessage(error: GatewayError, restoring: Restoring): GatewayError {
  const { engineMessage } = error.details
  if (typeof engineMessage !== 'string') return error
  const { code, param, details } = error
  const restored = { ...details, engineMessage: restoring.text(engineMessage) }
  return new GatewayError(
    code,
    { ...(param === undefined ? {} : { param }), details: restored },
    { cause: error.cause },
  )
}

/** What goes to an engine, and where. */
interface ForEngine {
  readonly endpoint: Endpoint
  readonly body: JsonObject
}

/** The body for one engine: under the name that the model has there, translated where it must be. */
function bodyFor(candidate: Candidate, request: JsonObject, asked: Asked, endpoint: Endpoint): ForEngine {
  const { via, media, servedAs, reportsStreamUsage } = candidate
  const body = via === undefined ? request : via.rebuild(via.translation.request(request), media)
  const named = { ...body, model: servedAs }
  const spoken = via?.translation.endpoint ?? endpoint
  // Usage belongs into the record even when the client does not ask for it. Other endpoints tell it by themselves.
  const mustAsk = asked.isStream && reportsStreamUsage && (spoken === 'chat/completions' || spoken === 'completions')
  return { endpoint: spoken, body: mustAsk ? withUsage(named) : named }
}

function withUsage(body: JsonObject): JsonObject {
  const asksAlready = body['stream_options']
  const options = { ...(isJsonObject(asksAlready) ? asksAlready : {}), include_usage: true }
  return { ...body, stream_options: options }
}
