// Access tokens as JWT (RFC 9068, and what Keycloak and Entra made before it), checked after RFC 8725.
import type { TokenAlgorithm } from '@stellwerk/contract/config-front-ends'
import { GatewayError } from '@stellwerk/contract/error'
import { jwtVerify, type JWTPayload, type JWTVerifyResult } from 'jose'

import { groupsIn, personIn } from '../claims.ts'
import { failureOf } from './jwt-failure.ts'
import { personRefused, type Told } from './person-refused.ts'
import { type ProviderKeys, ProviderSilent } from '../provider-keys.ts'

/** Seconds by which the clocks of two machines may differ. */
const skewSeconds = 60

/** Tokens that were checked and have not expired. With about 500 bytes each this stays below 5 MB. */
const checkedMax = 10_000

/** Milliseconds until a token that was checked is checked again where the provider was silent. Somebody may wait for that. */
const silentMs = 60_000

/** Characters of an audience in a message. */
const audienceCharactersMax = 60

/** What a token says. */
export interface TokenSays {
  readonly person: string
  readonly groups: readonly string[] | undefined
}

export interface AccessTokenParts {
  readonly issuer: string
  readonly audience: string
  readonly algorithms: readonly TokenAlgorithm[]
  readonly clients?: readonly string[] | undefined
  readonly userClaim?: string | undefined
  readonly groupsClaim: string
  readonly keys: Pick<ProviderKeys, 'keyFor' | 'freshUntil'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number
  readonly told: Told
}

/** A token that was found good. */
interface Checked {
  readonly says: TokenSays
  /** Milliseconds since the epoch. */
  readonly endsAt: number
  /** On the clock that never jumps: as long as the keys hold under which it was checked. */
  readonly againAt: number
}

/**
 * Reads access tokens of one identity provider. One that was checked is checked again when the keys are asked for again, so
 * that a key that was taken back ends it; while the provider is silent it stands until its end.
 *
 * @throws GatewayError identity_missing, token_audience, identity_provider_silent
 */
export function accessTokenReader(parts: AccessTokenParts): (token: string) => Promise<TokenSays> {
  // By the whole token: keyed on a part of it, two tokens with the same beginning would be one.
  const checked = new Map<string, Checked>()
  return async (token) => {
    const hash = new Bun.CryptoHasher('sha256').update(token).digest('base64')
    const found = checked.get(hash)
    const known = found !== undefined && parts.now() < found.endsAt ? found : undefined
    if (known !== undefined && parts.elapsed() < known.againAt) return known.says
    const current = await checkedNow(token, known, parts)
    if (checked.size >= checkedMax) checked.clear()
    checked.set(hash, current)
    return current.says
  }
}

async function checkedNow(token: string, known: Checked | undefined, parts: AccessTokenParts): Promise<Checked> {
  try {
    const { payload, protectedHeader } = await verified(token, parts)
    const says = read(payload, protectedHeader.typ, parts)
    return { says, endsAt: (payload.exp ?? 0) * 1000, againAt: parts.keys.freshUntil }
  } catch (error) {
    const isSilent = error instanceof GatewayError && error.code === 'identity_provider_silent'
    if (known === undefined || !isSilent) throw error
    return { ...known, againAt: parts.elapsed() + silentMs }
  }
}

async function verified(token: string, { keys, now, told, ...parts }: AccessTokenParts): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, (header, input) => keys.keyFor(header, input), {
      // From the configuration, where only signatures stand that nobody but the provider can make: a public key is never
      // taken for a shared secret.
      algorithms: [...parts.algorithms],
      issuer: parts.issuer,
      requiredClaims: ['exp'],
      clockTolerance: skewSeconds,
      currentDate: new Date(now()),
    })
  } catch (cause) {
    if (cause instanceof ProviderSilent)
      throw new GatewayError('identity_provider_silent', { details: { frontEnd: told.title } }, { cause })
    // What jose says of an RSA key below 2048 bits.
    throw personRefused(cause instanceof TypeError ? 'key' : failureOf(cause), told, cause)
  }
}

/** The signature is good. What remains is whether it is meant for us. */
function read(claims: JWTPayload, type: string | undefined, parts: AccessTokenParts): TokenSays {
  const { told } = parts
  if (!isAccessToken(claims, type)) throw personRefused('kind', told)
  // RFC 7800 § 3.1, RFC 9449 § 7.1 (checked 2026-11-23): whoever holds a bound token alone has proved nothing.
  if (claims['cnf'] !== undefined) throw personRefused('bound', told)
  mustBeForUs(claims, parts)
  if (!isOfPermittedClient(claims, parts.clients)) throw personRefused('client', told)
  if (claims.iat !== undefined && claims.iat > Math.floor(parts.now() / 1000) + skewSeconds)
    throw personRefused('early', told)
  const person = isProgram(claims) ? undefined : personIn(claims, parts.userClaim)
  if (person === undefined) throw personRefused('nobody', told)
  return { person, groups: groupsIn(claims, parts.groupsClaim) }
}

/**
 * RFC 9068 gives access tokens a type of their own; Keycloak writes `Bearer` into one and `ID` or `Refresh` into others.
 * Where neither is said, a token must hold what an access token has, and nothing that only ID tokens and logout tokens do.
 */
function isAccessToken(claims: JWTPayload, type: string | undefined): boolean {
  const plain = type?.toLowerCase().replace(/^application\//, '')
  if (plain === 'at+jwt') return true
  if (plain !== undefined && plain !== 'jwt') return false
  const kind = claims['typ']
  if (kind !== undefined) return kind === 'Bearer'
  const has = (claim: string): boolean => claims[claim] !== undefined
  return ['scope', 'scp', 'client_id', 'appid', 'cid'].some(has) && !['nonce', 'at_hash', 'c_hash', 'events'].some(has)
}

/**
 * A token that a program got for itself: `sub` is then the program (RFC 9068 § 2.2), and at Entra the same as `oid`. Keycloak
 * makes up a person for each program, named after it, and says from where the program asked (its `ServiceAccountConstants`;
 * checked 2026-11-23).
 */
function isProgram(claims: JWTPayload): boolean {
  const { sub, azp, client_id, appid, oid, idtyp, clientHost, clientAddress, preferred_username: name } = claims
  if (idtyp === 'app' || clientHost !== undefined || clientAddress !== undefined) return true
  if (typeof azp === 'string' && name === `service-account-${azp.toLowerCase()}`) return true
  return sub !== undefined && [azp, client_id, appid, oid].includes(sub)
}

function mustBeForUs({ aud }: JWTPayload, { audience, told }: AccessTokenParts): void {
  const named = aud === undefined ? [] : [aud].flat()
  if (named.includes(audience)) return
  const found = named.map(shown).join(', ')
  throw new GatewayError('token_audience', { details: { frontEnd: told.title, expected: audience, found } })
}

/** It comes from whoever signs; in a message it is short and plain all the same. */
function shown(audience: unknown): string {
  const text = String(audience).replaceAll(/[^\x20-\x7e]/g, '?')
  return text.length > audienceCharactersMax ? `${text.slice(0, audienceCharactersMax)}…` : text
}

/** OpenID Connect says `azp`, RFC 9068 `client_id`, Entra's first version `appid`. Those that are there must all be permitted. */
function isOfPermittedClient(claims: JWTPayload, clients: readonly string[] | undefined): boolean {
  if (clients === undefined) return true
  const named = ['azp', 'client_id', 'appid'].map((claim) => claims[claim]).filter((client) => client !== undefined)
  return named.length > 0 && named.every((client) => typeof client === 'string' && clients.includes(client))
}
