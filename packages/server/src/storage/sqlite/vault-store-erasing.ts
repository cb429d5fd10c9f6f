// Erasing: overwrite with zeros where it lies, at the same length (docs/decisions/0010).
import type { Envelopes } from '../../vault/store-port.ts'
import type { HoldsInForce } from './vault-store-holds.ts'
import type { VaultConnection } from './vault-store-open.ts'
import type { Batch, IndexRange, LogIndices, VaultReads } from './vault-store-reader.ts'
import {
  batchRecordsMax,
  decodeOffsets,
  encodeOffsets,
  offsetsAbout,
  tagKey,
  withoutOffsets,
} from './vault-store-subjects.ts'

/** Records to erase: all that are about any of these subjects, or entries of one log. */
export type ErasureScope = { readonly tags: readonly Uint8Array[] } | LogIndices

interface ErasureLimits {
  readonly holds: HoldsInForce
  /** Only these fields. */
  readonly fields?: readonly string[] | undefined
}

/** Entries by the number of their log. */
type Found = Map<number, IndexRange[]>

/** Overwrites rows and remembers which. Whoever calls it opens and ends the transaction around it. */
export class VaultErasing {
  readonly #reads: VaultReads
  readonly #envelopes: Envelopes
  readonly #wipeRecord
  readonly #isThere
  readonly #envelope
  readonly #setEnvelope
  readonly #setSubjects
  readonly #countErased
  readonly #batchAfter
  readonly #batch
  readonly #due
  readonly #anyDue
  readonly #term
  readonly #dropTerm
  readonly #setOffsets

  constructor(connection: VaultConnection, what: { readonly reads: VaultReads; readonly envelopes: Envelopes }) {
    this.#reads = what.reads
    this.#envelopes = what.envelopes
    // A record of class none is 11 bytes long and holds nothing to erase; what begins with 0 is erased already.
    this.#wipeRecord = connection.prepare<undefined, [number]>(`
      UPDATE record SET id = zeroblob(16), envelope = zeroblob(length(envelope))
      WHERE number = ? AND length(envelope) > 11 AND substr(envelope, 1, 1) <> x'00'
    `)
    this.#isThere = connection.prepare<{ one: number }, [number]>(`
      SELECT 1 AS one FROM record WHERE number = ? AND length(envelope) > 11 AND substr(envelope, 1, 1) <> x'00'
    `)
    this.#envelope = connection.prepare<{ envelope: Uint8Array }, [number]>(`
      SELECT envelope FROM record WHERE number = ? AND substr(envelope, 1, 1) <> x'00'
    `)
    this.#setEnvelope = connection.prepare<undefined, [Uint8Array, number]>(
      'UPDATE record SET envelope = ? WHERE number = ?',
    )
    this.#setSubjects = connection.prepare<undefined, [Uint8Array, number]>(
      'UPDATE batch SET subjects = ? WHERE number = ?',
    )
    this.#countErased = connection.prepare<undefined, [number, number]>(
      'UPDATE log SET erased = erased + ? WHERE number = ?',
    )
    this.#batchAfter = connection.prepare<Batch, [string, number, number]>(`
      SELECT * FROM batch WHERE log = (SELECT number FROM log WHERE origin = ?) AND first > ? AND first <= ?
      ORDER BY first LIMIT 1
    `)
    this.#batch = connection.prepare<Batch, [number]>('SELECT * FROM batch WHERE number = ?')
    this.#due = connection.prepare<{ number: number }, [number]>(
      'SELECT number FROM term WHERE day <= ? ORDER BY day, number',
    )
    this.#anyDue = connection.prepare<{ one: number }, [number]>('SELECT 1 AS one FROM term WHERE day <= ? LIMIT 1')
    this.#term = connection.prepare<{ batch: number; offsets: Uint8Array }, [number]>(
      'SELECT batch, offsets FROM term WHERE number = ?',
    )
    this.#dropTerm = connection.prepare<undefined, [number]>('DELETE FROM term WHERE number = ?')
    this.#setOffsets = connection.prepare<undefined, [Uint8Array, number]>(
      'UPDATE term SET offsets = ? WHERE number = ?',
    )
  }

  /** Erases whole records, or only some of their fields. */
  erase(scope: ErasureScope, how: ErasureLimits): ErasureFindings {
    const names = how.fields && new Set(how.fields)
    return this.#over(scope, how.holds, (batch, free) =>
      names === undefined ? this.#wipe(batch, free) : this.#wipeFields(batch, free, names),
    )
  }

  /** What `erase` would find, and nothing is touched. */
  plan(scope: ErasureScope, how: ErasureLimits): ErasureFindings {
    const names = how.fields && new Set(how.fields)
    return this.#over(scope, how.holds, (batch, free) =>
      free.filter((offset) =>
        names === undefined
          ? this.#isThere.get(batch.record + offset) !== null
          : this.#withoutFields(batch.record + offset, names) !== undefined,
      ),
    )
  }

  #over(
    scope: ErasureScope,
    holds: HoldsInForce,
    act: (batch: Batch, free: readonly number[]) => readonly number[],
  ): ErasureFindings {
    const found = new ErasureFindings()
    for (const [batch, offsets] of 'tags' in scope ? this.#about(scope.tags) : this.#within(scope)) {
      found.addErased(batch, act(batch, found.separate(batch, { offsets, holds })))
    }
    return found
  }

  /**
   * Erases whole records whose delete-on day has come, those of the earliest days first, and stops behind the batch
   * with which there are enough.
   */
  expire(
    today: number,
    how: { readonly holds: HoldsInForce; readonly enough: number },
  ): { readonly found: ErasureFindings; readonly isComplete: boolean } {
    const found = new ErasureFindings()
    for (const { number } of this.#due.all(today)) {
      if (found.count >= how.enough) return { found, isComplete: false }
      this.#expireTerm(number, { found, holds: how.holds })
    }
    return { found, isComplete: true }
  }

  /** Whether there is any record whose day has come, held ones included. */
  isAnyDue(today: number): boolean {
    return this.#anyDue.get(today) !== null
  }

  #expireTerm(
    number: number,
    { found, holds }: { readonly found: ErasureFindings; readonly holds: HoldsInForce },
  ): void {
    const term = this.#term.get(number)
    const batch = term && this.#batch.get(term.batch)
    if (!term || !batch) throw new Error(`term ${number} of the vault has no batch`)
    const offsets = decodeOffsets(term.offsets)
    const free = found.separate(batch, { offsets, holds })
    found.addErased(batch, this.#wipe(batch, free))
    // What is held is looked at again each day until the hold is lifted.
    const isFree = new Set(free)
    const held = offsets.filter((offset) => !isFree.has(offset))
    if (held.length === 0) this.#dropTerm.run(number)
    else this.#setOffsets.run(encodeOffsets(held), number)
  }

  *#about(tags: readonly Uint8Array[]): Generator<readonly [Batch, readonly number[]]> {
    const wanted = new Set(tags.map(tagKey))
    for (const batch of this.#reads.batches()) {
      const offsets = offsetsAbout(batch.subjects, wanted)
      if (offsets.size > 0) yield [batch, [...offsets].sort((one, other) => one - other)]
    }
  }

  *#within({ origin, indices }: LogIndices): Generator<readonly [Batch, readonly number[]]> {
    for (const [first, last] of indices) {
      let batch = this.#batchAfter.get(origin, first - batchRecordsMax, last)
      for (; batch !== null; batch = this.#batchAfter.get(origin, batch.first, last)) {
        const from = Math.max(first - batch.first, 0)
        const end = Math.min(last - batch.first, batch.count - 1)
        if (from <= end) yield [batch, Array.from({ length: end - from + 1 }, (_, place) => from + place)]
      }
    }
  }

  #wipe(batch: Batch, offsets: readonly number[]): readonly number[] {
    const erased = offsets.filter((offset) => this.#wipeRecord.run(batch.record + offset).changes > 0)
    if (erased.length === 0) return erased
    // Read again, because an earlier range of the same call may lie in the same batch.
    const subjects = this.#batch.get(batch.number)?.subjects ?? batch.subjects
    this.#setSubjects.run(withoutOffsets(subjects, new Set(erased)), batch.number)
    this.#countErased.run(erased.length, batch.log)
    return erased
  }

  #wipeFields(batch: Batch, offsets: readonly number[], names: ReadonlySet<string>): readonly number[] {
    return offsets.filter((offset) => {
      const rest = this.#withoutFields(batch.record + offset, names)
      if (rest === undefined) return false
      this.#setEnvelope.run(rest, batch.record + offset)
      return true
    })
  }

  #withoutFields(record: number, names: ReadonlySet<string>): Uint8Array | undefined {
    const row = this.#envelope.get(record)
    return row === null ? undefined : this.#envelopes.eraseFields(row.envelope, names)
  }
}

/** What was erased and what a hold kept. */
export class ErasureFindings {
  readonly #erased: Found = new Map()
  readonly #heldBack: Found = new Map()
  readonly #holds = new Set<string>()
  /** Records erased, wholly or in part. */
  count = 0

  /** Notes what is held and returns the rest, ascending. */
  separate(
    batch: Batch,
    what: { readonly offsets: readonly number[]; readonly holds: HoldsInForce },
  ): readonly number[] {
    const held = what.holds.heldOf(batch)
    const kept = what.offsets.filter((offset) => held.has(offset))
    addTo(this.#heldBack, batch, kept)
    if (kept.length > 0) for (const id of what.holds.keepersOf(batch, kept)) this.#holds.add(id)
    return what.offsets.filter((offset) => !held.has(offset))
  }

  addErased(batch: Batch, offsets: readonly number[]): void {
    addTo(this.#erased, batch, offsets)
    this.count += offsets.length
  }

  /** Ids of the holds that kept something. */
  get holds(): readonly string[] {
    return [...this.#holds]
  }

  named(kind: 'erased' | 'heldBack', origins: ReadonlyMap<number, string>): readonly LogIndices[] {
    const found = kind === 'erased' ? this.#erased : this.#heldBack
    return [...found].map(([log, ranges]) => ({ origin: origins.get(log) ?? '', indices: inRuns(ranges) }))
  }
}

function addTo(found: Found, batch: Batch, offsets: readonly number[]): void {
  if (offsets.length === 0) return
  const ranges = found.get(batch.log) ?? []
  found.set(batch.log, ranges)
  for (const offset of offsets) {
    const [index, last] = [batch.first + offset, ranges.at(-1)]
    if (last?.[1] === index - 1) ranges[ranges.length - 1] = [last[0], index]
    else ranges.push([index, index])
  }
}

/** Terms of several days lie in one batch, so runs come in any order. */
function inRuns(ranges: readonly IndexRange[]): readonly IndexRange[] {
  const runs: IndexRange[] = []
  for (const [first, last] of [...ranges].sort(([one], [other]) => one - other)) {
    const before = runs.at(-1)
    if (before !== undefined && before[1] >= first - 1) runs[runs.length - 1] = [before[0], Math.max(before[1], last)]
    else runs.push([first, last])
  }
  return runs
}
