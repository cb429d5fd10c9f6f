/**
 * The load generator. Open loop: questions are due by a schedule that nobody can slow down, and latency
 * counts from the moment a question was due, so a contestant that stalls pays for everyone it kept waiting.
 *
 * `saturation` is the other mode, for capacity: the offered rate is far above it, a bounded number is in
 * flight, and what comes back per second is the capacity. Its latencies only say how long the queue was.
 */
import { Connection, type Outcome } from './connection.ts'
import { type Asking, questionBody, tokenOf } from './exchange.ts'
import { Histogram, type Percentiles } from './histogram.ts'
import { arrivalTimesMs, type Pattern } from './schedule.ts'

export type Arrival =
  | { readonly mode: 'openLoop'; readonly ratePerSecond: number; readonly pattern: Pattern; readonly seed: number }
  | { readonly mode: 'saturation'; readonly inFlight: number }

export type LoadSpec = {
  readonly port: number
  readonly headers: Readonly<Record<string, string>>
  readonly asking: Asking
  readonly arrival: Arrival
  readonly seconds: number
  readonly warmupSeconds: number
  /** Beyond this many connections questions wait, and their waiting counts. */
  readonly connectionsMax: number
  /** How long answers may still arrive after the last question. */
  readonly drainSeconds: number
  /** Called at the start and at the end of the measured time, for reading the contestant's CPU time. */
  readonly onWindow?: (edge: 'start' | 'end') => void
}

export type LoadResult = {
  readonly mode: Arrival['mode']
  /** Null in saturation: more than can be answered. */
  readonly offeredPerSecond: number | null
  /** Right answers only. */
  readonly achievedPerSecond: number
  readonly answered: number
  readonly events: number
  readonly errors: Readonly<Record<string, number>>
  readonly latency: Percentiles | null
  readonly firstToken: Percentiles | null
  readonly interEvent: Percentiles | null
  /** How late the generator itself was. Compare before believing a latency. */
  readonly sendDelay: Percentiles | null
  readonly bytesUp: number
  readonly bytesDown: number
}

/** Every 16th stream is parsed event by event and its whole text compared. */
const sampledEach = 16
/** Timers of the runtime are good to about a millisecond; closer to the due time the generator polls. */
const pollWithinMs = 2

export async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const generator = new Generator(spec)
  await generator.connect(
    spec.arrival.mode === 'saturation' ? spec.arrival.inFlight : Math.min(64, spec.connectionsMax),
  )
  return await generator.run()
}

class Generator {
  readonly #spec: LoadSpec
  readonly #template: Buffer
  readonly #tokenAt: number
  readonly #idle: Connection[] = []
  readonly #all = new Set<Connection>()
  readonly #waiting: number[] = []
  readonly #latency = new Histogram()
  readonly #firstToken = new Histogram()
  readonly #interEvent = new Histogram()
  readonly #sendDelay = new Histogram()
  readonly #errors = new Map<string, number>()
  readonly #done = Promise.withResolvers<void>()
  #opening = 0
  #asked = 0
  #inFlight = 0
  #answered = 0
  #answeredInWindow = 0
  #events = 0
  #bytesUp = 0
  #bytesDown = 0
  #windowStartMs = 0
  #windowEndMs = 0
  #lastEndedMs = 0
  #isStopping = false

  constructor(spec: LoadSpec) {
    this.#spec = spec
    const body = questionBody(spec.asking)
    const headers = Object.entries(spec.headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const head =
      `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${spec.port}\r\nContent-Type: application/json\r\n` +
      `${headers.join('')}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`
    this.#template = Buffer.from(head + body)
    this.#tokenAt = this.#template.indexOf(tokenOf(0, 0))
  }

  async connect(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) this.#idle.push(await this.#open())
  }

  async run(): Promise<LoadResult> {
    const { arrival, seconds, warmupSeconds, drainSeconds, onWindow } = this.#spec
    const startMs = performance.now()
    this.#windowStartMs = startMs + warmupSeconds * 1000
    this.#windowEndMs = this.#windowStartMs + seconds * 1000
    const timers = [
      setTimeout(() => onWindow?.('start'), warmupSeconds * 1000),
      setTimeout(() => onWindow?.('end'), (warmupSeconds + seconds) * 1000),
      setTimeout(() => this.#done.resolve(), (warmupSeconds + seconds + drainSeconds) * 1000),
    ]
    if (arrival.mode === 'saturation') {
      for (let index = 0; index < arrival.inFlight; index += 1) this.#launch(performance.now())
      timers.push(setTimeout(() => this.#stop(), (warmupSeconds + seconds) * 1000))
    } else {
      const due = arrivalTimesMs({ ...arrival, seconds: warmupSeconds + seconds })
      this.#follow(due, startMs, 0)
    }
    await this.#done.promise
    // The window may close after the last answer, and its end must still be seen.
    await Bun.sleep(Math.max(0, this.#windowEndMs - performance.now() + 5))
    for (const timer of timers) clearTimeout(timer)
    return this.#result()
  }

  #follow(due: Float64Array, startMs: number, first: number): void {
    let next = first
    const nowMs = performance.now()
    for (; next < due.length && startMs + (due[next] ?? 0) <= nowMs; next += 1) this.#launch(startMs + (due[next] ?? 0))
    if (next === due.length) return this.#stop()
    const waitMs = startMs + (due[next] ?? 0) - nowMs
    if (waitMs > pollWithinMs) setTimeout(() => this.#follow(due, startMs, next), waitMs - pollWithinMs + 1)
    else setImmediate(() => this.#follow(due, startMs, next))
  }

  #launch(dueMs: number): void {
    this.#inFlight += 1
    const connection = this.#idle.pop()
    if (connection !== undefined) return this.#ask(connection, dueMs)
    this.#waiting.push(dueMs)
    if (this.#all.size + this.#opening < this.#spec.connectionsMax) this.#openForWaiting()
  }

  #openForWaiting(): void {
    this.#open().then(
      (connection) => this.#release(connection),
      () => {
        const dueMs = this.#waiting.shift()
        if (dueMs !== undefined) this.#fail('connect')
      },
    )
  }

  async #open(): Promise<Connection> {
    this.#opening += 1
    try {
      const connection = await Connection.open(this.#spec.port, {
        ended: (from, outcome) => this.#ended(from, outcome),
        gap: (gapMs) => this.#interEvent.recordMs(gapMs),
        bytesDown: (count) => (this.#bytesDown += count),
        lost: (from) => this.#lost(from),
      })
      this.#all.add(connection)
      return connection
    } finally {
      this.#opening -= 1
    }
  }

  #ask(connection: Connection, dueMs: number): void {
    const token = tokenOf(this.#asked, dueMs)
    this.#template.write(token, this.#tokenAt, 'latin1')
    this.#bytesUp += this.#template.length
    const isSampled = this.#asked % sampledEach === 0
    this.#asked += 1
    connection.ask({ bytes: this.#template, token, events: this.#spec.asking.events, dueMs, isSampled })
  }

  #release(connection: Connection): void {
    if (!connection.isUsable) return
    const dueMs = this.#waiting.shift()
    if (dueMs === undefined) this.#idle.push(connection)
    else this.#ask(connection, dueMs)
  }

  #lost(connection: Connection): void {
    this.#all.delete(connection)
    const place = this.#idle.indexOf(connection)
    if (place >= 0) this.#idle.splice(place, 1)
    if (this.#waiting.length > 0 && !this.#isStopping) this.#openForWaiting()
  }

  #ended(connection: Connection, outcome: Outcome): void {
    if (!connection.isUsable) this.#all.delete(connection)
    if (outcome.error === null) this.#record(outcome)
    this.#release(connection)
    if (outcome.error !== null) this.#fail(outcome.error)
    else this.#settle()
  }

  #record({ dueMs, sentMs, endedMs, firstEventMs, events }: Outcome): void {
    if (endedMs >= this.#windowStartMs && endedMs < this.#windowEndMs) {
      this.#answeredInWindow += 1
    }
    if (dueMs < this.#windowStartMs) return
    this.#answered += 1
    this.#events += events
    this.#lastEndedMs = endedMs
    this.#latency.recordMs(endedMs - dueMs)
    this.#sendDelay.recordMs(sentMs - dueMs)
    if (!Number.isNaN(firstEventMs)) this.#firstToken.recordMs(firstEventMs - dueMs)
  }

  #fail(kind: string): void {
    this.#errors.set(kind, (this.#errors.get(kind) ?? 0) + 1)
    this.#settle()
  }

  #settle(): void {
    this.#inFlight -= 1
    if (this.#isStopping) {
      if (this.#inFlight === 0) this.#done.resolve()
    } else if (this.#spec.arrival.mode === 'saturation') {
      this.#launch(performance.now())
    }
  }

  #stop(): void {
    this.#isStopping = true
    if (this.#inFlight === 0) this.#done.resolve()
  }

  #result(): LoadResult {
    if (this.#inFlight > 0) this.#errors.set('unanswered', this.#inFlight)
    for (const connection of this.#all) connection.close()
    const { arrival, seconds } = this.#spec
    const isOpen = arrival.mode === 'openLoop'
    // Answers that came late stretch the time they are divided by, so a backlog shows as a lower rate.
    const openSeconds = Math.max(seconds, (this.#lastEndedMs - this.#windowStartMs) / 1000)
    return {
      mode: arrival.mode,
      offeredPerSecond: isOpen ? arrival.ratePerSecond : null,
      achievedPerSecond: isOpen ? this.#answered / openSeconds : this.#answeredInWindow / seconds,
      answered: isOpen ? this.#answered : this.#answeredInWindow,
      events: this.#events,
      errors: Object.fromEntries(this.#errors),
      latency: this.#latency.percentiles(),
      firstToken: this.#firstToken.percentiles(),
      interEvent: this.#interEvent.percentiles(),
      sendDelay: this.#sendDelay.percentiles(),
      bytesUp: this.#bytesUp,
      bytesDown: this.#bytesDown,
    }
  }
}
