/**
 * Follows a stream of server-sent events closely enough to tell a right one from a wrong one, at the price
 * of one search per line. With `keepsText` the events are parsed as well and the whole text is compared.
 */

export type StreamFault = 'errorEvent' | 'missingDone' | 'eventCount' | 'wrongText'

const newline = 10
const [d, bracket] = [0x64, 0x5b]
const dataPrefix = 'data: '
const errorStart = '{"error"'

export class EventReader {
  /** Data events so far, `[DONE]` not counted. */
  count = 0
  isDone = false
  #hasError = false
  #carry: Buffer | null = null
  readonly #payloads: string[] | null

  constructor(keepsText: boolean) {
    this.#payloads = keepsText ? [] : null
  }

  read(piece: Buffer): void {
    let bytes = piece
    if (this.#carry !== null) {
      bytes = Buffer.concat([this.#carry, piece])
      this.#carry = null
    }
    let at = 0
    for (let end = bytes.indexOf(newline, at); end >= 0; end = bytes.indexOf(newline, at)) {
      if (bytes[at] === d) this.#readData(bytes, at + dataPrefix.length, end)
      at = end + 1
    }
    if (at < bytes.length) this.#carry = Buffer.from(bytes.subarray(at))
  }

  #readData(bytes: Buffer, at: number, end: number): void {
    if (bytes[at] === bracket) {
      this.isDone = true
      return
    }
    this.count += 1
    // An event after [DONE] is as wrong as one missing before it.
    if (this.isDone) this.#hasError = true
    if (this.#payloads !== null) this.#payloads.push(bytes.toString('utf8', at, end))
    else if (bytes.toString('latin1', at, at + errorStart.length) === errorStart) this.#hasError = true
  }

  /** What is wrong with the finished stream of `events` content events, or null. */
  fault(events: number, text: string): StreamFault | null {
    if (this.#hasError || this.#payloads?.some((payload) => payload.startsWith(errorStart))) return 'errorEvent'
    if (!this.isDone) return 'missingDone'
    // The finish reason may come with the last word or alone; a few gateways add a usage event.
    if (this.count < events || this.count > events + 3) return 'eventCount'
    if (this.#payloads !== null && textOf(this.#payloads) !== text) return 'wrongText'
    return null
  }
}

function textOf(payloads: readonly string[]): string | null {
  try {
    return payloads.map((payload) => contentOf(JSON.parse(payload))).join('')
  } catch {
    return null
  }
}

type Chunk = { readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[] }

/** A missing field gives no text, and the comparison of the whole text then fails. */
function contentOf(chunk: Chunk): string {
  return chunk.choices?.[0]?.delta?.content ?? ''
}
