import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Where to knock: a port, the same under TLS, or a Unix socket. */
export type Target = number | { readonly tlsPort: number } | { readonly socket: string }

/** One response as it stood on the wire. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came back over one connection. */
export interface Exchange {
  readonly text: string
  readonly responses: readonly WireResponse[]
  /** Whether the other side closed the connection; false when we gave up waiting. */
  readonly isClosed: boolean
  readonly tookMs: number
}

/** How the bytes are sent, and how long is waited. */
export interface Sending {
  /** Between two pieces. */
  readonly pauseMs?: number
  /** Shut our half of the connection after the last piece. */
  readonly isHalfClosed?: boolean
  /** How long an open connection is listened to after the last byte that came. */
  readonly quietMs?: number
  /** The most that is waited for anything at all. */
  readonly timeoutMs?: number
}

/** A line of a text is too comfortable for this: every byte counts, so nothing is added and nothing trimmed. */
export async function exchange(
  target: Target,
  pieces: string | readonly string[],
  how: Sending = {},
): Promise<Exchange> {
  const { pauseMs = 0, isHalfClosed = false, quietMs = 60, timeoutMs = 20_000 } = how
  const startedAt = performance.now()
  const socket = await open(target)
  let text = ''
  let isClosed = false
  let heardAt = performance.now()
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1')
    heardAt = performance.now()
  })
  socket.on('error', () => (isClosed = true)) // A reset is one of the ways to close.
  socket.on('end', () => (isClosed = true))
  socket.on('close', () => (isClosed = true))
  for (const [index, piece] of (typeof pieces === 'string' ? [pieces] : pieces).entries()) {
    if (index > 0) await Bun.sleep(pauseMs)
    if (isClosed) break
    socket.write(piece, 'latin1')
  }
  if (isHalfClosed) socket.end()
  const isOver = (): boolean => isClosed || (text !== '' && performance.now() - heardAt > quietMs)
  while (!isOver() && performance.now() - startedAt < timeoutMs) await Bun.sleep(5)
  socket.destroy()
  return { text, responses: responsesIn(text), isClosed, tookMs: performance.now() - startedAt }
}

/** An open connection that somebody else has to close; under TLS, one that has shaken hands. */
export async function open(target: Target): Promise<Socket> {
  const isTls = typeof target === 'object' && 'tlsPort' in target
  const where = typeof target === 'object' && 'socket' in target ? { path: target.socket } : portOf(target)
  const socket = connect({ ...where, allowHalfOpen: true, noDelay: true })
  await once(socket, 'connect')
  if (!isTls) return socket
  // The certificate is not what these tests are about.
  const secured = connectTls({ socket, rejectUnauthorized: false })
  await once(secured, 'secureConnect')
  return secured
}

function portOf(target: Exclude<Target, { readonly socket: string }>) {
  return { port: typeof target === 'number' ? target : target.tlsPort, host: '127.0.0.1' }
}

/** The responses that stand one after the other in what a server sent. */
function responsesIn(text: string): readonly WireResponse[] {
  const responses: WireResponse[] = []
  let rest = text
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    if (end === -1) break
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const length = Number(headers['content-length'] ?? 0)
    const body = rest.slice(end + 4, end + 4 + length)
    responses.push({ status: Number(statusLine.split(' ')[1]), headers, body })
    rest = rest.slice(end + 4 + length)
  }
  return responses
}
