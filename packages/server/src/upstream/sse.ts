import { GatewayError } from '@stellwerk/contract/error'

/** One server-sent event. Comments, `id` and `retry` carry nothing for us and are left out. */
export interface SseEvent {
  /** Value of the `event` field; most engines send none. */
  readonly name: string | undefined
  readonly data: string
}

/** An engine that never ends an event must not fill our memory. The largest one seen in practice is below 1 MiB. */
const sseEventCharactersMax = 16 * 1024 * 1024

/**
 * Incremental reader of an event stream (WHATWG HTML, "Server-sent events", checked 2026-11-23). Takes bytes as the
 * socket gives them; any division into reads yields the same events.
 *
 * @example
 * const reader = new SseReader()
 * for (const event of reader.push(bytes)) use(event.data)
 * if (reader.end().isTruncated) throw …
 */
export class SseReader {
  // Keeps the bytes of a UTF-8 sequence that was cut between two reads, and swallows a leading BOM.
  readonly #decoder = new TextDecoder('utf-8')
  /** The part of the last line that has not ended yet. */
  #rest = ''
  /** A CR ended the last read; an LF at the start of the next one belongs to it. */
  #endedWithCr = false
  #name: string | undefined
  #data: string | undefined

  /** @throws GatewayError engine_answer_too_large when one event exceeds {@link sseEventCharactersMax} */
  push(bytes: Uint8Array): readonly SseEvent[] {
    return this.#read(this.#decoder.decode(bytes, { stream: true }))
  }

  /** Call once after the last read. An event that was begun and never ended is lost, and said to be lost. */
  end(): { readonly isTruncated: boolean } {
    const tail = this.#decoder.decode()
    const isTruncated = this.#rest !== '' || tail !== '' || this.#data !== undefined
    return { isTruncated }
  }

  #read(decoded: string): readonly SseEvent[] {
    const events: SseEvent[] = []
    let fresh = decoded
    if (this.#endedWithCr && fresh !== '') {
      this.#endedWithCr = false
      if (fresh.charCodeAt(0) === 0x0a) fresh = fresh.slice(1)
    }
    // Without a CR, which is the rule, lines end at LF alone and two searches per line are saved.
    const hasCr = fresh.includes('\r')
    let from = 0
    for (;;) {
      const end = hasCr ? endOfLine(fresh, from) : fresh.indexOf('\n', from)
      if (end === -1) break
      const line = this.#rest === '' ? fresh.slice(from, end) : this.#rest + fresh.slice(from, end)
      this.#rest = ''
      from = end + 1
      if (hasCr && fresh.charCodeAt(end) === 0x0d) {
        if (from === fresh.length) this.#endedWithCr = true
        else if (fresh.charCodeAt(from) === 0x0a) from++
      }
      const event = this.#line(line)
      if (event !== undefined) events.push(event)
    }
    this.#rest += from === 0 ? fresh : fresh.slice(from)
    if (this.#rest.length + (this.#data?.length ?? 0) > sseEventCharactersMax) {
      throw new GatewayError('engine_answer_too_large', { details: { bytesMax: sseEventCharactersMax } })
    }
    return events
  }

  #line(line: string): SseEvent | undefined {
    if (line === '') return this.#dispatch()
    if (line.startsWith('data:')) {
      const value = valueOf(line, 5)
      this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`
    } else if (line.startsWith('event:')) {
      this.#name = valueOf(line, 6)
    } else if (line.startsWith('error:')) {
      // No field of the standard: older llama.cpp servers report an error this way.
      this.#name = 'error'
      this.#data = valueOf(line, 6)
    } else if (line === 'data') {
      this.#data = this.#data === undefined ? '' : `${this.#data}\n`
    }
    // Everything else is a comment or a field without meaning for us.
    return undefined
  }

  #dispatch(): SseEvent | undefined {
    const name = this.#name
    const data = this.#data
    this.#name = undefined
    this.#data = undefined
    return data === undefined ? undefined : { name, data }
  }
}

function valueOf(line: string, from: number): string {
  return line.slice(line.charCodeAt(from) === 0x20 ? from + 1 : from)
}

function endOfLine(text: string, from: number): number {
  const lf = text.indexOf('\n', from)
  const cr = text.indexOf('\r', from)
  if (lf === -1) return cr
  if (cr === -1) return lf
  return Math.min(lf, cr)
}
