// Counters of engines against what the journal has, once an hour and at an orderly end. It finds calls that went past the
// gateway, which no log can show by itself.
import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { ErrorCode } from '@stellwerk/contract/error'
import { isJsonObject, type Json } from '@stellwerk/contract/json'
import {
  deviationOf,
  type EngineCounter,
  type ReconciledCount,
  type ReconciledState,
  type ReconciledUpstream,
} from '@stellwerk/contract/journal/reconciliation'

import { aboutNobody } from './duties.ts'
import type { JournalItem, Receipt } from './messages.ts'
import { type CallCounts, type Counts, EngineTally } from './reconciliation-tally.ts'

/** Characters of one entry, of at most 65,535: many engines take several. */
const entryCharactersMax = 32_768

/** Deployments that are listed by name for one engine. */
const deploymentsMax = 200

/** What a reading of an engine found. */
export type EngineReading =
  | { readonly state: 'read'; readonly run: string | undefined; readonly totals: readonly EngineTotal[] }
  | { readonly state: 'uncounted' | 'unreachable' | 'malformed' }

export interface EngineTotal {
  readonly counter: EngineCounter
  readonly total: number
  /** By how much the engine may have rounded it, up or down. */
  readonly rounding: number
}

export interface ReconciliationSettings {
  /** Engines with an address, by id. */
  readonly upstreams: readonly string[]
  readonly upstreamOf: (deploymentId: string) => string | undefined
  /** Does not throw. */
  readonly read: (upstream: string) => Promise<EngineReading>
  readonly append: (item: JournalItem) => Promise<Receipt>
  /** Milliseconds since the epoch, and on a clock that never jumps. */
  readonly now: () => number
  readonly elapsed: () => number
  readonly onDeviation: (deviation: EngineDeviation) => void
  /** Told when it changes, not each hour. */
  readonly onState: (upstream: string, state: ReconciledState) => void
}

export interface EngineDeviation extends ReconciledCount {
  readonly upstream: string
  /** Above zero where the engine counted more. */
  readonly by: number
}

/** A call as the journal has it. */
interface CallFacts {
  readonly requestId: string
  readonly attempt: number
  readonly endpoint: Endpoint
  readonly deploymentId: string
}

interface Engine {
  readonly tally: EngineTally
  before: { readonly run: string | undefined; readonly totals: readonly EngineTotal[]; readonly at: number } | undefined
  state: ReconciledState | undefined
}

/** Keeps the counts of the journal by engine and brings them together with the engine's own. */
export class Reconciliation {
  readonly #settings: ReconciliationSettings
  readonly #engines = new Map<string, Engine>()
  readonly #deviations = new Map<string, EngineDeviation>()
  #from: number
  #working: Promise<unknown> = Promise.resolve()

  constructor(settings: ReconciliationSettings) {
    this.#settings = settings
    this.#from = settings.now()
    for (const id of settings.upstreams) {
      this.#engines.set(id, { tally: new EngineTally(), before: undefined, state: undefined })
    }
  }

  /** By engine and counter, what the last reconciliation found; engines that could not be compared are left out. */
  get deviations(): readonly EngineDeviation[] {
    return [...this.#deviations.values()]
  }

  /** Once the intent is durable, before anything is forwarded. */
  began(facts: CallFacts & { readonly sequences: number }): void {
    const requests = { least: 1, most: facts.sequences }
    this.#engineOf(facts)?.tally.began(idOf(facts), { requests, promptTokens: unknown, completionTokens: unknown })
  }

  ended(
    facts: CallFacts & {
      readonly sequences: number
      readonly ending: string
      readonly code?: ErrorCode | undefined
      readonly usage?: Json | undefined
    },
  ): void {
    const { deploymentId: deployment } = facts
    this.#engineOf(facts)?.tally.ended(idOf(facts), {
      deployment,
      counts: countsOf(facts),
      at: this.#settings.elapsed(),
    })
  }

  /** The first reading, with which the next one is compared. Writes no entry. */
  begin(): Promise<void> {
    return this.#alone(async () => void (await this.#readAll()))
  }

  /** An engine is up again. One that was down at the start has its first reading now, before calls go to it. */
  reachable(upstream: string): Promise<void> {
    return this.#alone(async () => {
      const engine = this.#engines.get(upstream)
      if (engine !== undefined && engine.before === undefined) await this.#reconcile(upstream, engine)
    })
  }

  /** Reads every engine and writes what came of it. One at a time. */
  reconcile(): Promise<void> {
    return this.#alone(async () => this.#record(await this.#readAll()))
  }

  /** The last one, so that nothing stays uncompared between this process and the next. */
  async finish(): Promise<void> {
    await this.#working
    const isCompared = [...this.#engines.values()].some(({ before }) => before !== undefined)
    if (isCompared) await this.reconcile()
  }

  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work)
    this.#working = done.catch(() => undefined)
    return done
  }

  #readAll(): Promise<readonly ReconciledUpstream[]> {
    return Promise.all(Array.from(this.#engines, ([id, engine]) => this.#reconcile(id, engine)))
  }

  async #reconcile(upstream: string, engine: Engine): Promise<ReconciledUpstream> {
    const { read, now, elapsed, onState } = this.#settings
    const { tally, before } = engine
    tally.beginReading(elapsed())
    const reading = await read(upstream)
    if (reading.state !== 'read') tally.abandonReading()
    const found: ReconciledUpstream =
      reading.state === 'read'
        ? { upstream, ...compared(reading, before, tally.endReading()) }
        : { upstream, state: reading.state, since: before?.at, deployments: [], counts: [] }
    if (reading.state === 'read') engine.before = { ...reading, at: now() }
    if (engine.state !== found.state) onState(upstream, found.state)
    engine.state = found.state
    this.#tell(found)
    return found
  }

  #tell({ upstream, state, counts }: ReconciledUpstream): void {
    for (const one of counts) {
      if (one.engine === undefined) continue
      const deviation = { ...one, upstream, by: deviationOf(state, one) }
      this.#deviations.set(`${upstream} ${one.counter}`, deviation)
      if (deviation.by !== 0) this.#settings.onDeviation(deviation)
    }
  }

  async #record(upstreams: readonly ReconciledUpstream[]): Promise<void> {
    const [from, to] = [Math.min(this.#from, this.#settings.now()), this.#settings.now()]
    this.#from = to
    for (const some of inEntries(upstreams)) {
      await this.#settings.append(aboutNobody({ type: 'reconciliation', from, to, upstreams: some }))
    }
  }

  #engineOf({ deploymentId }: CallFacts): Engine | undefined {
    return this.#engines.get(this.#settings.upstreamOf(deploymentId) ?? '')
  }
}

const unknown: CallCounts = { least: 0, most: undefined }
const nothing: CallCounts = { least: 0, most: 0 }

function idOf({ requestId, attempt }: CallFacts): string {
  return `${requestId} ${attempt}`
}

/** What an engine counts of a call that ended so; undefined where that is not known. */
function countsOf(facts: {
  readonly endpoint: Endpoint
  readonly sequences: number
  readonly ending: string
  readonly code?: ErrorCode | undefined
  readonly usage?: Json | undefined
}): Counts | undefined {
  const { endpoint, sequences, ending, code, usage } = facts
  // Turned away before anything was computed.
  if (code === 'engine_refused' || code === 'rate_limited') {
    return { requests: { least: 0, most: sequences }, promptTokens: nothing, completionTokens: nothing }
  }
  if (ending !== 'finished') return undefined
  const [prompt, completion] = [numberIn(usage, 'prompt_tokens'), numberIn(usage, 'completion_tokens')]
  return {
    requests: { least: 1, most: sequences },
    // Some engines count the prompt again for each answer to it.
    promptTokens: prompt === undefined ? unknown : { least: prompt, most: prompt * sequences },
    completionTokens: completion !== undefined ? exactly(completion) : endpoint === 'embeddings' ? nothing : unknown,
  }
}

function exactly(tokens: number): CallCounts {
  return { least: tokens, most: tokens }
}

function numberIn(usage: Json | undefined, name: string): number | undefined {
  const value = isJsonObject(usage) ? usage[name] : undefined
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function compared(
  reading: EngineReading & { readonly state: 'read' },
  before: Engine['before'],
  window: { readonly counts: Counts; readonly deployments: ReadonlyMap<string, number> },
): Omit<ReconciledUpstream, 'upstream'> {
  const deployments = Array.from(window.deployments, ([deployment, requests]) => ({ deployment, requests }))
  const shown = { since: before?.at, deployments: deployments.slice(0, deploymentsMax) }
  if (before === undefined) {
    return { ...shown, state: 'began', counts: reading.totals.map(({ counter, total }) => ({ counter, total })) }
  }
  const hasBegunAnew = reading.run !== before.run || reading.totals.some((one) => one.total < lowest(one, before))
  const counts = reading.totals.map((one): ReconciledCount => {
    const engine = hasBegunAnew ? one.total : one.total - (totalOf(one, before)?.total ?? 0)
    return {
      counter: one.counter,
      total: one.total,
      engine: Math.max(0, engine),
      ...bounds(one, before, window.counts),
    }
  })
  return { ...shown, state: hasBegunAnew ? 'reset' : 'compared', counts }
}

function totalOf({ counter }: EngineTotal, before: NonNullable<Engine['before']>): EngineTotal | undefined {
  return before.totals.find((one) => one.counter === counter)
}

/** Below this, it has begun anew: a counter never falls, but a rounded one may seem to. */
function lowest(one: EngineTotal, before: NonNullable<Engine['before']>): number {
  const known = totalOf(one, before)
  return known === undefined ? 0 : known.total - known.rounding - one.rounding
}

function bounds(
  one: EngineTotal,
  before: NonNullable<Engine['before']>,
  counts: Counts,
): { readonly least: number; readonly most: number | undefined } {
  const rounding = one.rounding + (totalOf(one, before)?.rounding ?? 0)
  const { least, most } = counts[one.counter]
  return { least: Math.max(0, least - rounding), most: most === undefined ? undefined : most + rounding }
}

/** As many engines in one entry as fit. */
function inEntries(upstreams: readonly ReconciledUpstream[]): readonly (readonly ReconciledUpstream[])[] {
  const entries: ReconciledUpstream[][] = []
  let characters = entryCharactersMax
  for (const one of upstreams) {
    const { length } = JSON.stringify(one)
    if (characters + length > entryCharactersMax) {
      entries.push([])
      characters = 0
    }
    entries.at(-1)?.push(one)
    characters += length
  }
  return entries
}
