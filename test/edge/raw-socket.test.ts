import { afterAll, beforeAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { join } from 'node:path'

import type { ConfigInput } from '@stellwerk/contract/config'

import { newAuthority } from '../certificates.ts'
import { openControlSocket } from '../../packages/server/src/http/control-socket.ts'
import { chat, chunk, type Inside, openInside, type PlayedEngine, playEngine, wholeAnswer } from '../gateway/inside.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { exchange, open, type Sending, type Target } from './wire.ts'

const newFolder = temporaryFolders('raw-socket')

/** Small, so that bodies above it are cheap. Bun itself breaks off at twice the media bound. */
const limits = { bodyBytesMax: 4_096, mediaBodyBytesMax: 8_192, bodyTimeoutMs: 400 }

/** The same door, in three walls: what is said below holds for each of them. */
const ways = ['plain HTTP', 'TLS', 'a Unix socket'] as const
type Way = (typeof ways)[number]

interface Door {
  readonly inside: Inside
  readonly target: Target
}

let engine: PlayedEngine
let listens: Readonly<Record<Way, NonNullable<ConfigInput['listen']>>>
let doors: Readonly<Record<Way, Door>>
beforeAll(async () => {
  const folder = newFolder()
  const { certificate, key } = newAuthority(folder, 'ca').issue('server', ['IP:127.0.0.1'])
  listens = {
    'plain HTTP': { port: 0 },
    TLS: { port: 0, tls: { certificate, key: `file:${key}` } },
    'a Unix socket': { socket: join(folder, 'http.sock') },
  }
  engine = playEngine(() => Response.json(wholeAnswer()))
  const [plain, tls, socket] = await Promise.all(ways.map((way) => openDoor(way, engine, limits)))
  assert.ok(plain !== undefined && tls !== undefined && socket !== undefined)
  doors = { 'plain HTTP': plain, TLS: tls, 'a Unix socket': socket }
})
afterAll(async () => {
  await Promise.all(ways.map((way) => doors[way].inside.close()))
  await engine.close()
})

/** Another server, with another socket. */
async function openDoor(way: Way, behind: PlayedEngine, more?: ConfigInput['limits']): Promise<Door> {
  const listen = way === 'a Unix socket' ? { socket: join(newFolder(), 'http.sock') } : listens[way]
  const inside = await openInside([{ id: 'a', kind: 'vllm', url: behind.url }], { listen, limits: more ?? {} })
  if (listen.socket !== undefined) return { inside, target: { socket: listen.socket } }
  const port = Number(new URL(inside.url).port)
  return { inside, target: way === 'TLS' ? { tlsPort: port } : port }
}

const body = JSON.stringify(chat())
const hex = body.length.toString(16)
const length = `Content-Length: ${body.length}`
const chunkedCoding = 'Transfer-Encoding: chunked'
const chunked = `${hex}\r\n${body}\r\n0\r\n\r\n`

/** A request with these header lines; everything else is as it should be. The key is filled in when it is sent. */
function request(lines: readonly string[], content = body, start = 'POST /v1/chat/completions HTTP/1.1'): string {
  return [start, 'Authorization: Bearer KEY', 'Content-Type: application/json', ...lines, '', content].join('\r\n')
}

const post = (lines: readonly string[], content = body): string => request(['Host: x', ...lines], content)
const get = (target: string, host = 'x'): string => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`

/** What came back: the status, with the code of our own refusals; `closed` when there was no answer at all. */
async function outcome(way: Way, sent: string | readonly string[], how?: Sending): Promise<string> {
  const { inside, target } = doors[way]
  const pieces = (typeof sent === 'string' ? [sent] : sent).map((piece) => piece.replaceAll('KEY', inside.key))
  const { responses, isClosed } = await exchange(target, pieces, how)
  const shown = responses.map(({ status, body: text }) => {
    const code = /"code":"(\w+)"/.exec(text)?.[1]
    return code === undefined ? `${status}` : `${status} ${code}`
  })
  if (shown.length === 0) return isClosed ? 'closed' : 'silence'
  return shown.join(', ')
}

/** Through every door at once: the time that a test takes is waiting. */
async function everywhere(run: (way: Way) => Promise<void>): Promise<void> {
  await Promise.all(ways.map(run))
}

/** Whatever came over the wire before, an honest client is served. */
async function isAlive(way: Way): Promise<boolean> {
  return (await outcome(way, get('/healthz'), { quietMs: 0 })) === '200'
}

type Row = readonly [why: string, sent: string | readonly string[], outcome: string, how?: Sending]

// Goal: what leaves room for doubt about where a message ends, or whom it is for, is refused before the engine sees any
// of it. `400` alone is Bun's own refusal, without a body and with the connection closed.
describe('refused', () => {
  const rows: readonly Row[] = [
    ['length and chunked', post([length, chunkedCoding], chunked), '400'],
    ['chunked and length', post([chunkedCoding, length], chunked), '400'],
    ['two codings', post([chunkedCoding, 'Transfer-Encoding: identity'], chunked), '400'],
    ['the same coding twice', post([chunkedCoding, chunkedCoding], chunked), '400'],
    ['a list of codings', post(['Transfer-Encoding: gzip, chunked'], chunked), '400'],
    ['chunked is not the last coding', post(['Transfer-Encoding: chunked, identity'], chunked), '400'],
    ['an unknown coding', post(['Transfer-Encoding: xchunked'], chunked), '400'],
    ['two lengths that differ', post([length, 'Content-Length: 5']), '400'],
    ['a length with a sign', post([`Content-Length: +${body.length}`]), '400'],
    ['a negative length', post(['Content-Length: -1']), '400'],
    ['a hexadecimal length', post([`Content-Length: 0x${hex}`]), '400'],
    ['a list of lengths', post([`Content-Length: ${body.length}, ${body.length}`]), '400'],
    ['a length beyond 64 bits', post(['Content-Length: 99999999999999999999999']), '400'],
    ['an empty length', post(['Content-Length: ']), '400'],
    ['a space before the colon', post([`Content-Length : ${body.length}`]), '400'],
    ['a folded line', post([length, 'X-A: b\r\n c']), '400'],
    ['a bare CR', post([length, 'X-A: b\rc']), '400'],
    ['a NUL', post([length, 'X-A: b\0c']), '400'],
    ['a bracket in a header name', post([length, 'X(A: b']), '400'],
    ['a header without a name', post([length, ': b']), '400'],
    ['bare LF', post([length]).replaceAll('\r\n', '\n'), '505'],
    ['HTTP/0.9', 'GET /healthz\r\n\r\n', '505'],
    ['HTTP/2.0 in words', post([length]).replace('HTTP/1.1', 'HTTP/2.0'), '505'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '400'],
    ['a tab in the target', get('/healthz\tx'), '505'],
    ['a method that nobody knows', get('/healthz').replace('GET', 'FOO'), 'closed'],
    ['a method in lower case', post([length]).replace('POST', 'post'), 'closed'],

    ['no Host', request([length]), '400'],
    ['an empty Host', request([length, 'Host: ']), '400 host_malformed'],
    ['a second Host', post([length, 'Host: y']), '400 host_malformed'],
    ['the same Host twice', post([length, 'Host: x']), '400 host_malformed'],
    ['Host with a slash', request([length, 'Host: a/b']), '400 host_malformed'],
    ['Host with a question mark', request([length, 'Host: a?b']), '400 host_malformed'],
    ['Host with a hash', request([length, 'Host: a#b']), '400 host_malformed'],
    ['Host with credentials', request([length, 'Host: a@b']), '400 host_malformed'],
    ['Host with a port in words', request([length, 'Host: a:b']), '400 host_malformed'],
    ['Host beyond ASCII', request([length, 'Host: \xe4']), '400 host_malformed'],
    ['the target of a proxy', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', '404 path_unknown'],

    ['a chunk size that is no number', post([chunkedCoding], `zz\r\n${body}\r\n0\r\n\r\n`), '400'],
    ['a chunk longer than its size', post([chunkedCoding], `3\r\n${body}\r\n0\r\n\r\n`), '400'],
    ['a chunk size beyond 64 bits', post([chunkedCoding], `ffffffffffffffff1\r\n${body}\r\n0\r\n\r\n`), '400'],
    ['a negative chunk size', post([chunkedCoding], `-1\r\n${body}\r\n0\r\n\r\n`), '400'],
    ['a chunk size that ends with LF', post([chunkedCoding], `${hex}\n${body}\r\n0\r\n\r\n`), '400'],
    // Bun hands the body over and breaks off at the trailer afterwards; see `untilTrailerIsRead`.
    ['a trailer', post([chunkedCoding], chunked.replace(/\r\n$/, 'X-A: b\r\n\r\n')), '400'],
    [
      'the end in the middle of a chunk',
      post([chunkedCoding], `${hex}\r\n${body.slice(0, 5)}`),
      'closed',
      { isHalfClosed: true },
    ],

    ['a body above the limit', post(['Content-Length: 5000'], ' '.repeat(5_000)), '413 body_too_large'],
    ['the same, only announced', post(['Content-Length: 5000'], ''), '413 body_too_large'],
    [
      'the same in chunks',
      post([chunkedCoding], `${`400\r\n${' '.repeat(1_024)}\r\n`.repeat(5)}0\r\n\r\n`),
      '413 body_too_large',
    ],
    // Bun does not call us any more: no body, and the connection is closed.
    ['a body far above every limit, only announced', post(['Content-Length: 50000'], ''), '413'],
    [
      'a body far above every limit, in chunks',
      post([chunkedCoding], `400\r\n${' '.repeat(1_024)}\r\n`.repeat(60)),
      '413',
    ],
    ['200 header lines', post([length, ...Array.from({ length: 200 }, (_, index) => `X-${index}: y`)]), '431'],
    ['17 KiB of headers', post([length, `X-A: ${'y'.repeat(17 * 1_024)}`]), '431'],

    ['a body that never comes', post([length], ''), '400 body_timeout'],
    [
      'a body that drips',
      [post([length], ''), ...body.slice(0, 12)],
      '400 body_timeout',
      { pauseMs: 50, quietMs: 300 },
    ],
  ]
  for (const [why, sent, expected, how] of rows) {
    test(why, async () => {
      const before = engine.seen.length
      await everywhere(async (way) => {
        assert.equal(await outcome(way, sent, how), expected, way)
        assert.ok(await isAlive(way), way)
      })
      assert.equal(engine.seen.length, before, 'the engine saw nothing')
    })
  }
})

// Goal: what Bun takes although a strict reader would not, each with the reason why it does no harm here.
describe('accepted', () => {
  const rows: readonly Row[] = [
    ['as it should be', post([length]), '200'],
    ['chunked', post([chunkedCoding], chunked), '200'],
    ['150 header lines', post([length, ...Array.from({ length: 150 }, (_, index) => `X-${index}: y`)]), '200'],
    // RFC 9110 § 8.6 lets a recipient take equal lengths as one; both readings find the same end.
    ['the same length twice', post([length, length]), '200'],
    // Decimal all the same: nobody reads it as octal, which a test with a digit above 7 shows.
    ['a length with a leading zero', post([`Content-Length: 0${body.length}`]), '200'],
    // RFC 9112 § 7.1.1: unknown extensions are ignored; what the engine gets is framed anew.
    ['a chunk extension', post([chunkedCoding], `${hex};a=b\r\n${body}\r\n0\r\n\r\n`), '200'],
    // Its host is dropped by Bun and never seen by us; the path alone decides.
    ['the target as a whole address', post([length]).replace(' /', ' http://evil.example/'), '200'],
    // HTTP/2 is not spoken, and RFC 9110 § 7.8 lets a server ignore the wish. The connection stays what it was.
    [
      'the wish for h2c',
      post([length, 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMA']),
      '200',
    ],
    // HTTP/1.0 knows no Host; health checks of load balancers are still written like this.
    ['HTTP/1.0 without Host', 'GET /healthz HTTP/1.0\r\n\r\n', '200'],
    ['Host as an IPv6 address', request([length, 'Host: [::1]:7373']), '200'],
    ['the wish for 100-continue', post([length, 'Expect: 100-continue']), '100, 200'],
  ]
  for (const [why, sent, expected] of rows) {
    test(why, () => everywhere(async (way) => assert.equal(await outcome(way, sent), expected, way)))
  }

  // Bun takes a closed half for a closed connection. Clients of HTTP do not do this; the engine is freed at once.
  for (const way of ways) {
    test(`a client that closes its half is gone: ${way}`, async () => {
      const slow = playEngine(() => Promise.withResolvers<Response>().promise)
      const { inside: other, target } = await openDoor(way, slow)
      const sent = post([length]).replaceAll('KEY', other.key)
      const { responses, isClosed } = await exchange(target, sent, { isHalfClosed: true })
      assert.deepEqual([responses.length, isClosed], [0, true])
      while (other.opened.runningCount() > 0) await Bun.sleep(5)
      assert.equal(slow.abortedAt.length, slow.seen.length)
      await other.close()
      await slow.close()
    })
  }
})

describe('routes are matched on the path as it stands in the request line', () => {
  const rows: readonly (readonly [target: string, outcome: string])[] = [
    ['/healthz', '200'],
    ['/healthz?x', '200'],
    ['//healthz', '404 path_unknown'],
    ['//x/healthz', '404 path_unknown'],
    ['/healthz/', '404 path_unknown'],
    ['/healthz#x', '404 path_unknown'],
    ['/v1/../healthz', '404 path_unknown'],
    ['/v1/%2e%2e/healthz', '404 path_unknown'],
    ['/v1/..\\healthz', '404 path_unknown'],
    ['/v1/models/../../metrics', '404 path_unknown'],
    ['/v1\\models', '404 path_unknown'],
    ['/%68ealthz', '404 path_unknown'],
    ['/x://y/healthz', '404 path_unknown'],
    ['http://evil.example/x/../healthz', '404 path_unknown'],
  ]
  for (const [target, expected] of rows)
    test(target, () => everywhere(async (way) => assert.equal(await outcome(way, get(target)), expected, way)))
})

describe('several requests in one write', () => {
  const first = post([length])
  const rows: readonly Row[] = [
    // Bun answers one request at a time and gives a client up that does not wait. Clients and proxies do not pipeline.
    ['good and bad', first + post(['Content-Length: 2'], '{}'), 'closed'],
    ['good and good', first + first, 'closed'],
    ['good and one that smuggles', first + post([length, chunkedCoding], chunked), '400'],
    ['two that are answered at once', get('/healthz') + get('/nowhere'), '200, 404 path_unknown'],
    ['bad and good', post(['Content-Length: 5000'], '') + first, '413 body_too_large'],
  ]
  for (const [why, sent, expected] of rows) {
    test(why, () =>
      everywhere(async (way) => {
        assert.equal(await outcome(way, sent), expected, way)
        assert.ok(await isAlive(way), way)
      }),
    )
  }
})

describe('slow sockets', () => {
  // Bun looks at its timeouts every four seconds, so ten of them are over after twelve, and later where the machine is busy.
  // Whoever is not closed at all stays for ever.
  const timeoutMs = 20_000
  const hurriedLimits = { ...limits, bodyTimeoutMs: 60_000 }

  // Whoever comes through a socket is a reverse proxy, which has bounds of its own for bodies: Bun has only the one for headers.
  test('those that say nothing, drip headers, or drip a body after the refusal are closed; silent answers are not', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `X-${index}: a\r\n`)
    const head = post([length], '')
    const cases: readonly (readonly [why: string, pieces: readonly string[], outcome: number | undefined])[] = [
      ['nothing', [''], undefined],
      ['half a header', ['GET /healthz HTTP/1.1\r\nHo'], undefined],
      ['a header line every half second', ['GET /healthz HTTP/1.1\r\n', ...lines], undefined],
      ['no body, no key', [head], 401],
      ['a dripped body', [head.replaceAll('KEY', 'OPEN'), ...body], 400],
      ['a dripped body, no key', [head, ...body], 401],
      ['a dripped body at a path that is not served', [head.replace('chat', 'x'), ...body], 404],
    ]
    const slowly = { pauseMs: 500, quietMs: 60_000, timeoutMs }
    const isHeader = (way: Way, status: number | undefined): boolean => way !== 'a Unix socket' || status === undefined
    await Promise.all([
      ...ways.map(isPatient),
      isControlPatient(),
      ...ways.flatMap((way) =>
        cases
          .filter(([, , status]) => isHeader(way, status))
          .map(async ([why, pieces, status]) => {
            const { inside, target } = doors[way]
            const sent = pieces.map((piece) => piece.replaceAll('OPEN', inside.key))
            const { isClosed, responses } = await exchange(target, sent, slowly)
            assert.deepEqual([way, why, isClosed, responses[0]?.status], [way, why, true, status])
          }),
      ),
    ])
  }, 60_000)

  /** Longer than Bun waits by itself, shorter than the first keep-alive comment. */
  const silenceMs = 13_000

  /** An engine that thinks is waited for: before its first byte, and between two of them. */
  async function isPatient(way: Way): Promise<void> {
    const thinking: PlayedEngine = playEngine(async (_, count) => {
      const asked = thinking.seen[count - 1]?.body as { readonly stream?: boolean } | undefined // As sent below.
      if (asked?.stream === true)
        return new Response(silentBetween(), { headers: { 'content-type': 'text/event-stream' } })
      await Bun.sleep(silenceMs)
      return Response.json(wholeAnswer())
    })
    const { inside: other, target } = await openDoor(way, thinking)
    const bodies = [chat(), chat('x', { stream: true })].map((each) => JSON.stringify(each))
    const answers = bodies.map((each) =>
      exchange(
        target,
        post([`Content-Length: ${each.length}`, 'Connection: close'], each).replaceAll('KEY', other.key),
        { quietMs: 60_000, timeoutMs: 25_000 },
      ),
    )
    const [whole, stream] = await Promise.all(answers)
    assert.deepEqual([way, whole?.responses[0]?.status], [way, 200])
    assert.ok(stream?.text.includes('data: [DONE]'), `${way}: ${stream?.text}`)
    await other.close()
    await thinking.close()
  }

  function silentBetween(): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder()
    return new ReadableStream({
      async start(controller) {
        controller.enqueue(encoder.encode(chunk('a')))
        await Bun.sleep(silenceMs)
        controller.enqueue(encoder.encode(`${chunk('', 'stop')}data: [DONE]\n\n`))
        controller.close()
      },
    })
  }

  async function isControlPatient(): Promise<void> {
    const folder = newFolder()
    const control = openControlSocket(folder, () => Bun.sleep(silenceMs).then(() => new Response('erased')))
    const answer = await fetch('http://control/', { unix: join(folder, 'control.sock') })
    assert.equal(await answer.text(), 'erased')
    await control.close()
  }

  test('200 of them keep no honest client waiting', async () => {
    const { inside: other, target } = await openDoor('plain HTTP', engine, hurriedLimits)
    const sockets: Socket[] = []
    for (let index = 0; index < 200; index++) {
      const socket = await open(target)
      socket.on('error', () => undefined)
      socket.write(index % 2 === 0 ? 'POST /v1/chat/compl' : post([length], '{').replaceAll('KEY', other.key))
      sockets.push(socket)
    }
    for (let index = 0; index < 50; index++) {
      const answer = await other.post('/v1/chat/completions', chat(), { signal: AbortSignal.timeout(2_000) })
      assert.equal(answer.status, 200)
      await answer.body?.cancel()
    }
    for (const socket of sockets) socket.destroy()
    await other.close()
  }, 30_000)
})
