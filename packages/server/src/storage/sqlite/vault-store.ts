// vault.sqlite for the one thread that writes it, the publisher. Rows come from durable frames only, so that a crash
// loses nothing: the frames are handed over again from `heldSize` on.
import type { VaultRecord, VaultSink } from '@stellwerk/tlog/write/ports'

import type { Envelopes, VaultKeyStore } from '../../vault/store-port.ts'
import type { Migration } from './migration.ts'
import type { ErasureFindings, ErasureScope } from './vault-store-erasing.ts'
import { VaultErasing } from './vault-store-erasing.ts'
import type { HoldInForce, HoldScope } from './vault-store-holds.ts'
import { VaultHolds } from './vault-store-holds.ts'
import { vaultKeyStore } from './vault-store-keys.ts'
import type { VaultWriting } from './vault-store-open.ts'
import { openForWriting, VaultDiskFull } from './vault-store-open.ts'
import type { PendingErasure } from './vault-store-pending.ts'
import { VaultPending } from './vault-store-pending.ts'
import type { EntryPlace, LogIndices, StoredRecord, VaultCounts } from './vault-store-reader.ts'
import { VaultReads } from './vault-store-reader.ts'
import { VaultTaking } from './vault-store-taking.ts'

/** Records that one call of `expire` erases, give or take a batch: some 200 ms in which nothing else is taken. */
const expiredRecordsEnough = 10_000

/** What an erasure did. */
export interface Erasure {
  /** To be settled once the journal has its entry; `undefined` if nothing was erased. */
  readonly pending: number | undefined
  readonly erased: readonly LogIndices[]
  /** Records erased, wholly or in part. */
  readonly count: number
  /** Under a legal hold and therefore left as it is. */
  readonly heldBack: readonly LogIndices[]
  /** Ids, in hex, of the holds that kept something. */
  readonly holds: readonly string[]
  /** False if a reader kept the bytes in the write-ahead log from being cut off; {@link VaultStore.wipe} tries again. */
  readonly isWiped: boolean
}

/** Why and when, for the entry in the journal. */
export interface ErasureReason {
  /** A code, not a text. */
  readonly ground: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly fields?: readonly string[] | undefined
  readonly subjectCount?: number | undefined
  /** Who asked for it and why, sealed. */
  readonly why?: Uint8Array | undefined
}

/** What an erasure would do. */
type ErasurePlan = Pick<Erasure, 'erased' | 'count' | 'heldBack' | 'holds'>

/** The bytes of an erasure may still lie in the write-ahead log, so the journal must not say that they are gone. */
export class ErasureUnwiped extends Error {
  override readonly name = 'ErasureUnwiped'
  readonly code = 'erasure_unwiped'

  constructor() {
    super('somebody reads the vault and keeps erased bytes in its write-ahead log; end long reads and try again')
  }
}

/** The vault, open for writing. Belongs to one thread. */
export class VaultStore {
  readonly keys: VaultKeyStore
  readonly #connection: VaultWriting
  readonly #reads: VaultReads
  readonly #taking: VaultTaking
  readonly #erasing: VaultErasing
  readonly #holds: VaultHolds
  readonly #pending: VaultPending
  #isWiped = false

  constructor(connection: VaultWriting, envelopes: Envelopes) {
    this.#connection = connection
    this.#reads = new VaultReads(connection)
    this.#taking = new VaultTaking(connection, envelopes)
    this.#erasing = new VaultErasing(connection, { reads: this.#reads, envelopes })
    this.#holds = new VaultHolds(connection)
    this.#pending = new VaultPending(connection)
    this.keys = vaultKeyStore(connection)
    // What a killed process committed is seen here before it is durable, and its last erasure may not be wiped yet.
    this.wipe()
  }

  /** The vault of one log, for its publisher. */
  sinkOf(origin: string): VaultSink {
    return { take: (records) => this.take(origin, records), heldSize: () => this.heldSize(origin) }
  }

  /**
   * Keeps sealed records, the next ones of their log. Durable when it returns.
   *
   * @throws VaultGap, VaultDiskFull, VaultBroken, MalformedEnvelope; nothing was taken then
   */
  take(origin: string, records: readonly VaultRecord[]): void {
    this.#connection.durably(() => this.#taking.take(origin, records))
  }

  heldSize(origin: string): number {
    return this.#reads.heldSize(origin)
  }

  read(entry: EntryPlace): StoredRecord | undefined {
    return this.#reads.read(entry)
  }

  findBySubject(tag: Uint8Array): readonly EntryPlace[] {
    return this.#reads.findBySubject(tag)
  }

  counts(): VaultCounts {
    return this.#reads.counts()
  }

  /**
   * Erases records, or some fields of them, and notes what the journal has to say about it. If we stop here, `pending`
   * shows it after the next start: there is never an entry without its deletion.
   *
   * @example store.erase({ tags: [tag] }, { ground: 'gdpr_17', at: now })
   */
  erase(scope: ErasureScope, why: ErasureReason): Erasure {
    const holds = this.#holds.inForce()
    return this.#finish(() => this.#erasing.erase(scope, { holds, fields: why.fields }), why)
  }

  /** What {@link VaultStore.erase} would do, and nothing is touched. */
  plan(scope: ErasureScope, fields?: readonly string[]): ErasurePlan {
    return this.#told(this.#erasing.plan(scope, { holds: this.#holds.inForce(), fields }))
  }

  /** Whether {@link VaultStore.expire} would look at anything. */
  isAnyDue(today: number): boolean {
    return this.#erasing.isAnyDue(today)
  }

  /**
   * Erases records whose delete-on day has come, in one bounded batch. Whoever calls it goes on until it is complete.
   *
   * @example while (!store.expire(today, { ground: 'retention', at: now }).isComplete) continue
   */
  expire(today: number, why: ErasureReason): Erasure & { readonly isComplete: boolean } {
    let isComplete = false
    const erasure = this.#finish(() => {
      const expired = this.#erasing.expire(today, { holds: this.#holds.inForce(), enough: expiredRecordsEnough })
      isComplete = expired.isComplete
      return expired.found
    }, why)
    return { ...erasure, isComplete }
  }

  #finish(act: () => ErasureFindings, { ground, at, fields = [], subjectCount = 0, why }: ErasureReason): Erasure {
    const done = this.#connection.durably(() => {
      const told = this.#told(act())
      const row = { ground, at, fields, subjectCount, why, erased: told.erased }
      return { ...told, pending: told.count === 0 ? undefined : this.#pending.add(row) }
    })
    if (done.count > 0) this.#isWiped = false
    return { ...done, isWiped: this.wipe() }
  }

  #told(found: ErasureFindings): ErasurePlan {
    const origins = this.#reads.origins()
    const [erased, heldBack] = [found.named('erased', origins), found.named('heldBack', origins)]
    return { erased, count: found.count, heldBack, holds: found.holds }
  }

  /** Sees to it that nothing erased is left in any page of file or write-ahead log. False if a reader or a full disk is in the way. */
  wipe(): boolean {
    try {
      this.#isWiped ||= this.#connection.truncateLog()
    } catch (error) {
      // What was erased is erased; whoever asked must not hear that nothing was done.
      if (!(error instanceof VaultDiskFull)) throw error
    }
    return this.#isWiped
  }

  /** Erasures that the journal has no entry of, or none that we were told of. */
  pending(): readonly PendingErasure[] {
    return this.#pending.all()
  }

  /**
   * The journal has its entry. False if that was known.
   *
   * @throws ErasureUnwiped
   */
  settled(id: number): boolean {
    if (!this.wipe()) throw new ErasureUnwiped()
    return this.#connection.durably(() => this.#pending.remove(id))
  }

  /** Legal holds in force. */
  holdsInForce(): readonly HoldInForce[] {
    return this.#holds.list(this.#reads.origins())
  }

  /** Whether the vault holds records of this log. */
  knows(origin: string): boolean {
    return [...this.#reads.origins().values()].includes(origin)
  }

  /** Sets a legal hold and returns its random id. */
  hold(scope: HoldScope): string {
    return this.#connection.durably(() => this.#holds.set(scope, (origin) => this.#taking.logOf(origin).number))
  }

  /** Lifts a legal hold. False if there is none of that id. */
  lift(id: string): boolean {
    const isLifted = this.#connection.durably(() => this.#holds.lift(id))
    if (isLifted) this.#isWiped = false
    this.wipe()
    return isLifted
  }

  close(): void {
    this.#connection.close()
  }
}

/**
 * Opens the vault in a data directory, making it if need be, and brings it to the newest schema.
 *
 * @throws StoreNewer, StoreForeign
 * @example const vault = openVaultStore({ dataDirectory: config.data, now, envelopes: { parseHeader: parseEnvelopeHeader, eraseFields } })
 */
export function openVaultStore(where: {
  readonly dataDirectory: string
  /** Milliseconds since the epoch, for the dates of migrations. */
  readonly now: number
  readonly envelopes: Envelopes
  /** Only tests have others. */
  readonly steps?: readonly Migration[]
}): VaultStore {
  return new VaultStore(openForWriting(where), where.envelopes)
}
