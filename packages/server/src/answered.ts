import type { Endpoint } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'

import { type Draft, isDraft, malformed, ownError, type RebuildAnswer, rebuildAnswer } from './answer.ts'
import type { AnswerEvents, EventFacts } from './answer-events.ts'
import { asksForJson } from './asked-form.ts'
import { type End, endingOf, outcomeStands, recordOutcome, type Sent } from './attempt.ts'
import { ChatEvents } from './chat-events.ts'
import { encodeAsAsked } from './embedding-encoding.ts'
import type { Committing, House, Via } from './house.ts'
import { type NamedEndpoint, NamedEvents, NamedEventWriter } from './named-events.ts'
import { ClientGone } from './running.ts'
import { Recorded, shownError } from './shown-error.ts'
import { AnswerStream, type OpenStream, type StreamEnd } from './stream.ts'
import { translatedAnswer, TranslatedTelling } from './translated.ts'
import type { TranslatedCall } from './translation.ts'
import { usageOf } from './usage.ts'
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
  return { response: house.door.whole(delivered, visit.arrival.requestId, visit.arrival.endpoint) }
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
  const drops = dropCounter(house)
  try {
    beginAnswer(sent, visit, house, candidate.timeouts.totalMs)
    mustBe(answer.response, 'application/json', candidate.model)
    const text = await wholeText(answer.response, house.settings.answerBytesMax)
    const { spoken, body } = named(() => wholeBody(parsed(text), sent, visit, drops, house))
    if (!house.gate.stands(permit)) throw new GatewayError('permit_ended')
    answer.release('finished')
    const usage = usageOf(spoken.endpoint, spoken.body)
    const delivered = JSON.stringify(body)
    const { heard, said } = listeners(visit, house)
    heard.add(text)
    said.add(delivered)
    const answered = { response: heard.end(), deliveredResponse: said.end() }
    const droppedFieldCount = drops.count()
    const restored = sent.restoring?.counts()
    return { delivered, end: { ending: 'finished', usage, firstByteAt, droppedFieldCount, answered, restored } }
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
  const drops = dropCounter(house)
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
      events: eventsOf(sent, asked, visit, drops, house),
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
  const pieces = visit.guest?.countsTokens === true ? new Pieces(heard) : undefined
  const endOf = ({ ending, error, usage, firstByteAt }: StreamEnd): End => {
    const answered = { response: heard.end(), deliveredResponse: said.end() }
    const droppedFieldCount = drops.count()
    const restored = opened?.restoring?.counts()
    return {
      ending,
      code: error?.code,
      usage,
      firstByteAt,
      droppedFieldCount,
      answered,
      restored,
      pieces: pieces?.count,
    }
  }
  const opening = sending.then(open, (thrown: unknown) => {
    throw thrown instanceof Recorded && thrown.error instanceof ClientGone ? thrown.error : shownError(thrown)
  })
  const stream = new AnswerStream(opening, {
    call,
    heard: pieces ?? heard,
    said,
    clock: house.clock,
    keepAliveMs,
    isLate,
    readerStallMs,
    allowIdle: () => arrival.allowIdle('stream'),
    model: asked.model,
    reader: house.engines.readEvents(),
    keepAlive: house.door.keepAlive(arrival.endpoint),
    errorEvent: (error, soFar) => {
      const { requestId, endpoint } = arrival
      return house.door.errorEvent(error, { requestId, endpoint, language }, soFar)
    },
  })
  const over = stream.ended.then(async (ended) => {
    // A stream may be cut while its attempt still stops: what that took is told, and its place free, before the call leaves.
    await opening.catch(() => undefined) // What kept it from opening has ended the stream.
    // What was kept of the answer is let go of here, whatever becomes of it.
    const end = endOf(ended)
    if (ended.error?.code === 'internal') house.records.fault(arrival.requestId, ended.error.cause)
    // An attempt that failed before it opened has its entry already.
    if (opened !== undefined && !ended.isRecorded) recordOutcome(opened.intent, end, visit, house)
  })
  return { response: house.door.events(stream.body, arrival.requestId, arrival.endpoint), over }
}

/** Who commit to what the engine says, and to what we say. */
function listeners({ keeping }: Visit, { records }: House): { readonly heard: Committing; readonly said: Committing } {
  return { heard: records.committing('response', keeping), said: records.committing('deliveredResponse', keeping) }
}

/** Counts what the engine sends: where it does not say what an answer took, each piece counts as a token. */
class Pieces implements Pick<Committing, 'add'> {
  count = 0
  readonly #heard: Pick<Committing, 'add'>

  constructor(heard: Pick<Committing, 'add'>) {
    this.#heard = heard
  }

  add(text: string): void {
    this.count++
    this.#heard.add(text)
  }
}

/** Whether the engine has not begun within the time. Looked at with the sweep, so that no stream needs a timer for it. */
function takesLonger(sending: Promise<unknown>, ms: number, visit: Visit): Promise<boolean> {
  return new Promise((resolve, reject) => {
    sending.then(() => resolve(false), reject)
    visit.call.watch((elapsed) => {
      // Who waits for a place hears nothing yet: a refusal has to be able to say its status.
      if (visit.call.isOnRecord && elapsed - visit.call.arrivedAt >= ms) resolve(true)
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

/** An error of ours is told as one, and not as a broken connection to the engine. */
function named<T>(rebuild: () => T): T {
  try {
    return rebuild()
  } catch (error) {
    throw ownError(error)
  }
}

interface DropCounter {
  readonly note: (endpoint: Endpoint) => (path: string) => void
  readonly count: () => number
}

function answerFacts(
  endpoint: Endpoint,
  sent: Sent,
  form: 'json' | 'event',
  drops: DropCounter,
): Omit<EventFacts, 'engineMessageOf'> {
  const { model, kind } = sent.candidate
  return {
    model,
    rebuild: rebuilders[endpoint][form],
    dropped: drops.note(endpoint),
    namesModel: endpoint !== 'messages/count_tokens',
    showsSeen: kind === 'mirror',
  }
}

/** What the engine said, at the endpoint that was spoken with it, and what the client is told. Both are rebuilt. */
function wholeBody(
  answer: unknown,
  sent: Sent,
  visit: Visit,
  drops: DropCounter,
  house: House,
): { readonly spoken: { readonly endpoint: Endpoint; readonly body: Draft }; readonly body: Draft } {
  const { via } = sent.candidate
  const { endpoint } = visit.arrival
  const spokenAt = via?.translation.endpoint ?? endpoint
  const rebuilt = rebuildAnswer(answer, answerFacts(spokenAt, sent, 'json', drops))
  const said: unknown = sent.restoring?.whole(spokenAt, rebuilt) ?? rebuilt
  if (!isDraft(said)) throw malformed(sent.candidate.model)
  const spoken = { endpoint: spokenAt, body: said }
  mustNotHaveFailed(spoken.body, sent, house)
  if (endpoint === 'embeddings') encodeAsAsked(spoken.body, sent.request)
  if (via === undefined) return { spoken, body: spoken.body }
  const facts = answerFacts(endpoint, sent, 'json', drops)
  return { spoken, body: translatedAnswer(spoken.body, via.translation, aboutCall(sent, house), facts) }
}

/** A response in one piece says inside, with status 200, that it failed. In a stream the same is an event of its own. */
function mustNotHaveFailed(body: Draft, { candidate: { model } }: Sent, house: House): void {
  if (body['object'] !== 'response' || body['status'] !== 'failed') return
  const engineMessage = house.engines.engineMessageOf(body) ?? '–'
  throw new GatewayError('engine_stream_error', { details: { model, engineMessage } })
}

/** The events of this answer, read from what the engine speaks and told in what the client does. */
function eventsOf(sent: Sent, asked: Asked, visit: Visit, drops: DropCounter, house: House): AnswerEvents {
  const { endpoint } = visit.arrival
  const { via } = sent.candidate
  const { engineMessageOf } = house.engines
  const spokenAt = via?.translation.endpoint ?? endpoint
  const facts = {
    ...answerFacts(spokenAt, sent, 'event', drops),
    engineMessageOf,
    restoring: sent.restoring,
    isJson: asksForJson(sent.request),
  }
  if (isNamed(endpoint)) {
    if (via === undefined) return new NamedEvents(facts, endpoint)
    const writer = new NamedEventWriter({ ...answerFacts(endpoint, sent, 'event', drops), endpoint })
    return new ChatEvents({ ...facts, wantsUsage: true, choiceCount: 1 }, tellingOf(via, writer, sent, house))
  }
  return new ChatEvents({ ...facts, wantsUsage: asked.wantsUsage, choiceCount: asked.choiceCount })
}

function tellingOf({ translation }: Via, writer: NamedEventWriter, sent: Sent, house: House): TranslatedTelling {
  return new TranslatedTelling({
    translator: translation.events(aboutCall(sent, house)),
    writer,
    model: sent.candidate.model,
  })
}

function isNamed(endpoint: Endpoint): endpoint is NamedEndpoint {
  return endpoint === 'responses' || endpoint === 'messages'
}

/** Characters of a random id: 96 bits. */
const idCharacters = 24

function aboutCall(sent: Sent, house: House): TranslatedCall {
  const id = crypto.randomUUID().replaceAll('-', '').slice(0, idCharacters)
  // Clients show the public name of the model, and no other one was ever theirs.
  const request = { ...sent.request, model: sent.candidate.model }
  return { request, id, createdAt: Math.floor(house.clock.now() / 1_000) }
}

function dropCounter(house: House): DropCounter {
  let count = 0
  return {
    note: (endpoint) => (path) => {
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
