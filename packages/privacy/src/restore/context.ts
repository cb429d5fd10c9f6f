/**
 * What stands before a place, as far as it says how a value is written there. Both directions keep one, over the text with
 * pseudonyms: so both see the same addresses.
 */
export class Context {
  /** The last characters, one object replacement character for each pseudonym. */
  #tail = ''
  #isAddress = false

  /** The last characters before this place. */
  get before(): string {
    return this.#tail
  }

  /** Whether the place stands inside an address such as `https://…`. */
  get isAddress(): boolean {
    return this.#isAddress
  }

  literal(text: string): void {
    if (text === '') return
    const joined = this.#tail.slice(-2) + text
    const stop = lastStop(joined)
    const scheme = joined.lastIndexOf('://')
    if (scheme > stop) this.#isAddress = true
    else if (stop >= joined.length - text.length) this.#isAddress = false
    this.#tail = text.length >= tailMax ? text.slice(-tailMax) : (this.#tail + text).slice(-tailMax)
  }

  value(): void {
    this.#tail = (this.#tail + placeholder).slice(-tailMax)
  }
}

/** Characters; enough for an article and an adjective before a name, and for a short heading. */
const tailMax = 64

const placeholder = '\uFFFC'

/** Characters that end an address in prose, Markdown, HTML, JSON and code. */
const stops: ReadonlySet<number> = new Set([...' \t\n\r\f\v\u00A0"<>`()[]{}|\\^'].map((one) => one.charCodeAt(0)))

function lastStop(text: string): number {
  for (let at = text.length - 1; at >= 0; at--) if (stops.has(text.charCodeAt(at))) return at
  return -1
}
