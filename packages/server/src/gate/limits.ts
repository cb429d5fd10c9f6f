import { GatewayError } from '@stellwerk/contract/error'

import type { Clock } from '../clock.ts'
import { type Bucket, fullAtAfter, waitFor } from './bucket.ts'
import { promptTokens, tokensAskedFor, tokensTaken, type Took, type TokenWish } from './token-estimate.ts'

/** How much may be asked for at the same time and per minute. What is missing is not bounded. */
export interface Bounds {
  readonly concurrentRequests?: number | undefined
  readonly concurrentStreams?: number | undefined
  readonly requestsPerMinute?: number | undefined
  readonly tokensPerMinute?: number | undefined
}

/** The bounds of one use case, and of each of its keys. */
export interface UseCaseLimits {
  /** What people call the use case, for messages. */
  readonly title: string
  readonly bounds: Bounds
  readonly perKey?: Bounds | undefined
}

/** Clients obey `retry-after` only up to a minute, and some of them freeze on more. */
const retryAfterSecondsMax = 60

/** Seconds until it is worth looking again whether an answer has ended: as long as a short one takes. */
const placeRetrySeconds = 5

/** Keys that are remembered before those that have nothing left to remember are forgotten. */
const tidyFrom = 256

/** What a key, or a use case with all its keys, has running and has used up. */
interface Meter {
  readonly scope: 'key' | 'useCase'
  readonly title: string
  readonly bounds: Bounds
  running: number
  streams: number
  /** When the buckets are full again. */
  requestsFullAt: number
  tokensFullAt: number
}

/** What a meter has reserved in tokens for a call. */
interface Reserved {
  readonly meter: Meter
  readonly perMinute: number
  readonly tokens: number
}

/**
 * Who may ask for more now: requests and streams at the same time, requests and tokens a minute, by use case and by key
 * (docs/limits.md). Everything lies in memory; after a restart the buckets are full.
 */
export class Limits {
  readonly #clock: Clock
  readonly #settings: ReadonlyMap<string, UseCaseLimits>
  readonly #onEstimated: (useCaseId: string, tokens: number) => void
  readonly #useCases = new Map<string, Meter>()
  readonly #keys = new Map<string, Meter>()
  #tidyAt = tidyFrom

  constructor(what: {
    /** By use case; one without limits has no entry. */
    readonly useCases: ReadonlyMap<string, UseCaseLimits>
    readonly clock: Clock
    /** Tokens were counted that no engine had reported. */
    readonly onEstimated: (useCaseId: string, tokens: number) => void
  }) {
    this.#settings = what.useCases
    this.#clock = what.clock
    this.#onEstimated = what.onEstimated
    for (const [id, { title, bounds }] of what.useCases) this.#useCases.set(id, newMeter('useCase', title, bounds))
  }

  /** Keys that something is remembered of. */
  get keyCount(): number {
    return this.#keys.size
  }

  /**
   * Lets a caller in, before anything of its request is read; undefined where nothing is limited. Leave once, when the
   * call is over. A caller that is refused has used nothing up.
   *
   * @throws GatewayError concurrent_requests, requests_per_minute
   */
  enter(caller: { readonly useCaseId: string; readonly keyId: string }): Guest | undefined {
    const settings = this.#settings.get(caller.useCaseId)
    if (settings === undefined) return undefined
    const now = this.#clock.elapsed()
    const meters = this.#metersOf(caller, settings, now)
    for (const meter of meters) mustHaveRoom(meter, 'concurrentRequests', meter.running)
    const buckets = meters.flatMap((meter) => bucketOf(meter, 'requestsPerMinute', meter.requestsFullAt))
    mustFit(buckets, 1, { clock: this.#clock, now, code: 'requests_per_minute' })
    for (const { meter, bucket } of buckets) meter.requestsFullAt = fullAtAfter(bucket, 1, now)
    for (const meter of meters) meter.running++
    return new Guest(meters, this.#clock, (tokens) => this.#onEstimated(caller.useCaseId, tokens))
  }

  #metersOf(
    { useCaseId, keyId }: { readonly useCaseId: string; readonly keyId: string },
    { title, perKey }: UseCaseLimits,
    now: number,
  ): readonly Meter[] {
    const useCase = this.#useCases.get(useCaseId)
    const all = useCase === undefined ? [] : [useCase]
    if (perKey === undefined) return all
    const known = this.#keys.get(keyId)
    if (known !== undefined) return [known, ...all]
    if (this.#keys.size >= this.#tidyAt) this.#tidy(now)
    const meter = newMeter('key', title, perKey)
    this.#keys.set(keyId, meter)
    return [meter, ...all]
  }

  /** Forgets keys that are as good as new. Half as many come again before it is worth looking once more. */
  #tidy(now: number): void {
    for (const [id, meter] of this.#keys) if (isIdle(meter, now)) this.#keys.delete(id)
    this.#tidyAt = Math.max(tidyFrom, this.#keys.size * 2)
  }
}

interface MeterBucket {
  readonly meter: Meter
  readonly bucket: Bucket
}

/** One call that was let in. */
export class Guest {
  readonly #meters: readonly Meter[]
  readonly #clock: Clock
  readonly #onEstimated: (tokens: number) => void
  /** Whether anybody wants to know what an answer took. */
  readonly countsTokens: boolean
  #isStream = false
  #reserved: readonly Reserved[] = []
  #promptTokens = 0
  #used = 0
  #hasLeft = false

  constructor(meters: readonly Meter[], clock: Clock, onEstimated: (tokens: number) => void) {
    this.#meters = meters
    this.#clock = clock
    this.#onEstimated = onEstimated
    this.countsTokens = meters.some(({ bounds }) => bounds.tokensPerMinute !== undefined)
  }

  /**
   * What the request asks for, once it is read. Tokens are reserved as far as a bucket can hold them, so that a hundred at
   * once do not all pass; what was used is settled when the call leaves.
   *
   * @throws GatewayError concurrent_streams, tokens_per_minute
   */
  ask(wish: TokenWish & { readonly isStream: boolean }): void {
    if (wish.isStream) for (const meter of this.#meters) mustHaveRoom(meter, 'concurrentStreams', meter.streams)
    if (this.countsTokens) this.#reserve(wish)
    this.#isStream = wish.isStream
    if (wish.isStream) for (const meter of this.#meters) meter.streams++
  }

  /** What an attempt took. Where its engine did not say, it is estimated. */
  took(what: Took): void {
    if (!this.countsTokens) return
    const { tokens, isEstimated } = tokensTaken(what, this.#promptTokens)
    this.#used += tokens
    if (isEstimated) this.#onEstimated(tokens)
  }

  /** The call is over. */
  leave(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    const now = this.#clock.elapsed()
    for (const meter of this.#meters) {
      meter.running--
      if (this.#isStream) meter.streams--
    }
    for (const { meter, perMinute, tokens } of this.#reserved) {
      const bucket = { perMinute, fullAt: meter.tokensFullAt }
      meter.tokensFullAt = fullAtAfter(bucket, this.#used - tokens, now)
    }
  }

  #reserve(wish: TokenWish): void {
    const now = this.#clock.elapsed()
    const tokens = tokensAskedFor(wish)
    const buckets = this.#meters.flatMap((meter) => bucketOf(meter, 'tokensPerMinute', meter.tokensFullAt))
    mustFit(buckets, tokens, { clock: this.#clock, now, code: 'tokens_per_minute' })
    this.#promptTokens = promptTokens(wish)
    this.#reserved = buckets.map(({ meter, bucket }) => {
      const held = Math.min(tokens, bucket.perMinute)
      meter.tokensFullAt = fullAtAfter(bucket, held, now)
      return { meter, perMinute: bucket.perMinute, tokens: held }
    })
  }
}

function newMeter(scope: Meter['scope'], title: string, bounds: Bounds): Meter {
  return { scope, title, bounds, running: 0, streams: 0, requestsFullAt: 0, tokensFullAt: 0 }
}

function isIdle({ running, requestsFullAt, tokensFullAt }: Meter, now: number): boolean {
  return running === 0 && requestsFullAt <= now && tokensFullAt <= now
}

function bucketOf(meter: Meter, kind: 'requestsPerMinute' | 'tokensPerMinute', fullAt: number): readonly MeterBucket[] {
  const perMinute = meter.bounds[kind]
  return perMinute === undefined ? [] : [{ meter, bucket: { perMinute, fullAt } }]
}

/** The bound that takes longest to open again is the one that is told. */
function mustFit(
  buckets: readonly MeterBucket[],
  amount: number,
  at: { readonly clock: Clock; readonly now: number; readonly code: 'requests_per_minute' | 'tokens_per_minute' },
): void {
  let longest: { readonly waitMs: number; readonly of: MeterBucket } | undefined
  for (const of of buckets) {
    const waitMs = waitFor(of.bucket, amount, at.now)
    if (waitMs > (longest?.waitMs ?? 0)) longest = { waitMs, of }
  }
  if (longest === undefined) return
  const { waitMs, of } = longest
  const seconds = Math.ceil(waitMs / 1000)
  const retryAfterSeconds = Math.min(seconds, retryAfterSecondsMax)
  const details = { ...nameOf(of.meter), max: of.bucket.perMinute, retryAfterSeconds }
  if (seconds <= retryAfterSecondsMax) throw new GatewayError(at.code, { details })
  // Longer than any client is told to wait: whoever reads the answer still hears the truth.
  const opensAt = new Date(Math.ceil((at.clock.now() + waitMs) / 1000) * 1000).toISOString()
  throw new GatewayError(at.code, { details: { ...details, opensAt } })
}

function mustHaveRoom(meter: Meter, kind: 'concurrentRequests' | 'concurrentStreams', running: number): void {
  const max = meter.bounds[kind]
  if (max === undefined || running < max) return
  const code = kind === 'concurrentRequests' ? 'concurrent_requests' : 'concurrent_streams'
  throw new GatewayError(code, { details: { ...nameOf(meter), max, retryAfterSeconds: placeRetrySeconds } })
}

/** The key itself is never named. */
function nameOf({ scope, title }: Meter): { readonly scope: string; readonly useCase: string } {
  return { scope, useCase: title }
}
