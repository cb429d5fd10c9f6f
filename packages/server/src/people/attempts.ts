// How often somebody may be wrong. OWASP ASVS 5.0 V6.3.1; checked 2026-11-24.
import { GatewayError } from '@stellwerk/contract/error'

/** Names and addresses that are remembered. With about 100 bytes each this stays below 2 MB. */
const keysMax = 10_000

export interface AttemptLimit {
  /** Attempts that may fail one after the other. */
  readonly attempts: number
  /** Milliseconds in which as many are forgotten again. */
  readonly perMs: number
}

/** Each name of an account: whoever guesses gets some 1,000 guesses a day, and a passkey or a provider still lets its person in. */
export const perAccount: AttemptLimit = { attempts: 10, perMs: 15 * 60_000 }

/** Each address: behind one there may be a whole house. */
export const perAddress: AttemptLimit = { attempts: 50, perMs: 15 * 60_000 }

/** A bucket that leaks, for each key. */
export class Attempts {
  readonly #limit: AttemptLimit
  readonly #elapsed: () => number
  /** In order of their last attempt. */
  readonly #levels = new Map<string, { readonly level: number; readonly at: number }>()

  /** @param elapsed milliseconds on a clock that never jumps */
  constructor(limit: AttemptLimit, elapsed: () => number) {
    this.#limit = limit
    this.#elapsed = elapsed
  }

  /**
   * Counts an attempt before it is known how it ends, so that many at once are many.
   *
   * @throws GatewayError sign_in_throttled
   */
  take(key: string): void {
    const level = this.#levelOf(key)
    const { attempts, perMs } = this.#limit
    if (level + 1 > attempts) {
      const retryAfterSeconds = Math.ceil(((level + 1 - attempts) * perMs) / attempts / 1_000)
      throw new GatewayError('sign_in_throttled', { details: { retryAfterSeconds } })
    }
    this.#set(key, level + 1)
  }

  /** It was right after all. */
  giveBack(key: string): void {
    this.#set(key, Math.max(0, this.#levelOf(key) - 1))
  }

  #levelOf(key: string): number {
    const found = this.#levels.get(key)
    if (found === undefined) return 0
    const leaked = ((this.#elapsed() - found.at) * this.#limit.attempts) / this.#limit.perMs
    return Math.max(0, found.level - leaked)
  }

  #set(key: string, level: number): void {
    this.#levels.delete(key)
    this.#levels.set(key, { level, at: this.#elapsed() })
    if (this.#levels.size <= keysMax) return
    const [oldest] = this.#levels.keys()
    if (oldest !== undefined) this.#levels.delete(oldest)
  }
}
