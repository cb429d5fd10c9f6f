import { GatewayError } from '@stellwerk/contract/error'
import type { Json } from '@stellwerk/contract/json'

import type { AnswerEvents, Taken } from './answer-events.ts'
import type { Clock } from './clock.ts'
import type { Committing, EngineEvent, EventReader, SaidSoFar } from './house.ts'
import { ClientGone, type RunningCall } from './running.ts'

/** An engine that has begun to answer with events. */
export interface OpenStream {
  readonly body: ReadableStream<Uint8Array>
  readonly events: AnswerEvents
  readonly idleMs: number
  /** On the clock that never jumps: the whole answer has to be out by then. */
  readonly endsAt: number
  /** Whether the permit still holds; throws what ended it. */
  readonly mustStand: () => void
  readonly release: (how: 'finished' | 'failed' | 'undecided') => void
  /** In a strict use case: makes the end durable before it is told. Throws when that cannot be. */
  readonly mustBeRecorded?: ((end: StreamEnd) => Promise<void>) | undefined
}

export interface StreamFacts {
  readonly call: RunningCall
  readonly clock: Clock
  readonly keepAliveMs: number
  /** The engine has not begun yet; a comment goes out with the headers, which would otherwise wait for the first byte. */
  readonly isLate: boolean
  readonly readerStallMs: number
  readonly model: string
  readonly reader: EventReader
  /** Hears the data of each event of the engine with a line feed behind it, and what we say. */
  readonly heard: Pick<Committing, 'add'>
  readonly said: Pick<Committing, 'add'>
  /** Called just before the last byte. */
  readonly allowIdle: () => void
  /** The error as an event; a cut stream says so. */
  readonly errorEvent: (error: GatewayError, said: SaidSoFar | undefined) => string
  /** What a silent stream says now and then. */
  readonly keepAlive: string
}

/** How a streamed answer ended. */
export interface StreamEnd {
  readonly ending: 'finished' | 'engineError' | 'abortedByClient' | 'cut'
  readonly error?: GatewayError | undefined
  readonly usage?: Json | undefined
  readonly firstByteAt?: number | undefined
  /** It was recorded, or could not be, before it was told. */
  readonly isRecorded: boolean
}

/** What the reader of the stream gets next: text, and whether the stream is over with it. */
interface Next {
  readonly text: string
  readonly isLast: boolean
}

/**
 * Passes a streamed answer on, event by event, at the pace of its reader. Every way in which it can end is here: done,
 * cut by the engine, by a deadline, by the end of the permit, by the reader; and each but the last says so in a last event.
 *
 * The engine is read on only when the reader has taken what was there, so a slow one is waited for: no more than one
 * piece of the engine lies here. Text that comes from elsewhere, a keep-alive or the end, goes to the reader that waits.
 */
export class AnswerStream {
  /** Pulled by the server as the client reads. */
  readonly body: AsyncIterable<string>
  readonly ended: Promise<StreamEnd>
  readonly #facts: StreamFacts
  readonly #opening: Promise<OpenStream>
  readonly #settle: (end: StreamEnd) => void
  #source: { readonly open: OpenStream; readonly reader: ReadableStreamDefaultReader<Uint8Array> } | undefined
  /** The reader waits here for its next text. */
  #waiter: ((next: Next) => void) | undefined
  /** The engine is being read. A keep-alive may overtake the piece that was asked for; it is not asked for twice. */
  #isReading = false
  /** A piece that came while nobody waited, and what is to be said last. */
  #held: Next | undefined
  #isOver = false
  /** The answer is complete, and its closing event waits for the record. */
  #isClosing = false
  #wroteAt: number
  #firstByteAt: number | undefined
  /** Since when something lies with the reader that it has not taken. */
  #waitingSince: number | undefined

  constructor(opening: Promise<OpenStream>, facts: StreamFacts) {
    this.#facts = facts
    this.#opening = opening
    this.#wroteAt = facts.clock.elapsed()
    const { promise, resolve } = Promise.withResolvers<StreamEnd>()
    this.ended = promise
    this.#settle = resolve
    if (facts.isLate) this.#say({ text: facts.keepAlive, isLast: false })
    this.body = this.#texts()
    facts.call.watch((elapsed) => this.#sweep(elapsed))
    opening.then(
      (open) => this.#begin(open),
      (error: unknown) => this.cut(this.#reasonFor(error)),
    )
  }

  /** Ends the stream from outside: the deadline, the permit, the client. */
  cut(reason: unknown): void {
    if (this.#isOver) return
    if (reason instanceof ClientGone) this.#over({ ending: 'abortedByClient' }, reason, '')
    else this.#fail(reason instanceof GatewayError ? reason : new GatewayError('internal', {}, { cause: reason }), '')
  }

  async *#texts(): AsyncGenerator<string> {
    try {
      for (;;) {
        const next = await this.#next()
        this.#waitingSince = this.#facts.clock.elapsed()
        if (next.text !== '') yield next.text
        this.#waitingSince = undefined
        if (next.isLast) {
          this.#facts.allowIdle()
          return
        }
      }
    } finally {
      // The server drops the body when its client has gone.
      this.cut(new ClientGone())
    }
  }

  #next(): Promise<Next> {
    const held = this.#held
    if (held !== undefined) {
      this.#held = undefined
      return Promise.resolve(held)
    }
    if (this.#isOver && !this.#isClosing) return Promise.resolve({ text: '', isLast: true })
    const { promise, resolve } = Promise.withResolvers<Next>()
    this.#waiter = resolve
    if (!this.#isReading && !this.#isClosing) void this.#read()
    return promise
  }

  #say(next: Next): void {
    this.#facts.said.add(next.text)
    this.#hand(next)
  }

  /** Hands text to the reader that waits, or keeps it until one does. */
  #hand(next: Next): void {
    const waiter = this.#waiter
    this.#waiter = undefined
    if (waiter !== undefined) waiter(next)
    else this.#held = { text: (this.#held?.text ?? '') + next.text, isLast: next.isLast }
  }

  /** Reads the engine until there is something to say. */
  async #read(): Promise<void> {
    this.#isReading = true
    const { reader: events } = this.#facts
    try {
      const { open, reader } = this.#source ?? (await this.#open())
      while (!this.#isOver) {
        const { done, value } = await reader.read()
        if (this.#isOver) break
        const taken = done
          ? open.events.end(events.end().isTruncated)
          : open.events.take(this.#hear(events.push(value)))
        if (taken.text !== '' || taken.closing !== undefined) open.mustStand()
        if (this.#pass(taken, open)) break
      }
    } catch (error) {
      this.cut(this.#reasonFor(error))
    }
    this.#isReading = false
  }

  #hear(events: readonly EngineEvent[]): readonly EngineEvent[] {
    for (const { data } of events) this.#facts.heard.add(`${data}\n`)
    return events
  }

  /** Whether the piece gave the reader something, or ended the stream. */
  #pass(taken: Taken, open: OpenStream): boolean {
    const now = this.#facts.clock.elapsed()
    this.#facts.call.extend(Math.min(now + open.idleMs, open.endsAt))
    if (taken.text !== '' || taken.closing !== undefined) {
      this.#firstByteAt ??= now
      this.#wroteAt = now
    }
    if (taken.failure !== undefined) this.#fail(taken.failure, taken.text)
    else if (taken.closing !== undefined) this.#finish(taken.text, taken.closing, open)
    else if (taken.text === '') return false
    else this.#say({ text: taken.text, isLast: false })
    return true
  }

  /** The engine has begun. From here on its end is ours to tell, whether or not somebody reads already. */
  #begin(open: OpenStream): void {
    if (this.#isOver) {
      // The client left while the engine was still thinking: nobody will read what it has begun to say.
      open.release('undecided')
      open.body.cancel().catch(() => undefined) // It was gone already.
      return
    }
    this.#source = { open, reader: open.body.getReader() }
    this.#facts.call.whenEnded((reason) => this.cut(this.#reasonFor(reason)))
  }

  async #open(): Promise<{ open: OpenStream; reader: ReadableStreamDefaultReader<Uint8Array> }> {
    await this.#opening
    if (this.#source === undefined) throw new ClientGone()
    return this.#source
  }

  #sweep(elapsed: number): void {
    if (this.#isOver) return
    if (this.#waitingSince !== undefined && elapsed - this.#waitingSince >= this.#facts.readerStallMs) {
      const timeoutMs = this.#facts.readerStallMs
      this.cut(new GatewayError('reader_too_slow', { details: { timeoutMs } }))
      return
    }
    const isDue = elapsed - this.#wroteAt >= this.#facts.keepAliveMs
    if (!isDue || this.#waiter === undefined) return
    this.#wroteAt = elapsed
    this.#say({ text: this.#facts.keepAlive, isLast: false })
  }

  #fail(error: GatewayError, textBefore: string): void {
    if (this.#isOver) return
    const isEngine = error.code.startsWith('engine_') || error.code === 'rate_limited'
    const text = textBefore + this.#errorEvent(error)
    this.#over({ ending: isEngine ? 'engineError' : 'cut', error }, error, text)
  }

  /** The answer is complete. In a strict use case the client hears so once that is on record, and otherwise not at all. */
  #finish(words: string, closing: string, open: OpenStream): void {
    if (open.mustBeRecorded === undefined) {
      this.#over({ ending: 'finished' }, undefined, words + closing)
      return
    }
    this.#isOver = true
    this.#isClosing = true
    if (words !== '') this.#say({ text: words, isLast: false })
    // The record covers the closing event, which goes out as it is committed to or not at all.
    this.#facts.said.add(closing)
    this.#letGo('finished')
    const end = { ...this.#endWith({ ending: 'finished' }), isRecorded: true }
    open.mustBeRecorded(end).then(
      () => this.#close(closing, end),
      (error: unknown) => this.#close(this.#errorEvent(this.#unrecorded(error)), end),
    )
  }

  #close(text: string, end: StreamEnd): void {
    this.#isClosing = false
    this.#facts.allowIdle()
    this.#hand({ text, isLast: true })
    this.#settle(end)
  }

  #errorEvent(error: GatewayError): string {
    return this.#facts.errorEvent(error, this.#source?.open.events.said)
  }

  #unrecorded(error: unknown): GatewayError {
    return error instanceof GatewayError ? error : new GatewayError('internal', {}, { cause: error })
  }

  #over(end: Pick<StreamEnd, 'ending' | 'error'>, reason: Error | undefined, lastText: string): void {
    if (this.#isOver) return
    this.#isOver = true
    // A reader that takes nothing more must not keep its connection for ever.
    this.#facts.allowIdle()
    this.#say({ text: lastText, isLast: true })
    if (reason !== undefined) this.#facts.call.end(reason)
    this.#letGo(end.ending)
    this.#settle(this.#endWith(end))
  }

  #endWith(end: Pick<StreamEnd, 'ending' | 'error'>): StreamEnd {
    const usage = this.#source?.open.events.usage
    return { ...end, usage, firstByteAt: this.#firstByteAt, isRecorded: false }
  }

  /** Of the engine. */
  #letGo(ending: StreamEnd['ending']): void {
    const source = this.#source
    source?.open.release(ending === 'finished' ? 'finished' : ending === 'engineError' ? 'failed' : 'undecided')
    if (source !== undefined) void (ending === 'finished' ? readOut(source.reader) : giveUp(source.reader))
  }

  #reasonFor(error: unknown): unknown {
    const ended = this.#facts.call.endedBy
    if (ended !== undefined) return ended
    if (error instanceof GatewayError || error instanceof ClientGone) return error
    // The connection to the engine broke. Its words so far stand; that there are no more is said.
    return new GatewayError('engine_stream_cut', { details: { model: this.#facts.model } }, { cause: error })
  }
}

/** Pieces after the closing event that are still read, to reach the end of the body. More is not the end of an answer. */
const piecesAfterClosingMax = 4
const afterClosingMs = 1_000

/**
 * Reads what little follows the closing event, so that the connection can carry the next request. Giving it up one read too early
 * would close it, and each stream would pay for a new one.
 */
async function readOut(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void giveUp(reader), afterClosingMs)
  try {
    for (let piece = 0; piece < piecesAfterClosingMax; piece++) {
      if ((await reader.read()).done) return
    }
    await giveUp(reader)
  } catch {
    // The engine closed the connection itself. Its answer was complete.
  } finally {
    clearTimeout(timer)
  }
}

/** Nobody waits for the rest; a rejection here only says that it was already gone. */
function giveUp(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  return reader.cancel().catch(() => undefined)
}
