// What we asked somebody and wait for, for some minutes and once: challenges, sign-ins at a provider, codes of terminals. In memory,
// because whoever began before a restart begins again.

/** Things that are waited for. With about 1 kB each this stays below 10 MB; the oldest gives way. */
const awaitedMax = 10_000

export class Awaited<Item> {
  readonly #now: () => number
  readonly #forMs: number
  readonly #byKey = new Map<string, { readonly item: Item; readonly endsAt: number }>()

  /** @param now milliseconds since the epoch, or on a clock that never jumps */
  constructor(forMs: number, now: () => number) {
    this.#forMs = forMs
    this.#now = now
  }

  put(key: string, item: Item): void {
    if (this.#byKey.size >= awaitedMax) {
      const [oldest] = this.#byKey.keys()
      if (oldest !== undefined) this.#byKey.delete(oldest)
    }
    this.#byKey.set(key, { item, endsAt: this.#now() + this.#forMs })
  }

  /** It stays. */
  look(key: string): Item | undefined {
    const found = this.#byKey.get(key)
    return found !== undefined && this.#now() < found.endsAt ? found.item : undefined
  }

  /** Whoever comes second gets nothing. */
  take(key: string): Item | undefined {
    const item = this.look(key)
    this.#byKey.delete(key)
    return item
  }
}
