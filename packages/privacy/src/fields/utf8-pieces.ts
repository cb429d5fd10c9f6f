// The decoder of the Encoding Standard, which every runtime has.
declare const TextDecoder: new (
  label: 'utf-8',
  how: { readonly ignoreBOM: boolean },
) => { readonly decode: (bytes?: Uint8Array, how?: { readonly stream: boolean }) => string }

/** The text of bytes that come in pieces, cut anywhere. */
export class Utf8Pieces {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  #missing = 0

  /** Whether a character is not complete yet. */
  get isWaiting(): boolean {
    return this.#missing > 0
  }

  take(bytes: readonly unknown[]): string {
    const numbers = Uint8Array.from(bytes.filter((byte) => typeof byte === 'number'))
    for (const byte of numbers) this.#missing = missingAfter(byte, this.#missing)
    return this.#decoder.decode(numbers, { stream: true })
  }

  /** Nothing follows: half a character becomes U+FFFD. */
  end(): string {
    this.#missing = 0
    return this.#decoder.decode()
  }
}

/** Bytes that a character still needs after this one (RFC 3629 § 3). */
function missingAfter(byte: number, missing: number): number {
  if (byte >= 0x80 && byte < 0xc0) return Math.max(0, missing - 1)
  if (byte >= 0xf0) return 3
  if (byte >= 0xe0) return 2
  return byte >= 0xc0 ? 1 : 0
}
