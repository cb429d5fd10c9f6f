// Counters of engines against what the journal has, once an hour and at an orderly end. It finds calls that went past the
// gateway, which no log can show by itself.
import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { ErrorCode } from '@stellwerk/contract/error'
import type { Json } from '@stellwerk/contract/json'
import {
  deviationOf,
  type ReconciledCount,
  type ReconciledState,
  type ReconciledUpstream,
} from '@stellwerk/contract/journal/reconciliation'

import { aboutNobody } from './duties.ts'
import type { JournalItem, Receipt } from './messages.ts'
import { compared, type EngineBefore, type EngineReading, inEntries } from './reconciliation-comparison.ts'
import { countsOf, EngineTally, unknownCount } from './reconciliation-tally.ts'

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
  before: EngineBefore | undefined
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
    this.#engineOf(facts)?.tally.began(idOf(facts), {
      requests,
      promptTokens: unknownCount,
      completionTokens: unknownCount,
    })
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

function idOf({ requestId, attempt }: CallFacts): string {
  return `${requestId} ${attempt}`
}
