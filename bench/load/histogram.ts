/**
 * A histogram of durations with a bounded relative error, in the manner of HdrHistogram: each power of two
 * is cut into equal steps, so a value is known to better than one percent over the whole range, and
 * recording is one increment in a typed array. Nothing is sampled and nothing is averaged away.
 */

/** 128 steps per power of two: the error of a reported value stays below 1/128. */
const stepBits = 7
const steps = 1 << stepBits
/** 2^31 µs are 35 minutes, longer than any run of ours. Longer durations count as the longest. */
const microsMax = 2 ** 31 - 1
const slotCount = steps * (31 - stepBits + 1)

export type Percentiles = {
  readonly count: number
  readonly p50Ms: number
  readonly p90Ms: number
  readonly p99Ms: number
  readonly p999Ms: number
  readonly maxMs: number
}

export class Histogram {
  readonly #slots = new Uint32Array(slotCount)
  #count = 0
  #maxMicros = 0

  get count(): number {
    return this.#count
  }

  recordMs(durationMs: number): void {
    // A clock that steps by nanoseconds may show a tiny negative duration: that is zero, not an error.
    const micros = Math.min(microsMax, Math.max(0, Math.round(durationMs * 1000)))
    const slot = slotOf(micros)
    this.#slots[slot] = (this.#slots[slot] ?? 0) + 1
    this.#count += 1
    if (micros > this.#maxMicros) this.#maxMicros = micros
  }

  add(other: Histogram): void {
    for (let slot = 0; slot < slotCount; slot += 1) {
      this.#slots[slot] = (this.#slots[slot] ?? 0) + (other.#slots[slot] ?? 0)
    }
    this.#count += other.#count
    this.#maxMicros = Math.max(this.#maxMicros, other.#maxMicros)
  }

  /** The smallest value that at least `share` of all recorded values do not exceed, from below 1/128 above. */
  quantileMs(share: number): number {
    if (this.#count === 0) return Number.NaN
    const wanted = Math.max(1, Math.ceil(share * this.#count))
    let seen = 0
    for (let slot = 0; slot < slotCount; slot += 1) {
      seen += this.#slots[slot] ?? 0
      if (seen >= wanted) return Math.min(highestOf(slot), this.#maxMicros) / 1000
    }
    return this.#maxMicros / 1000
  }

  /** Null when nothing was recorded: a figure that nobody measured is not zero. */
  percentiles(): Percentiles | null {
    if (this.#count === 0) return null
    return {
      count: this.#count,
      p50Ms: this.quantileMs(0.5),
      p90Ms: this.quantileMs(0.9),
      p99Ms: this.quantileMs(0.99),
      p999Ms: this.quantileMs(0.999),
      maxMs: this.#maxMicros / 1000,
    }
  }
}

function slotOf(micros: number): number {
  if (micros < steps) return micros
  const exponent = 31 - Math.clz32(micros) - stepBits
  // The leading bit is always set above `steps`, so each power of two fills exactly `steps` slots.
  return steps * (exponent + 1) + ((micros >>> exponent) - steps)
}

function highestOf(slot: number): number {
  if (slot < steps) return slot
  const exponent = Math.floor(slot / steps) - 1
  return ((slot % steps) + steps + 1) * 2 ** exponent - 1
}
