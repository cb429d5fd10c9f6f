// Taking sealed records in. Plain prepared statements, because this runs some ten thousand times a second.
import type { VaultRecord } from '@stellwerk/tlog/write/ports'

import type { Envelopes } from '../../vault/store-port.ts'
import type { VaultConnection } from './vault-store-open.ts'
import { batchRecordsMax, encodeOffsets, encodeSubjects, tagKey } from './vault-store-subjects.ts'

/** Records that do not follow the last one held: the caller's count and ours differ, and one of them is wrong. */
export class VaultGap extends Error {
  override readonly name = 'VaultGap'
  readonly code = 'vault_gap'

  constructor(what: { readonly origin: string; readonly expected: number; readonly index: number }) {
    super(`record ${what.index} of ${what.origin} handed to the vault where ${what.expected} was expected`)
  }
}

/** Writes rows. Whoever calls it opens and ends the transaction. */
export class VaultTaking {
  readonly #envelopes: Envelopes
  readonly #log
  readonly #newLog
  readonly #held
  readonly #lastRecord
  readonly #record
  readonly #batch
  readonly #term

  constructor(connection: VaultConnection, envelopes: Envelopes) {
    this.#envelopes = envelopes
    this.#log = connection.prepare<{ number: number; held: number }, [string]>(
      'SELECT number, held FROM log WHERE origin = ?',
    )
    this.#newLog = connection.prepare<{ number: number; held: number }, [string]>(
      'INSERT INTO log (origin, held, erased) VALUES (?, 0, 0) RETURNING number, held',
    )
    this.#held = connection.prepare<undefined, [number, number]>('UPDATE log SET held = ? WHERE number = ?')
    this.#lastRecord = connection.prepare<{ last: number | null }, []>('SELECT max(number) AS last FROM record')
    this.#record = connection.prepare<undefined, [number, Uint8Array, Uint8Array]>(
      'INSERT INTO record VALUES (?, ?, ?)',
    )
    this.#batch = connection.prepare<{ number: number }, [number, number, number, number, Uint8Array]>(
      'INSERT INTO batch (log, first, count, record, subjects) VALUES (?, ?, ?, ?, ?) RETURNING number',
    )
    this.#term = connection.prepare<undefined, [number, number, Uint8Array]>(
      'INSERT INTO term (day, batch, offsets) VALUES (?, ?, ?)',
    )
  }

  /** The number of a log, made if the vault has not heard of it. */
  logOf(origin: string): { readonly number: number; readonly held: number } {
    const log = this.#log.get(origin) ?? this.#newLog.get(origin)
    if (log === null) throw new Error('an inserted log gave no row')
    return log
  }

  /** @throws VaultGap, or what the envelopes throw */
  take(origin: string, records: readonly VaultRecord[]): void {
    const log = this.logOf(origin)
    let held = log.held
    for (const { index } of records) if (index !== held++) throw new VaultGap({ origin, expected: held - 1, index })
    for (let from = 0; from < records.length; from += batchRecordsMax) {
      this.#takeBatch(log.number, records.slice(from, from + batchRecordsMax))
    }
    this.#held.run(held, log.number)
  }

  #takeBatch(log: number, records: readonly VaultRecord[]): void {
    const first = records[0]?.index ?? 0
    const record = (this.#lastRecord.get()?.last ?? 0) + 1
    const [offsetsOfTag, offsetsOfDay] = [new Map<string, number[]>(), new Map<number, number[]>()]
    for (const [offset, { id, ciphertext }] of records.entries()) {
      const { class: retention, deleteOnDay, tags } = this.#envelopes.parseHeader(ciphertext)
      this.#record.run(record + offset, id, ciphertext)
      for (const tag of tags) addTo(offsetsOfTag, tagKey(tag), offset)
      if (retention !== 'none') addTo(offsetsOfDay, deleteOnDay, offset)
    }
    const batch = this.#batch.get(log, first, records.length, record, encodeSubjects(offsetsOfTag))
    if (batch === null) throw new Error('an inserted batch gave no row')
    for (const [day, offsets] of offsetsOfDay) this.#term.run(day, batch.number, encodeOffsets(offsets))
  }
}

function addTo<Key>(lists: Map<Key, number[]>, key: Key, offset: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [offset])
  else list.push(offset)
}
