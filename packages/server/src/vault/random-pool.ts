import { randomFillSync } from 'node:crypto'

/** Bytes that are drawn at once. One draw of so many costs 9 µs, a thousand draws of 64 B some 500 µs (Bun 1.4). */
const pieceBytes = 65_536

/** Random bytes, drawn in large pieces. What was given out is wiped here, so that no key lies in memory twice. */
export class RandomPool {
  readonly #piece = new Uint8Array(pieceBytes)
  #at = pieceBytes

  /** Fills the target, at most 64 KiB. */
  drawInto(target: Uint8Array): void {
    const end = this.#at + target.length
    if (end > pieceBytes) {
      randomFillSync(this.#piece)
      this.#at = 0
      this.drawInto(target)
      return
    }
    target.set(this.#piece.subarray(this.#at, end))
    this.#piece.fill(0, this.#at, end)
    this.#at = end
  }

  /** Forgets what was drawn and not given out. */
  wipe(): void {
    this.#piece.fill(0)
    this.#at = pieceBytes
  }
}
