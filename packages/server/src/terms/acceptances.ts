import type { AcceptanceRecord } from './acceptance-store.ts'

/** Who has accepted what: in memory, because it is asked at every write of a stream. */
export class Acceptances {
  /** By key: digests that stand accepted. */
  readonly #standing = new Map<string, Set<string>>()
  #records: readonly AcceptanceRecord[]

  constructor(records: readonly AcceptanceRecord[]) {
    this.#records = records
    for (const { keyId, digest, withdrawn } of records) if (withdrawn === undefined) this.#stand(keyId, digest)
  }

  /** All that were ever given, in order. */
  get records(): readonly AcceptanceRecord[] {
    return this.#records
  }

  has(keyId: string, digest: string): boolean {
    return this.#standing.get(keyId)?.has(digest) ?? false
  }

  standing(keyId: string, digest: string): AcceptanceRecord | undefined {
    return this.#records.find((one) => one.keyId === keyId && one.digest === digest && one.withdrawn === undefined)
  }

  /** Digests that a key has accepted. */
  of(keyId: string): readonly string[] {
    return [...(this.#standing.get(keyId) ?? [])]
  }

  add(record: AcceptanceRecord): void {
    this.#records = [...this.#records, record]
    this.#stand(record.keyId, record.digest)
  }

  withdraw({ keyId, digest }: { readonly keyId: string; readonly digest: string }, by: string, at: number): void {
    this.#standing.get(keyId)?.delete(digest)
    this.#records = this.#records.map((record) =>
      record.keyId === keyId && record.digest === digest && record.withdrawn === undefined
        ? { ...record, withdrawn: { at, by, isTold: false } }
        : record,
    )
  }

  /** The journal has the withdrawal of exactly this record. */
  markTold(told: AcceptanceRecord): void {
    this.#records = this.#records.map((record) =>
      record === told && record.withdrawn !== undefined
        ? { ...record, withdrawn: { ...record.withdrawn, isTold: true } }
        : record,
    )
  }

  /** Withdrawn, and the journal has not heard of it yet. */
  get untold(): readonly AcceptanceRecord[] {
    return this.#records.filter(({ withdrawn }) => withdrawn?.isTold === false)
  }

  #stand(keyId: string, digest: string): void {
    const digests = this.#standing.get(keyId) ?? new Set()
    digests.add(digest)
    this.#standing.set(keyId, digests)
  }
}
