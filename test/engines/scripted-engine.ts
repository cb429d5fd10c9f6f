import type { Json, JsonObject } from '@stellwerk/contract/json'

import { type Behaviour, behaviourNames, behaviourOf, playedFor } from './behaviours.ts'
import { countTokensAnswer, messagesAnswer, messagesEvents } from './messages-wire.ts'
import { type Counted, createdAt, type EngineProfile, type Failure, namedEvent } from './profile.ts'
import { rerankAnswer } from './rerank-wire.ts'
import { responsesAnswer, responsesEvents } from './responses-wire.ts'
import { toolResultsIn } from './sent-back.ts'
import { chatAnswer, chatChunks, completionAnswer, completionChunks, embeddingAnswer, tokensOf } from './wire.ts'

/** One request as the engine saw it. All moments are of `performance.now()` in this process. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The parsed body; undefined when there was none or it was no JSON object. */
  readonly body: JsonObject | undefined
  readonly arrivedAt: number
  /** When the caller was gone; undefined while it is there or when it got its answer. */
  abortedAt: number | undefined
  endedAt: number | undefined
  /** Events written to a stream: the tokens that a real engine would have computed. */
  eventsSent: number
  /** Resolves with the moment of the abort; never for a request that got its answer. */
  readonly aborted: Promise<number>
}

/**
 * A scripted engine: a real HTTP server on loopback that plays one kind of engine. The model name of a request chooses
 * what it does; see `behaviours.ts`.
 *
 * @example
 * const engine = startEngine(vllm)
 * await fetch(`${engine.url}/v1/chat/completions`, { method: 'POST', body: '{"model":"plain","messages":[]}' })
 * engine.seen[0]?.body // { model: 'plain', messages: [] }
 */
export class ScriptedEngine {
  readonly profile: EngineProfile
  /** Requests to the endpoints that compute something, in the order of arrival. */
  readonly seen: SeenRequest[] = []
  /** Requests to all other pages: health, versions, models. */
  readonly visits: string[] = []
  /** What its counters say, beginning somewhere: real engines have run for a while. */
  counted: Counted = { requests: 1_000, promptTokens: 90_000, completionTokens: 70_000, startedAt: createdAt }
  /** In place of its page of counters, what a broken engine shows. */
  brokenMetrics: (() => Response | Promise<Response>) | undefined
  /** How many requests the behaviour `gather` waits for. */
  gatherAt = 1
  /** The most requests that ran at the same time. */
  runningMax = 0
  readonly #server: ReturnType<typeof Bun.serve>
  readonly #running = new Set<SeenRequest>()
  readonly #arrivals = new Set<(request: SeenRequest) => void>()
  #gathered: (() => void)[] = []

  constructor(profile: EngineProfile, port = 0) {
    this.profile = profile
    this.#server = Bun.serve({
      hostname: '127.0.0.1',
      port,
      idleTimeout: 0, // Bun's ten seconds would end the behaviours that wait.
      development: false, // Otherwise a reset, which is an erring stream here, prints a trace.
      fetch: (request) => this.#answer(request),
    })
  }

  /** Without a closing slash. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`
  }

  /** Requests that a real engine would be computing now. */
  get running(): number {
    return this.#running.size
  }

  /** The next request for this model. Ask before it is sent. */
  next(model: string): Promise<SeenRequest> {
    return new Promise((resolve) => {
      const arrival = (request: SeenRequest) => {
        if (request.body?.['model'] !== model) return
        this.#arrivals.delete(arrival)
        resolve(request)
      }
      this.#arrivals.add(arrival)
    })
  }

  /** Begins anew, as after a crash: the counters stand at nothing. */
  restart(): void {
    this.counted = { requests: 0, promptTokens: 0, completionTokens: 0, startedAt: this.counted.startedAt + 60 }
  }

  /** Forgets what was seen. */
  clear(): void {
    this.seen.length = 0
    this.visits.length = 0
    this.runningMax = 0
  }

  async stop(): Promise<void> {
    await this.#server.stop(true)
  }

  async #answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname
    const { profile } = this
    const isCall = request.method === 'POST' && path.startsWith('/v1/') && !profile.lacks.includes(path)
    if (path === '/metrics' && this.profile.metrics !== undefined) return this.#metrics()
    if (!isCall) return this.#page(request.method, path)

    const body = parseObject(await request.text())
    const seen = this.#arrived(request, path, body)
    const script = behaviourOf(body?.['model'])
    if (body === undefined) return this.#failed(seen, { status: 400, message: 'the body is no JSON object' })
    if (script === undefined)
      return this.#failed(seen, { status: 404, message: `The model ${nameOf(body)} does not exist.` })
    await this.#waitAtStart(script, request.signal)
    if (request.signal.aborted) return new Response(null, { status: 499 })
    if (script.refuses) {
      const message = `refused as scripted; the input was ${JSON.stringify(body['messages'] ?? body['prompt'] ?? body['input'])}`
      return this.#failed(seen, { status: script.refuses.status, message }, script.refuses.headers)
    }
    return this.#served(
      seen,
      body,
      playedFor(script, () => toolResultsIn(body)),
    )
  }

  #page(method: string, path: string): Response {
    this.visits.push(`${method} ${path}`)
    if (method === 'GET' && path === '/v1/models') return Response.json(this.profile.models(behaviourNames))
    const page = this.profile.pages[path]
    if (method !== 'GET' || page === undefined) {
      return Response.json(this.profile.failure({ status: 404, message: `${method} ${path} not found` }), {
        status: 404,
      })
    }
    return typeof page === 'string' ? new Response(page) : Response.json(page)
  }

  #metrics(): Response | Promise<Response> {
    this.visits.push('GET /metrics')
    if (this.brokenMetrics !== undefined) return this.brokenMetrics()
    const { text, headers = {} } = this.profile.metrics?.(this.counted) ?? { text: '' }
    return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', ...headers } })
  }

  #count(script: Behaviour, { path, body }: SeenRequest): void {
    if (path === '/v1/messages/count_tokens') return // Nothing was computed.
    const { prompt, completion } = tokensOf(script)
    const isEmbedding = path === '/v1/embeddings'
    const isWriting = !isEmbedding && path !== '/v1/rerank'
    const { requests, promptTokens, completionTokens, startedAt } = this.counted
    const inputs = isEmbedding && Array.isArray(body?.['input']) ? body['input'].length : 1
    this.counted = {
      requests: requests + inputs,
      promptTokens: promptTokens + prompt,
      completionTokens: completionTokens + (isWriting ? completion : 0),
      startedAt,
    }
  }

  #arrived(request: Request, path: string, body: JsonObject | undefined): SeenRequest {
    const { promise: aborted, resolve } = Promise.withResolvers<number>()
    const seen: SeenRequest = {
      method: request.method,
      path,
      headers: Object.fromEntries(request.headers),
      body,
      arrivedAt: performance.now(),
      abortedAt: undefined,
      endedAt: undefined,
      eventsSent: 0,
      aborted,
    }
    const gone = () => {
      if (seen.endedAt !== undefined) return
      seen.abortedAt = performance.now()
      this.#running.delete(seen)
      resolve(seen.abortedAt)
    }
    this.seen.push(seen)
    this.#running.add(seen)
    if (request.signal.aborted) gone()
    else request.signal.addEventListener('abort', gone)
    this.runningMax = Math.max(this.runningMax, this.#running.size)
    for (const arrival of this.#arrivals) arrival(seen)
    return seen
  }

  #ended(seen: SeenRequest): void {
    seen.endedAt = performance.now()
    this.#running.delete(seen)
  }

  #failed(
    seen: SeenRequest,
    what: { status: number; message: string },
    headers: Readonly<Record<string, string>> = {},
  ): Response {
    this.#ended(seen)
    const body = isMessages(seen.path) ? messagesFailure(what) : this.profile.failure(what)
    return Response.json(body, { status: what.status, headers })
  }

  async #waitAtStart(script: Behaviour, signal: AbortSignal): Promise<void> {
    await pause(script.pace?.firstMs ?? 0, signal)
    if (!script.gathers) return
    await new Promise<void>((resolve) => {
      this.#gathered.push(resolve)
      if (this.#gathered.length < this.gatherAt) return
      for (const go of this.#gathered) go()
      this.#gathered = []
    })
  }

  #served(seen: SeenRequest, body: JsonObject, script: Behaviour): Response {
    const asked = { model: nameOf(body), wantsUsage: wantsUsage(body), request: body }
    const isStream = body['stream'] === true
    switch (seen.path) {
      case '/v1/chat/completions':
        if (isStream) return this.#stream(seen, chatChunks(script, this.profile, asked), script)
        return this.#whole(seen, chatAnswer(script, this.profile, asked), script)
      case '/v1/completions':
        if (isStream) return this.#stream(seen, completionChunks(script, this.profile, asked), script)
        return this.#whole(seen, completionAnswer(script, this.profile, asked), script)
      case '/v1/embeddings': {
        const inputs = Array.isArray(body['input']) ? body['input'] : [body['input'] ?? '']
        return this.#whole(seen, embeddingAnswer(inputs, body['encoding_format'] === 'base64', asked), script)
      }
      case '/v1/responses':
        if (isStream) return this.#namedStream(seen, responsesEvents(script, this.profile, asked), script)
        return this.#whole(seen, responsesAnswer(script, this.profile, asked), script)
      case '/v1/messages':
        if (isStream) return this.#namedStream(seen, messagesEvents(script, this.profile, asked), script)
        return this.#whole(seen, messagesAnswer(script, this.profile, asked), script)
      case '/v1/messages/count_tokens':
        return this.#whole(seen, countTokensAnswer(), script)
      case '/v1/rerank': {
        const documents = Array.isArray(body['documents']) ? body['documents'] : []
        return this.#whole(seen, rerankAnswer(documents, asked), script)
      }
      default:
        return this.#failed(seen, { status: 404, message: `POST ${seen.path} not found` })
    }
  }

  #whole(seen: SeenRequest, answer: JsonObject, script: Behaviour): Response {
    const text = JSON.stringify(answer)
    const half = text.slice(0, text.length / 2)
    const headers = { 'content-type': 'application/json' }
    switch (script.ending) {
      case 'error':
        return this.#failed(seen, asScripted)
      case 'insideEvent':
        this.#ended(seen)
        return new Response(half, { headers })
      case 'reset':
      case 'silence':
        return new Response(this.#bytes(seen, [half], { ...script, pace: {} }), { headers })
      default:
        this.#ended(seen)
        this.#count(script, seen)
        return new Response(text, { headers })
    }
  }

  #stream(seen: SeenRequest, chunks: readonly JsonObject[], script: Behaviour): Response {
    const { afterColon, streamFailure } = this.profile
    const events = chunks.map((chunk) => `data:${afterColon}${JSON.stringify(chunk)}\n\n`)
    const done = `data:${afterColon}[DONE]\n\n`
    // What breaks off does so after the third piece: there is text, and there would be more.
    return this.#events(seen, { events, closing: done, begunCount: 3, failure: streamFailure(asScripted) }, script)
  }

  /** Events with names; the last one says that the answer is complete. */
  #namedStream(seen: SeenRequest, list: readonly JsonObject[], script: Behaviour): Response {
    const texts = list.map(namedEvent)
    const failure = isMessages(seen.path)
      ? namedEvent(messagesFailure(asScripted))
      : this.profile.named.responseFailure(asScripted)
    // Those before the first piece of text are begun as well.
    const begunCount = 3 + list.findIndex(({ delta }) => delta !== undefined)
    const [events, closing = ''] = [texts.slice(0, -1), texts.at(-1)]
    return this.#events(seen, { events, closing, begunCount, failure }, script)
  }

  #events(seen: SeenRequest, { events, closing, begunCount, failure }: Written, script: Behaviour): Response {
    const begun = events.slice(0, begunCount)
    const written: Record<NonNullable<Behaviour['ending']>, readonly string[]> = {
      done: [...events, closing],
      noDone: events,
      insideEvent: [...begun, (events[begunCount] ?? closing).slice(0, -12)],
      reset: begun,
      error: [...begun, failure],
      silence: begun,
    }
    const bytes = this.#bytes(seen, written[script.ending ?? 'done'], script)
    return new Response(bytes, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
  }

  /** The events as the script paces them; read by the server only as fast as the caller takes them. */
  #bytes(seen: SeenRequest, events: readonly string[], script: Behaviour): ReadableStream<Uint8Array> {
    const { bytesPerWrite, eachMs } = script.pace ?? {}
    const writes = bytesPerWrite === undefined ? events.map(encoded) : pieces(encoded(events.join('')), bytesPerWrite)
    const gone = new AbortController()
    let position = 0
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          await pause(eachMs ?? 0, gone.signal)
          const write = script.isEndless ? writes[Math.min(position, 1)] : writes[position]
          position++
          if (write !== undefined) {
            seen.eventsSent++
            controller.enqueue(write)
            // Otherwise everything that is ready leaves in one write.
            if (bytesPerWrite !== undefined) await Bun.sleep(0)
            return
          }
          if (script.ending === 'silence') await pause(Number.POSITIVE_INFINITY, gone.signal)
          // Time for what was written to leave; a reset discards what has not.
          if (script.ending === 'reset') await pause(resetDelayMs, gone.signal)
          if (gone.signal.aborted) return
          this.#ended(seen)
          this.#count(script, seen)
          if (script.ending === 'reset') controller.error(new Error('reset as scripted'))
          else controller.close()
        },
        cancel: () => gone.abort(),
      },
      { highWaterMark: 0 },
    )
  }
}

/** A stream, before it is known how it ends. */
interface Written {
  readonly events: readonly string[]
  readonly closing: string
  /** How many events are out when it breaks off. */
  readonly begunCount: number
  /** What it says when it fails. */
  readonly failure: string
}

const asScripted: Failure = { status: 500, message: 'failed as scripted' }

function isMessages(path: string): boolean {
  return path.startsWith('/v1/messages')
}

/** All engines that speak messages have the errors of that API as well. */
function messagesFailure({ status, message }: Failure): JsonObject {
  return { type: 'error', error: { type: status < 500 ? 'invalid_request_error' : 'api_error', message } }
}

export function startEngine(profile: EngineProfile, port = 0): ScriptedEngine {
  return new ScriptedEngine(profile, port)
}

const resetDelayMs = 20

/** Bun counts timers in 32 bits: a longer wait would fire at once. */
const timerMsMax = 2_147_483_647

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const timer = setTimeout(stop, Math.min(milliseconds, timerMsMax))
    signal.addEventListener('abort', stop)
  })
}

function nameOf(body: JsonObject): string {
  return typeof body['model'] === 'string' ? body['model'] : ''
}

function wantsUsage(body: JsonObject): boolean {
  const options = body['stream_options']
  return isObject(options) && options['include_usage'] === true
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}
