import type { Endpoint } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'

import type { Clock } from '../clock.ts'
import { EngineFailure } from '../engine-failure.ts'
import { AddressBarred, type Resolve } from './address.ts'
import { readUpTo } from './bounded-body.ts'
import type { CounterReading } from './counters.ts'
import { engineMessageOf } from './engine-message.ts'
import { EngineServer, type EngineServerSettings, type Reach } from './server.ts'

export interface EngineRequest {
  readonly upstreamId: string
  readonly endpoint: Endpoint
  /** Public name of the model, for messages. */
  readonly model: string
  readonly body: JsonObject
  readonly useCaseId: string
  /** Aborted when the client leaves or a bound is passed; the reason says which. */
  readonly signal: AbortSignal
}

/** An engine began to answer with status 200. Call {@link release} once, whatever happens to the rest. */
export interface EngineAnswer {
  readonly response: Response
  readonly release: (how: 'finished' | 'failed' | 'undecided') => void
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
  #turn = 0
  #isClosed = false

  constructor(
    settings: readonly EngineServerSettings[],
    what: {
      readonly clock: Clock
      readonly resolve: Resolve
      readonly onReachable: (upstreamId: string, reach: Reach) => void
    },
  ) {
    this.#clock = what.clock
    this.#onReachable = what.onReachable
    for (const one of settings) this.#servers.set(one.id, new EngineServer(one, what.clock, what.resolve))
  }

  /** Begins to watch the servers. The first check runs at once; nobody has to wait for it. */
  watch(): void {
    for (const server of this.#servers.values()) void this.#checkLater(server, 0)
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  /**
   * Those of the given candidates that can be tried now, the one with the least to do first; equals take turns.
   *
   * @throws GatewayError no_deployment_available, overloaded
   */
  inOrder<Candidate extends { readonly upstreamId: string; readonly model: string }>(
    candidates: readonly [Candidate, ...Candidate[]],
  ): readonly [Candidate, ...Candidate[]] {
    const [only] = candidates
    const now = this.#clock.elapsed()
    if (candidates.length === 1 && this.isFree(only.upstreamId, now)) return candidates
    const up = candidates.filter((candidate) => {
      const server = this.#serverOf(candidate.upstreamId)
      return server.isReachable && server.breaker.mayTry(now)
    })
    const free = up.filter((candidate) => !this.#serverOf(candidate.upstreamId).isFull)
    const turn = this.#turn++
    const rotated = free.map((_, index) => free[(index + turn) % free.length] ?? only)
    rotated.sort((a, b) => this.#serverOf(a.upstreamId).outstanding - this.#serverOf(b.upstreamId).outstanding)
    const [first, ...rest] = rotated
    if (first !== undefined) return [first, ...rest]
    if (up.length === 0) throw new GatewayError('no_deployment_available', { details: { model: only.model } })
    const max = this.#serverOf(only.upstreamId).settings.concurrentRequestsMax ?? 0
    throw new GatewayError('overloaded', { details: { max } })
  }

  /** Whether a server can be tried now: up, not broken, not full. */
  isFree(upstreamId: string, now: number = this.#clock.elapsed()): boolean {
    const server = this.#serverOf(upstreamId)
    return server.isReachable && server.breaker.mayTry(now) && !server.isFull
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
    const release = this.#begin(server)
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

  #begin(server: EngineServer): EngineAnswer['release'] {
    server.outstanding++
    server.breaker.begin()
    let isReleased = false
    return (how) => {
      if (isReleased) return
      isReleased = true
      server.outstanding--
      if (how === 'finished') server.breaker.succeeded()
      else if (how === 'failed') server.breaker.failed(this.#clock.elapsed())
      else server.breaker.undecided()
    }
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
    const before = server.isReachable
    const reach = await server.check()
    const isReachable = reach === 'reachable'
    if (before !== isReachable) this.#onReachable(server.settings.id, reach)
    const everyMs = server.settings.health.everyMs
    void this.#checkLater(server, isReachable ? everyMs : everyMs / recheckFactor)
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
