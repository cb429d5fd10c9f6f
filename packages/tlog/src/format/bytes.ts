// UTF-8, hex, standard base64 and plain work on bytes, each with exactly one spelling. Written out, because the three
// runtimes agree on none of Buffer, atob and Uint8Array.fromBase64, and because atob takes blanks and wrong padding.

/** What Bun, Node and browsers all have, without the rest of a browser's or a server's types. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string }

const encoder = new TextEncoder()
// A byte order mark is kept as a character: dropping it would give one text two spellings.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @example encodeUtf8('—') // Uint8Array [0xe2, 0x80, 0x94] */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text of the bytes, or `undefined` if they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** @example concatBytes(Uint8Array.of(1), Uint8Array.of(2, 3)) // Uint8Array [1, 2, 3] */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Public data only: the time it takes depends on where the bytes differ. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}

/** Lower case, two digits a byte. @example formatHex(Uint8Array.of(1, 255)) // '01ff' */
export function formatHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const sextetOf = new Map([...alphabet].map((character, sextet) => [character.charCodeAt(0), sextet]))

/** Standard base64 with padding (RFC 4648 § 4). @example encodeBase64(Uint8Array.of(104, 105)) // 'aGk=' */
export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += (left > 1 ? alphabet.charAt((group >> 6) & 63) : '=') + (left > 2 ? alphabet.charAt(group & 63) : '=')
  }
  return text
}

/**
 * The bytes of standard base64 (RFC 4648 § 4), or `undefined` for anything but the one spelling that
 * {@link encodeBase64} gives: no blanks, no missing padding, no bits set behind the last byte.
 *
 * @example decodeBase64('aGk=') // Uint8Array [104, 105]
 * @example decodeBase64('aGl=') // undefined: the bits behind the second byte are not zero
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let [group, bits, at] = [0, 0, 0]
  for (let position = 0; position < text.length - padding; position++) {
    const sextet = sextetOf.get(text.charCodeAt(position))
    if (sextet === undefined) return undefined
    group = ((group << 6) | sextet) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = group >> bits
    }
  }
  return (group & ((1 << bits) - 1)) === 0 ? bytes : undefined
}
