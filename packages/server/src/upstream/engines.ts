import type { Endpoint } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'

import type { Clock } from '../clock.ts'
import { EngineFailure } from '../engine-failure.ts'
import { AddressBarred, type Resolve } from './address.ts'
import { readUpTo } from './bounded-body.ts'
import type { CounterReading } from './counters.ts'
import { engineMessageOf } from './engine-message.ts'
import { Queue, type Turn, type Waiter } from './queue.ts'
import { EngineServer, type EngineServerSettings, type Reach } from './server.ts'

/** One request at an engine. Let it go once, whatever happens; again is no harm. */
export interface Place {
  readonly release: (how: 'finished' | 'failed' | 'undecided') => void
}

export interface EngineRequest {
  readonly upstreamId: string
  /** What {@link Engines.take} or {@link Engines.wait} gave. */
  readonly place: Place
  readonly endpoint: Endpoint
  /** Public name of the model, for messages. */
  readonly model: string
  readonly body: JsonObject
  readonly useCaseId: string
  /** Aborted when the client leaves or a bound is passed; the reason says which. */
  readonly signal: AbortSignal
}

/** An engine began to answer with status 200. Call {@link release} once, whatever happens to the rest. */
export interface EngineAnswer extends Place {
  readonly response: Response
}

/** The sentence of an engine is at the start of its error body; the rest is a stack trace or the prompt. */
const errorBodyBytesMax = 65_536

/** Clients obey `retry-after` only up to a minute, and some of them freeze on more. */
const retryAfterSecondsMax = 60

/** While a server is down it is asked more often, so that it comes back soon after it does. */
const recheckFactor = 5

/** All inference servers: who is up, who has the least to do, and the sending itself. */
export class Engines {
  readonly #servers = new Map<string, EngineServer>()
  readonly #clock: Clock
  readonly #timers = new Set<Timer>()
  readonly #onReachable: (upstreamId: string, reach: Reach) => void
  /** Unknown to clients, so that nobody can place a prefix into the cache of another use case. */
  readonly #saltKey = crypto.getRandomValues(new Uint8Array(32))
  readonly #salts = new Map<string, string>()
  /** Where requests may wait for a place; undefined where no server has a line. */
  readonly #queue: Queue<Place> | undefined
  readonly #onWaited: (useCaseId: string, ms: number) => void
  #turn = 0
  #isClosed = false

  constructor(
    settings: readonly EngineServerSettings[],
    what: {
      readonly clock: Clock
      readonly resolve: Resolve
      readonly onReachable: (upstreamId: string, reach: Reach) => void
      /** Somebody had to wait for a place and got one. */
      readonly onWaited?: (useCaseId: string, ms: number) => void
    },
  ) {
    this.#clock = what.clock
    this.#onReachable = what.onReachable
    this.#onWaited = what.onWaited ?? (() => undefined)
    for (const one of settings) this.#servers.set(one.id, new EngineServer(one, what.clock, what.resolve))
    const lines = settings.flatMap(({ id, queue }) => (queue === undefined ? [] : [[id, queue.max] as const]))
    if (lines.length === 0) return
    this.#queue = new Queue(lines, {
      isUp: (id) => this.#isUp(this.#serverOf(id)),
      take: (id) => this.#taken(this.#serverOf(id)),
    })
  }

  /** Begins to watch the servers. The first check runs at once; nobody has to wait for it. */
  watch(): void {
    for (const server of this.#servers.values()) void this.#checkLater(server, 0)
  }

  /** Looks at a server now, for somebody who knows that it has come or gone. */
  look(upstreamId: string): void {
    if (!this.#isClosed) void this.#look(this.#serverOf(upstreamId))
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  /** Refuses everybody who waits for a place, and whoever would begin to. */
  stopWaiting(): void {
    this.#queue?.close()
  }

  /**
   * Those of the given candidates that can be tried now, the one with the least to do first; equals take turns. Nobody
   * where all that are up are full and one of them can be waited for.
   *
   * @throws GatewayError no_deployment_available, overloaded
   */
  inOrder<Candidate extends { readonly upstreamId: string; readonly model: string }>(
    candidates: readonly [Candidate, ...Candidate[]],
  ): readonly Candidate[] {
    const [only] = candidates
    if (candidates.length === 1 && this.#isFree(this.#serverOf(only.upstreamId))) return candidates
    const up = candidates.filter(({ upstreamId }) => this.#isUp(this.#serverOf(upstreamId)))
    const free = up.filter(({ upstreamId }) => this.#isFree(this.#serverOf(upstreamId)))
    const turn = this.#turn++
    const rotated = free.map((_, index) => free[(index + turn) % free.length] ?? only)
    rotated.sort((a, b) => this.#serverOf(a.upstreamId).outstanding - this.#serverOf(b.upstreamId).outstanding)
    if (rotated.length > 0) return rotated
    if (up.length === 0) throw new GatewayError('no_deployment_available', { details: { model: only.model } })
    if (up.some(({ upstreamId }) => this.#queue?.has(upstreamId))) return []
    const max = this.#serverOf(only.upstreamId).settings.concurrentRequestsMax ?? 0
    throw new GatewayError('overloaded', { details: { max } })
  }

  /** Whether a server can be tried now: up, not broken, not full, and nobody waits for it. */
  isFree(upstreamId: string): boolean {
    return this.#isFree(this.#serverOf(upstreamId))
  }

  /** A place at a server, if it can be tried now: up, not broken, not full, and nobody waits for it. */
  take(upstreamId: string): Place | undefined {
    return this.#queue?.isWaitedFor(upstreamId) === true ? undefined : this.#taken(this.#serverOf(upstreamId))
  }

  /** Milliseconds that somebody waits for a place at one of the servers, at most. */
  waitMs(upstreamIds: readonly string[]): number {
    return Math.max(...upstreamIds.map((id) => this.#serverOf(id).settings.queue?.waitMs ?? 0))
  }

  /**
   * Waits for a place at one of the servers, in a fair line (docs/limits.md).
   *
   * @throws GatewayError queue_full, no_deployment_available, draining, or why the wait was given up
   */
  async wait(upstreamIds: readonly string[], waiter: Waiter): Promise<Turn<Place>> {
    const queue = this.#queue
    if (queue === undefined) throw new TypeError('there is no line to wait in')
    const beganAt = this.#clock.elapsed()
    const lines = new Set(upstreamIds.filter((id) => queue.has(id)))
    const turn = await queue.wait([...lines], waiter)
    this.#onWaited(waiter.useCaseId, this.#clock.elapsed() - beganAt)
    return turn
  }

  /** Requests that wait for a place now, by upstream; one that waits for several is counted at each. */
  waiting(): ReadonlyMap<string, number> {
    const queue = this.#queue
    if (queue === undefined) return new Map()
    return new Map([...this.#servers.keys()].filter((id) => queue.has(id)).map((id) => [id, queue.size(id)]))
  }

  /** What an engine has counted since it began. Does not throw. */
  counters(upstreamId: string): Promise<CounterReading> {
    return this.#serverOf(upstreamId).counters()
  }

  /** Requests that are at an engine now, by upstream. */
  outstanding(): ReadonlyMap<string, number> {
    return new Map([...this.#servers].map(([id, server]) => [id, server.outstanding]))
  }

  reachable(): ReadonlyMap<string, boolean> {
    return new Map([...this.#servers].map(([id, server]) => [id, server.isReachable]))
  }

  /**
   * Sends to one server and waits for the head of its answer.
   *
   * @throws EngineFailure; or the reason of the signal when that was aborted
   */
  async send(request: EngineRequest): Promise<EngineAnswer> {
    const server = this.#serverOf(request.upstreamId)
    const { release } = request.place
    try {
      const response = await server.post({
        endpoint: request.endpoint,
        body: server.settings.engine.prepare(request.body, {
          endpoint: request.endpoint,
          cacheSalt: this.#saltFor(request.useCaseId),
        }),
        signal: request.signal,
      })
      if (response.status === 200) return { response, release }
      throw await failureOf(response, request)
    } catch (error) {
      if (request.signal.aborted) {
        const reason: unknown = request.signal.reason
        // An engine that hangs is broken, whoever gave up waiting; a client that leaves says nothing about it.
        release(reason instanceof GatewayError && reason.code === 'engine_timeout' ? 'failed' : 'undecided')
        throw reason
      }
      const failure = error instanceof EngineFailure ? error : failureToReach(error, request)
      release(isFaultOfEngine(failure) ? 'failed' : 'finished')
      throw failure
    }
  }

  #isUp(server: EngineServer): boolean {
    return server.isReachable && server.breaker.mayTry(this.#clock.elapsed())
  }

  #isFree(server: EngineServer): boolean {
    return !server.isFull && this.#isUp(server) && this.#queue?.isWaitedFor(server.settings.id) !== true
  }

  #taken(server: EngineServer): Place | undefined {
    if (server.isFull || !this.#isUp(server)) return undefined
    server.outstanding++
    server.breaker.begin()
    let isReleased = false
    return {
      release: (how) => {
        if (isReleased) return
        isReleased = true
        server.outstanding--
        if (how === 'finished') server.breaker.succeeded()
        else if (how === 'failed') server.breaker.failed(this.#clock.elapsed())
        else server.breaker.undecided()
        this.#tellWaiting(server)
      },
    }
  }

  /** Something has changed at a server: a place became free, it came up, went down or broke. */
  #tellWaiting(server: EngineServer): void {
    const queue = this.#queue
    if (queue === undefined) return
    const { id } = server.settings
    if (this.#isUp(server)) queue.serve(id)
    else queue.giveUp(id)
  }

  async #checkLater(server: EngineServer, afterMs: number): Promise<void> {
    if (this.#isClosed) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void this.#checkNow(server)
    }, afterMs)
    this.#timers.add(timer)
  }

  async #checkNow(server: EngineServer): Promise<void> {
    await this.#look(server)
    const everyMs = server.settings.health.everyMs
    void this.#checkLater(server, server.isReachable ? everyMs : everyMs / recheckFactor)
  }

  async #look(server: EngineServer): Promise<void> {
    const before = server.isReachable
    const reach = await server.check()
    if (before !== server.isReachable) this.#onReachable(server.settings.id, reach)
    this.#tellWaiting(server)
  }

  #serverOf(upstreamId: string): EngineServer {
    const server = this.#servers.get(upstreamId)
    // The configuration was checked for dangling references, so this is an error of ours.
    if (server === undefined) throw new TypeError(`no upstream ${upstreamId}`)
    return server
  }

  #saltFor(useCaseId: string): string {
    const known = this.#salts.get(useCaseId)
    if (known !== undefined) return known
    const salt = new Bun.CryptoHasher('sha256', this.#saltKey).update(useCaseId).digest('hex')
    this.#salts.set(useCaseId, salt)
    return salt
  }
}

function isFaultOfEngine(failure: EngineFailure): boolean {
  return failure.error.code !== 'engine_refused' && failure.error.code !== 'rate_limited'
}

function failureToReach(cause: unknown, request: EngineRequest): EngineFailure {
  const error = new GatewayError('engine_unreachable', { details: { model: request.model } }, { cause })
  // A barred address is a matter of configuration; another server is another question.
  return new EngineFailure(error, { mayTryAnother: true }, { cause: cause instanceof AddressBarred ? cause : error })
}

async function failureOf(response: Response, request: EngineRequest): Promise<EngineFailure> {
  const engineMessage = await readMessage(response)
  const status = response.status
  const model = request.model
  switch (status) {
    case 429: {
      const retryAfterSeconds = retryAfterOf(response.headers.get('retry-after'))
      return new EngineFailure(new GatewayError('rate_limited', { details: { retryAfterSeconds } }), {
        mayTryAnother: true,
      })
    }
    case 502:
    case 503:
      return new EngineFailure(new GatewayError('engine_error', { details: { model, status } }), {
        mayTryAnother: true,
      })
    case 400:
    case 413:
    case 422:
      return new EngineFailure(
        new GatewayError('engine_refused', { details: { engineMessage: engineMessage ?? `status ${status}` } }),
        { mayTryAnother: false },
      )
    default:
      return new EngineFailure(new GatewayError('engine_error', { details: { model, status } }), {
        mayTryAnother: false,
      })
  }
}

function retryAfterOf(header: string | null): number {
  const seconds = Number(header ?? 1)
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), retryAfterSecondsMax) : 1
}

async function readMessage(response: Response): Promise<string | undefined> {
  try {
    const bytes = await readUpTo(response, errorBodyBytesMax)
    return engineMessageOf(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined // An HTML page of a proxy, a body that broke off, or nothing: the status says it all.
  }
}
