/** A gateway posts one checkpoint a second at most, now and then twice. */
export const requestsPerMinute = 240

/** Addresses counted in one minute; whoever comes after them waits for the next. */
const addressesMax = 4096

const minuteMs = 60_000

/** Counts requests by address in whole minutes, so that one stranger cannot keep the witness busy. */
export class RequestAllowance {
  #minute = Number.NaN
  readonly #counts = new Map<string, number>()

  /** Whether one more request may pass. */
  take(address: string, now: number): boolean {
    const minute = Math.floor(now / minuteMs)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#counts.clear()
    }
    const count = this.#counts.get(address) ?? 0
    if (count >= requestsPerMinute || (count === 0 && this.#counts.size >= addressesMax)) return false
    this.#counts.set(address, count + 1)
    return true
  }
}
