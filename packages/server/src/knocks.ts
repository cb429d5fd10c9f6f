import type { Clock } from './clock.ts'

/** Refusals of unidentified callers a second, and how many may come at once. A person who mistypes a key stays below. */
const perSecond = 200
const atOnce = 400

/**
 * A bound on how often strangers are told why they are refused. Whoever guesses keys gets a short 429 instead; callers
 * with a valid key never come here, so nobody can lock them out.
 */
export class Knocks {
  readonly #clock: Clock
  #left = atOnce
  #lookedAt: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#lookedAt = clock.elapsed()
  }

  /** Whether this one may be answered in full. */
  take(): boolean {
    const now = this.#clock.elapsed()
    this.#left = Math.min(atOnce, this.#left + ((now - this.#lookedAt) / 1000) * perSecond)
    this.#lookedAt = now
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
