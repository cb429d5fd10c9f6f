// Texts that are kept in full, while they pass. 100 readers that had stalled before answers of 16 MB once took 1.6 GB, so
// each text and all of them together have a bound. What does not fit is left out whole: half a text is no evidence.

/**
 * Bytes of all texts that lie here at a time. A thousand streams of 130 kB each, and well below the 500 MB that a thousand
 * streams may take.
 */
const heldBytesMax = 134_217_728

/** How much lies here. */
export class HeldTexts {
  readonly #bytesMax: number
  #bytes = 0

  constructor(bytesMax: number = heldBytesMax) {
    this.#bytesMax = bytesMax
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Whether there is room for so many more bytes; it is taken then. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > this.#bytesMax) return false
    this.#bytes += bytes
    return true
  }

  give(bytes: number): void {
    this.#bytes -= bytes
  }
}

/** One text in pieces. */
export class KeptText {
  readonly #held: HeldTexts
  readonly #bytesMax: number
  #pieces: string[] | undefined = []
  #bytes = 0

  constructor(held: HeldTexts, bytesMax: number) {
    this.#held = held
    this.#bytesMax = bytesMax
  }

  /** @param bytes of the piece in UTF-8 */
  add(piece: string, bytes: number): void {
    if (this.#pieces === undefined) return
    const hasRoom = this.#bytes + bytes <= this.#bytesMax && this.#held.take(bytes)
    if (!hasRoom) {
      this.#letGo()
      return
    }
    this.#pieces.push(piece)
    this.#bytes += bytes
  }

  /** The text, or `undefined` if it was too long or too much lay here. Nothing of it lies here afterwards. */
  end(): string | undefined {
    const text = this.#pieces?.join('')
    this.#letGo()
    return text
  }

  #letGo(): void {
    this.#held.give(this.#bytes)
    this.#bytes = 0
    this.#pieces = undefined
  }
}
