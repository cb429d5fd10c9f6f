// Passwords. OWASP Password Storage Cheat Sheet, Argon2id with m = 19 MiB, t = 2, p = 1; NIST SP 800-63B-4 § 3.1.1 on length and on no
// rules of composition. Checked 2026-11-24.
import { GatewayError } from '@stellwerk/contract/error'

import { Attempts, perAccount, perAddress } from './attempts.ts'
import type { CredentialStore } from './credential-store.ts'
import { digestOf, newSecret } from './opaque.ts'

const argon2id = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const

/** Characters. */
const passwordCharactersMin = 12

/** Characters. Longer ones are refused, never cut. */
const passwordCharactersMax = 256

/** Passwords that are checked at the same time: each takes 19 MiB. */
const checksMax = 4

/** Passwords that wait for that. */
const waitingMax = 64

export interface PasswordParts {
  readonly store: Pick<CredentialStore, 'password' | 'setPassword'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number
}

export class Passwords {
  readonly #parts: PasswordParts
  readonly #accounts: Attempts
  readonly #addresses: Attempts
  /** Of nobody, so that an unknown name costs as much as a wrong password. */
  #nobody: Promise<string> | undefined
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(parts: PasswordParts) {
    this.#parts = parts
    this.#accounts = new Attempts(perAccount, parts.elapsed)
    this.#addresses = new Attempts(perAddress, parts.elapsed)
  }

  /**
   * The person whose name and password these are.
   *
   * @param address of the client; those that are not known share one limit
   * @throws GatewayError sign_in_failed, sign_in_throttled
   */
  async personOf(told: {
    readonly login: string
    readonly password: string
    readonly address: string | undefined
  }): Promise<string> {
    const login = plainLogin(told.login)
    // By its digest: what somebody types into the wrong field stays nowhere.
    const [account, address] = [digestOf(login), told.address ?? 'unknown']
    this.#addresses.take(address)
    this.#accounts.take(account)
    const record = await this.#parts.store.password(login)
    this.#nobody ??= Bun.password.hash(newSecret(''), argon2id)
    const hash = record?.hash ?? (await this.#nobody)
    const isSized = [...told.password].length <= passwordCharactersMax
    const isRight = await this.#inTurn(() => Bun.password.verify(isSized ? told.password : '-', hash))
    if (record === undefined || !isSized || !isRight) throw new GatewayError('sign_in_failed')
    this.#addresses.giveBack(address)
    this.#accounts.giveBack(account)
    return record.personId
  }

  /** @throws GatewayError request_invalid, where it is too short, too long, or the name is somebody else's */
  async set(personId: string, told: { readonly login: string; readonly password: string }): Promise<void> {
    mustBeLongEnough(told.password)
    const hash = await this.#inTurn(() => Bun.password.hash(told.password, argon2id))
    const login = plainLogin(told.login)
    if (await this.#parts.store.setPassword({ personId, login, hash, changedAt: this.#parts.now() })) return
    throw new GatewayError('request_invalid', { details: { what: 'mail' }, param: 'mail' })
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= checksMax) {
      if (this.#waiting.length >= waitingMax)
        throw new GatewayError('sign_in_throttled', { details: { retryAfterSeconds: 1 } })
      const turn = Promise.withResolvers<void>()
      this.#waiting.push(turn.resolve)
      await turn.promise
    } else this.#running++
    try {
      return await work()
    } finally {
      // The place goes to whoever is next, or is free.
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}

/** @throws GatewayError request_invalid */
export function mustBeLongEnough(password: string): void {
  const { length } = [...password]
  if (length >= passwordCharactersMin && length <= passwordCharactersMax) return
  const what = `password: ${passwordCharactersMin}–${passwordCharactersMax}`
  throw new GatewayError('request_invalid', { details: { what }, param: 'password' })
}

function plainLogin(login: string): string {
  return login.trim().normalize('NFC').toLowerCase()
}
