import { GatewayError } from '@stellwerk/contract/error'

import type { Detected, DetectionWish } from './detecting.ts'
import type { Masked, MaskingWish } from './masking.ts'

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
export type ThreadWish = { readonly id: number } & Work

/** What it can do. */
type Work = { readonly detect: DetectionWish } | { readonly mask: MaskingWish }

type Done = { readonly detected: Detected } | { readonly masked: Masked }

export type ThreadAnswer = { readonly id: number } & (Done | { readonly failed: string })

interface Waiting {
  readonly work: Work
  readonly resolve: (done: Done) => void
  readonly reject: (error: GatewayError) => void
  readonly timer: { readonly stop: () => void }
}

/** Wishes that may wait for the thread. Each is of a long prompt; more means that detection cannot keep up, and then no is the answer. */
const waitingMax = 64

/**
 * Looks at long prompts in a thread, and puts pseudonyms into those with much in them, one after the other, so that nobody else waits for them. A thread that misses the deadline of what
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
  async detect(wish: DetectionWish, deadlineMs: number): Promise<Detected> {
    const done = await this.#do({ detect: wish }, deadlineMs)
    if ('detected' in done) return done.detected
    throw new GatewayError('detection_failed', { details: { detector: 'thread' } })
  }

  /** @throws GatewayError detection_failed, detection_timeout, overloaded */
  async mask(wish: MaskingWish, deadlineMs: number): Promise<Masked> {
    const done = await this.#do({ mask: wish }, deadlineMs)
    if ('masked' in done) return done.masked
    throw new GatewayError('detection_failed', { details: { detector: 'thread' } })
  }

  #do(work: Work, deadlineMs: number): Promise<Done> {
    if (this.#waiting.size >= waitingMax) return Promise.reject(new GatewayError('overloaded'))
    const { promise, resolve, reject } = Promise.withResolvers<Done>()
    const id = this.#nextId++
    const timer = this.#startTimer(deadlineMs, () => this.#late(id, deadlineMs))
    this.#waiting.set(id, { work, resolve, reject, timer })
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
    const [id, { work }] = first
    this.#current = id
    try {
      this.#threadNow().post({ id, ...work })
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
    if ('failed' in answer)
      this.#refuse(answer.id, new GatewayError('detection_failed', { details: { detector: answer.failed } }))
    else this.#taken(answer.id)?.resolve(answer)
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
