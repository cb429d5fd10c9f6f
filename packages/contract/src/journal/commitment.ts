import { fieldName } from './vocabulary.ts'

// commit(field) = HMAC-SHA-256(r, "stellwerk/commit/v1" 00 field 00 bytes), r = 32 random bytes, fresh for each field.
// Without r a commitment says nothing about the bytes, and guessing them confirms nothing: erasing r erases the link.

/** By name of the field: standard base64 (RFC 4648 § 4) of the 32 bytes of a commitment. */
export type Commitments = Readonly<Record<string, string>>

/** HMAC-SHA-256 of the runtime at hand, over the parts one after the other. */
export type HmacSha256 = (key: Uint8Array, ...parts: readonly Uint8Array[]) => Uint8Array

/** HMAC pads a shorter key with zeros, so that two openings of different length could open the same commitment. */
export const openingBytes = 32

const version = 'stellwerk/commit/v1'

/** One field of one entry: what was committed to, and the random bytes that open the commitment. */
export interface Opened {
  readonly hmacSha256: HmacSha256
  readonly opening: Uint8Array
  readonly field: string
  readonly bytes: Uint8Array
}

/**
 * The bytes before those of the field, the same for every commitment to it.
 *
 * @throws MalformedEntry if the field's name is none: names contain no 00, so that no two fields share a beginning.
 * @example commitmentLabel('request') // 'stellwerk/commit/v1' 00 'request' 00
 */
export function commitmentLabel(field: string): Uint8Array {
  const text = `${version}\0${fieldName(field, 'field')}\0`
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/**
 * The 32 bytes of the commitment.
 *
 * @throws RangeError if the opening is not {@link openingBytes} long
 */
export function commit({ hmacSha256, opening, field, bytes }: Opened): Uint8Array {
  if (opening.length !== openingBytes)
    throw new RangeError(`an opening has ${openingBytes} bytes, not ${opening.length}`)
  return hmacSha256(opening, commitmentLabel(field), bytes)
}

/**
 * Whether opening and bytes belong to the commitment in the leaf. An opening of another length opens nothing.
 *
 * @param commitment as it stands in the leaf, in base64
 */
export function checkOpening(opened: Opened & { readonly commitment: string }): boolean {
  return opened.opening.length === openingBytes && base64(commit(opened)) === opened.commitment
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Written out, because the runtimes agree on none of Buffer, btoa and toBase64. */
function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += (left > 1 ? alphabet.charAt((group >> 6) & 63) : '=') + (left > 2 ? alphabet.charAt(group & 63) : '=')
  }
  return text
}
