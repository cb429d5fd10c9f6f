import { Refused } from './refusal.ts'

/** Questions that may wait for a place. More are turned away: a gateway with another engine can ask there. */
const waitingMax = 64

/** A fixed number of places; whoever comes when all are taken waits for its turn, in order. */
export class Places<Place> {
  readonly #free: Place[]
  readonly #waiting: ((place: Place) => void)[] = []
  readonly count: number

  constructor(places: readonly Place[]) {
    this.#free = [...places]
    this.count = places.length
  }

  get busyCount(): number {
    return this.count - this.#free.length
  }

  /**
   * A place of one's own until {@link release}.
   *
   * @param wants which of several free ones is liked best
   * @throws Refused when too many wait already; the reason of the signal when that is aborted
   */
  async take(wants: (place: Place) => boolean, signal: AbortSignal): Promise<Place> {
    signal.throwIfAborted()
    const index = Math.max(0, this.#free.findIndex(wants))
    const [free] = this.#free.splice(index, 1)
    if (free !== undefined) return free
    if (this.#waiting.length >= waitingMax) throw new Refused(429, 'busy', `${waitingMax} requests are waiting already`)
    const { promise, resolve, reject } = Promise.withResolvers<Place>()
    this.#waiting.push(resolve)
    const leave = (): void => {
      const at = this.#waiting.indexOf(resolve)
      if (at === -1) return // It has got its place just now, and will see that its signal is aborted.
      this.#waiting.splice(at, 1)
      reject(signal.reason as Error) // Only ever aborted with an error.
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  release(place: Place): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free.push(place)
    else next(place)
  }
}
