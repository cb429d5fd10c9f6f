// Signing in through an identity provider: OpenID Connect Core 1.0 with a code, PKCE S256 (RFC 7636), state, nonce and `iss` (RFC 9207);
// BCP 240 (RFC 9700) on what goes wrong. Checked 2026-11-24.
import type { SignInProvider } from '@stellwerk/contract/config-sign-in'
import { GatewayError } from '@stellwerk/contract/error'
import * as oidc from 'openid-client'

import { areGroupsElsewhere, claimAt, groupsIn, personIdIn, personIn } from '../../claims.ts'
import { ProviderKeys } from '../../provider-keys.ts'
import { Awaited } from '../awaited.ts'
import { digestOf, newSecret } from '../opaque.ts'
import { readLogout } from './logout.ts'
import { providerRefused, refusalOf } from './refused.ts'

/** Milliseconds for signing in over there, with a second factor and a password that has to be found. */
const signingInMs = 10 * 60_000

/** Milliseconds for which we believe what the provider says of itself. */
const metadataMs = 60 * 60_000

/** Milliseconds until one that did not answer is asked again. */
const retryMs = 5_000

/** Seconds by which the clocks of two machines may differ. */
const skewSeconds = 60

/** Seconds for one answer. */
const answerSeconds = 5

export interface ProviderParts {
  /** Our secret there as it is now; undefined for a public client. */
  readonly secret: (() => string) | undefined
  /** Asks in bounds of size and time, without following redirects. Throws ProviderAway. */
  readonly fetch: oidc.CustomFetch
  /** One JSON document, likewise. */
  readonly fetchJson: (url: string) => Promise<unknown>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number
}

/** A sign-in on its way. */
interface Begun {
  /** SHA-256 of what the browser keeps: whoever comes back is whoever left. */
  readonly browser: string
  readonly verifier: string
  readonly nonce: string
  readonly redirectUri: string
  readonly onto: string
}

/** Who came from the provider. */
export interface CameFrom {
  /** Names the person at the provider, the same in each application. */
  readonly subject: string
  readonly sub: string
  readonly sid: string | undefined
  readonly name: string
  readonly mail: string | undefined
  /** Undefined where the provider tells none. */
  readonly groups: readonly string[] | undefined
  /** Milliseconds since the epoch: when they showed there who they are. Undefined where the provider does not say. */
  readonly shownAt: number | undefined
  /** Where they were going. */
  readonly onto: string
}

/** One identity provider. */
export class Provider {
  readonly #config: SignInProvider
  readonly #parts: ProviderParts
  /** By state. */
  readonly #begun: Awaited<Begun>
  readonly #logouts: Awaited<true>
  readonly #keys: ProviderKeys
  #known: { readonly configuration: oidc.Configuration; readonly at: number } | undefined
  #asking: Promise<oidc.Configuration> | undefined
  #failedAt = -Infinity

  constructor(config: SignInProvider, parts: ProviderParts) {
    this.#config = config
    this.#parts = parts
    this.#begun = new Awaited(signingInMs, parts.elapsed)
    this.#logouts = new Awaited(signingInMs, parts.elapsed)
    // Anybody can send such a token, so how often we ask for keys because of one is bounded.
    this.#keys = new ProviderKeys({ issuer: config.issuer, fetchJson: parts.fetchJson, elapsed: parts.elapsed })
  }

  get id(): string {
    return this.#config.id
  }

  get title(): string {
    return this.#config.title ?? this.#config.id
  }

  /**
   * Where to send the browser, and what it has to keep meanwhile. It is asked there for a new sign-in, not for one of this morning:
   * what somebody does here may need one.
   *
   * @throws GatewayError sign_in_provider_silent
   */
  async begin(how: {
    readonly redirectUri: string
    readonly onto: string
  }): Promise<{ readonly url: string; readonly browser: string }> {
    const configuration = await this.#configuration()
    const [state, nonce, verifier, browser] = [newSecret(''), newSecret(''), newSecret(''), newSecret('')]
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: how.redirectUri,
      scope: this.#config.scopes.join(' '),
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      prompt: 'login',
    })
    this.#begun.put(state, { browser: digestOf(browser), verifier, nonce, ...how })
    return { url: url.href, browser }
  }

  /**
   * Who came back.
   *
   * @param url with what the provider added to it
   * @param browser what it was given to keep
   * @throws GatewayError sign_in_provider_refused, sign_in_provider_silent, sign_in_groups_unknown
   */
  async finish(url: URL, browser: string | undefined): Promise<CameFrom> {
    const state = url.searchParams.get('state') ?? ''
    // Taken, whatever comes of it: a second try with the same state is none.
    const begun = this.#begun.take(state)
    if (begun === undefined || browser === undefined || digestOf(browser) !== begun.browser)
      throw providerRefused('state', this.title)
    const configuration = await this.#configuration()
    const claims = await this.#claimsOf(configuration, url, state, begun)
    return { ...this.#read(claims), onto: begun.onto }
  }

  async #claimsOf(configuration: oidc.Configuration, url: URL, state: string, begun: Begun): Promise<oidc.IDToken> {
    try {
      // As we named it at the beginning; what a proxy made of the address on its way does not count.
      const current = new URL(begun.redirectUri)
      current.search = url.search
      const tokens = await oidc.authorizationCodeGrant(configuration, current, {
        pkceCodeVerifier: begun.verifier,
        expectedState: state,
        expectedNonce: begun.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims !== undefined) return claims
    } catch (thrown) {
      throw refusalOf(thrown, this.title)
    }
    throw providerRefused('malformed', this.title)
  }

  #read(claims: oidc.IDToken): Omit<CameFrom, 'onto'> {
    const { clientId, userClaim, groupsClaim, nameClaim, mailClaim } = this.#config
    // The library looks at `azp` only beside several audiences (OpenID Connect Core 1.0 § 3.1.3.7 no. 5), and not at a day ahead.
    if (claims.azp !== undefined && claims.azp !== clientId) throw providerRefused('claims', this.title)
    if (claims.iat > Math.floor(this.#parts.now() / 1000) + skewSeconds) throw providerRefused('moment', this.title)
    const subject = personIn(claims, userClaim)
    if (subject === undefined) throw providerRefused('nobody', this.title)
    if (areGroupsElsewhere(claims, groupsClaim))
      throw new GatewayError('sign_in_groups_unknown', { details: { provider: this.title } })
    const { auth_time: authTime, sid } = claims
    return {
      subject,
      sub: claims.sub,
      sid: personIdIn(sid),
      name: personIdIn(claimAt(claims, nameClaim)) ?? personIdIn(claims['preferred_username']) ?? 'N. N.',
      mail: mailIn(claimAt(claims, mailClaim)),
      groups: groupsIn(claims, groupsClaim),
      shownAt: typeof authTime === 'number' ? authTime * 1000 : undefined,
    }
  }

  /**
   * Who signed out over there, by the token that the provider sends (OpenID Connect Back-Channel Logout 1.0 § 2.6).
   *
   * @throws GatewayError sign_in_provider_refused, sign_in_provider_silent
   */
  async loggedOut(token: string): Promise<{ readonly sub: string | undefined; readonly sid: string | undefined }> {
    return readLogout(token, {
      issuer: this.#config.issuer,
      clientId: this.#config.clientId,
      algorithm: this.#config.algorithm,
      keys: this.#keys,
      now: this.#parts.now,
      seen: this.#logouts,
      title: this.title,
    })
  }

  async #configuration(): Promise<oidc.Configuration> {
    const at = this.#parts.elapsed()
    if (this.#known !== undefined && at - this.#known.at < metadataMs) return this.#known.configuration
    if (at - this.#failedAt < retryMs && this.#asking === undefined)
      throw new GatewayError('sign_in_provider_silent', { details: { provider: this.title } })
    this.#asking ??= this.#discover().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, algorithm } = this.#config
    try {
      const secret = this.#parts.secret?.()
      const configuration = await oidc.discovery(
        new URL(issuer),
        clientId,
        { id_token_signed_response_alg: algorithm, [oidc.clockTolerance]: skewSeconds },
        secret === undefined ? oidc.None() : oidc.ClientSecretPost(secret),
        {
          [oidc.customFetch]: onlyAt(new URL(issuer).origin, this.#parts.fetch),
          timeout: answerSeconds,
          // Without it the library trusts an ID token because of whom it was fetched from, and not because it is signed.
          execute: [
            oidc.enableNonRepudiationChecks,
            // The schema lets http through for loopback alone. It is marked as deprecated only to stand out.
            // oxlint-disable-next-line typescript/no-deprecated
            ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
          ],
        },
      )
      this.#known = { configuration, at: this.#parts.elapsed() }
      return configuration
    } catch (thrown) {
      this.#failedAt = this.#parts.elapsed()
      throw refusalOf(thrown, this.title)
    }
  }
}

/** Whom we contact stands in the configuration: a provider that has us ask elsewhere is not asked. */
function onlyAt(origin: string, fetch: oidc.CustomFetch): oidc.CustomFetch {
  return (url, options) => {
    if (new URL(url).origin !== origin) throw new Error('an address of the provider is not on the host of its issuer')
    return fetch(url, options)
  }
}

function mailIn(value: unknown): string | undefined {
  const mail = personIdIn(value)
  return mail !== undefined && mail.length <= 200 && /^[^@\s]+@[^@\s]+$/.test(mail) ? mail : undefined
}
