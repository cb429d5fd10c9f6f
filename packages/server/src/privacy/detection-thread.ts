import { GatewayError } from '@stellwerk/contract/error'

import type { Detected, DetectionWish } from './detecting.ts'

/** Milliseconds from the beginning of a call, and what is called then. */
export type StartTimer = (ms: number, then: () => void) => { readonly stop: () => void }

/** A thread, as far as one has to know it. */
export interface Thread {
  readonly post: (message: ThreadWish) => void
  readonly onAnswer: (hear: (answer: ThreadAnswer) => void) => void
  /** It broke, or ended by itself. */
  readonly onEnd: (hear: (cause: unknown) => void) => void
  readonly terminate: () => void
}

/** What goes to a thread. */
export interface ThreadWish {
  readonly id: number
  readonly wish: DetectionWish
}

export type ThreadAnswer =
  | { readonly id: number; readonly detected: Detected }
  | { readonly id: number; readonly failed: string }

interface Waiting {
  readonly wish: DetectionWish
  readonly resolve: (detected: Detected) => void
  readonly reject: (error: GatewayError) => void
  readonly timer: { readonly stop: () => void }
}

/** Wishes that may wait for the thread. Each is a long prompt; more means that detection cannot keep up, and then no is the answer. */
const waitingMax = 64

/**
 * Looks at long prompts in a thread, one after the other, so that nobody else waits for them. A thread that misses the deadline of what
 * it looks at is given up, and what waited behind goes to a new one: nobody's prompt refuses those of others, and nothing goes on
 * undetected.
 */
export class DetectionThread {
  readonly #start: () => Thread
  readonly #startTimer: StartTimer
  /** In the order in which they came; the thread has the first. */
  readonly #waiting = new Map<number, Waiting>()
  #thread: Thread | undefined
  /** What the thread looks at. */
  #current: number | undefined
  #nextId = 0

  constructor(start: () => Thread, startTimer: StartTimer) {
    this.#start = start
    this.#startTimer = startTimer
  }

  /** @throws GatewayError detection_failed, detection_timeout, overloaded */
  detect(wish: DetectionWish, deadlineMs: number): Promise<Detected> {
    if (this.#waiting.size >= waitingMax) return Promise.reject(new GatewayError('overloaded'))
    const { promise, resolve, reject } = Promise.withResolvers<Detected>()
    const id = this.#nextId++
    const timer = this.#startTimer(deadlineMs, () => this.#late(id, deadlineMs))
    this.#waiting.set(id, { wish, resolve, reject, timer })
    this.#next()
    return promise
  }

  close(): void {
    this.#drop()
    for (const id of this.#waiting.keys()) this.#refuse(id, new GatewayError('draining'))
  }

  /** Hands the thread what has waited longest, if it has nothing to do. */
  #next(): void {
    const [first] = this.#waiting
    if (this.#current !== undefined || first === undefined) return
    const [id, { wish }] = first
    this.#current = id
    try {
      this.#threadNow().post({ id, wish })
    } catch (cause) {
      this.#broken(cause)
    }
  }

  #threadNow(): Thread {
    if (this.#thread !== undefined) return this.#thread
    const thread = this.#start()
    this.#thread = thread
    thread.onAnswer((answer) => {
      if (this.#thread === thread) this.#answered(answer)
    })
    thread.onEnd((cause) => {
      if (this.#thread === thread) this.#broken(cause) // Or else it was given up before.
    })
    return thread
  }

  #answered(answer: ThreadAnswer): void {
    if (answer.id !== this.#current) return // Of a thread that was given up.
    this.#current = undefined
    if ('detected' in answer) this.#taken(answer.id)?.resolve(answer.detected)
    else this.#refuse(answer.id, new GatewayError('detection_failed', { details: { detector: answer.failed } }))
    this.#next()
  }

  /** A thread cannot be told to stop, so it is ended. What has not been looked at yet only leaves the line. */
  #late(id: number, timeoutMs: number): void {
    if (id === this.#current) this.#drop()
    this.#refuse(id, new GatewayError('detection_timeout', { details: { detector: 'thread', timeoutMs } }))
    this.#next()
  }

  /** Only what the thread was looking at is refused; a thread that cannot start at all refuses each in its turn. */
  #broken(cause: unknown): void {
    const id = this.#current
    this.#drop()
    if (id !== undefined)
      this.#refuse(id, new GatewayError('detection_failed', { details: { detector: 'thread' } }, { cause }))
    this.#next()
  }

  #drop(): void {
    const thread = this.#thread
    this.#thread = undefined
    this.#current = undefined
    thread?.terminate()
  }

  #refuse(id: number, error: GatewayError): void {
    this.#taken(id)?.reject(error)
  }

  /** Out of the line, with its timer stopped. */
  #taken(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    waiting?.timer.stop()
    return waiting
  }
}
