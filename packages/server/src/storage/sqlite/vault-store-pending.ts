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
  readonly subjectCount: number
  /** Who asked and why, sealed; `undefined` if nobody did. */
  readonly why: Uint8Array | undefined
}

interface PendingRow {
  readonly id: number
  readonly ground: string
  readonly fields: string
  readonly erased: string
  readonly at: number
  readonly subject_count: number
  readonly why: Uint8Array | null
}

/** Erasures between their deletion and their entry. */
export class VaultPending {
  readonly #add
  readonly #all
  readonly #remove

  constructor(connection: VaultConnection) {
    this.#add = connection.prepare<{ id: number }, [string, string, string, number, number, Uint8Array | null]>(`
      INSERT INTO pending_erasure (ground, fields, erased, at, subject_count, why) VALUES (?, ?, ?, ?, ?, ?) RETURNING id
    `)
    this.#all = connection.prepare<PendingRow, []>('SELECT * FROM pending_erasure ORDER BY id')
    this.#remove = connection.prepare<undefined, [number]>('DELETE FROM pending_erasure WHERE id = ?')
  }

  add({ ground, fields, erased, at, subjectCount, why }: Omit<PendingErasure, 'id'>): number {
    const [allFields, allErased] = [JSON.stringify(fields), JSON.stringify(erased)]
    const row = this.#add.get(ground, allFields, allErased, at, subjectCount, why ?? null)
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
function parsePending({ fields, erased, subject_count: subjectCount, why, ...row }: PendingRow): PendingErasure {
  return {
    ...row,
    subjectCount,
    why: why ?? undefined,
    fields: JSON.parse(fields) as readonly string[],
    erased: JSON.parse(erased) as readonly LogIndices[],
  }
}
