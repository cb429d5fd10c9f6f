// Counters of engines beside what the journal has: the one look at calls that went past the gateway.
import { count, type Fields, listOf, name, objectOf, oneOf, optional } from './vocabulary.ts'

/** What engines count. */
export const engineCounters = ['requests', 'promptTokens', 'completionTokens'] as const

export type EngineCounter = (typeof engineCounters)[number]

/** One counter of an engine, and the bounds within which the journal expects what it grew by. */
export interface ReconciledCount {
  readonly counter: EngineCounter
  /** Where it stands. */
  readonly total: number
  /** By how much it grew since the reading before; after a reset, since the engine began. Absent at a first reading. */
  readonly engine?: number | undefined
  /** Of calls that began and finished between the readings. */
  readonly least?: number | undefined
  /**
   * The same with calls that ran at one of the readings or were broken off, which engines may or may not count. Absent where
   * nobody can say how many that are.
   */
  readonly most?: number | undefined
}

const states = [
  /** Two readings of one run of the engine. */
  'compared',
  /** The engine began anew between the readings. */
  'reset',
  /** The first reading of this process of the gateway. */
  'began',
  /** It has no counters, or shows none. */
  'uncounted',
  'unreachable',
  /** What it showed is no page of counters. */
  'malformed',
] as const

export type ReconciledState = (typeof states)[number]

/** An engine, and what the journal has of the time since its reading before. */
export interface ReconciledUpstream {
  readonly upstream: string
  readonly state: ReconciledState
  /** When it was read before, in milliseconds since the epoch. */
  readonly since?: number | undefined
  /** Calls of the journal that ended, by deployment, however they ended. */
  readonly deployments: readonly { readonly deployment: string; readonly requests: number }[]
  readonly counts: readonly ReconciledCount[]
}

/** All engines are in one entry, or in several with the same times where they do not fit. */
export interface ReconciliationDraft {
  readonly type: 'reconciliation'
  /** Milliseconds since the epoch: the reconciliation before, or the start; and this one. */
  readonly from: number
  readonly to: number
  readonly upstreams: readonly ReconciledUpstream[]
}

/** What each attribute holds, for the schema of entries. */
export const reconciliationFields: Fields<Omit<ReconciliationDraft, 'type'>> = {
  from: count,
  to: count,
  upstreams: listOf(
    objectOf<ReconciledUpstream>({
      counts: listOf(
        objectOf<ReconciledCount>({
          counter: oneOf(engineCounters),
          engine: optional(count),
          least: optional(count),
          most: optional(count),
          total: count,
        }),
      ),
      deployments: listOf(objectOf({ deployment: name, requests: count })),
      since: optional(count),
      state: oneOf(states),
      upstream: name,
    }),
  ),
}

/**
 * By how much an engine counted beyond the journal (above zero: calls that the journal does not have) or fell short of it;
 * 0 where both agree or cannot be compared.
 *
 * Prompt tokens may fall short, because some engines leave out what a prefix cache held; after a reset, everything may.
 *
 * @example deviationOf('compared', { counter: 'requests', total: 41, engine: 41, least: 40, most: 40 }) // 1
 */
export function deviationOf(state: ReconciledState, { counter, engine, least, most }: ReconciledCount): number {
  if (engine === undefined || (state !== 'compared' && state !== 'reset')) return 0
  if (most !== undefined && engine > most) return engine - most
  const mayFallShort = state === 'reset' || counter === 'promptTokens'
  return least !== undefined && engine < least && !mayFallShort ? engine - least : 0
}
