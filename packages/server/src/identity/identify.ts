import { timingSafeEqual } from 'node:crypto'

import { GatewayError } from '@stellwerk/contract/error'
import { keyIdOf, parseApiKey } from '@stellwerk/contract/key'
import type { ApiKey } from '@stellwerk/contract/key'

import { isoDate } from './key-ring.ts'
import type { Caller, KeyEntry, KeyRing } from './key-ring.ts'

/** Headers whose key was found. One per key in use, and a few for those who write "bearer" in their own way. */
const rememberedMax = 10_000

/** RFC 6750 § 2.1: the scheme in any case, one space or more. */
const bearer = /^bearer +(.*)$/is

/**
 * Who calls, by the two headers in which clients send a key. On the path of every request: a header that was seen before
 * costs one look into a map.
 *
 * @throws GatewayError key_missing, key_malformed, key_unknown, key_expired, key_revoked, not_ready
 */
export function identifier(ring: KeyRing, now: () => number, takesBearer: (frontEnd: string) => boolean) {
  // By the whole header: keyed on a part of it, two keys with the same beginning would be one.
  const remembered = new Map<string, KeyEntry>()
  let generation = ring.generation

  return function identify(authorization: string | null, xApiKey: string | null): Caller {
    if (ring.isBlind) throw new GatewayError('not_ready')
    if (generation !== ring.generation) {
      remembered.clear()
      generation = ring.generation
    }
    const header = headerOf(authorization, xApiKey)
    const isBeside = xApiKey && authorization && keyIn(authorization) !== xApiKey
    let entry = remembered.get(header)
    if (entry === undefined) {
      entry = find(ring, keyIn(header))
      if (remembered.size >= rememberedMax) remembered.clear()
      remembered.set(header, entry)
    }
    const { record, caller } = entry
    if (isBeside && !mayStandBeside(authorization, caller.frontEnd, takesBearer))
      throw new GatewayError('key_malformed', { details: { reason: 'two' } })
    if (record.revokedAt !== undefined) throw new GatewayError('key_revoked')
    const at = now()
    if (at >= record.expiresAt) {
      throw new GatewayError('key_expired', { details: { expiredOn: isoDate(record.expiresAt) } })
    }
    if (at >= entry.useNotedUntil) ring.noteUse(entry)
    return caller
  }
}

/** OpenAI clients send `Authorization`, Anthropic's `x-api-key`, some both. */
function headerOf(authorization: string | null, xApiKey: string | null): string {
  if (!xApiKey) {
    if (!authorization) throw new GatewayError('key_missing')
    return authorization
  }
  return xApiKey
}

/**
 * Two different keys are nobody. Beside the key of a front end, `Authorization` may hold the access token of the person:
 * three parts with dots between them, which no key of ours has, under the one scheme under which it is read later.
 */
function mayStandBeside(
  authorization: string,
  frontEnd: string | undefined,
  takesBearer: (frontEnd: string) => boolean,
): boolean {
  if (frontEnd === undefined || !takesBearer(frontEnd)) return false
  return /^bearer +[\w-]+\.[\w-]+\.[\w-]*$/i.test(authorization)
}

function keyIn(header: string): string {
  if (header.startsWith('Bearer ')) return header.slice('Bearer '.length).trimStart()
  return bearer.exec(header)?.[1] ?? header
}

function find(ring: KeyRing, text: string): KeyEntry {
  const parsed = parseApiKey(text)
  if (parsed.state === 'malformed') throw new GatewayError('key_malformed')
  const entry = ring.find(keyIdOf(parsed.key))
  if (entry === undefined || !timingSafeEqual(entry.record.hash, hashOf(parsed.key))) {
    throw new GatewayError('key_unknown')
  }
  return entry
}

/**
 * SHA-256. A slow hash guards weak passwords; 190 random bits need none, and every first request would pay for it.
 */
export function hashOf(key: ApiKey): Uint8Array {
  return new Bun.CryptoHasher('sha256').update(key).digest()
}
