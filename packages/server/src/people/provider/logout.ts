// A token that says who signed out at the provider (OpenID Connect Back-Channel Logout 1.0 §§ 2.4, 2.6; checked 2026-11-24).
import { errors, type JWTPayload, jwtVerify } from 'jose'

import { personIdIn } from '../../claims.ts'
import { type ProviderKeys, ProviderSilent } from '../../provider-keys.ts'
import type { Awaited } from '../awaited.ts'
import { ProviderAway, providerRefused, refusalOf } from './refused.ts'

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** Seconds by which clocks may differ, and for which such a token may lie around. */
const skewSeconds = 60
const lyingSeconds = 120

/** Characters of a token. */
const tokenCharactersMax = 16_384

interface LogoutParts {
  readonly issuer: string
  readonly clientId: string
  readonly algorithm: string
  readonly keys: Pick<ProviderKeys, 'keyFor'>
  readonly now: () => number
  /** Tokens that were taken, by `jti`. */
  readonly seen: Awaited<true>
  readonly title: string
}

export async function readLogout(
  token: string,
  parts: LogoutParts,
): Promise<{ readonly sub: string | undefined; readonly sid: string | undefined }> {
  if (token.length > tokenCharactersMax) throw providerRefused('malformed', parts.title)
  const claims = await verified(token, parts)
  const [sub, sid, jti] = [personIdIn(claims.sub), personIdIn(claims['sid']), personIdIn(claims.jti)]
  const { events } = claims
  const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, logoutEvent)
  // A nonce is what only an ID token has: one of those must not pass for this.
  if (!isLogout || claims['nonce'] !== undefined || jti === undefined) throw providerRefused('claims', parts.title)
  if (sub === undefined && sid === undefined) throw providerRefused('nobody', parts.title)
  if (parts.seen.take(jti) !== undefined) {
    parts.seen.put(jti, true)
    throw providerRefused('state', parts.title)
  }
  parts.seen.put(jti, true)
  return { sub, sid }
}

async function verified(token: string, parts: LogoutParts): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, (header, input) => parts.keys.keyFor(header, input), {
      algorithms: [parts.algorithm],
      issuer: parts.issuer,
      audience: parts.clientId,
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: lyingSeconds,
      clockTolerance: skewSeconds,
      currentDate: new Date(parts.now()),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw providerRefused('moment', parts.title, error)
    if (error instanceof errors.JWTClaimValidationFailed) {
      const reason =
        error.claim === 'iat' || error.claim === 'nbf' ? 'moment' : error.claim === 'iss' ? 'issuer' : 'claims'
      throw providerRefused(reason, parts.title, error)
    }
    if (error instanceof errors.JOSEAlgNotAllowed) throw providerRefused('algorithm', parts.title, error)
    if (error instanceof errors.JWSSignatureVerificationFailed) throw providerRefused('signature', parts.title, error)
    if (error instanceof errors.JWKSNoMatchingKey) throw providerRefused('key', parts.title, error)
    const away = error instanceof ProviderSilent ? new ProviderAway('no keys', { cause: error }) : error
    throw refusalOf(away, parts.title)
  }
}
