import { type ClaimName, type ClaimProblemCode, type ClaimReport, ClaimTally } from './claim-report.ts'
import { Pairing } from './claim-pairing.ts'
import type { EntryDraft, IntentDraft } from './entry.ts'
import type { HandoverDraft, Indices, InForce, KeyChangeDraft, RestoredDraft } from './governance.ts'
import { lamps } from '../lamp.ts'
import { MalformedEntry } from './malformed.ts'
import { type Entry, parseEntry } from './parse.ts'
import { deviationOf, type ReconciledUpstream, type ReconciliationDraft } from './reconciliation.ts'

/** Clocks are corrected by less; more is worth a note. */
const timeFallMsMax = 5_000

/**
 * A configuration is recorded first and takes effect afterwards. Intents that were decided in between still name the one
 * before, and no longer than this.
 */
const configurationLagMsMax = 5_000

/** A replica keeps its name when it starts again. More of them are a forgery that wants memory. */
const replicasMax = 10_000

/** Counters of engines that are remembered from one reconciliation to the next. More are a forgery that wants memory. */
const totalsMax = 30_000

/** The log before the one that is checked, as far as its checkpoint was verified. */
export interface KnownLog {
  readonly origin: string
  readonly size: number
  /** Hex. */
  readonly root: string
  /**
   * Hex SHA-256 of the signed notes of which one must be named: the same note has several while witnesses add their lines.
   * Without it the note may be another one of the same tree.
   */
  readonly checkpoint?: string | readonly string[] | undefined
}

interface InForceDigest {
  readonly digest: string
  /** What it replaced, and when. */
  readonly before?: { readonly digest: string; readonly untilMs: number } | undefined
}

/**
 * Checks what the leaves of a log claim, entry by entry. That these are the leaves of the log is not its matter: feed it
 * with entries whose root was checked. It remembers open intents, replicas and digests in force, whatever the log's size.
 *
 * @example
 * const check = new ClaimsCheck({ origin })
 * for (const [index, bytes] of entries.entries()) check.take(index, bytes)
 * check.finish().outcome // 'verified'
 */
export class ClaimsCheck {
  readonly #tally = new ClaimTally()
  readonly #pairing: Pairing
  readonly #counters = new Map<string, number>()
  /** Logs whose size is known. */
  readonly #sizes = new Map<string, number>()
  readonly #inForce = new Map<string, InForceDigest>()
  #origin: string
  #previous: KnownLog | undefined
  #next = 0
  /** Whether replicas that were not seen yet must begin at 1. */
  #isPastKnown = true
  #latestMs = 0
  /** Where the counters of engines stood. */
  readonly #totals = new Map<string, number>()
  /** Replicas that said that they began, and not that they ended. */
  readonly #running = new Set<string>()

  /** @param what.previous the log that the first entry must name; without it a log that follows another is `partial` */
  constructor(what: { readonly origin: string; readonly previous?: KnownLog | undefined }) {
    this.#origin = what.origin
    this.#previous = what.previous
    this.#pairing = new Pairing(this.#tally, what.origin)
    if (what.previous !== undefined) this.#sizes.set(what.previous.origin, what.previous.size)
  }

  /**
   * The next entry. Whatever the bytes are, what is wrong with them is a finding of the report.
   *
   * @throws RangeError if an index is left out
   */
  take(index: number, bytes: Uint8Array): void {
    if (index !== this.#next) throw new RangeError(`entry ${this.#next} is next, not ${index}`)
    this.#next++
    this.#tally.entries++
    this.#tally.saw('schema')
    const entry = this.#read(index, bytes)
    if (entry === undefined) return
    this.#countOf(index, entry)
    this.#timeOf(index, entry)
    this.#successionOf(index, entry.draft)
    this.#judge(index, entry)
  }

  /**
   * Ends this log and goes on with the one that follows it.
   *
   * @param what.origin of the next log
   * @param what.root hex root of the log that ends here, with all entries that were taken
   */
  continueWith(what: {
    readonly origin: string
    readonly root: string
    readonly checkpoint?: KnownLog['checkpoint']
  }): void {
    this.#pairing.listEnds(this.#next)
    this.#previous = { origin: this.#origin, size: this.#next, root: what.root, checkpoint: what.checkpoint }
    this.#sizes.set(this.#origin, this.#next)
    this.#pairing.nextLog(what.origin)
    this.#origin = what.origin
    this.#next = 0
  }

  /** What was found. Ends the check. */
  finish(): ClaimReport {
    this.#pairing.listEnds(this.#next)
    return this.#tally.report(this.#pairing.finish())
  }

  #read(index: number, bytes: Uint8Array): Entry | undefined {
    try {
      return parseEntry(bytes)
    } catch (error) {
      if (!(error instanceof MalformedEntry)) throw error
      this.#found('schema', error.code, index, error.part)
      return undefined
    }
  }

  #countOf(index: number, { draft, stamp: { replica, counter } }: Entry): void {
    this.#tally.saw('counters')
    if (index === 0 && isSuccession(draft)) this.#forgetCounters(draft)
    const before = this.#counters.get(replica)
    const isNext = before === undefined ? !this.#isPastKnown || counter === 1 : counter === before + 1
    if (!isNext) this.#found('counters', 'counter_gap', index, replica)
    if (before === undefined && this.#counters.size >= replicasMax) {
      this.#found('counters', 'replicas_too_many', index)
    } else {
      this.#counters.set(replica, counter)
    }
  }

  /** After a restore the counters go on from the copy, and where that ended the old log does not say. */
  #forgetCounters(draft: HandoverDraft | RestoredDraft): void {
    if (draft.type === 'handover' && this.#pairing.isEarlierGiven) return
    this.#counters.clear()
    this.#isPastKnown = false
  }

  #timeOf(index: number, { stamp: { timeMs } }: Entry): void {
    if (timeMs < this.#latestMs - timeFallMsMax) this.#tally.note({ code: 'time_fell', origin: this.#origin, index })
    this.#latestMs = Math.max(this.#latestMs, timeMs)
  }

  #successionOf(index: number, draft: EntryDraft): void {
    if (isSuccession(draft)) {
      this.#tally.saw('succession')
      if (index === 0) this.#follow(draft)
      else this.#found('succession', 'handover_misplaced', index)
    } else if (index === 0 && this.#previous !== undefined) {
      this.#found('succession', 'handover_missing', index)
    }
    if (draft.type === 'openIntents') this.#pairing.listMore(index, draft)
    else if (index > 0) this.#pairing.listEnds(index)
  }

  #follow(draft: HandoverDraft | RestoredDraft): void {
    const { previous } = draft
    if (this.#previous === undefined) this.#tally.omitted('succession')
    else this.#compare(draft, this.#previous)
    if (!this.#sizes.has(previous.origin)) this.#sizes.set(previous.origin, previous.size)
    this.#pairing.follow(draft)
    for (const one of draft.inForce) this.#takeOver(one, draft.type)
  }

  #compare(draft: HandoverDraft | RestoredDraft, known: KnownLog): void {
    const { origin, size, root, checkpoint } = draft.previous
    const isOlder = draft.type === 'restored' && size < known.size
    // Entries that the old log got after its backup: known to the old log only.
    if (isOlder) this.#tally.note({ code: 'log_grew_after_backup', origin: this.#origin, index: 0 })
    const differs = isOlder
      ? origin !== known.origin
      : origin !== known.origin ||
        size !== known.size ||
        root !== known.root ||
        (known.checkpoint !== undefined && ![known.checkpoint].flat().includes(checkpoint))
    if (differs) this.#found('succession', 'handover_differs', 0)
  }

  /** After a restore, what the lost entries brought into force is not in force any more. */
  #takeOver({ kind, digest }: InForce, type: 'handover' | 'restored'): void {
    const known = this.#inForce.get(kind)
    if (type === 'handover' && known !== undefined && known.digest !== digest) {
      this.#found('succession', 'in_force_differs', 0, kind)
    }
    this.#inForce.set(kind, { digest, before: known?.digest === digest ? known.before : undefined })
  }

  #judge(index: number, { draft, stamp }: Entry): void {
    switch (draft.type) {
      case 'intent':
        this.#judgeIntent(index, draft, stamp.timeMs)
        break
      case 'outcome':
      case 'cut':
      case 'recovery':
        this.#pairing.close(index, draft)
        break
      case 'stop':
        this.#running.delete(stamp.replica)
        break
      case 'start':
        this.#begin(index, stamp.replica)
        this.#enforce('configuration', draft.configuration, stamp.timeMs)
        break
      case 'configuration':
        this.#enforce('configuration', draft.configuration, stamp.timeMs)
        break
      case 'keyChange':
        this.#judgeKeyChange(index, draft, stamp.timeMs)
        break
      case 'erasure':
      case 'retention':
        this.#judgeIndices(index, draft.indices)
        break
      case 'hold':
        this.#judgeIndices(index, draft.indices ?? [])
        break
      case 'reconciliation':
        this.#judgeReconciliation(index, draft)
        break
      default: // Complete by itself, or judged as part of the succession.
    }
  }

  /** Whoever begins again without having ended was killed, or lost power. Replicas are bounded by their counters. */
  #begin(index: number, replica: string): void {
    if (this.#running.has(replica)) this.#tally.note({ code: 'stop_missing', origin: this.#origin, index })
    if (this.#counters.has(replica)) this.#running.add(replica)
  }

  #judgeIntent(index: number, draft: IntentDraft, timeMs: number): void {
    this.#pairing.open(index, draft.requestId)
    this.#tally.saw('delivery')
    const shut = lamps.find((lamp) => draft.lamps[lamp] !== 'clear' && draft.lamps[lamp] !== 'caution')
    if (shut !== undefined) this.#found('delivery', 'lamp_shut', index, shut)
    this.#tally.saw('configuration')
    const inForce = this.#inForce.get('configuration')
    if (inForce === undefined) this.#found('configuration', 'configuration_unknown', index)
    else if (!isInForce(draft.configuration, inForce, timeMs)) {
      this.#found('configuration', 'configuration_differs', index)
    }
  }

  #enforce(kind: string, digest: string, timeMs: number): void {
    const known = this.#inForce.get(kind)
    if (known?.digest === digest) return
    const before = known && { digest: known.digest, untilMs: timeMs + configurationLagMsMax }
    this.#inForce.set(kind, { digest, before })
  }

  #judgeKeyChange(index: number, { purpose, previous, next }: KeyChangeDraft, timeMs: number): void {
    this.#tally.saw('keyChange')
    const known = this.#inForce.get(`${purpose}Key`)
    if (known !== undefined && known.digest !== previous) this.#found('keyChange', 'key_chain_broken', index, purpose)
    this.#enforce(`${purpose}Key`, next, timeMs)
  }

  #judgeIndices(index: number, indices: readonly Indices[]): void {
    this.#tally.saw('erasure')
    for (const { origin, count, ranges } of indices) {
      const size = origin === this.#origin ? index : this.#sizes.get(origin)
      const end = (ranges?.at(-1)?.[1] ?? -1) + 1
      if (size === undefined) this.#tally.omitted('erasure')
      else if (count > size || end > size) this.#found('erasure', 'index_beyond_size', index, origin)
    }
  }

  #judgeReconciliation(index: number, { from, to, upstreams }: ReconciliationDraft): void {
    this.#tally.saw('reconciliation')
    if (from > to) this.#found('reconciliation', 'period_inverted', index)
    for (const one of upstreams) this.#judgeUpstream(index, one)
  }

  #judgeUpstream(index: number, { upstream, state, counts }: ReconciledUpstream): void {
    const at = { origin: this.#origin, index, upstream }
    if (state === 'uncounted' || state === 'unreachable' || state === 'malformed') {
      this.#tally.deviates({ ...at, kind: 'unread' })
    }
    for (const one of counts) {
      const { counter, total, engine = 0 } = one
      const by = deviationOf(state, one)
      if (by !== 0) this.#tally.deviates({ ...at, kind: by > 0 ? 'more' : 'less', counter, by: Math.abs(by) })
      const before = this.#totals.get(`${upstream} ${counter}`)
      const between = state === 'reset' || before === undefined ? 0 : total - engine - before
      if (between > 0) this.#tally.deviates({ ...at, kind: 'between', counter, by: between })
      if (before !== undefined || this.#totals.size < totalsMax) this.#totals.set(`${upstream} ${counter}`, total)
    }
  }

  #found(claim: ClaimName, code: ClaimProblemCode, index: number, detail?: string): void {
    this.#tally.found(claim, { code, origin: this.#origin, index, ...(detail === undefined ? {} : { detail }) })
  }
}

function isSuccession(draft: EntryDraft): draft is HandoverDraft | RestoredDraft {
  return draft.type === 'handover' || draft.type === 'restored'
}

function isInForce(digest: string, { digest: current, before }: InForceDigest, timeMs: number): boolean {
  return digest === current || (digest === before?.digest && timeMs <= before.untilMs)
}
