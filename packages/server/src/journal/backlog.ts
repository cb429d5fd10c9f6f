/**
 * Entries that the publisher may be behind. They lie in its memory until tiles and vault hold them, with 2 kB each; a disk
 * that cannot keep up refuses before memory does.
 */
const entriesMax = 100_000

/** Bytes of the same: where texts are kept in full, an entry may have megabytes. */
const bytesMax = 268_435_456

/** What is durable and the publisher has not taken yet. */
export class Backlog {
  /** Of each frame: size of the log with it, and its bytes. */
  readonly #frames: { readonly size: number; readonly bytes: number }[] = []
  #size: number
  #integratedSize: number
  #bytes = 0

  constructor(size: number) {
    this.#size = size
    this.#integratedSize = size
  }

  /** @param size of the log with this frame */
  appended(size: number, bytes: number): void {
    this.#frames.push({ size, bytes })
    this.#size = size
    this.#bytes += bytes
  }

  /** The publisher has come so far. */
  integrated(size: number): void {
    this.#integratedSize = size
    const done = this.#frames.findIndex((frame) => frame.size > size)
    const taken = this.#frames.splice(0, done === -1 ? this.#frames.length : done)
    for (const { bytes } of taken) this.#bytes -= bytes
  }

  /** Nothing new begins meanwhile. */
  get isTooLong(): boolean {
    return this.#size - this.#integratedSize > entriesMax || this.#bytes > bytesMax
  }
}
