import type { MalformedEntry } from './malformed.ts'
import type { EngineCounter } from './reconciliation.ts'

/** What is claimed of the leaves of a log, in the order in which reports list it. */
export type ClaimName =
  /** Every leaf is an entry, in its one spelling. */
  | 'schema'
  /** The counters of each replica have no gaps, from one log to the next. */
  | 'counters'
  /** Every end has its intent and no intent ends twice. */
  | 'pairing'
  /** Nothing was delivered without a decision that allows it. */
  | 'delivery'
  /** An intent names the configuration that the log put in force before it. */
  | 'configuration'
  /** Erasures, deletions by term and holds name entries that exist. */
  | 'erasure'
  /** Each key follows the one before. */
  | 'keyChange'
  /** A log that follows another says so in its first entry, and takes over its open intents. */
  | 'succession'
  /** Counts of the engines stand beside those of the journal. Deviations are listed, not refused. */
  | 'reconciliation'

export type ClaimProblemCode =
  | MalformedEntry['code']
  | 'counter_gap'
  | 'replicas_too_many'
  | 'intent_missing'
  | 'intent_never_ended'
  | 'request_differs'
  | 'lamp_shut'
  | 'configuration_unknown'
  | 'configuration_differs'
  | 'index_beyond_size'
  | 'key_chain_broken'
  | 'handover_missing'
  | 'handover_misplaced'
  | 'handover_differs'
  | 'open_intents_misplaced'
  | 'open_intents_incomplete'
  | 'open_intents_differ'
  | 'in_force_differs'
  | 'period_inverted'

/** Where something is wrong. No text for people: whoever renders the report has their language. */
export interface ClaimProblem {
  readonly code: ClaimProblemCode
  /** Of the log. */
  readonly origin: string
  readonly index: number
  /** Attribute, lamp, kind or replica at fault. */
  readonly detail?: string
}

/** Why a claim was left open: it speaks of a log that was not given. */
export type ClaimOmission = 'oldLogNotGiven'

export type ClaimCheck =
  | { readonly name: ClaimName; readonly state: 'ok'; readonly count: number }
  | {
      readonly name: ClaimName
      readonly state: 'failed'
      readonly count: number
      readonly problems: readonly [ClaimProblem, ...ClaimProblem[]]
    }
  | { readonly name: ClaimName; readonly state: 'notChecked'; readonly count: number; readonly because: ClaimOmission }

/** Worth knowing and nothing wrong: a clock that was set back, a call that still runs, a process that was killed. */
export interface ClaimNote {
  readonly code: 'time_fell' | 'intent_open' | 'log_grew_after_backup' | 'stop_missing'
  readonly origin: string
  readonly index: number
}

/**
 * Where engine and journal were not brought together: it counted more or less than the journal has, it could not be read, or
 * it counted while nobody compared, between one process of the gateway and the next.
 */
export interface Deviation {
  readonly origin: string
  readonly index: number
  readonly upstream: string
  readonly kind: 'more' | 'less' | 'unread' | 'between'
  readonly counter?: EngineCounter | undefined
  readonly by?: number | undefined
}

export interface ClaimReport {
  /** `partial`: nothing is wrong, but something was not looked at. It is no kind of `verified`. */
  readonly outcome: 'verified' | 'partial' | 'refused'
  readonly checks: readonly ClaimCheck[]
  readonly entries: number
  /** Intents without an end, all of them. */
  readonly openIntents: number
  /** The first ones. */
  readonly notes: readonly ClaimNote[]
  readonly noteCount: number
  /** The first ones. */
  readonly deviations: readonly Deviation[]
  readonly deviationCount: number
}

/** A forged log has thousands; the first few say where to look. */
export const listedMax = 20

const claimNames = [
  'schema',
  'counters',
  'pairing',
  'delivery',
  'configuration',
  'erasure',
  'keyChange',
  'succession',
  'reconciliation',
] as const satisfies readonly ClaimName[]

interface Tally {
  count: number
  isOmitted: boolean
  readonly problems: ClaimProblem[]
}

/** Collects what was looked at and what was found, within bounds. */
export class ClaimTally {
  readonly #of = new Map<ClaimName, Tally>()
  readonly #notes: ClaimNote[] = []
  readonly #deviations: Deviation[] = []
  #noteCount = 0
  #deviationCount = 0
  entries = 0

  /** One more thing of this kind was looked at. */
  saw(name: ClaimName): void {
    this.#tally(name).count++
  }

  found(name: ClaimName, problem: ClaimProblem): void {
    const { problems } = this.#tally(name)
    if (problems.length < listedMax) problems.push(problem)
  }

  omitted(name: ClaimName): void {
    this.#tally(name).isOmitted = true
  }

  note(note: ClaimNote): void {
    if (this.#notes.length < listedMax) this.#notes.push(note)
    this.#noteCount++
  }

  deviates(deviation: Deviation): void {
    if (this.#deviations.length < listedMax) this.#deviations.push(deviation)
    this.#deviationCount++
  }

  report(openIntents: number): ClaimReport {
    const checks = claimNames.map((name) => this.#check(name))
    return {
      outcome: outcomeOf(checks),
      checks,
      entries: this.entries,
      openIntents,
      notes: [...this.#notes],
      noteCount: this.#noteCount,
      deviations: [...this.#deviations],
      deviationCount: this.#deviationCount,
    }
  }

  #tally(name: ClaimName): Tally {
    const known = this.#of.get(name)
    if (known !== undefined) return known
    const fresh: Tally = { count: 0, isOmitted: false, problems: [] }
    this.#of.set(name, fresh)
    return fresh
  }

  #check(name: ClaimName): ClaimCheck {
    const { count, isOmitted, problems } = this.#tally(name)
    const [first, ...more] = problems
    if (first !== undefined) return { name, state: 'failed', count, problems: [first, ...more] }
    return isOmitted ? { name, state: 'notChecked', count, because: 'oldLogNotGiven' } : { name, state: 'ok', count }
  }
}

/** A gate that cannot see stays shut: only a report in which every check is ok is `verified`. */
function outcomeOf(checks: readonly ClaimCheck[]): ClaimReport['outcome'] {
  if (checks.some(({ state }) => state === 'failed')) return 'refused'
  return checks.every(({ state }) => state === 'ok') ? 'verified' : 'partial'
}
