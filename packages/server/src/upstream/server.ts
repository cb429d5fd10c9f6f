import { isIP } from 'node:net'

import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { JsonObject } from '@stellwerk/contract/json'

import type { Clock } from '../clock.ts'
import { AddressBarred, addressOf, type Resolve } from './address.ts'
import { Breaker } from './breaker.ts'
import { readUpTo } from './bounded-body.ts'
import { type ConnectGuard, connectGuard } from './connect.ts'
import { type CounterPage, type CounterReading, pageBytesMax, readingOf } from './counters.ts'
import type { Engine } from './engine.ts'
import { mirrorAnswer } from './mirror.ts'
import { type EngineTls, fetchTls, type FetchTls, type TlsMaterial, tlsTroubleOf, type TlsTrouble } from './tls.ts'

/** What one inference server is configured with. */
export interface EngineServerSettings {
  readonly id: string
  readonly engine: Engine
  /** Root of the server, without a path version; undefined for the mirror and behind a socket, which have no address. */
  readonly url: string | undefined
  /** Path of the Unix socket of an engine that is our own child. */
  readonly socket?: string
  /** Reads the key anew each time, so that a rotated file takes effect; undefined when the engine asks for none. */
  readonly key: (() => string) | undefined
  /** Own authorities and certificate for an https address. */
  readonly tls?: EngineTls | undefined
  readonly connectMs: number
  readonly health: { readonly everyMs: number; readonly timeoutMs: number }
  readonly breaker: { readonly failures: number; readonly openMs: number }
  readonly concurrentRequestsMax: number | undefined
  /** How many requests may wait for a place, and how long; undefined where they are refused at once. */
  readonly queue?: { readonly max: number; readonly waitMs: number } | undefined
}

/** What a health check found. */
export type Reach = 'reachable' | 'failing' | 'unreachable' | 'barred' | TlsTrouble

/** What stands before the path of a request through a socket. Nothing is resolved and nothing is connected to. */
const socketOrigin = 'http://localhost'

/** An address that was checked is used this long; then the name is resolved and checked again. */
const addressMs = 30_000

interface Posting {
  readonly endpoint: Endpoint
  readonly body: JsonObject
  readonly signal: AbortSignal
}

type Accept = 'application/json' | 'text/event-stream'

/** What every request to this server has in common, while its key and certificates stay the same. */
interface Common {
  readonly key: string | undefined
  readonly material: TlsMaterial | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly way: { readonly tls?: FetchTls; readonly unix?: string }
}

/** One inference server: its address, its health, and what is running there. */
export class EngineServer {
  readonly settings: EngineServerSettings
  readonly breaker: Breaker
  /** Requests sent and not yet over. */
  outstanding = 0
  #isReachable = true
  readonly #clock: Clock
  readonly #resolve: Resolve
  readonly #url: URL | undefined
  readonly #basePath: string
  readonly #guard: ConnectGuard
  readonly #commons = new Map<Accept, Common>()
  #target: { readonly origin: string; readonly resolvedAt: number } | undefined

  constructor(settings: EngineServerSettings, clock: Clock, resolve: Resolve) {
    this.settings = settings
    this.breaker = new Breaker(settings.breaker)
    this.#clock = clock
    this.#resolve = resolve
    this.#url = settings.url === undefined ? undefined : new URL(settings.url)
    this.#basePath = this.#url?.pathname.replace(/\/+$/, '') ?? ''
    this.#guard = connectGuard(settings.connectMs, clock)
  }

  /** What the last health check said; true until the first one has failed. */
  get isReachable(): boolean {
    return this.#isReachable
  }

  get isFull(): boolean {
    const max = this.settings.concurrentRequestsMax
    return max !== undefined && this.outstanding >= max
  }

  /**
   * Sends a rebuilt request. Resolves with the headers of the answer.
   *
   * @throws ConnectFailed when no connection came about in time, AddressBarred, or what `fetch` throws
   */
  post(what: Posting): Promise<Response> {
    const path = this.settings.engine.paths[what.endpoint]
    if (!this.#isRemote || path === undefined) {
      return Promise.resolve(mirrorAnswer(what.endpoint, what.body, what.signal))
    }
    const origin = this.#freshOrigin()
    if (origin !== undefined) return this.#send(origin, path, what)
    return unlessAborted(this.#origin(), what.signal).then((resolved) => this.#send(resolved, path, what))
  }

  #send(origin: string, path: string, what: Posting): Promise<Response> {
    const { headers, way } = this.#common(what.body['stream'] === true ? 'text/event-stream' : 'application/json')
    const body = JSON.stringify(what.body)
    const send = (signal: AbortSignal): Promise<Response> =>
      fetch(origin + this.#basePath + path, {
        method: 'POST',
        body,
        signal,
        headers,
        // An engine that redirects would choose the next address itself.
        redirect: 'manual',
        // Plain bytes were asked for. Others are refused, not unfolded: a small answer could become a large one.
        decompress: false,
        ...way,
      })
    // A socket takes a connection at once or there is nobody.
    return this.settings.socket === undefined ? this.#guard.run(origin, what.signal, send) : send(what.signal)
  }

  /** Asks whether the server answers. Anything below 500 counts: a health path that is missing is no outage. */
  async check(): Promise<Reach> {
    if (!this.#isRemote) return 'reachable'
    const reach = await this.#probe()
    this.#isReachable = reach === 'reachable'
    return reach
  }

  async #probe(): Promise<Reach> {
    try {
      const answer = await this.#get(this.settings.engine.healthPath)
      await answer.body?.cancel()
      return answer.status < 500 ? 'reachable' : 'failing'
    } catch (error) {
      // Whatever went wrong, nothing can be sent there; the next check looks again.
      return error instanceof AddressBarred ? 'barred' : (tlsTroubleOf(error) ?? 'unreachable')
    }
  }

  /** What the engine has counted. Whatever is at its address, this does not throw. */
  async counters(): Promise<CounterReading> {
    const { counters } = this.settings.engine
    if (!this.#isRemote || counters === undefined) return { state: 'uncounted' }
    try {
      return readingOf(await this.#page(counters.path), counters)
    } catch {
      return { state: 'unreachable' } // Late, gone, barred, or broken off: there is nothing to compare.
    }
  }

  async #page(path: string): Promise<CounterPage> {
    const answer = await this.#get(path)
    const bytes = await readUpTo(answer, pageBytesMax + 1)
    const text = bytes.length > pageBytesMax ? undefined : new TextDecoder().decode(bytes)
    return { status: answer.status, headers: answer.headers, text }
  }

  async #get(path: string): Promise<Response> {
    const origin = await this.#origin()
    const { headers, way } = this.#common('application/json')
    return fetch(origin + this.#basePath + path, {
      signal: AbortSignal.timeout(this.settings.health.timeoutMs),
      headers,
      redirect: 'manual',
      decompress: false,
      ...way,
    })
  }

  #common(accept: Accept): Common {
    const key = this.settings.key?.()
    const material = this.settings.tls?.material()
    const known = this.#commons.get(accept)
    if (known !== undefined && known.key === key && known.material === material) return known
    const url = this.#url
    const headers = {
      'content-type': 'application/json',
      accept,
      'accept-encoding': 'identity',
      'user-agent': 'stellwerk',
      // The connection goes to the checked address; the name is still what the server and its certificate know.
      ...(url === undefined || isIP(url.hostname) !== 0 ? {} : { host: url.host }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    }
    const tls = url?.protocol === 'https:' ? { tls: fetchTls(url, this.settings.tls?.serverName, material) } : {}
    const { socket } = this.settings
    const common = { key, material, headers, way: socket === undefined ? tls : { unix: socket } }
    this.#commons.set(accept, common)
    return common
  }

  /** Whether there is anybody to ask: all but the mirror are. */
  get #isRemote(): boolean {
    return this.#url !== undefined || this.settings.socket !== undefined
  }

  #freshOrigin(): string | undefined {
    if (this.settings.socket !== undefined) return socketOrigin
    const target = this.#target
    return target !== undefined && this.#clock.elapsed() - target.resolvedAt < addressMs ? target.origin : undefined
  }

  async #origin(): Promise<string> {
    if (this.settings.socket !== undefined) return socketOrigin
    const url = this.#url
    if (url === undefined) throw new TypeError('the mirror has no address')
    const now = this.#clock.elapsed()
    const address = await addressOf(url, this.#resolve)
    const host = address.includes(':') ? `[${address}]` : address
    const origin = `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`
    this.#target = { origin, resolvedAt: now }
    return origin
  }
}

/** A name server that hangs must not hold a call beyond its end. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }) // We only abort with errors.
    promise.then(resolve, reject)
  })
}
