import type { VaultConnection } from './vault-store-open.ts'
import type { LogIndices } from './vault-store-reader.ts'

/** An erasure that is done and that the journal has to say. Nothing in it tells of whom. */
export interface PendingErasure {
  readonly id: number
  readonly ground: string
  /** Empty if whole records were erased. */
  readonly fields: readonly string[]
  readonly erased: readonly LogIndices[]
  /** Milliseconds since the epoch. */
  readonly at: number
}

interface PendingRow {
  readonly id: number
  readonly ground: string
  readonly fields: string
  readonly erased: string
  readonly at: number
}

/** Erasures between their deletion and their entry. */
export class VaultPending {
  readonly #add
  readonly #all
  readonly #remove

  constructor(connection: VaultConnection) {
    this.#add = connection.prepare<{ id: number }, [string, string, string, number]>(
      'INSERT INTO pending_erasure (ground, fields, erased, at) VALUES (?, ?, ?, ?) RETURNING id',
    )
    this.#all = connection.prepare<PendingRow, []>('SELECT * FROM pending_erasure ORDER BY id')
    this.#remove = connection.prepare<undefined, [number]>('DELETE FROM pending_erasure WHERE id = ?')
  }

  add({ ground, fields, erased, at }: Omit<PendingErasure, 'id'>): number {
    const row = this.#add.get(ground, JSON.stringify(fields), JSON.stringify(erased), at)
    if (row === null) throw new Error('an inserted erasure gave no row')
    return row.id
  }

  all(): readonly PendingErasure[] {
    return this.#all.all().map(parsePending)
  }

  remove(id: number): boolean {
    return this.#remove.run(id).changes > 0
  }
}

/** The row was written by {@link VaultPending.add}; a step of the schema that changes the shape migrates the rows. */
function parsePending({ fields, erased, ...row }: PendingRow): PendingErasure {
  return {
    ...row,
    fields: JSON.parse(fields) as readonly string[],
    erased: JSON.parse(erased) as readonly LogIndices[],
  }
}
