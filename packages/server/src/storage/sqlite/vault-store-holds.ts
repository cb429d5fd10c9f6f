import type { VaultConnection } from './vault-store-open.ts'
import type { Batch } from './vault-store-reader.ts'
import { offsetsAbout, tagKey } from './vault-store-subjects.ts'

/** What must not be deleted: everything about a subject, also what is yet to come, or a run of entries. */
export type HoldScope =
  | { readonly tag: Uint8Array }
  | { readonly origin: string; readonly first: number; readonly last: number }

/** A hold in force. Of whom it is, its tag tells only to who knows the subject. */
export interface HoldInForce {
  /** In hex. */
  readonly id: string
  readonly entries: { readonly origin: string; readonly first: number; readonly last: number } | undefined
}

interface HoldRow {
  readonly id: Uint8Array
  readonly tag: Uint8Array | null
  readonly log: number | null
  readonly first: number | null
  readonly last: number | null
}

const nothing = new Uint8Array(16)

/** Legal holds. The reason and the persons stand elsewhere; here is only a random id. */
export class VaultHolds {
  readonly #set
  readonly #lift
  readonly #all

  constructor(connection: VaultConnection) {
    this.#set = connection.prepare<
      undefined,
      [Uint8Array, Uint8Array | null, number | null, number | null, number | null]
    >('INSERT INTO hold (id, tag, log, first, last, is_lifted) VALUES (?, ?, ?, ?, ?, 0)')
    // Overwritten where it lies, for the tag says of whom it was.
    this.#lift = connection.prepare<undefined, [Uint8Array, Uint8Array, Uint8Array]>(`
      UPDATE hold SET id = ?, tag = CASE WHEN tag IS NULL THEN NULL ELSE ? END, is_lifted = 1
      WHERE id = ? AND is_lifted = 0
    `)
    this.#all = connection.prepare<HoldRow, []>('SELECT id, tag, log, first, last FROM hold WHERE is_lifted = 0')
  }

  /** Returns the id of the hold, in hex. */
  set(scope: HoldScope, numberOf: (origin: string) => number): string {
    const id = crypto.getRandomValues(new Uint8Array(16))
    if ('tag' in scope) this.#set.run(id, scope.tag, null, null, null)
    else this.#set.run(id, null, numberOf(scope.origin), scope.first, scope.last)
    return id.toHex()
  }

  /** False if there is no such hold. */
  lift(id: string): boolean {
    if (!/^[0-9a-f]{32}$/.test(id)) return false
    return this.#lift.run(nothing, nothing, Uint8Array.fromHex(id)).changes > 0
  }

  list(origins: ReadonlyMap<number, string>): readonly HoldInForce[] {
    return this.#all.all().map(({ id, log, first, last }) => {
      const isRun = log !== null && first !== null && last !== null
      return { id: id.toHex(), entries: isRun ? { origin: origins.get(log) ?? '', first, last } : undefined }
    })
  }

  /** What is held now, to ask of many batches. */
  inForce(): HoldsInForce {
    return new HoldsInForce(this.#all.all())
  }
}

/** The holds of one moment. */
export class HoldsInForce {
  readonly #rows: readonly HoldRow[]
  readonly #tags: ReadonlySet<string>
  readonly #runs: readonly HoldRow[]

  constructor(rows: readonly HoldRow[]) {
    this.#rows = rows
    this.#tags = new Set(rows.flatMap(({ tag }) => (tag === null ? [] : [tagKey(tag)])))
    this.#runs = rows.filter(({ tag }) => tag === null)
  }

  /** Which records of the batch must stay. */
  heldOf(batch: Batch): ReadonlySet<number> {
    const held = new Set(this.#tags.size === 0 ? [] : offsetsAbout(batch.subjects, this.#tags))
    for (const row of this.#runs) for (const offset of offsetsIn(row, batch)) held.add(offset)
    return held
  }

  /** Ids, in hex, of the holds that keep any of these records. */
  keepersOf(batch: Batch, offsets: readonly number[]): readonly string[] {
    const wanted = new Set(offsets)
    const keeps = (row: HoldRow): boolean =>
      [...(row.tag === null ? offsetsIn(row, batch) : offsetsAbout(batch.subjects, new Set([tagKey(row.tag)])))].some(
        (offset) => wanted.has(offset),
      )
    return this.#rows.filter(keeps).map(({ id }) => id.toHex())
  }
}

function offsetsIn({ log, first, last }: HoldRow, batch: Batch): readonly number[] {
  if (log !== batch.log || first === null || last === null) return []
  const from = Math.max(first - batch.first, 0)
  const end = Math.min(last - batch.first, batch.count - 1)
  return Array.from({ length: Math.max(end - from + 1, 0) }, (_, place) => from + place)
}
