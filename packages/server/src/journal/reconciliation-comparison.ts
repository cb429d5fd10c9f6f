// Two readings of the counters of an engine, and what the journal expects of the time between them.
import type { EngineCounter, ReconciledCount, ReconciledUpstream } from '@stellwerk/contract/journal/reconciliation'

import type { Counts } from './reconciliation-tally.ts'

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

/** The reading before. */
export interface EngineBefore {
  readonly run: string | undefined
  readonly totals: readonly EngineTotal[]
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Two readings and what the journal has in between. */
export function compared(
  reading: EngineReading & { readonly state: 'read' },
  before: EngineBefore | undefined,
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

function totalOf({ counter }: EngineTotal, before: EngineBefore): EngineTotal | undefined {
  return before.totals.find((one) => one.counter === counter)
}

/** Below this, it has begun anew: a counter never falls, but a rounded one may seem to. */
function lowest(one: EngineTotal, before: EngineBefore): number {
  const known = totalOf(one, before)
  return known === undefined ? 0 : known.total - known.rounding - one.rounding
}

function bounds(
  one: EngineTotal,
  before: EngineBefore,
  counts: Counts,
): { readonly least: number; readonly most: number | undefined } {
  const rounding = one.rounding + (totalOf(one, before)?.rounding ?? 0)
  const { least, most } = counts[one.counter]
  return { least: Math.max(0, least - rounding), most: most === undefined ? undefined : most + rounding }
}

/** As many engines in one entry as fit. */
export function inEntries(upstreams: readonly ReconciledUpstream[]): readonly (readonly ReconciledUpstream[])[] {
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
