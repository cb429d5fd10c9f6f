// Every runtime has these, and the libraries of this package name no runtime.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (encoding: string, options?: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true })

/** @example utf8('a').length // 1 */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text that the bytes are in UTF-8, without a byte order mark; undefined where they are none. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** In encodings that never fail: what is no letter comes out as a mark. */
export function decoded(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be' | 'windows-1252'): string {
  return new TextDecoder(encoding).decode(bytes)
}
