import { GatewayError } from '@stellwerk/contract/error'
import type { Json } from '@stellwerk/contract/json'

import type { AnswerEvents, Taken } from './answer-events.ts'
import type { Clock } from './clock.ts'
import type { EventReader } from './house.ts'
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
}

export interface StreamFacts {
  readonly call: RunningCall
  readonly clock: Clock
  readonly keepAliveMs: number
  readonly readerStallMs: number
  readonly model: string
  readonly reader: EventReader
  /** The error as an event; a cut stream says so. */
  readonly errorEvent: (error: GatewayError) => string
}

/** How a streamed answer ended. */
export interface StreamEnd {
  readonly ending: 'finished' | 'engineError' | 'abortedByClient' | 'cut'
  readonly error?: GatewayError | undefined
  readonly usage?: Json | undefined
  readonly firstByteAt?: number | undefined
}

const encoder = new TextEncoder()
const keepAliveComment = ': keep-alive\n\n'

/** Pieces of an engine that are read on without passing anything on, before others get their turn. */
const silentPiecesMax = 64

/**
 * Passes a streamed answer on, event by event, at the pace of its reader. Every way in which it can end is here: done,
 * cut by the engine, by a deadline, by the end of the permit, by the reader; and each but the last says so in a last event.
 */
export class AnswerStream {
  readonly body: ReadableStream<Uint8Array>
  readonly ended: Promise<StreamEnd>
  readonly #facts: StreamFacts
  readonly #opening: Promise<OpenStream>
  readonly #settle: (end: StreamEnd) => void
  #source: { readonly open: OpenStream; readonly reader: ReadableStreamDefaultReader<Uint8Array> } | undefined
  readonly #events: EventReader
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #isOver = false
  #wroteAt: number
  #firstByteAt: number | undefined
  /** Since when something lies here that the reader has not taken. */
  #waitingSince: number | undefined

  constructor(opening: Promise<OpenStream>, facts: StreamFacts) {
    this.#facts = facts
    this.#opening = opening
    this.#events = facts.reader
    this.#wroteAt = facts.clock.elapsed()
    const { promise, resolve } = Promise.withResolvers<StreamEnd>()
    this.ended = promise
    this.#settle = resolve
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        pull: () => this.#pull(),
        cancel: () => this.#over({ ending: 'abortedByClient' }, new ClientGone()),
      },
      // Bytes, not chunks: the engine is read on only while less than this waits for the reader.
      new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
    )
    facts.call.watch((elapsed) => this.#sweep(elapsed))
    opening.then(
      (open) => {
        // The client left while the engine was still thinking: nobody will read what it has begun to say.
        if (this.#isOver && this.#source === undefined) this.#giveUp(open)
      },
      () => undefined, // Heard by whoever pulls; without a reader there is nobody to tell.
    )
  }

  /** Ends the stream from outside: the deadline, the permit, the client. */
  cut(reason: unknown): void {
    if (this.#isOver) return
    if (reason instanceof ClientGone) this.#over({ ending: 'abortedByClient' }, reason)
    else this.#fail(reason instanceof GatewayError ? reason : new GatewayError('internal', {}, { cause: reason }))
  }

  async #pull(): Promise<void> {
    this.#waitingSince = undefined
    try {
      const { open, reader } = this.#source ?? (await this.#open())
      for (let piece = 0; piece < silentPiecesMax && !this.#isOver; piece++) {
        const { done, value } = await reader.read()
        if (this.#isOver) return
        const taken = done
          ? open.events.end(this.#events.end().isTruncated)
          : open.events.take(this.#events.push(value))
        if (taken.text !== '') open.mustStand()
        if (this.#pass(taken, open)) return
      }
    } catch (error) {
      this.cut(this.#reasonFor(error))
    }
  }

  /** Whether the piece gave the reader something, or ended the stream. */
  #pass(taken: Taken, open: OpenStream): boolean {
    const now = this.#facts.clock.elapsed()
    this.#facts.call.extend(Math.min(now + open.idleMs, open.endsAt))
    if (taken.text !== '') this.#write(taken.text, now)
    if (taken.failure !== undefined) {
      this.#fail(taken.failure)
      return true
    }
    if (open.events.isDone) {
      this.#over({ ending: 'finished' }, undefined)
      return true
    }
    return taken.text !== ''
  }

  #giveUp(open: OpenStream): void {
    open.release('undecided')
    open.body.cancel().catch(() => undefined) // It was gone already.
  }

  async #open(): Promise<{ open: OpenStream; reader: ReadableStreamDefaultReader<Uint8Array> }> {
    const open = await this.#opening
    if (this.#isOver) throw new ClientGone()
    const source = { open, reader: open.body.getReader() }
    this.#source = source
    // A reader that has stalled is not being read for: its stream has to hear of the end from here.
    const signal = this.#facts.call.signal
    signal.addEventListener('abort', () => this.cut(this.#reasonFor(signal.reason)), { once: true })
    return source
  }

  #write(text: string, now: number): void {
    const bytes = encoder.encode(text)
    this.#firstByteAt ??= now
    this.#wroteAt = now
    this.#waitingSince ??= now
    this.#controller?.enqueue(bytes)
  }

  #sweep(elapsed: number): void {
    if (this.#isOver) return
    this.#source?.open.mustStand()
    if (this.#waitingSince !== undefined && elapsed - this.#waitingSince >= this.#facts.readerStallMs) {
      const timeoutMs = this.#facts.readerStallMs
      this.cut(new GatewayError('reader_too_slow', { details: { timeoutMs } }))
      return
    }
    const isDue = elapsed - this.#wroteAt >= this.#facts.keepAliveMs
    if (!isDue || this.#waitingSince !== undefined) return
    this.#wroteAt = elapsed
    this.#controller?.enqueue(encoder.encode(keepAliveComment))
  }

  #fail(error: GatewayError): void {
    if (this.#isOver) return
    this.#controller?.enqueue(encoder.encode(this.#facts.errorEvent(error)))
    const isEngine = error.code.startsWith('engine_') || error.code === 'rate_limited'
    this.#over({ ending: isEngine ? 'engineError' : 'cut', error }, error)
  }

  #over(end: StreamEnd, reason: Error | undefined): void {
    if (this.#isOver) return
    this.#isOver = true
    const source = this.#source
    if (end.ending !== 'abortedByClient') this.#controller?.close()
    if (reason !== undefined) this.#facts.call.end(reason)
    source?.open.release(end.ending === 'finished' ? 'finished' : end.ending === 'engineError' ? 'failed' : 'undecided')
    // Nobody waits for the rest; a rejection here only says that it was already gone.
    source?.reader.cancel().catch(() => undefined)
    this.#settle({ ...end, usage: source?.open.events.usage, firstByteAt: this.#firstByteAt })
  }

  #reasonFor(error: unknown): unknown {
    const call = this.#facts.call
    if (call.endedBy !== undefined) return call.endedBy
    if (error instanceof GatewayError) return error
    if (call.signal.aborted) return call.signal.reason
    // The connection to the engine broke. Its words so far stand; that there are no more is said.
    return new GatewayError('engine_stream_cut', { details: { model: this.#facts.model } }, { cause: error })
  }
}
