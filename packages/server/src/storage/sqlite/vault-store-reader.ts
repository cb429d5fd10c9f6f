// Reading the vault without writing: also for other threads and processes while the publisher writes.
import type { WrappedVaultKey } from '../../vault/store-port.ts'
import { wrappedVaultKeys } from './vault-store-keys.ts'
import type { VaultConnection } from './vault-store-open.ts'
import { openForReading } from './vault-store-open.ts'
import { offsetsAbout, tagKey } from './vault-store-subjects.ts'

/** An entry, wherever it lies. */
export interface EntryPlace {
  readonly origin: string
  readonly index: number
}

/** First and last index of a run, both included. */
export type IndexRange = readonly [first: number, last: number]

/** Entries of one log. */
export interface LogIndices {
  readonly origin: string
  /** Ascending, not touching each other. */
  readonly indices: readonly IndexRange[]
}

/** What the vault has of an entry. */
export type StoredRecord =
  | { readonly state: 'held'; readonly id: Uint8Array; readonly envelope: Uint8Array }
  | { readonly state: 'erased' }

/** How full the vault is. */
export interface VaultCounts {
  readonly logs: readonly { readonly origin: string; readonly held: number; readonly erased: number }[]
  /** Legal holds in force. */
  readonly holds: number
  /** Erasures that the journal has no entry of yet. */
  readonly pending: number
}

/** A row of the table batch. */
export interface Batch {
  readonly number: number
  readonly log: number
  readonly first: number
  readonly count: number
  readonly record: number
  readonly subjects: Uint8Array
}

/** Reads over one connection, and closes it. */
export class VaultReads {
  readonly #connection: VaultConnection
  readonly #heldSize
  readonly #record
  readonly #next
  readonly #logs
  readonly #counts

  constructor(connection: VaultConnection) {
    this.#connection = connection
    this.#heldSize = connection.prepare<{ held: number }, [string]>('SELECT held FROM log WHERE origin = ?')
    this.#record = connection.prepare<{ id: Uint8Array; envelope: Uint8Array }, [string, number]>(`
      SELECT record.id, record.envelope FROM log
      JOIN batch ON batch.log = log.number AND batch.first = (
        SELECT max(first) FROM batch WHERE log = log.number AND first <= ?2
      )
      JOIN record ON record.number = batch.record + ?2 - batch.first
      WHERE log.origin = ?1 AND ?2 < batch.first + batch.count
    `)
    this.#next = connection.prepare<Batch, [number]>('SELECT * FROM batch WHERE number > ? ORDER BY number LIMIT 1')
    this.#logs = connection.prepare<{ number: number; origin: string; held: number; erased: number }, []>(
      'SELECT number, origin, held, erased FROM log ORDER BY number',
    )
    this.#counts = connection.prepare<{ holds: number; pending: number }, []>(`
      SELECT (SELECT count(*) FROM hold WHERE is_lifted = 0) AS holds, (SELECT count(*) FROM pending_erasure) AS pending
    `)
  }

  /** Of so many entries of the log, from its first on, the vault holds the records or knows them erased. */
  heldSize(origin: string): number {
    return this.#heldSize.get(origin)?.held ?? 0
  }

  /** What there is of an entry, or `undefined` if the vault never took it. */
  read({ origin, index }: EntryPlace): StoredRecord | undefined {
    const row = this.#record.get(origin, index)
    if (row === null) return undefined
    // The version of an envelope is never 0; an erased one is nothing but zeros.
    return row.envelope[0] === 0 ? { state: 'erased' } : { state: 'held', ...row }
  }

  /** Entries about a subject, in the order in which they were taken. Reads the subjects of every batch once. */
  findBySubject(tag: Uint8Array): readonly EntryPlace[] {
    const [wanted, found] = [new Set([tagKey(tag)]), [] as EntryPlace[]]
    const origins = this.origins()
    for (const { log, first, subjects } of this.batches()) {
      const offsets = [...offsetsAbout(subjects, wanted)].sort((one, other) => one - other)
      for (const offset of offsets) found.push({ origin: origins.get(log) ?? '', index: first + offset })
    }
    return found
  }

  counts(): VaultCounts {
    const { holds, pending } = this.#counts.get() ?? { holds: 0, pending: 0 }
    return { logs: this.#logs.all().map(({ origin, held, erased }) => ({ origin, held, erased })), holds, pending }
  }

  /** By their number. */
  origins(): ReadonlyMap<number, string> {
    return new Map(this.#logs.all().map(({ number, origin }) => [number, origin]))
  }

  /** One at a time, so that no cursor stays open over a batch that is changed meanwhile. */
  *batches(): Generator<Batch> {
    for (let batch = this.#next.get(0); batch !== null; batch = this.#next.get(batch.number)) yield batch
  }

  /** The wrapped keys, for whoever opens records. */
  keys(): readonly WrappedVaultKey[] {
    return wrappedVaultKeys(this.#connection)()
  }

  close(): void {
    this.#connection.close()
  }
}

/**
 * The vault for reading, over a connection of its own. Whoever opens it closes it.
 *
 * @example const vault = openVaultReader({ dataDirectory: config.data })
 */
export function openVaultReader(where: { readonly dataDirectory: string }): VaultReads {
  return new VaultReads(openForReading(where))
}
