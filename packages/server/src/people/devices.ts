// Signing in on a terminal: OAuth 2.0 Device Authorization Grant (RFC 8628; checked 2026-11-24). The terminal shows a short code, somebody
// who is signed in types it into a page, and the terminal gets a session of its own.
import type { DeviceAnswer, DeviceStart } from '../sign-in-desk.ts'
import { Attempts } from './attempts.ts'
import { Awaited } from './awaited.ts'
import { digestOf, newSecret } from './opaque.ts'
import type { Session } from './sessions.ts'

/** Milliseconds. */
const waitMs = 10 * 60_000

/** Seconds between two questions of a terminal. */
const intervalSeconds = 5

/** RFC 8628 § 6.1: no vowels, so no words, and nothing that looks like a digit. 20^8 codes are 34 bits, and ten tries are allowed. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ'
const codeCharacters = 8

/** Codes that somebody types wrong, and terminals that begin behind one address, each in 15 minutes. */
const triesOfPerson = { attempts: 10, perMs: 15 * 60_000 }
const beginningsOfAddress = { attempts: 30, perMs: 15 * 60_000 }

interface Waiting {
  readonly userCode: string
  askedAt: number
  decided: Session | 'denied' | undefined
}

export class Devices {
  readonly #elapsed: () => number
  readonly #waiting: Awaited<Waiting>
  /** By the code that is typed: the digest of the other one. */
  readonly #byUserCode: Awaited<string>
  readonly #tries: Attempts
  readonly #beginnings: Attempts

  /** @param elapsed milliseconds on a clock that never jumps */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
    this.#waiting = new Awaited(waitMs, elapsed)
    this.#byUserCode = new Awaited(waitMs, elapsed)
    this.#tries = new Attempts(triesOfPerson, elapsed)
    this.#beginnings = new Attempts(beginningsOfAddress, elapsed)
  }

  /** @throws GatewayError sign_in_throttled */
  start(address: string | undefined): DeviceStart {
    this.#beginnings.take(address ?? 'unknown')
    const [deviceCode, userCode] = [newSecret(''), newUserCode()]
    const digest = digestOf(deviceCode)
    this.#waiting.put(digest, { userCode, askedAt: -Infinity, decided: undefined })
    this.#byUserCode.put(plainCode(userCode), digest)
    return { deviceCode, userCode, expiresInSeconds: waitMs / 1_000, intervalSeconds }
  }

  /**
   * Whether a terminal waits with this code.
   *
   * @throws GatewayError sign_in_throttled
   */
  look(session: Session, userCode: string): boolean {
    this.#tries.take(session.personId)
    const found = this.#find(userCode)
    if (found !== undefined) this.#tries.giveBack(session.personId)
    return found !== undefined
  }

  /** False where no terminal waits with this code. The first decision stands. */
  decide(session: Session, userCode: string, isAllowed: boolean): boolean {
    if (!this.look(session, userCode)) return false
    const found = this.#find(userCode)
    this.#byUserCode.take(plainCode(userCode))
    if (found !== undefined) found.decided = isAllowed ? session : 'denied'
    return true
  }

  /** What a terminal hears. Whoever signed is told once. */
  ask(deviceCode: string): Session | Exclude<DeviceAnswer['state'], 'token'> {
    const digest = digestOf(deviceCode)
    const found = this.#waiting.look(digest)
    if (found === undefined) return 'expired_token'
    const isEarly = this.#elapsed() - found.askedAt < intervalSeconds * 1_000
    found.askedAt = this.#elapsed()
    if (found.decided === undefined) return isEarly ? 'slow_down' : 'authorization_pending'
    this.#waiting.take(digest)
    return found.decided === 'denied' ? 'access_denied' : found.decided
  }

  #find(userCode: string): Waiting | undefined {
    const digest = this.#byUserCode.look(plainCode(userCode))
    return digest === undefined ? undefined : this.#waiting.look(digest)
  }
}

function newUserCode(): string {
  let code = ''
  while (code.length < codeCharacters) {
    // 240 is the largest multiple of 20 in a byte; taking the rest too would make some letters likelier.
    for (const byte of crypto.getRandomValues(new Uint8Array(codeCharacters)))
      if (byte < 240 && code.length < codeCharacters) code += alphabet[byte % alphabet.length]
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** As somebody may type it. */
function plainCode(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '')
    .slice(0, codeCharacters + 1)
}
