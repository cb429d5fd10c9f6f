// The journal as the rest of the house sees it: a draft goes in, and once its entry is durable a receipt comes out.
import type { Text } from '@stellwerk/contract/language'

import type {
  FromPublisher,
  FromWriter,
  JournalItem,
  JournalRefusal,
  LogPlace,
  OpenMessage,
  Receipt,
  ThreadError,
} from './messages.ts'
import type { TaskKind, TaskOf, TaskResult } from './tasks.ts'
import { TaskLine } from './tasks.ts'

/** Milliseconds without an acknowledgement after which the writer counts as dead. A slow disk needs some 40 ms. */
const leaseMs = 5_000

/** How often the lease is looked at, in milliseconds. */
const lookEveryMs = 250

/** Milliseconds for opening: a large backlog of frames is read, and a vault engine is asked for its key. */
const openMs = 60_000

/** Milliseconds for the last tiles and checkpoint at the end. */
const closeMs = 10_000

/**
 * Messages that the writer has not answered yet. With two, the next frame lies ready when the disk is done with one; more
 * would only make small frames of what one fdatasync could have carried.
 */
const messagesMax = 2

/** Entries on their way at a time. Beyond that the disk is lost, and waiting would only use up memory. */
const waitingMax = 50_000

/** A thread as the journal needs it; a `Worker` is one. */
export interface Thread {
  readonly postMessage: (message: unknown, transfer: Transferable[]) => void
  readonly addEventListener: (kind: string, listen: (event: Event) => void) => void
  readonly terminate: () => unknown
}

/** An entry was not written. The request it was for goes no further. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded'
  readonly code: JournalRefusal

  constructor(code: JournalRefusal, options?: ErrorOptions) {
    super(`the journal did not take the entry: ${code}`, options)
    this.code = code
  }
}

/** The journal does not open. Nothing is served without it. */
export class JournalClosed extends Error {
  override readonly name = 'JournalClosed'
  readonly code = 'journal_closed'
  readonly text: Text

  constructor(what: { readonly folder: string; readonly error: ThreadError }) {
    const { folder, error } = what
    const text = {
      de: `Das Protokoll in ${folder} lässt sich nicht öffnen: ${error.text?.de ?? error.message} (${error.name}). Bedient wird nichts. Ist es beschädigt, zeigt stellwerk journal verify, wo.`,
      en: `the journal in ${folder} does not open: ${error.message} (${error.name}). Nothing is served. If it is damaged, stellwerk journal verify shows where.`,
    }
    super(text.en)
    this.text = text
  }
}

interface Waiting {
  readonly number: number
  readonly type: JournalItem['draft']['type']
  readonly settle: (receipt: Receipt) => void
  readonly refuse: (error: NotRecorded) => void
}

export interface JournalEvents {
  /** The journal writes no more. Whatever waited is refused, and so is everything from now on. */
  readonly onStopped: (error: ThreadError) => void
  readonly onPublished: () => void
  /** The log has ended, and another begins; after a restore because nothing is ever signed again under the old origin. */
  readonly onTurned: (place: LogPlace, how: { readonly isRestored: boolean }) => void
}

/** The client of the two threads. */
export class Journal {
  #place: LogPlace
  readonly #writer: Thread
  readonly #publisher: Thread
  readonly #events: JournalEvents
  readonly #elapsed: () => number
  readonly #timer: ReturnType<typeof setInterval>
  readonly #opened = Promise.withResolvers<void>()
  readonly #finished = Promise.withResolvers<void>()
  readonly #tasks = new TaskLine((message) => this.#publisher.postMessage(message, []))
  /** In order of their number: the writer answers in that order. */
  #waiting: Waiting[] = []
  readonly #counts = new Map<string, number>()
  #answeredAt: number
  #leaseMs = leaseMs
  #unsent: JournalItem[] = []
  #isSending = false
  /** The last number of each message on its way. */
  readonly #onTheWay: number[] = []
  #nextNumber = 1
  #stopped: ThreadError | undefined
  #isFull = false

  private constructor(
    message: OpenMessage,
    threads: { readonly writer: Thread; readonly publisher: Thread },
    events: JournalEvents,
    elapsed: () => number,
  ) {
    this.#place = message.places
    this.#writer = threads.writer
    this.#publisher = threads.publisher
    this.#events = events
    this.#elapsed = elapsed
    this.#answeredAt = elapsed()
    this.#listen()
    const { port1, port2 } = new MessageChannel()
    this.#publisher.postMessage(message, [port1])
    this.#writer.postMessage(message, [port2])
    this.#timer = setInterval(() => this.#look(), lookEveryMs)
  }

  /**
   * Opens the log on its two threads.
   *
   * @throws {JournalClosed} if it is damaged, was put back, is locked, or its keys cannot be had
   */
  static async open(
    message: OpenMessage,
    threads: { readonly writer: Thread; readonly publisher: Thread },
    events: JournalEvents,
    elapsed: () => number,
  ): Promise<Journal> {
    const journal = new Journal(message, threads, events, elapsed)
    const late = setTimeout(() => journal.#stop({ name: 'timeout', message: `not open after ${openMs} ms` }), openMs)
    try {
      await journal.#opened.promise
      return journal
    } catch (error) {
      clearInterval(journal.#timer)
      threads.writer.terminate()
      threads.publisher.terminate()
      throw error
    } finally {
      clearTimeout(late)
    }
  }

  /** Entries that were written for this client, by type. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts)
  }

  /** Of the log that is being written. */
  get folder(): string {
    return this.#place.folder
  }

  /** Of the log that is being written. */
  get origin(): string {
    return this.#place.origin
  }

  /** Why it writes no more, if so. */
  get stoppedBy(): ThreadError | undefined {
    return this.#stopped
  }

  /** Whether something new can be recorded: it writes, and its disk has room. */
  get isTaking(): boolean {
    return this.#stopped === undefined && !this.#isFull
  }

  /**
   * Writes an entry.
   *
   * @returns where it lies, once it is durable
   * @throws {NotRecorded}
   */
  append(item: JournalItem): Promise<Receipt> {
    if (this.#stopped !== undefined) return Promise.reject(new NotRecorded('stopped'))
    if (this.#waiting.length >= waitingMax) return Promise.reject(new NotRecorded('backlog'))
    if (this.#waiting.length === 0) this.#answeredAt = this.#elapsed()
    this.#unsent.push(item)
    this.#sendSoon()
    const number = this.#nextNumber + this.#unsent.length - 1
    return new Promise((settle, refuse) => {
      this.#waiting.push({ number, type: item.draft.type, settle, refuse })
    })
  }

  /** Adds the lines of witnesses to the checkpoint with this text, if it is still the newest. */
  cosigned(text: string, lines: string): void {
    this.#publisher.postMessage({ kind: 'cosigned', text, lines }, [])
  }

  /**
   * Has the publisher's thread do something with the vault or the running log.
   *
   * @throws {TaskFailed}
   * @example const { holds } = await journal.task({ kind: 'holds' })
   */
  task<Kind extends TaskKind>(task: TaskOf<Kind>): Promise<TaskResult<Kind>> {
    return this.#tasks.add(task)
  }

  /** Writes what is on its way, then the last tiles and checkpoint. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    if (this.#stopped === undefined) {
      this.#send()
      this.#writer.postMessage({ kind: 'close' }, [])
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, closeMs)
      await Promise.race([this.#finished.promise, late.promise])
      clearTimeout(timer)
    }
    this.#refuseAll('stopped')
    this.#tasks.close()
    this.#stopped ??= { name: 'closed', message: 'it was closed' }
    this.#writer.terminate()
    this.#publisher.terminate()
  }

  /** After everything of this turn of the event loop, unless enough is on its way: then with the next answer. */
  #sendSoon(): void {
    if (this.#isSending || this.#unsent.length === 0 || this.#onTheWay.length >= messagesMax) return
    this.#isSending = true
    setImmediate(() => {
      this.#isSending = false
      this.#send()
    })
  }

  /** All of it in one message: one string crosses faster than many objects. */
  #send(): void {
    if (this.#unsent.length === 0) return
    const items = this.#unsent
    this.#unsent = []
    this.#writer.postMessage({ kind: 'append', first: this.#nextNumber, items: JSON.stringify(items) }, [])
    this.#nextNumber += items.length
    this.#onTheWay.push(this.#nextNumber - 1)
  }

  #listen(): void {
    // Only our own threads speak here, and their words are those of messages.ts.
    this.#writer.addEventListener('message', (event) => this.#fromWriter(dataOf(event) as FromWriter))
    this.#publisher.addEventListener('message', (event) => this.#fromPublisher(dataOf(event) as FromPublisher))
    for (const thread of [this.#writer, this.#publisher]) {
      // Posting to a thread that is gone succeeds silently in Bun, so its end has to be heard.
      thread.addEventListener('error', (event) =>
        this.#stop({ name: 'thread', message: `a thread of the journal failed: ${thrownIn(event)}` }),
      )
      thread.addEventListener('messageerror', () => this.#stop({ name: 'thread', message: 'a message was lost' }))
      thread.addEventListener('close', () => this.#stop({ name: 'thread', message: 'a thread of the journal ended' }))
    }
  }

  #fromWriter(message: FromWriter): void {
    this.#answeredAt = this.#elapsed()
    this.#leaseMs = message.kind === 'turning' ? openMs : leaseMs
    switch (message.kind) {
      case 'ready':
        this.#opened.resolve()
        break
      case 'written':
        for (const [at, { type, settle }] of this.#answered(message).entries()) {
          this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1)
          settle({ origin: message.origin, index: message.firstIndex + at })
        }
        break
      case 'refused':
        for (const { refuse } of this.#answered(message)) refuse(new NotRecorded(message.why))
        break
      case 'stopped':
        this.#stop(message.error)
        break
      case 'turning': // All that it changes is how long the thread may be silent.
        break
    }
  }

  #fromPublisher(message: FromPublisher): void {
    if (message.kind === 'stopped') this.#stop(message.error)
    else if (message.kind === 'closed') this.#finished.resolve()
    else if (message.kind === 'turned') this.#turned(message)
    else if (message.kind === 'done' || message.kind === 'failed') this.#tasks.answered(message)
    else if (message.kind === 'full') this.#isFull = message.isFull
    else this.#events.onPublished()
  }

  #turned({ place, isRestored }: FromPublisher & { readonly kind: 'turned' }): void {
    this.#place = place
    this.#events.onTurned(place, { isRestored })
  }

  /** The writer answers in order, so these are the first. One that is not would be somebody else's receipt. */
  #answered({ first, count }: { readonly first: number; readonly count: number }): readonly Waiting[] {
    const answered = this.#waiting.slice(0, count)
    if (answered.length === count && answered[0]?.number === first) {
      this.#waiting = this.#waiting.slice(count)
      while ((this.#onTheWay[0] ?? Number.POSITIVE_INFINITY) < first + count) this.#onTheWay.shift()
      this.#sendSoon()
      return answered
    }
    this.#stop({ name: 'order', message: `an answer for ${first} and nobody there waits for it` })
    return []
  }

  #look(): void {
    if (this.#waiting.length === 0 || this.#elapsed() - this.#answeredAt < this.#leaseMs) return
    this.#stop({ name: 'lease', message: `no acknowledgement within ${this.#leaseMs} ms` })
  }

  #stop(error: ThreadError): void {
    if (this.#stopped !== undefined) return
    this.#stopped = error
    this.#opened.reject(new JournalClosed({ folder: this.folder, error }))
    this.#refuseAll('stopped')
    this.#tasks.close()
    this.#finished.resolve()
    this.#events.onStopped(error)
  }

  #refuseAll(why: JournalRefusal): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.#unsent = []
    for (const { refuse } of waiting) refuse(new NotRecorded(why))
  }
}

function thrownIn(event: Event): string {
  return event instanceof ErrorEvent ? event.message : 'it does not say why'
}

function dataOf(event: Event): unknown {
  return event instanceof MessageEvent ? event.data : undefined
}
