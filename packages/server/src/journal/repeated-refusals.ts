import { type ErrorCode, isLimit } from '@stellwerk/contract/error'
import type { Repeated } from '@stellwerk/contract/journal/entry'

/** A refusal as the path tells it, as far as it matters here. */
interface Refusal {
  readonly endpoint: string
  readonly useCaseId: string
  readonly keyId: string
  readonly code: ErrorCode
}

interface Counting<Facts> {
  last: Facts
  count: number
  from: number
}

/**
 * Refusals by a limit come in floods: a client that does not slow down is refused as often as it can ask. The first one of
 * a key is an entry like any other refusal; further ones by the same limit are counted, for one entry a minute
 * (docs/decisions/0025-limits-and-fair-queueing.md). Other refusals have nothing to do with this.
 */
export class RepeatedRefusals<Facts extends Refusal> {
  /** By key, limit and endpoint: as many as there are keys in use, at most a few times over. */
  readonly #counting = new Map<string, Counting<Facts>>()
  readonly #now: () => number

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Whether this one has an entry of its own. Otherwise it is counted, and nothing more has to be done. */
  standsAlone(refusal: Facts): boolean {
    if (!isLimit(refusal.code)) return true
    const name = `${refusal.keyId} ${refusal.code} ${refusal.endpoint}`
    const known = this.#counting.get(name)
    if (known === undefined) {
      this.#counting.set(name, { last: refusal, count: 0, from: this.#now() })
      return true
    }
    if (known.count === 0) known.from = this.#now()
    known.last = refusal
    known.count++
    return false
  }

  /** Tells what was counted. What cannot be told is counted on; who was not refused again is forgotten. */
  async tell(write: (last: Facts, repeated: Repeated) => Promise<unknown>): Promise<void> {
    for (const [name, counting] of this.#counting) {
      if (counting.count === 0) {
        this.#counting.delete(name)
        continue
      }
      const { last, count, from } = counting
      const to = Math.max(from, this.#now())
      await write(last, { count, from: Math.floor(from), to: Math.floor(to) })
      counting.count -= count
      counting.from = to
    }
  }
}
