import type { Brand } from './brand.ts'

/**
 * Keys of clients: `swk_live_`, 32 random base62 characters (190 bits) and a checksum of 6. The prefix lets scanners
 * find a leaked key, the checksum lets anybody tell a key from a look-alike offline.
 */
export type ApiKey = Brand<string, 'ApiKey'>

/** The first 8 random characters. It names a key in lists and in the journal, and opens nothing. */
export type KeyId = Brand<string, 'KeyId'>

export const keyPrefix = 'swk_live_'
const randomCharacters = 32
const checksumCharacters = 6
const idCharacters = 8
const keyCharacters = keyPrefix.length + randomCharacters + checksumCharacters

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** For secret scanners. A hit is a key only if its checksum is right as well; see {@link parseApiKey}. */
export const scannerRule = /\bswk_live_[0-9A-Za-z]{38}\b/

const keyPattern = /^swk_live_[0-9A-Za-z]{38}$/
const idPattern = /^[0-9A-Za-z]{8}$/

export type ParsedKey =
  | { readonly state: 'valid'; readonly key: ApiKey }
  | { readonly state: 'malformed'; readonly reason: 'prefix' | 'length' | 'alphabet' | 'checksum' }

/** @example parseApiKey('swk_live_…').state // 'malformed' */
export function parseApiKey(text: string): ParsedKey {
  // Hostile input: nothing is known about the sender yet.
  if (!text.startsWith(keyPrefix)) return { state: 'malformed', reason: 'prefix' }
  if (text.length !== keyCharacters) return { state: 'malformed', reason: 'length' }
  if (!keyPattern.test(text)) return { state: 'malformed', reason: 'alphabet' }
  const body = text.slice(0, -checksumCharacters)
  if (checksumOf(body) !== text.slice(-checksumCharacters)) return { state: 'malformed', reason: 'checksum' }
  return { state: 'valid', key: text as ApiKey }
}

export function parseKeyId(text: string): KeyId | undefined {
  return idPattern.test(text) ? (text as KeyId) : undefined
}

export function keyIdOf(key: ApiKey): KeyId {
  // A part of a checked key needs no check of its own.
  return key.slice(keyPrefix.length, keyPrefix.length + idCharacters) as KeyId
}

/** 64 bytes give 62 characters on average; 32 rounds without 32 characters means that the source is not random. */
const randomBytesPerRound = 64
const randomRoundsMax = 32

/**
 * A new key from a source of random bytes.
 *
 * @example formatApiKey((count) => crypto.getRandomValues(new Uint8Array(count)))
 */
export function formatApiKey(randomBytes: (count: number) => Uint8Array): ApiKey {
  let random = ''
  for (let round = 0; round < randomRoundsMax && random.length < randomCharacters; round++) {
    for (const byte of randomBytes(randomBytesPerRound)) {
      // 248 is the largest multiple of 62 in a byte. Taking the rest of larger bytes too would make 0 to 7 likelier.
      if (byte < 248 && random.length < randomCharacters) random += alphabet[byte % 62]
    }
  }
  if (random.length < randomCharacters) throw new Error('the source of random bytes repeats values that cannot be used')
  const body = keyPrefix + random
  // Made to the rule that parseApiKey checks; a test holds the two together.
  return (body + checksumOf(body)) as ApiKey
}

/** CRC-32 over prefix and random part, in base62, so that any single wrong character is found. */
function checksumOf(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let position = 0; position < checksumCharacters; position++) {
    text = alphabet[rest % 62] + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** CRC-32 as in ISO 3309 and gzip (reflected polynomial 0xEDB88320), one entry per byte. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** Of a text in ASCII. */
export function crc32(ascii: string): number {
  let crc = 0xffffffff
  for (let index = 0; index < ascii.length; index++) {
    crc = (crc >>> 8) ^ (crcTable[(crc ^ ascii.charCodeAt(index)) & 0xff] ?? 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
