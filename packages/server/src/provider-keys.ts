import { createLocalJWKSet, errors, type CryptoKey, type FlattenedJWSInput, type JWSHeaderParameters } from 'jose'

/** Milliseconds for which keys are taken without asking again. One that a provider took back is believed no longer than this. */
const freshMs = 600_000

/** Milliseconds between two requests for keys because a token names one that is not there: anybody can make up names. */
const unknownKeyMs = 60_000

/** Milliseconds until a provider that did not answer is asked again. */
const retryMs = 5_000

/** The provider does not say which keys are its own. Nobody new is let in until it does. */
export class ProviderSilent extends Error {
  override readonly name = 'ProviderSilent'
}

type KeySet = ReturnType<typeof createLocalJWKSet>

export interface ProviderKeysParts {
  readonly issuer: string
  /** Where the keys are; otherwise the issuer is asked for that. */
  readonly jwksUrl?: string | undefined
  /** One JSON document, in bounds of size and time and without following redirects. Throws what went wrong. */
  readonly fetchJson: (url: string) => Promise<unknown>
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number
}

/** The public keys of an identity provider, from the address in the configuration or one on the issuer's own host. */
export class ProviderKeys {
  readonly #parts: ProviderKeysParts
  #keys: { readonly find: KeySet; readonly loadedAt: number } | undefined
  #askedAt = -Infinity
  #loading: Promise<KeySet> | undefined

  constructor(parts: ProviderKeysParts) {
    this.#parts = parts
  }

  /**
   * The key that a token names.
   *
   * @throws ProviderSilent, and JWKSNoMatchingKey or JWKSMultipleMatchingKeys of jose
   */
  async keyFor(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    const find = this.#fresh() ?? (await this.#load(retryMs))
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw new ProviderSilent('a key that is none', { cause: error })
      const isUnknown = error instanceof errors.JWKSNoMatchingKey
      if (!isUnknown || !this.#mayAsk(unknownKeyMs)) throw error
    }
    // The provider may have changed its keys since.
    const anew = await this.#load(unknownKeyMs)
    return anew(header, token)
  }

  /** On the clock that never jumps; until then they are taken without asking again. */
  get freshUntil(): number {
    return this.#keys === undefined ? -Infinity : this.#keys.loadedAt + freshMs
  }

  #fresh(): KeySet | undefined {
    return this.#parts.elapsed() < this.freshUntil ? this.#keys?.find : undefined
  }

  #mayAsk(afterMs: number): boolean {
    return this.#loading !== undefined || this.#parts.elapsed() - this.#askedAt >= afterMs
  }

  /** Whoever comes meanwhile waits for the same answer. */
  #load(afterMs: number): Promise<KeySet> {
    if (!this.#mayAsk(afterMs)) return Promise.reject(new ProviderSilent('asked a moment ago'))
    this.#loading ??= this.#ask().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  async #ask(): Promise<KeySet> {
    const { jwksUrl, fetchJson, elapsed } = this.#parts
    this.#askedAt = elapsed()
    try {
      const document = await fetchJson(jwksUrl ?? (await this.#discover()))
      // What it is instead of a set of keys is for jose to refuse.
      const find = createLocalJWKSet(document as Parameters<typeof createLocalJWKSet>[0])
      this.#keys = { find, loadedAt: elapsed() }
      return find
    } catch (cause) {
      throw new ProviderSilent('no keys', { cause })
    }
  }

  /** OpenID Connect Discovery 1.0 § 4. It must be the issuer that we mean, and keep its keys where it is itself. */
  async #discover(): Promise<string> {
    const { issuer, fetchJson } = this.#parts
    const found = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    const { issuer: named, jwks_uri: url } = found as Readonly<Record<string, unknown>> // A wrong shape has neither.
    if (named !== issuer) throw new Error('another issuer answers there')
    if (typeof url !== 'string' || !URL.canParse(url)) throw new Error('no jwks_uri')
    if (new URL(url).origin !== new URL(issuer).origin)
      throw new Error('jwks_uri is on another host: configure jwksUrl')
    return url
  }
}
