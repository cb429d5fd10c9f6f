// What the journal has of the calls to one engine, from one reading of its counters to the next.
import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { ErrorCode } from '@stellwerk/contract/error'
import { isJsonObject, type Json } from '@stellwerk/contract/json'
import type { EngineCounter } from '@stellwerk/contract/journal/reconciliation'

/** Milliseconds from the end of an answer until an engine has surely counted it: some do so after the last byte. */
const settleMs = 2_000

/** What an engine counts of one call. `most` is absent where nobody knows. */
export interface CallCounts {
  readonly least: number
  readonly most: number | undefined
}

export type Counts = Readonly<Record<EngineCounter, CallCounts>>

interface Running {
  /** As much as it may turn out to be while it runs. */
  readonly counts: Counts
  /** Began after the last reading. */
  isOfThisWindow: boolean
}

interface Ended {
  readonly counts: Counts
  readonly endedAt: number
  /** Began and ended between two readings, so an engine that counts must have counted it. */
  readonly isSure: boolean
}

const none: CallCounts = { least: 0, most: 0 }
/** Of a call that runs, or that the engine said nothing of. */
export const unknownCount: CallCounts = { least: 0, most: undefined }

/** Milliseconds between two looks at what is settled: ten thousand calls in a list are not moved for each new one. */
const settleEveryMs = 250

/**
 * Calls of one engine. Those that began and ended between two readings must be on its counters; those that ran at a reading,
 * were broken off, or ended a moment before it may be.
 *
 * Times are on a clock that never jumps, in milliseconds.
 */
export class EngineTally {
  readonly #running = new Map<string, Running>()
  #sums = zero()
  /** Ended less than {@link settleMs} ago, or while the engine is being read. */
  #fresh: Ended[] = []
  #deployments = new Map<string, number>()
  #isReading = false
  #settledAt = Number.NEGATIVE_INFINITY

  /** Before anything is forwarded. */
  began(id: string, counts: Counts): void {
    this.#running.set(id, { counts, isOfThisWindow: !this.#isReading })
  }

  /** @param counts what the engine said of it; undefined when the call was broken off */
  ended(
    id: string,
    what: { readonly deployment: string; readonly counts: Counts | undefined; readonly at: number },
  ): void {
    const running = this.#running.get(id)
    if (running === undefined) return
    this.#running.delete(id)
    const { deployment, counts, at } = what
    this.#deployments.set(deployment, (this.#deployments.get(deployment) ?? 0) + 1)
    const isSure = counts !== undefined && running.isOfThisWindow
    this.#fresh.push({ counts: counts ?? running.counts, endedAt: at, isSure })
    if (!this.#isReading && at >= this.#settledAt + settleEveryMs) this.#settle(at)
  }

  /** The engine is about to be read: whatever ends from here on may be on the page or not. */
  beginReading(at: number): void {
    this.#settle(at)
    this.#isReading = true
  }

  /** The page could not be had: the window goes on. */
  abandonReading(): void {
    this.#isReading = false
  }

  /** The page is here. What was counted ends with it, and the next window begins. */
  endReading(): { readonly counts: Counts; readonly deployments: ReadonlyMap<string, number> } {
    const atTheEdge = [
      ...this.#fresh.map(({ counts }) => counts),
      ...Array.from(this.#running.values(), (one) => one.counts),
    ]
    const counts = atTheEdge.reduce((sums, one) => added(sums, unsure(one)), this.#sums)
    const deployments = this.#deployments
    // What ended at the edge may be on the next page instead.
    this.#sums = zero()
    this.#fresh = this.#fresh.map((one) => ({ ...one, isSure: false }))
    this.#deployments = new Map()
    for (const running of this.#running.values()) running.isOfThisWindow = false
    this.#isReading = false
    return { counts, deployments }
  }

  /** In order of their end, so the settled ones are first. */
  #settle(now: number): void {
    this.#settledAt = now
    const until = this.#fresh.findIndex(({ endedAt }) => endedAt > now - settleMs)
    const settled = this.#fresh.splice(0, until < 0 ? this.#fresh.length : until)
    for (const { counts, isSure } of settled) this.#sums = added(this.#sums, isSure ? counts : unsure(counts))
  }
}

function zero(): Counts {
  return { requests: none, promptTokens: none, completionTokens: none }
}

/** The same call, of which it is not known whether it was counted. */
function unsure({ requests, promptTokens, completionTokens }: Counts): Counts {
  return { requests: atMost(requests), promptTokens: atMost(promptTokens), completionTokens: atMost(completionTokens) }
}

function atMost({ most }: CallCounts): CallCounts {
  return { least: 0, most }
}

function added(one: Counts, other: Counts): Counts {
  return {
    requests: sum(one.requests, other.requests),
    promptTokens: sum(one.promptTokens, other.promptTokens),
    completionTokens: sum(one.completionTokens, other.completionTokens),
  }
}

function sum(one: CallCounts, other: CallCounts): CallCounts {
  const most = one.most === undefined || other.most === undefined ? undefined : one.most + other.most
  return { least: one.least + other.least, most }
}

/** What an engine counts of a call that ended so; undefined where that is not known. */
export function countsOf(facts: {
  readonly endpoint: Endpoint
  readonly sequences: number
  readonly ending: string
  readonly code?: ErrorCode | undefined
  readonly usage?: Json | undefined
}): Counts | undefined {
  const { endpoint, sequences, ending, code, usage } = facts
  // Turned away before anything was computed.
  if (code === 'engine_refused' || code === 'rate_limited') {
    return { requests: { least: 0, most: sequences }, promptTokens: none, completionTokens: none }
  }
  if (ending !== 'finished') return undefined
  // Some engines count tokens without computing anything; others are asked for an answer of one token.
  if (endpoint === 'messages/count_tokens') {
    return { requests: { least: 0, most: 1 }, promptTokens: unknownCount, completionTokens: unknownCount }
  }
  const [prompt, completion] = [numberIn(usage, 'prompt_tokens'), numberIn(usage, 'completion_tokens')]
  return {
    requests: { least: 1, most: sequences },
    // Some engines count the prompt again for each answer to it.
    promptTokens: prompt === undefined ? unknownCount : { least: prompt, most: prompt * sequences },
    completionTokens: completion !== undefined ? exactly(completion) : writesNothing(endpoint) ? none : unknownCount,
  }
}

function writesNothing(endpoint: Endpoint): boolean {
  return endpoint === 'embeddings' || endpoint === 'rerank'
}

function exactly(tokens: number): CallCounts {
  return { least: tokens, most: tokens }
}

function numberIn(usage: Json | undefined, name: string): number | undefined {
  const value = isJsonObject(usage) ? usage[name] : undefined
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}
