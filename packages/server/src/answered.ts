import type { Endpoint } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'

import { type AnswerFacts, malformed, type RebuildAnswer, rebuildAnswer } from './answer.ts'
import { AnswerEvents } from './answer-events.ts'
import { endingOf, recordOutcome, type Sent } from './attempt.ts'
import type { House } from './house.ts'
import { ClientGone } from './running.ts'
import { Recorded, shownError } from './shown-error.ts'
import { AnswerStream, type OpenStream } from './stream.ts'
import { parsed, wholeText } from './whole.ts'
import type { Answered, Asked, Visit } from './visit.ts'

/** Made once: a rebuilder is compiled from the field map. */
const rebuilders: Readonly<Record<Endpoint, Readonly<Record<'json' | 'event', RebuildAnswer>>>> = {
  'chat/completions': rebuildersOf('chat/completions'),
  completions: rebuildersOf('completions'),
  embeddings: rebuildersOf('embeddings'),
}

function rebuildersOf(endpoint: Endpoint): Readonly<Record<'json' | 'event', RebuildAnswer>> {
  return { json: answerRebuilder(endpoint, 'json'), event: answerRebuilder(endpoint, 'event') }
}

/** An answer that comes in one piece: read, rebuilt, recorded. */
export async function wholeBack(sending: Promise<Sent>, visit: Visit, house: House): Promise<Answered> {
  const sent = await sending
  const { call, arrival } = visit
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
    const [heard, said] = [house.records.committing('response'), house.records.committing('deliveredResponse')]
    heard.add(text)
    said.add(delivered)
    const answered = { response: heard.end(), deliveredResponse: said.end() }
    const droppedFieldCount = drops.count()
    recordOutcome(intent, { ending: 'finished', usage, firstByteAt, droppedFieldCount, answered }, visit, house)
    arrival.allowIdle('whole')
    return { response: house.door.whole(delivered, arrival.requestId) }
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
    }
  }
  const opening = sending.then(open, (thrown: unknown) => {
    throw thrown instanceof Recorded && thrown.error instanceof ClientGone ? thrown.error : shownError(thrown)
  })
  const [heard, said] = [house.records.committing('response'), house.records.committing('deliveredResponse')]
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
  const over = stream.ended.then(({ ending, error, usage, firstByteAt }) => {
    // An attempt that failed before it opened has its entry already.
    if (opened === undefined) return
    const droppedFieldCount = drops.count()
    const answered = { response: heard.end(), deliveredResponse: said.end() }
    const end = { ending, code: error?.code, usage, firstByteAt, droppedFieldCount, answered }
    recordOutcome(opened.intent, end, visit, house)
  })
  return { response: house.door.events(stream.body, arrival.requestId), over }
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
