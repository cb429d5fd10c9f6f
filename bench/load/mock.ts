/**
 * The engine behind every contestant: an HTTP/1.1 server on bare sockets that does as little as possible,
 * so that it never is the bottleneck and its share of the two cores stays small. It understands exactly
 * what a proxy sends it, and is no example of an HTTP server.
 *
 *   bun bench/load/mock.ts --port 9000
 *
 * `PUT /pace/50` makes the following streams send one event every 50 ms (0: all at once).
 */
import type { Socket } from 'bun'
import { answerBody, streamEnd, streamEvent, tokenLength, tokenOf, tokenPrefix } from './exchange.ts'

type Client = {
  /** Bytes of a request that has not arrived whole. */
  carry: Buffer | null
  /** Bytes that the kernel did not take yet. */
  unsent: Buffer | null
  isGone: boolean
}

type PacedStream = { readonly socket: Socket<Client>; readonly events: number; next: number; dueMs: number }

const headEnd = Buffer.from('\r\n\r\n')
const chunkedEnd = Buffer.from('0\r\n\r\n')
const zeroToken = tokenOf(0, 0)
/** Streams longer than this are refused by nobody; the pieces are just made anew each time. */
const eventsMax = 100_000

let paceMs = 0
const paced: PacedStream[] = []
const wholeStreams = new Map<number, Template>()

/** Bytes with a hole for the token. */
type Template = { readonly bytes: Buffer; readonly tokenAt: number }

function template(text: string): Template {
  return { bytes: Buffer.from(text, 'latin1'), tokenAt: text.indexOf(zeroToken) }
}

function filled({ bytes, tokenAt }: Template, body: Buffer, askedAt: number): Buffer {
  const copy = Buffer.from(bytes)
  if (tokenAt >= 0 && askedAt >= 0) body.copy(copy, tokenAt, askedAt, askedAt + tokenLength)
  return copy
}

function whole(type: string, body: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`
const streamHead =
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n'
const answer = template(whole('application/json', answerBody(zeroToken)))
const firstEvent = template(streamHead + chunk(streamEvent(0, 2, zeroToken)))
const models = Buffer.from(whole('application/json', '{"object":"list","data":[{"id":"bench","object":"model"}]}'))
const nothing = Buffer.from(whole('application/json', '{}'))

/** One HTTP chunk per event, as the engines send them, in a single write. */
function wholeStream(events: number): Template {
  const known = wholeStreams.get(events)
  if (known !== undefined) return known
  const pieces = Array.from({ length: events + 1 }, (_, index) => chunk(streamEvent(index, events, zeroToken)))
  const made = template(`${streamHead}${pieces.join('')}${chunk(streamEnd)}0\r\n\r\n`)
  if (wholeStreams.size < 64) wholeStreams.set(events, made)
  return made
}

function send(socket: Socket<Client>, bytes: Buffer): void {
  const client = socket.data
  if (client.isGone) return
  if (client.unsent !== null) {
    client.unsent = Buffer.concat([client.unsent, bytes])
    return
  }
  const sent = socket.write(bytes)
  if (sent < bytes.length) client.unsent = bytes.subarray(Math.max(0, sent))
}

function respond(socket: Socket<Client>, head: string, body: Buffer): void {
  if (head.startsWith('PUT /pace/')) {
    paceMs = Number.parseInt(head.slice('PUT /pace/'.length), 10)
    return send(socket, nothing)
  }
  if (!head.startsWith('POST ')) return send(socket, head.includes('/models') ? models : nothing)
  const askedAt = body.indexOf(tokenPrefix)
  if (!isStream(body)) return send(socket, filled(answer, body, askedAt))
  const events = Math.min(eventsMax, eventsWanted(body))
  if (paceMs === 0) return send(socket, filled(wholeStream(events), body, askedAt))
  send(socket, filled(firstEvent, body, askedAt))
  paced.push({ socket, events, next: 1, dueMs: performance.now() + paceMs })
}

function isStream(body: Buffer): boolean {
  const at = body.indexOf('"stream":')
  return (
    at >= 0 &&
    body
      .toString('latin1', at + 9, at + 14)
      .trimStart()
      .startsWith('t')
  )
}

/** `max_tokens` or `max_completion_tokens`, whichever the contestant sends. */
function eventsWanted(body: Buffer): number {
  const at = body.indexOf('_tokens":')
  return at < 0 ? 64 : Number.parseInt(body.toString('latin1', at + 9, at + 18), 10)
}

/** Every paced stream has the same interval, so the queue is always sorted by due time. */
function continuePaced(): void {
  const nowMs = performance.now()
  let position = 0
  for (; position < paced.length; position += 1) {
    const stream = paced[position]
    if (stream === undefined || stream.dueMs > nowMs) break
    if (stream.socket.data.isGone) continue
    const isLast = stream.next === stream.events
    const event = chunk(streamEvent(stream.next, stream.events, zeroToken))
    send(stream.socket, Buffer.from(isLast ? `${event}${chunk(streamEnd)}0\r\n\r\n` : event, 'latin1'))
    if (isLast) continue
    stream.next += 1
    stream.dueMs += paceMs
    paced.push(stream)
  }
  if (position > 0) paced.splice(0, position)
}

/** Length of the first whole request in `bytes`, or 0 while it is incomplete. */
function receive(socket: Socket<Client>, bytes: Buffer): number {
  const headBytes = bytes.indexOf(headEnd)
  if (headBytes < 0) return 0
  const head = bytes.toString('latin1', 0, headBytes)
  const bodyAt = headBytes + headEnd.length
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  let end = bodyAt + Number(length ?? 0)
  if (length === undefined && /\r\ntransfer-encoding: *chunked/i.test(head)) {
    const endAt = bytes.indexOf(chunkedEnd, bodyAt)
    if (endAt < 0) return 0
    end = endAt + chunkedEnd.length
  }
  if (bytes.length < end) return 0
  respond(socket, head, bytes.subarray(bodyAt, end))
  return end
}

const portFlag = process.argv.indexOf('--port')
const listener = Bun.listen<Client>({
  hostname: '127.0.0.1',
  port: portFlag < 0 ? 0 : Number(process.argv[portFlag + 1]),
  socket: {
    open(socket) {
      socket.data = { carry: null, unsent: null, isGone: false }
    },
    data(socket, received) {
      const client = socket.data
      let bytes = client.carry === null ? received : Buffer.concat([client.carry, received])
      for (let used = receive(socket, bytes); used > 0; used = receive(socket, bytes)) bytes = bytes.subarray(used)
      client.carry = bytes.length === 0 ? null : Buffer.from(bytes)
    },
    drain(socket) {
      const { unsent } = socket.data
      socket.data.unsent = null
      if (unsent !== null) send(socket, unsent)
    },
    close(socket) {
      socket.data.isGone = true
    },
    error(socket) {
      socket.data.isGone = true
    },
  },
})
setInterval(continuePaced, 1)
console.log(JSON.stringify({ port: listener.port }))
