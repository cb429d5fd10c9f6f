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
 * A call from its arrival to its last byte. It goes through stages (the body, each attempt, the answer); a stage has a
 * deadline, and one end at most, of which whoever waits in it is told.
 */
export class RunningCall {
  readonly id: string
  /** On the clock that never jumps, in milliseconds. */
  readonly arrivedAt: number
  /** Its first intent is durable: before that, not even a comment goes to the client (docs/laws.md, law 2). */
  isOnRecord = false
  readonly #leave: (call: RunningCall) => void
  #ended: Error | undefined
  #stageEnded: Error | undefined
  /** Made when somebody asks for a signal: the body of a request does without. */
  #controller: AbortController | undefined
  #tell: ((reason: Error) => void) | undefined
  #dueAt = Number.POSITIVE_INFINITY
  #late: (() => GatewayError) | undefined
  #mayGoOn: Check | undefined
  #checks: Check | undefined

  constructor(id: string, arrivedAt: number, leave: (call: RunningCall) => void) {
    this.id = id
    this.arrivedAt = arrivedAt
    this.#leave = leave
  }

  /** Aborted when the stage ends early; the reason says why. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#stageEnded !== undefined) this.#controller.abort(this.#stageEnded)
    }
    return this.#controller.signal
  }

  /** Why the stage ended early: the call as a whole ended, or the stage was late or abandoned. */
  get endedBy(): Error | undefined {
    return this.#ended ?? this.#stageEnded
  }

  /** Tells the one who waits in this stage, in place of a signal. At once when the stage has ended already. */
  whenEnded(tell: (reason: Error) => void): void {
    if (this.#stageEnded === undefined) this.#tell = tell
    else tell(this.#stageEnded)
  }

  /** Begins a stage with a deadline of its own, after one that is over or was abandoned. Throws what ended the call. */
  begin(what: { readonly withinMs: number; readonly at: number; readonly late: () => GatewayError }): void {
    if (this.#ended !== undefined) throw this.#ended
    if (this.#stageEnded !== undefined) {
      this.#stageEnded = undefined
      this.#controller = undefined
    }
    this.#tell = undefined
    this.#dueAt = what.at + what.withinMs
    this.#late = what.late
  }

  /** Moves the deadline of the stage, for example after each piece of an answer. */
  extend(dueAt: number): void {
    this.#dueAt = dueAt
  }

  /** Ends the stage alone: it was late, or another deployment is tried. */
  abandonStage(reason: Error): void {
    if (this.#stageEnded !== undefined) return
    this.#stageEnded = reason
    this.#controller?.abort(reason)
    this.#tell?.(reason)
  }

  /** Ends the call: the engine stops, and whoever waits is told the reason. */
  end(reason: Error): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    this.abandonStage(reason)
  }

  /** The permit of the current attempt, looked at with each sweep. */
  standBy(mayGoOn: Check): void {
    this.#mayGoOn = mayGoOn
  }

  /** What else has to hold at each sweep: the pace of the reader. */
  watch(checks: Check): void {
    this.#checks = checks
  }

  sweep(elapsed: number): void {
    if (this.#ended !== undefined) return
    if (elapsed >= this.#dueAt && this.#late !== undefined) {
      this.#dueAt = Number.POSITIVE_INFINITY
      this.abandonStage(this.#late())
      return
    }
    try {
      this.#mayGoOn?.(elapsed)
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
