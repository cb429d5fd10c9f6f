/** One keep-alive connection of the generator, with one question at a time on it. */
import type { Socket } from 'bun'
import { AnswerReader } from './answer.ts'
import { EventReader } from './events.ts'
import { streamText } from './exchange.ts'

const closingBrace = 0x7d

export type Outcome = {
  /** Null for a right answer, else the kind of error. */
  readonly error: string | null
  /** When the question was due; latency counts from here, not from when it could be sent. */
  readonly dueMs: number
  readonly sentMs: number
  readonly endedMs: number
  /** Arrival of the first event; NaN for an answer in one piece. */
  readonly firstEventMs: number
  readonly events: number
}

export type Question = {
  readonly bytes: Buffer
  readonly token: string
  readonly events: number | null
  readonly dueMs: number
  /** Parse every event and compare the whole text. Costs the generator, so only a share is sampled. */
  readonly isSampled: boolean
}

export type Reports = {
  readonly ended: (connection: Connection, outcome: Outcome) => void
  readonly gap: (gapMs: number) => void
  readonly bytesDown: (count: number) => void
  readonly lost: (connection: Connection) => void
}

type Running = {
  readonly question: Question
  readonly sentMs: number
  readonly events: EventReader | null
  readonly body: Buffer[]
  firstEventMs: number
  lastEventMs: number
}

export class Connection {
  isUsable = true
  readonly #reports: Reports
  readonly #reader = new AnswerReader()
  #socket: Socket<Connection> | null = null
  #running: Running | null = null
  #unsent: Buffer | null = null

  constructor(reports: Reports) {
    this.#reports = reports
  }

  static async open(port: number, reports: Reports): Promise<Connection> {
    const connection = new Connection(reports)
    connection.#socket = await Bun.connect<Connection>({
      hostname: '127.0.0.1',
      port,
      data: connection,
      socket: {
        data: (socket, received) => socket.data.#receive(received),
        drain: (socket) => socket.data.#sendRest(),
        close: (socket) => socket.data.#lose('closed'),
        error: (socket) => socket.data.#lose('reset'),
        connectError: () => {},
      },
    })
    return connection
  }

  ask(question: Question): void {
    this.#reader.reset()
    this.#running = {
      question,
      sentMs: performance.now(),
      events: question.events === null ? null : new EventReader(question.isSampled),
      body: [],
      firstEventMs: Number.NaN,
      lastEventMs: Number.NaN,
    }
    const sent = this.#socket?.write(question.bytes) ?? -1
    if (sent < 0) this.#lose('closed')
    // The bytes are the generator's one buffer, overwritten for the next question: keep a copy of the rest.
    else if (sent < question.bytes.length) this.#unsent = Buffer.from(question.bytes.subarray(sent))
  }

  close(): void {
    this.isUsable = false
    this.#running = null
    this.#socket?.end()
  }

  #sendRest(): void {
    if (this.#unsent === null) return
    const sent = this.#socket?.write(this.#unsent) ?? 0
    this.#unsent = sent < this.#unsent.length ? this.#unsent.subarray(Math.max(0, sent)) : null
  }

  #receive(received: Buffer): void {
    this.#reports.bytesDown(received.length)
    const running = this.#running
    if (running === null) return this.#lose('unasked')
    const eventsBefore = running.events?.count ?? 0
    try {
      const isComplete = this.#reader.read(received, (piece) => {
        if (running.events === null || this.#reader.status !== 200) running.body.push(Buffer.from(piece))
        else running.events.read(piece)
      })
      if ((running.events?.count ?? 0) > eventsBefore) this.#noteEvents(running)
      if (isComplete) this.#finish(running)
    } catch (error) {
      this.#lose(`malformed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #noteEvents(running: Running): void {
    const nowMs = performance.now()
    if (Number.isNaN(running.firstEventMs)) running.firstEventMs = nowMs
    else this.#reports.gap(nowMs - running.lastEventMs)
    running.lastEventMs = nowMs
  }

  #finish(running: Running): void {
    this.#running = null
    if (this.#reader.closesConnection) this.close()
    this.#report(running, faultOf(running, this.#reader.status))
  }

  #report(running: Running, error: string | null): void {
    this.#reports.ended(this, {
      error,
      dueMs: running.question.dueMs,
      sentMs: running.sentMs,
      endedMs: performance.now(),
      firstEventMs: running.firstEventMs,
      events: running.events?.count ?? 0,
    })
  }

  #lose(error: string): void {
    if (!this.isUsable) return
    this.isUsable = false
    const running = this.#running
    this.#running = null
    this.#socket?.end()
    this.#reports.lost(this)
    if (running !== null) this.#report(running, error)
  }
}

function faultOf({ question, events, body }: Running, status: number): string | null {
  if (status !== 200) return `status ${status}`
  if (events !== null) return streamFaultOf(events, question)
  const [first] = body
  const whole = body.length === 1 && first !== undefined ? first : Buffer.concat(body)
  // Not parsed, to stay cheap: the token stands nowhere but in the question and in the right answer to it.
  return whole.includes(question.token) && whole[whole.length - 1] === closingBrace ? null : 'wrongAnswer'
}

function streamFaultOf(events: EventReader, { events: wanted, isSampled, token }: Question): string | null {
  // The text is only compared, and so only worth building, for a sampled stream.
  return events.fault(wanted ?? 0, isSampled ? streamText(wanted ?? 0, token) : '')
}
