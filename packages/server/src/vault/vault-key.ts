// The keys under which the vault seals: one vault key per calendar month, and one key for the tags of subjects, which
// has no generations, or nobody could be found across months.
import { randomBytes } from 'node:crypto'

import type { KeyCustodian } from './custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'
import { keyBytes } from './envelope.ts'
import type { UnwrappedVaultKey } from './sealer.ts'
import { Sealer, Unsealer } from './sealer.ts'
import type { VaultKeyStore, WrappedVaultKey } from './store-port.ts'

// What the custodian wraps: label · generation u32 · key 32. So no wrapped key can be put in the place of another.
const label = Buffer.from('stellwerk/vault/key/v1\0')
const tagGeneration = 0

/** The current generation must be followed by another before it may go. */
export class GenerationInUse extends Error {
  override readonly name = 'GenerationInUse'
  readonly code = 'generation_in_use'

  constructor(what: { readonly generation: number }) {
    super(`generation ${what.generation} of the vault key is in use; rotate first`)
  }
}

/** The vault's keys, unwrapped as they are needed. */
export class VaultKeys {
  readonly #store: VaultKeyStore
  readonly #custodian: KeyCustodian
  readonly #keys = new Map<number, Uint8Array>()

  private constructor(store: VaultKeyStore, custodian: KeyCustodian) {
    this.#store = store
    this.#custodian = custodian
  }

  /**
   * The keys of an installation, made on first use, with one vault key for the month of `now`.
   *
   * @param with_.previous who may still keep some of them: those are wrapped anew
   * @throws VaultKeyUnavailable
   */
  static async open(with_: {
    readonly store: VaultKeyStore
    readonly custodian: KeyCustodian
    readonly previous?: KeyCustodian | undefined
    /** Milliseconds since the epoch. */
    readonly now: number
  }): Promise<VaultKeys> {
    const keys = new VaultKeys(with_.store, with_.custodian)
    if (with_.previous !== undefined) await keys.#takeOver(with_.previous, with_.now)
    if (with_.store.list().length === 0) await keys.#create(tagGeneration, with_.now)
    await keys.#unwrap(tagGeneration)
    await keys.rotateIfDue(with_.now)
    await keys.#unwrap(keys.generation)
    return keys
  }

  /** The keys that are there, for whoever opens records and seals none: nothing is made and nothing is wrapped anew. */
  static forReading(with_: { readonly list: VaultKeyStore['list']; readonly custodian: KeyCustodian }): VaultKeys {
    const readsOnly = (): never => {
      throw new TypeError('these keys are for reading')
    }
    const store = { list: with_.list, add: readsOnly, rewrap: readsOnly, destroy: readsOnly }
    return new VaultKeys(store, with_.custodian)
  }

  /** The newest one, under which records are sealed. 0 before the first. */
  get generation(): number {
    return this.#store.list().at(-1)?.generation ?? 0
  }

  /** What a sealer needs; as plain data, so that it can be handed to another thread. */
  get current(): UnwrappedVaultKey & { readonly subjectTagKey: Uint8Array } {
    const { generation } = this
    return { generation, key: this.#at(generation), subjectTagKey: this.subjectTagKey }
  }

  get subjectTagKey(): Uint8Array {
    return this.#at(tagGeneration)
  }

  sealer(): Sealer {
    return new Sealer(this.current)
  }

  /**
   * Opens records of every generation that is left.
   *
   * @throws VaultKeyUnavailable
   */
  async unsealer(): Promise<Unsealer> {
    for (const { generation, destroyedAt } of this.#store.list()) {
      if (destroyedAt === undefined) await this.#unwrap(generation)
    }
    return new Unsealer((generation) => (generation === tagGeneration ? undefined : this.#keys.get(generation)))
  }

  /**
   * Begins a new generation. Records are sealed under it once a sealer was made of it.
   *
   * @throws VaultKeyUnavailable; the generation before stays in use then
   */
  async rotate(now: number): Promise<number> {
    const generation = this.generation + 1
    await this.#create(generation, now)
    return generation
  }

  /** Begins a new generation if the current one is of another month (UTC). True if it did. */
  async rotateIfDue(now: number): Promise<boolean> {
    const current = this.#store.list().at(-1)
    if (current !== undefined && current.generation > 0 && monthOf(current.createdAt) >= monthOf(now)) return false
    await this.rotate(now)
    return true
  }

  /**
   * Makes all records of a generation unreadable for good, here and in every copy of the data whose copy of the wrapped
   * key is gone as well (docs/decisions/0010).
   *
   * @returns false if the wrapped key may still lie in the write-ahead log, because somebody reads.
   * @throws GenerationInUse
   */
  destroy(generation: number, at: number): boolean {
    if (generation === tagGeneration || generation >= this.generation) throw new GenerationInUse({ generation })
    this.#keys.get(generation)?.fill(0)
    this.#keys.delete(generation)
    return this.#store.destroy({ generation, at })
  }

  /** Forgets all unwrapped keys. */
  wipe(): void {
    for (const key of this.#keys.values()) key.fill(0)
    this.#keys.clear()
  }

  async #create(generation: number, createdAt: number): Promise<void> {
    const key = new Uint8Array(randomBytes(keyBytes))
    const wrapped = await this.#wrapped(generation, key)
    this.#store.add({ generation, custodian: this.#custodian.kind, wrapped, createdAt })
    this.#keys.set(generation, key)
  }

  /** Before anything rests on it: whether the custodian gives the key back at all. */
  async #wrapped(generation: number, key: Uint8Array): Promise<Uint8Array> {
    const wrapped = await this.#custodian.wrap(Buffer.concat([labelOf(generation), key]))
    const back = await unwrappedBy(this.#custodian, { generation, wrapped, custodian: this.#custodian.kind })
    if (Buffer.compare(back, key) !== 0) throw unusable(this.#custodian, generation)
    return wrapped
  }

  /** Key by key, each durable. If we stop midway, the next start goes on: a key is with one of the two. */
  async #takeOver(previous: KeyCustodian, at: number): Promise<void> {
    for (const row of this.#store.list()) {
      const { generation } = row
      if (row.destroyedAt !== undefined) continue
      try {
        this.#keys.set(generation, await unwrappedBy(this.#custodian, row))
      } catch (error) {
        if (!(error instanceof VaultKeyUnavailable)) throw error
        const key = await unwrappedBy(previous, row).catch(() => {
          throw error // Neither has it; what the one in force says is what the operator can act on.
        })
        this.#store.rewrap({
          generation,
          custodian: this.#custodian.kind,
          wrapped: await this.#wrapped(generation, key),
          at,
        })
        this.#keys.set(generation, key)
      }
    }
  }

  async #unwrap(generation: number): Promise<void> {
    if (this.#keys.has(generation)) return
    const row = this.#store.list().find((key) => key.generation === generation)
    if (row !== undefined) this.#keys.set(generation, await unwrappedBy(this.#custodian, row))
  }

  #at(generation: number): Uint8Array {
    const key = this.#keys.get(generation)
    if (key === undefined) throw unusable(this.#custodian, generation)
    return key
  }
}

async function unwrappedBy(
  custodian: KeyCustodian,
  row: Pick<WrappedVaultKey, 'generation' | 'wrapped' | 'custodian'>,
): Promise<Uint8Array> {
  if (row.custodian !== custodian.kind) throw otherCustodian(row.custodian, custodian)
  const plain = await custodian.unwrap(row.wrapped)
  const head = labelOf(row.generation)
  if (plain.length !== head.length + keyBytes || Buffer.compare(plain.subarray(0, head.length), head) !== 0) {
    throw unusable(custodian, row.generation)
  }
  const key = new Uint8Array(plain.subarray(head.length))
  plain.fill(0)
  return key
}

function labelOf(generation: number): Uint8Array {
  const head = Buffer.alloc(label.length + 4)
  head.set(label)
  head.writeUInt32BE(generation, label.length)
  return head
}

/** Months since the epoch, so that they compare. */
function monthOf(ms: number): number {
  const date = new Date(ms)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function unusable({ kind }: KeyCustodian, generation: number): VaultKeyUnavailable {
  const text = {
    de: `der Verwahrer (${kind}) gibt den Schlüssel ${generation} des Tresors nicht so zurück, wie er verschlossen wurde; bitte prüfen, ob er dieselben Schlüssel hat wie zuvor`,
    en: `the custodian (${kind}) does not give key ${generation} of the vault back as it was wrapped; please see whether it has the same keys as before`,
  }
  return new VaultKeyUnavailable({ reason: 'mismatch', text })
}

function otherCustodian(before: string, { kind }: KeyCustodian): VaultKeyUnavailable {
  const text = {
    de: `die Schlüssel des Tresors verwahrt „${before}“, eingestellt ist „${kind}“; bitte den früheren Verwahrer unter vault.previousKey nennen`,
    en: `the keys of the vault are with "${before}", the configuration says "${kind}"; please name the former custodian as vault.previousKey`,
  }
  return new VaultKeyUnavailable({ reason: 'mismatch', text })
}
