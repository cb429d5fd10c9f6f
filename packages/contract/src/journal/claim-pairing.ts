import type { ClaimName, ClaimProblemCode, ClaimTally } from './claim-report.ts'
import type { CutDraft, OutcomeDraft, RecoveryDraft } from './entry.ts'
import type { HandoverDraft, OpenIntent, OpenIntentsDraft, RestoredDraft } from './governance.ts'

interface Log {
  readonly origin: string
  /** Request ids of intents without an end, by index. */
  readonly open: Map<number, string>
}

/** A handover whose list of open intents is being read. */
interface Listing {
  readonly type: 'handover' | 'restored'
  readonly count: number
  readonly listed: Log
  taken: number
}

/**
 * The pairing rule: an intent has exactly one outcome, cut or recovery, in its own log or in the next; a refusal is
 * complete by itself. Remembers the open intents of two logs.
 */
export class Pairing {
  readonly #tally: ClaimTally
  #log: Log
  /** As its entries left it where they were taken, else as the handover says. */
  #earlier: Log | undefined
  #isEarlierGiven = false
  #listing: Listing | undefined
  /** Open intents that no later log can end. */
  #lostCount = 0

  constructor(tally: ClaimTally, origin: string) {
    this.#tally = tally
    this.#log = { origin, open: new Map() }
  }

  /** Whether the entries of the previous log were taken. */
  get isEarlierGiven(): boolean {
    return this.#isEarlierGiven
  }

  open(index: number, requestId: string): void {
    this.#log.open.set(index, requestId)
  }

  close(index: number, { about, requestId }: OutcomeDraft | CutDraft | RecoveryDraft): void {
    this.#tally.saw('pairing')
    const log = about.origin === this.#log.origin ? this.#log : this.#earlier
    if (log?.origin !== about.origin && this.#earlier !== undefined && !this.#isEarlierGiven) {
      // A log before the previous one. Only the entries of the previous one could say more.
      this.#tally.omitted('pairing')
      return
    }
    const opened = log?.origin === about.origin ? log.open.get(about.index) : undefined
    if (opened === undefined) {
      this.#found('pairing', 'intent_missing', index)
      return
    }
    if (opened !== requestId) this.#found('pairing', 'request_differs', index)
    log?.open.delete(about.index)
  }

  /** The first entry of a log names the one before, and the intents that are open there. */
  follow({ type, previous, openIntentCount, openIntents }: HandoverDraft | RestoredDraft): void {
    const listed: Log = { origin: previous.origin, open: new Map() }
    this.#listing = { type, count: openIntentCount, listed, taken: 0 }
    this.#list(0, this.#listing, openIntents)
  }

  /** An entry that goes on with the list. */
  listMore(index: number, { openIntents }: OpenIntentsDraft): void {
    this.#tally.saw('succession')
    if (this.#listing === undefined) this.#found('succession', 'open_intents_misplaced', index)
    else this.#list(index, this.#listing, openIntents)
  }

  /** Any other entry, or the end of the log: the list must be complete. */
  listEnds(index: number): void {
    if (this.#listing === undefined) return
    this.#found('succession', 'open_intents_incomplete', index)
    this.#take(index, this.#listing)
  }

  /** Goes on with the log after this one. What is still open from the log before this one will never end. */
  nextLog(origin: string): void {
    for (const [index] of this.#earlier?.open ?? []) {
      this.#tally.found('pairing', { code: 'intent_never_ended', origin: this.#earlier?.origin ?? '', index })
      this.#lostCount++
    }
    this.#earlier = this.#log
    this.#isEarlierGiven = true
    this.#log = { origin, open: new Map() }
  }

  /** How many intents have no end; each is worth a note, because the newest log may still be growing. */
  finish(): number {
    let count = this.#lostCount
    for (const log of [this.#earlier, this.#log]) count += this.#noteOpen(log, () => true)
    return count
  }

  #list(index: number, listing: Listing, openIntents: readonly OpenIntent[]): void {
    for (const [at, requestId] of openIntents) listing.listed.open.set(at, requestId)
    listing.taken += openIntents.length
    if (listing.taken >= listing.count) this.#take(index, listing)
  }

  /** The list is complete, or nothing more comes. */
  #take(index: number, { type, count, listed }: Listing): void {
    this.#listing = undefined
    const left = this.#isEarlierGiven ? this.#earlier?.open : undefined
    // After a restore the lost entries may have opened and ended others.
    const differs = type === 'handover' && left !== undefined && !equalMaps(left, listed.open)
    if (listed.open.size !== count || differs) this.#found('succession', 'open_intents_differ', index)
    if (type === 'restored' && left !== undefined) {
      this.#lostCount += this.#noteOpen(this.#earlier, (at) => !listed.open.has(at))
    }
    this.#earlier = listed
  }

  #noteOpen(log: Log | undefined, isMeant: (index: number) => boolean): number {
    if (log === undefined) return 0
    const open = [...log.open.keys()].filter(isMeant).sort((one, other) => one - other)
    for (const index of open) this.#tally.note({ code: 'intent_open', origin: log.origin, index })
    return open.length
  }

  #found(claim: ClaimName, code: ClaimProblemCode, index: number): void {
    this.#tally.found(claim, { code, origin: this.#log.origin, index })
  }
}

function equalMaps(one: ReadonlyMap<number, string>, other: ReadonlyMap<number, string>): boolean {
  return one.size === other.size && [...one].every(([index, requestId]) => other.get(index) === requestId)
}
