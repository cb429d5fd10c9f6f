import { GatewayError } from '@stellwerk/contract/error'

import type { Clock } from './clock.ts'

/** Nobody is left to answer: the client closed the connection. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'

  constructor() {
    super('the client closed the connection')
  }
}

/** How often running calls are looked at: a revoked key or a passed deadline is noticed within this time. */
const sweepMs = 200

/** What a running call checks about itself at each sweep; throws what ends it. */
export type Check = (elapsed: number) => void

/**
 * A call from its arrival to its last byte. It has one signal for whatever it waits on at the moment, and one deadline;
 * both are replaced when the next stage begins.
 */
export class RunningCall {
  readonly id: string
  /** On the clock that never jumps, in milliseconds. */
  readonly arrivedAt: number
  readonly #leave: (call: RunningCall) => void
  #stage = new AbortController()
  #ended: Error | undefined
  #dueAt = Number.POSITIVE_INFINITY
  #late: (() => GatewayError) | undefined
  #checks: Check | undefined

  constructor(id: string, arrivedAt: number, leave: (call: RunningCall) => void) {
    this.id = id
    this.arrivedAt = arrivedAt
    this.#leave = leave
  }

  /** Aborted when the call ends early or the stage is late; the reason says why. */
  get signal(): AbortSignal {
    return this.#stage.signal
  }

  /** Why the call as a whole was ended early; undefined while it runs. */
  get endedBy(): Error | undefined {
    return this.#ended
  }

  /** Begins a stage with a deadline of its own, after one that is over or was abandoned. Throws what ended the call. */
  begin(what: { readonly withinMs: number; readonly at: number; readonly late: () => GatewayError }): void {
    if (this.#ended !== undefined) throw this.#ended
    if (this.#stage.signal.aborted) this.#stage = new AbortController()
    this.#dueAt = what.at + what.withinMs
    this.#late = what.late
  }

  /** Moves the deadline of the stage, for example after each piece of an answer. */
  extend(dueAt: number): void {
    this.#dueAt = dueAt
  }

  /** Aborts the stage alone, before another deployment is tried. */
  abandonStage(reason: Error): void {
    this.#stage.abort(reason)
  }

  /** Ends the call: the engine stops, and whoever waits on the signal gets the reason. */
  end(reason: Error): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    this.#stage.abort(reason)
  }

  /** What has to hold at each sweep, such as the permit. */
  watch(checks: Check): void {
    this.#checks = checks
  }

  sweep(elapsed: number): void {
    if (this.#ended !== undefined) return
    if (elapsed >= this.#dueAt && this.#late !== undefined) {
      this.#dueAt = Number.POSITIVE_INFINITY
      this.#stage.abort(this.#late())
      return
    }
    try {
      this.#checks?.(elapsed)
    } catch (reason) {
      this.end(reason instanceof Error ? reason : new GatewayError('internal', {}, { cause: reason }))
    }
  }

  /** The call is over, one way or the other. */
  leave(): void {
    this.#leave(this)
  }
}

/** All calls that are running now, looked at together a few times a second. */
export class RunningCalls {
  readonly #calls = new Set<RunningCall>()
  readonly #clock: Clock
  readonly #max: number
  readonly #timer: Timer
  #isDraining = false
  #drained: (() => void) | undefined

  constructor(what: { readonly clock: Clock; readonly concurrentRequestsMax: number }) {
    this.#clock = what.clock
    this.#max = what.concurrentRequestsMax
    this.#timer = setInterval(() => this.sweep(), sweepMs)
  }

  get count(): number {
    return this.#calls.size
  }

  get isDraining(): boolean {
    return this.#isDraining
  }

  /** @throws GatewayError draining, overloaded */
  admit(id: string): RunningCall {
    if (this.#isDraining) throw new GatewayError('draining')
    if (this.#calls.size >= this.#max) throw new GatewayError('overloaded', { details: { max: this.#max } })
    const call = new RunningCall(id, this.#clock.elapsed(), (left) => this.#leave(left))
    this.#calls.add(call)
    return call
  }

  sweep(): void {
    const elapsed = this.#clock.elapsed()
    for (const call of this.#calls) call.sweep(elapsed)
  }

  /** Takes no more calls, waits for those that run, and ends the rest when the time is over. */
  async drain(timeoutMs: number): Promise<{ readonly cutCount: number }> {
    this.#isDraining = true
    if (this.#calls.size > 0) {
      const drained = Promise.withResolvers<void>()
      this.#drained = drained.resolve
      const timer = setTimeout(drained.resolve, timeoutMs)
      await drained.promise
      clearTimeout(timer)
    }
    const cutCount = this.#calls.size
    for (const call of this.#calls) call.end(new GatewayError('draining'))
    return { cutCount }
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #leave(call: RunningCall): void {
    this.#calls.delete(call)
    if (this.#calls.size === 0) this.#drained?.()
  }
}
