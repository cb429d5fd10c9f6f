import type { Endpoint } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'

import { type AnswerFacts, malformed, type RebuildAnswer, rebuildAnswer } from './answer.ts'
import { AnswerEvents } from './answer-events.ts'
import { type End, endingOf, outcomeStands, recordOutcome, type Sent } from './attempt.ts'
import type { Committing, House } from './house.ts'
import { ClientGone } from './running.ts'
import { Recorded, shownError } from './shown-error.ts'
import { AnswerStream, type OpenStream, type StreamEnd } from './stream.ts'
import { parsed, wholeText } from './whole.ts'
import type { Answered, Asked, Visit } from './visit.ts'

/** Made once: a rebuilder is compiled from the field map. */
const rebuilders: Readonly<Record<Endpoint, Readonly<Record<'json' | 'event', RebuildAnswer>>>> = {
  'chat/completions': rebuildersOf('chat/completions'),
  completions: rebuildersOf('completions'),
  embeddings: rebuildersOf('embeddings'),
  responses: rebuildersOf('responses'),
  messages: rebuildersOf('messages'),
  'messages/count_tokens': rebuildersOf('messages/count_tokens'),
  rerank: rebuildersOf('rerank'),
}

function rebuildersOf(endpoint: Endpoint): Readonly<Record<'json' | 'event', RebuildAnswer>> {
  return { json: answerRebuilder(endpoint, 'json'), event: answerRebuilder(endpoint, 'event') }
}

/** An answer that comes in one piece: read, rebuilt, recorded. */
export async function wholeBack(sending: Promise<Sent>, visit: Visit, house: House): Promise<Answered> {
  const sent = await sending
  const { delivered, end } = await wholeAnswer(sent, visit, house)
  // Once the record says that the answer was given, it is given: looking at the permit again would make that a lie.
  if (sent.candidate.isStrict) await outcomeStands(sent.intent, end, visit, house).catch(isRecorded)
  else recordOutcome(sent.intent, end, visit, house)
  visit.arrival.allowIdle('whole')
  return { response: house.door.whole(delivered, visit.arrival.requestId) }
}

/** What cannot be recorded is not tried again as a refusal. */
function isRecorded(error: unknown): never {
  throw new Recorded(error)
}

async function wholeAnswer(
  sent: Sent,
  visit: Visit,
  house: House,
): Promise<{ readonly delivered: string; readonly end: End }> {
  const { call } = visit
  const { candidate, answer, permit, intent } = sent
  const firstByteAt = house.clock.elapsed()
  const drops = dropCounter(visit, house)
  try {
    beginAnswer(sent, visit, house, candidate.timeouts.totalMs)
    mustBe(answer.response, 'application/json', candidate.model)
    const text = await wholeText(answer.response, house.settings.answerBytesMax)
    const body = rebuildAnswer(parsed(text), answerFacts(sent, visit, 'json', drops.note))
    if (!house.gate.stands(permit)) throw new GatewayError('permit_ended')
    answer.release('finished')
    const usage = body['usage']
    const delivered = JSON.stringify(body)
    const { heard, said } = listeners(visit, house)
    heard.add(text)
    said.add(delivered)
    const answered = { response: heard.end(), deliveredResponse: said.end() }
    return { delivered, end: { ending: 'finished', usage, firstByteAt, droppedFieldCount: drops.count(), answered } }
  } catch (thrown) {
    const error = brokenOff(call.endedBy ?? thrown, candidate.model)
    const ending = endingOf(error)
    answer.release(ending === 'engineError' ? 'failed' : 'undecided')
    // What was not read on is stopped at once, and not when the memory is tidied up.
    call.abandonStage(error instanceof Error ? error : new GatewayError('internal', {}, { cause: error }))
    const code = error instanceof GatewayError ? error.code : undefined
    recordOutcome(intent, { ending, code, firstByteAt, droppedFieldCount: drops.count() }, visit, house)
    throw new Recorded(error)
  }
}

/**
 * An answer that comes as events. The headers go out when the engine's headers are here, so that its 400 stays a 400;
 * or with the first keep-alive, because proxies give up on silence.
 */
export async function streamBack(sending: Promise<Sent>, visit: Visit, asked: Asked, house: House): Promise<Answered> {
  const { call, arrival, language } = visit
  const { keepAliveMs, readerStallMs } = house.settings
  const isLate = await takesLonger(sending, keepAliveMs, visit)
  const drops = dropCounter(visit, house)
  let opened: Sent | undefined
  const open = (sent: Sent): OpenStream => {
    opened = sent
    const { idleMs, totalMs } = sent.candidate.timeouts
    try {
      beginAnswer(sent, visit, house, idleMs)
      mustBe(sent.answer.response, 'text/event-stream', sent.candidate.model)
    } catch (error) {
      // Nobody will read it, so it has to be let go of here.
      sent.answer.release(endingOf(error) === 'engineError' ? 'failed' : 'undecided')
      throw error
    }
    return {
      body: sent.answer.response.body ?? emptyBody(),
      events: new AnswerEvents({
        ...answerFacts(sent, visit, 'event', drops.note),
        wantsUsage: asked.wantsUsage,
        choiceCount: asked.choiceCount,
        engineMessageOf: house.engines.engineMessageOf,
      }),
      idleMs,
      endsAt: house.clock.elapsed() + totalMs,
      mustStand: () => {
        if (!house.gate.stands(sent.permit)) throw new GatewayError('permit_ended')
      },
      release: sent.answer.release,
      ...(sent.candidate.isStrict
        ? { mustBeRecorded: (end) => outcomeStands(sent.intent, endOf(end), visit, house) }
        : {}),
    }
  }
  const { heard, said } = listeners(visit, house)
  const endOf = ({ ending, error, usage, firstByteAt }: StreamEnd): End => {
    const answered = { response: heard.end(), deliveredResponse: said.end() }
    return { ending, code: error?.code, usage, firstByteAt, droppedFieldCount: drops.count(), answered }
  }
  const opening = sending.then(open, (thrown: unknown) => {
    throw thrown instanceof Recorded && thrown.error instanceof ClientGone ? thrown.error : shownError(thrown)
  })
  const stream = new AnswerStream(opening, {
    call,
    heard,
    said,
    clock: house.clock,
    keepAliveMs,
    isLate,
    readerStallMs,
    allowIdle: () => arrival.allowIdle('stream'),
    model: asked.model,
    reader: house.engines.readEvents(),
    errorEvent: (error) => house.door.errorEvent(error, { requestId: arrival.requestId, language }),
  })
  const over = stream.ended.then((ended) => {
    // What was kept of the answer is let go of here, whatever becomes of it.
    const end = endOf(ended)
    // An attempt that failed before it opened has its entry already.
    if (opened !== undefined && !ended.isRecorded) recordOutcome(opened.intent, end, visit, house)
  })
  return { response: house.door.events(stream.body, arrival.requestId), over }
}

/** Who commit to what the engine says, and to what we say. */
function listeners({ keeping }: Visit, { records }: House): { readonly heard: Committing; readonly said: Committing } {
  return { heard: records.committing('response', keeping), said: records.committing('deliveredResponse', keeping) }
}

/** Whether the engine has not begun within the time. Looked at with the sweep, so that no stream needs a timer for it. */
function takesLonger(sending: Promise<unknown>, ms: number, visit: Visit): Promise<boolean> {
  return new Promise((resolve, reject) => {
    sending.then(() => resolve(false), reject)
    visit.call.watch((elapsed) => {
      if (elapsed - visit.call.arrivedAt >= ms) resolve(true)
    })
  })
}

function beginAnswer(sent: Sent, visit: Visit, house: House, withinMs: number): void {
  const model = sent.candidate.model
  const late = (): GatewayError => new GatewayError('engine_timeout', { details: { model, timeoutMs: withinMs } })
  visit.call.begin({ withinMs, at: house.clock.elapsed(), late })
}

/** An engine that answers a stream with a page, or a question with a stream, is not the one we know. */
function mustBe(response: Response, type: string, model: string): void {
  const { headers } = response
  const contentType = headers.get('content-type')
  // We asked for plain bytes. Packed ones could unfold beyond every bound on their way to us.
  const isPacked = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  if (contentType === null || !contentType.startsWith(type) || isPacked) throw malformed(model)
}

function answerFacts(sent: Sent, visit: Visit, form: 'json' | 'event', dropped: (path: string) => void): AnswerFacts {
  const { model, kind } = sent.candidate
  return {
    model,
    rebuild: rebuilders[visit.arrival.endpoint][form],
    dropped,
    showsSeen: kind === 'mirror',
  }
}

function dropCounter(visit: Visit, house: House): { note: (path: string) => void; count: () => number } {
  let count = 0
  const { endpoint } = visit.arrival
  return {
    note: (path) => {
      count++
      house.records.dropped(endpoint, path)
    },
    count: () => count,
  }
}

/** What broke an answer off: an error of ours or of the engine as it is; a bare connection error is the engine's. */
function brokenOff(reason: unknown, model: string): unknown {
  if (reason instanceof GatewayError || reason instanceof ClientGone) return reason
  return new GatewayError('engine_stream_cut', { details: { model } }, { cause: reason })
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() })
}
