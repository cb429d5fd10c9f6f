import type { KeyRecord, KeyStore } from './key-store.ts'

/** Milliseconds between looks at the store. A revocation by another process has to take effect within a second. */
const pollEveryMs = 500

const dayMs = 86_400_000

/** Milliseconds for which one noted use counts. Finer would be a record of when somebody was at work. */
const useCountsForMs = 30 * dayMs

/** A key in memory. Replaced by a new entry when its record changes. */
export interface KeyEntry {
  readonly record: KeyRecord
  readonly caller: Caller
  /** Moment until which a use need not be noted again. */
  useNotedUntil: number
}

/** Who calls: a key, and through it exactly one use case. */
export interface Caller {
  readonly keyId: string
  readonly keyVersion: number
  readonly useCaseId: string
  /** Behind which front end the people are that use it; undefined for a key with nobody behind it. */
  readonly frontEnd: string | undefined
  readonly groups: readonly string[] | 'unknown'
  readonly language?: KeyRecord['language']
  readonly expiresAt: number
}

export interface KeyRingParts {
  readonly store: KeyStore
  readonly now: () => number
  /** Told what went wrong with the store or a listener. Must not throw. */
  readonly onTrouble: (error: unknown) => void
}

/**
 * All keys in memory, kept in step with the store.
 *
 * A gate that cannot see stays shut: while the store cannot be read the ring is blind, and nobody is identified.
 */
export class KeyRing {
  readonly #parts: KeyRingParts
  readonly #listeners = new Set<(keyId: string) => void>()
  /** Revoked here, not yet seen as revoked in the store. A reload must not bring them back. */
  readonly #restricted = new Map<string, number>()
  readonly #usedIds = new Set<string>()
  #entries: ReadonlyMap<string, KeyEntry> = new Map()
  /** Loads follow one another, so that an older reading never replaces a newer one. */
  #loading: Promise<void> = Promise.resolve()
  /** Looks at the store follow one another too; none of them rejects. */
  #polling: Promise<void> = Promise.resolve()
  #seenCounter: number | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #isBlind = true
  #isStopped = false
  /** Grows with each load, so that whoever cached an entry knows when to forget it. */
  generation = 0

  constructor(parts: KeyRingParts) {
    this.#parts = parts
  }

  get isBlind(): boolean {
    return this.#isBlind
  }

  find(id: string): KeyEntry | undefined {
    return this.#entries.get(id)
  }

  all(): readonly KeyRecord[] {
    return [...this.#entries.values()].map(({ record }) => record)
  }

  /** Whether requests with this key may go on now, whichever version of the record they began with. */
  stands(keyId: string): boolean {
    const entry = this.#entries.get(keyId)
    return !this.#isBlind && entry !== undefined && isStanding(entry.record, this.#parts.now())
  }

  /** Called once for each key that stops standing before its announced end. Returns how to stop listening. */
  onRevoked(listener: (keyId: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads everything from the store. */
  load(): Promise<void> {
    const before = this.#loading
    const next = before.catch(() => undefined).then(() => this.#read())
    this.#loading = next
    return next
  }

  /** Restricting acts first and records second: from here on the key is shut, even if the store never hears of it. */
  restrict(id: string, at: number): void {
    const entry = this.#entries.get(id)
    if (entry === undefined || entry.record.revokedAt !== undefined) return
    this.#restricted.set(id, at)
    const entries = new Map(this.#entries).set(id, entryOf({ ...entry.record, revokedAt: at }))
    this.#replace(entries)
  }

  noteUse(entry: KeyEntry): void {
    entry.useNotedUntil = this.#parts.now() + useCountsForMs
    this.#usedIds.add(entry.record.id)
  }

  /** One look at the store: what others changed comes in, what we still owe it goes out. */
  poll(): Promise<void> {
    this.#polling = this.#polling.then(() => this.#look())
    return this.#polling
  }

  async #look(): Promise<void> {
    if (this.#isStopped) return
    try {
      if (this.#isBlind || this.#parts.store.changeCounter() !== this.#seenCounter) await this.load()
    } catch (error) {
      this.#isBlind = true
      this.#parts.onTrouble(error)
      return
    }
    await this.#payDebts()
  }

  start(): void {
    this.#timer = setTimeout(() => {
      void this.poll().finally(() => {
        if (!this.#isStopped) this.start()
      })
    }, pollEveryMs)
    this.#timer.unref()
  }

  /** The store may be closed once this has resolved. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    const couldSee = !this.#isBlind
    this.#isBlind = true
    await this.#polling
    await this.#loading.catch(() => undefined)
    if (couldSee) await this.#payDebts()
  }

  async #read(): Promise<void> {
    // The counter is read first: a write between the two readings is then seen again at the next look, never missed.
    const counter = this.#parts.store.changeCounter()
    const records = await this.#parts.store.all()
    const entries = new Map<string, KeyEntry>()
    for (const record of records) {
      if (record.revokedAt !== undefined) this.#restricted.delete(record.id)
      const revokedAt = record.revokedAt ?? this.#restricted.get(record.id)
      entries.set(record.id, entryOf({ ...record, revokedAt }))
    }
    this.#seenCounter = counter
    this.#isBlind = this.#isStopped
    this.#replace(entries)
  }

  #replace(entries: ReadonlyMap<string, KeyEntry>): void {
    const before = this.#entries
    this.#entries = entries
    this.generation++
    const now = this.#parts.now()
    for (const [id, { record }] of before) {
      const current = entries.get(id)
      const fell = isStanding(record, now) && !(current !== undefined && isStanding(current.record, now))
      if (fell) this.#tell(id)
    }
  }

  #tell(keyId: string): void {
    for (const listener of this.#listeners) {
      try {
        listener(keyId)
      } catch (error) {
        this.#parts.onTrouble(error) // The other listeners have streams to cut as well.
      }
    }
  }

  async #payDebts(): Promise<void> {
    try {
      for (const [id, at] of this.#restricted) await this.#parts.store.revoke(id, at)
      const ids = [...this.#usedIds]
      if (ids.length === 0) return
      await this.#parts.store.markUsed(ids, isoDate(this.#parts.now()))
      for (const id of ids) this.#usedIds.delete(id)
    } catch (error) {
      this.#parts.onTrouble(error) // Still owed; the next look tries again.
    }
  }
}

export function isStanding(record: KeyRecord, now: number): boolean {
  return record.revokedAt === undefined && now < record.expiresAt
}

/** @example isoDate(0) // '1970-01-01' */
export function isoDate(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}

/** Whether a stored date of use may stand for a use within about 90 days: the date itself can be 30 days behind. */
export function isInUse(usedOn: string | undefined, now: number): boolean {
  return usedOn !== undefined && now - Date.parse(usedOn) < 90 * dayMs + useCountsForMs
}

function entryOf(record: KeyRecord): KeyEntry {
  const { id, version, useCaseId, frontEnd, groups = 'unknown', language, expiresAt } = record
  return {
    record,
    caller: Object.freeze({ keyId: id, keyVersion: version, useCaseId, frontEnd, groups, language, expiresAt }),
    useNotedUntil: record.usedOn === undefined ? 0 : Date.parse(record.usedOn) + useCountsForMs,
  }
}
