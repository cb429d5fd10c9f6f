/**
 * Finds the first of some texts in a text that comes in pieces, and lets nothing of it out.
 *
 * @example
 * const stops = new StopSequences(['END'])
 * stops.push('so far E') // 'so far '
 * stops.push('ND more')  // '' and stops.isFound
 */
export class StopSequences {
  readonly #stops: readonly string[]
  #held = ''
  isFound = false

  constructor(stops: readonly string[]) {
    this.#stops = stops
  }

  /** What may go out now. */
  push(piece: string): string {
    if (this.isFound) return ''
    const text = this.#held + piece
    const found = this.#stops.map((stop) => text.indexOf(stop)).filter((index) => index !== -1)
    if (found.length > 0) {
      this.isFound = true
      this.#held = ''
      return text.slice(0, Math.min(...found))
    }
    const kept = Math.max(0, ...this.#stops.map((stop) => overlap(text, stop)))
    this.#held = text.slice(text.length - kept)
    return text.slice(0, text.length - kept)
  }

  /** What was held back and turned out to be no beginning of a stop. */
  end(): string {
    const held = this.#held
    this.#held = ''
    return held
  }
}

/** How much of the end of a text could be the beginning of another. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length
  }
  return 0
}
