import { GatewayError } from '@stellwerk/contract/error'

import { FairLine, type InLine } from './fair-line.ts'

/** Somebody who wants a place at one of several servers, and can be told that waiting is over. */
export interface Waiter extends InLine {
  /** Public name of the model, for messages. */
  readonly model: string
  /** Tells why the wait is given up: the client left, or it took too long. */
  readonly whenEnded: (tell: (reason: Error) => void) => void
}

/** A place that became free, already taken. */
export interface Turn<Place> {
  readonly upstreamId: string
  readonly place: Place
}

/** The servers, as those who wait for them see them. */
export interface Servers<Place> {
  /** Neither down nor broken. */
  readonly isUp: (upstreamId: string) => boolean
  /** Takes a place, if there is one. */
  readonly take: (upstreamId: string) => Place | undefined
}

interface Ticket<Place> extends InLine {
  readonly model: string
  /** Ids of the upstreams that may be used, and of those for which it waits. */
  readonly candidates: readonly string[]
  readonly waitsFor: Set<string>
  readonly settle: (turn: Turn<Place>) => void
  readonly refuse: (reason: Error) => void
}

/** Seconds until it is worth to come again: about as long as a short answer takes. */
const retryAfterSeconds = 5

/**
 * Requests that wait for a place: one fair line before each engine that has one. Whoever may use several engines waits for
 * all of them at once and gets the first place that is free. Whoever waits holds nothing but its body.
 *
 * INVARIANT: whenever nobody is at work here, no server with a free place has somebody in its line. So {@link serve} has to
 * be called when a place became free or a server came up, and {@link giveUp} when one went down.
 */
export class Queue<Place> {
  readonly #servers: Servers<Place>
  readonly #lines = new Map<string, { readonly max: number; readonly line: FairLine<Ticket<Place>> }>()
  #isClosed = false

  /** @param lines how many may wait, by upstream; one without an entry has no line */
  constructor(lines: Iterable<readonly [upstreamId: string, max: number]>, servers: Servers<Place>) {
    this.#servers = servers
    for (const [upstreamId, max] of lines) this.#lines.set(upstreamId, { max, line: new FairLine() })
  }

  /** Whether somebody can wait there. */
  has(upstreamId: string): boolean {
    return this.#lines.has(upstreamId)
  }

  /** Whether somebody waits there, so that a newcomer must not overtake. */
  isWaitedFor(upstreamId: string): boolean {
    return this.size(upstreamId) > 0
  }

  size(upstreamId: string): number {
    return this.#lines.get(upstreamId)?.line.size ?? 0
  }

  /**
   * Waits for a place at one of the servers, all of which have a line.
   *
   * @throws GatewayError queue_full, no_deployment_available, draining, or why the wait was given up
   */
  wait(upstreamIds: readonly string[], waiter: Waiter): Promise<Turn<Place>> {
    if (this.#isClosed) return Promise.reject(new GatewayError('draining'))
    const { promise, resolve, reject } = Promise.withResolvers<Turn<Place>>()
    const { useCaseId, keyId, share, model } = waiter
    const ticket: Ticket<Place> = {
      useCaseId,
      keyId,
      share,
      model,
      candidates: upstreamIds,
      waitsFor: new Set(upstreamIds),
      settle: resolve,
      refuse: reject,
    }
    for (const upstreamId of upstreamIds) this.#queueAt(upstreamId).line.add(ticket)
    for (const upstreamId of upstreamIds) this.#makeRoom(upstreamId, ticket)
    waiter.whenEnded((reason) => {
      this.#leave(ticket)
      reject(reason) // Says nothing to somebody who has had its turn.
    })
    for (const upstreamId of upstreamIds) this.serve(upstreamId)
    return promise
  }

  /** Hands out the places that are free at a server. */
  serve(upstreamId: string): void {
    const line = this.#lines.get(upstreamId)?.line
    while (line !== undefined && line.size > 0) {
      const place = this.#servers.take(upstreamId)
      if (place === undefined) return
      const ticket = line.next()
      if (ticket === undefined) throw new TypeError('nobody is in a line that has a size')
      this.#leave(ticket)
      ticket.settle({ upstreamId, place })
    }
  }

  /** A server went down or broke: whoever can get a place nowhere else hears so at once. */
  giveUp(upstreamId: string): void {
    for (const ticket of this.#lines.get(upstreamId)?.line.everybody() ?? []) {
      if (ticket.candidates.some((id) => this.#servers.isUp(id))) continue
      this.#leave(ticket)
      ticket.refuse(new GatewayError('no_deployment_available', { details: { model: ticket.model } }))
    }
  }

  /** Nobody waits any more, and nobody will. */
  close(): void {
    this.#isClosed = true
    for (const { line } of this.#lines.values()) {
      for (const ticket of line.everybody()) {
        this.#leave(ticket)
        ticket.refuse(new GatewayError('draining'))
      }
    }
  }

  /** Where the newcomer is one too many, somebody has to go; who waits elsewhere as well goes on waiting there. */
  #makeRoom(upstreamId: string, newcomer: Ticket<Place>): void {
    const { line, max } = this.#queueAt(upstreamId)
    if (line.size <= max) return
    const tooMany = line.toYield(newcomer)
    line.remove(tooMany)
    tooMany.waitsFor.delete(upstreamId)
    if (tooMany.waitsFor.size > 0) return
    tooMany.refuse(new GatewayError('queue_full', { details: { model: tooMany.model, max, retryAfterSeconds } }))
  }

  #leave(ticket: Ticket<Place>): void {
    for (const upstreamId of ticket.waitsFor) this.#queueAt(upstreamId).line.remove(ticket)
    ticket.waitsFor.clear()
  }

  #queueAt(upstreamId: string): { readonly max: number; readonly line: FairLine<Ticket<Place>> } {
    const queue = this.#lines.get(upstreamId)
    if (queue === undefined) throw new TypeError(`nobody can wait for ${upstreamId}`)
    return queue
  }
}
