/**
 * Leaves an engine alone after failures in a row, then lets one request through to see whether it is back.
 * Times are on the clock of the caller, in milliseconds.
 */
export class Breaker {
  readonly #failuresMax: number
  readonly #openMs: number
  #failures = 0
  #openedAt: number | undefined
  #isTrialRunning = false

  constructor(settings: { readonly failures: number; readonly openMs: number }) {
    this.#failuresMax = settings.failures
    this.#openMs = settings.openMs
  }

  /** Whether a request may be sent now. Sending one while half open makes it the trial: call {@link begin}. */
  mayTry(now: number): boolean {
    if (this.#openedAt === undefined) return true
    return !this.#isTrialRunning && now - this.#openedAt >= this.#openMs
  }

  begin(): void {
    if (this.#openedAt !== undefined) this.#isTrialRunning = true
  }

  succeeded(): void {
    this.#failures = 0
    this.#openedAt = undefined
    this.#isTrialRunning = false
  }

  failed(now: number): void {
    this.#failures++
    this.#isTrialRunning = false
    if (this.#failures >= this.#failuresMax) this.#openedAt = now
  }

  /** The trial told nothing, for example because the client left. The next request tries again. */
  undecided(): void {
    this.#isTrialRunning = false
  }
}
