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
  readonly resolve: (detected: Detected) => void
  readonly reject: (error: GatewayError) => void
  readonly timer: { readonly stop: () => void }
}

/** Wishes that may wait for the thread. Each is a long prompt; more means that detection cannot keep up, and then no is the answer. */
const waitingMax = 64

/**
 * Looks at long prompts in a thread, so that nobody else waits for them. A thread that misses a deadline is given up, with everything
 * that waited behind it, and the next wish gets a new one: nothing goes on undetected.
 */
export class DetectionThread {
  readonly #start: () => Thread
  readonly #startTimer: StartTimer
  readonly #waiting = new Map<number, Waiting>()
  #thread: Thread | undefined
  #nextId = 0

  constructor(start: () => Thread, startTimer: StartTimer) {
    this.#start = start
    this.#startTimer = startTimer
  }

  /** @throws GatewayError detection_failed, detection_timeout */
  detect(wish: DetectionWish, deadlineMs: number): Promise<Detected> {
    if (this.#waiting.size >= waitingMax) return Promise.reject(new GatewayError('overloaded'))
    const { promise, resolve, reject } = Promise.withResolvers<Detected>()
    const id = this.#nextId++
    const timer = this.#startTimer(deadlineMs, () => this.#late(id, deadlineMs))
    this.#waiting.set(id, { resolve, reject, timer })
    try {
      this.#threadNow().post({ id, wish })
    } catch (cause) {
      this.#giveUp(new GatewayError('detection_failed', { details: { detector: 'thread' } }, { cause }))
    }
    return promise
  }

  close(): void {
    this.#giveUp(new GatewayError('draining'))
  }

  #threadNow(): Thread {
    if (this.#thread !== undefined) return this.#thread
    const thread = this.#start()
    this.#thread = thread
    thread.onAnswer((answer) => this.#answered(answer))
    thread.onEnd((cause) => {
      if (this.#thread !== thread) return // It was given up before.
      this.#giveUp(new GatewayError('detection_failed', { details: { detector: 'thread' } }, { cause }))
    })
    return thread
  }

  #answered(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    if (waiting === undefined) return
    this.#waiting.delete(answer.id)
    waiting.timer.stop()
    if ('detected' in answer) waiting.resolve(answer.detected)
    else waiting.reject(new GatewayError('detection_failed', { details: { detector: answer.failed } }))
  }

  /** A thread cannot be told to stop, so it is ended; what else waited for it would wait as long. */
  #late(id: number, timeoutMs: number): void {
    if (!this.#waiting.has(id)) return
    this.#giveUp(new GatewayError('detection_timeout', { details: { detector: 'thread', timeoutMs } }))
  }

  #giveUp(error: GatewayError): void {
    const thread = this.#thread
    this.#thread = undefined
    thread?.terminate()
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject, timer } of waiting) {
      timer.stop()
      reject(error)
    }
  }
}
