import { afterAll, beforeAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, createServer, type TLSSocket } from 'node:tls'

import type { ConfigInput } from '@stellwerk/contract/config'

import { type Made, newAuthority } from '../certificates.ts'
import { chat, chunk, type Inside, openInside, type PlayedEngine, playEngine } from '../gateway/inside.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { endOf } from './verdict.ts'
import { exchange } from './wire.ts'

const newFolder = temporaryFolders('tls')

/** Events that the engine sends when the test says so. */
let pieces: ((text: string | undefined) => void)[] = []
let engine: PlayedEngine
let folder: string
let authority: ReturnType<typeof newAuthority>
let first: Made
let second: Made
beforeAll(() => {
  engine = playEngine(() => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        pieces.push((text) => {
          if (text === undefined) controller.close()
          else controller.enqueue(new TextEncoder().encode(text))
        })
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })
  folder = newFolder()
  authority = newAuthority(folder, 'ca')
  first = authority.issue('first', ['DNS:ki.example', 'IP:127.0.0.1'])
  second = authority.issue('second', ['DNS:ki.example', 'IP:127.0.0.1'])
})
afterAll(() => engine.close())

interface Listening {
  readonly inside: Inside
  readonly port: number
  /** The files that the server looks at. */
  readonly files: { readonly certificate: string; readonly key: string }
}

type OpenedHow = NonNullable<Parameters<typeof openInside>[2]>

let count = 0
async function serve(tls: object = {}, from: Made = first, how: OpenedHow = {}): Promise<Listening> {
  count++
  const files = { certificate: join(folder, `used-${count}.pem`), key: join(folder, `used-${count}.key`) }
  exchangeFiles(files, from)
  const listen: ConfigInput['listen'] = {
    port: 0,
    tls: { certificate: files.certificate, key: `file:${files.key}`, ...tls },
  }
  const inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], { listen }, how)
  return { inside, port: Number(new URL(inside.url).port), files }
}

function exchangeFiles(files: Listening['files'], by: Made, which: 'both' | 'certificate' = 'both'): void {
  copyFileSync(by.certificate, files.certificate)
  if (which === 'both') copyFileSync(by.key, files.key)
}

/** Shakes hands and says what came of it. */
async function handshake(port: number, options: object = {}): Promise<TLSSocket | string> {
  const socket = connect({ port, host: '127.0.0.1', ca: authority.pem.certificate, ...options })
  const { promise, resolve } = Promise.withResolvers<TLSSocket | string>()
  socket.once('secureConnect', () => resolve(socket))
  socket.once('error', (error: Error & { readonly code?: string }) => resolve(error.code ?? error.message))
  return promise
}

async function shownAt(port: number): Promise<string> {
  const socket = await handshake(port)
  if (typeof socket === 'string') throw new Error(socket)
  const { CN } = socket.getPeerCertificate().subject
  socket.destroy()
  return String(CN)
}

async function spokenAt(port: number, version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> {
  const socket = await handshake(port, { minVersion: version, maxVersion: version })
  // The alert comes from the server; a client that does not know the version itself says something else.
  if (typeof socket === 'string') return socket === 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' ? 'refused' : socket
  const spoken = socket.getProtocol()
  socket.destroy()
  return spoken
}

describe('versions', () => {
  const cases = [
    ['1.2', 'TLSv1.1', 'refused'],
    ['1.2', 'TLSv1.2', 'TLSv1.2'],
    ['1.2', 'TLSv1.3', 'TLSv1.3'],
    ['1.3', 'TLSv1.2', 'refused'],
    ['1.3', 'TLSv1.3', 'TLSv1.3'],
  ] as const
  for (const [minVersion, offered, spoken] of cases) {
    test(`with ${minVersion} as the oldest, ${offered}: ${spoken}`, async () => {
      const { inside, port } = await serve({ minVersion })
      assert.equal(await spokenAt(port, offered), spoken)
      await inside.close()
    })
  }

  test('the same after the certificate was renewed', async () => {
    const { inside, port, files } = await serve({ minVersion: '1.3' })
    exchangeFiles(files, second)
    inside.opened.renew()
    assert.equal(await shownAt(port), 'second')
    assert.equal(await spokenAt(port, 'TLSv1.2'), 'refused')
    await inside.close()
  })
})

describe('answers', () => {
  const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: ki.example\r\n\r\n`

  test('tell browsers to come by https, whatever they are', async () => {
    const { inside, port } = await serve()
    for (const path of ['/', '/healthz', '/v1/models', '/nowhere', '/help', '/v1/responses/x']) {
      const { responses } = await exchange({ tlsPort: port }, get(path))
      assert.equal(responses[0]?.headers['strict-transport-security'], 'max-age=31536000', path)
    }
    const refused = 'POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}'
    const { responses } = await exchange({ tlsPort: port }, refused)
    assert.equal(responses[0]?.status, 401)
    assert.equal(responses[0].headers['strict-transport-security'], 'max-age=31536000')
    await inside.close()
  })

  test('do not, where it is switched off, and never over plain HTTP', async () => {
    const { inside, port } = await serve({ hsts: false })
    const plain = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }])
    for (const target of [{ tlsPort: port }, Number(new URL(plain.url).port)]) {
      const { responses } = await exchange(target, get('/healthz'))
      assert.equal(responses[0]?.status, 200)
      assert.equal(responses[0].headers['strict-transport-security'], undefined)
    }
    await inside.close()
    await plain.close()
  })

  test('are not given to whoever does not encrypt', async () => {
    const { inside, port } = await serve()
    const { responses, isClosed } = await exchange(port, get('/healthz'))
    assert.deepEqual([responses.length, isClosed], [0, true])
    await inside.close()
  })
})

/** A stream that has begun. */
async function sendAndWait(inside: Inside, tls: object, signal?: AbortSignal): Promise<Response> {
  const init = { tls, ...(signal === undefined ? {} : { signal }) } as RequestInit // `tls` is Bun's own.
  const asked = inside.post('/v1/chat/completions', chat('x', { stream: true }), init)
  while (pieces.length === 0) await Bun.sleep(1)
  pieces[0]?.(chunk('a'))
  return asked
}

// Goal: a certificate is renewed in passing. What runs goes on, newcomers see the new one, and a renewal that is not whole
// changes nothing.
describe('renewal', () => {
  test('a stream goes on to its end, and newcomers see the new certificate', async () => {
    const { inside, port, files } = await serve()
    const tls = { ca: authority.pem.certificate }
    pieces = []
    const answer = await sendAndWait(inside, tls)
    exchangeFiles(files, second)
    inside.opened.renew()
    assert.equal(await shownAt(port), 'second')
    const [send] = pieces
    for (const text of ['b', 'c']) send?.(chunk(text))
    send?.(`${chunk('', 'stop')}data: [DONE]\n\n`)
    send?.(undefined)
    const stream = await answer.text()
    assert.equal(endOf(stream), 'done')
    for (const text of ['a', 'b', 'c']) assert.ok(stream.includes(`"content":"${text}"`), text)
    await inside.close()
    assert.match(inside.log(), /certificate\.renewed/)
  })

  test('ten of them, with clients that connect all the time', async () => {
    const { inside, port, files } = await serve()
    for (let turn = 0; turn < 10; turn++) {
      exchangeFiles(files, turn % 2 === 0 ? second : first)
      inside.opened.renew()
      assert.equal(await shownAt(port), turn % 2 === 0 ? 'second' : 'first')
    }
    await inside.close()
  })

  test('a certificate without its key changes nothing and is told; with the key it takes effect', async () => {
    const { inside, port, files } = await serve()
    exchangeFiles(files, second, 'certificate')
    inside.opened.renew()
    assert.equal(await shownAt(port), 'first')
    exchangeFiles(files, second)
    inside.opened.renew()
    assert.equal(await shownAt(port), 'second')
    await inside.close()
    assert.match(inside.log(), /certificate\.kept.*does not belong/)
  })

  test('files that change are found without being asked', async () => {
    const { inside, port, files } = await serve({}, first, { certificatesEveryMs: 10 })
    exchangeFiles(files, second)
    // Whoever knocks while the door is exchanged has to knock again.
    while ((await shownAt(port).catch(() => 'nobody')) !== 'second') await Bun.sleep(5)
    await inside.close()
    assert.match(inside.log(), /certificate\.renewed/)
  })

  test('files that vanish change nothing', async () => {
    const { inside, port, files } = await serve()
    writeFileSync(files.certificate, '')
    inside.opened.renew()
    assert.equal(await shownAt(port), 'first')
    await inside.close()
    assert.match(inside.log(), /certificate\.kept.*no certificate/)
  })

  test('the server stops while the guests of an older certificate are still inside', async () => {
    const { inside, files } = await serve()
    pieces = []
    const answer = await sendAndWait(inside, { ca: authority.pem.certificate })
    exchangeFiles(files, second)
    inside.opened.renew()
    pieces[0]?.(undefined)
    await inside.close()
    assert.notEqual(endOf(await answer.text()), 'done')
  })
})

describe('at the start', () => {
  test('a key that belongs to another certificate stops it, by name', async () => {
    const listen = { port: 0, tls: { certificate: first.certificate, key: `file:${second.key}` } }
    await assert.rejects(openInside([], { listen }), {
      name: 'CertificateUnusable',
      message: /second\.key does not belong/,
    })
  })

  test('a certificate that has ended is served, and told loudly', async () => {
    const ended = authority.issue('ended', ['IP:127.0.0.1'], -1)
    const { inside } = await serve({}, ended)
    await inside.close()
    assert.match(inside.log(), /"level":"error","event":"certificate\.ending","path":"listen\.tls".*has ended on/)
  })

  test('one that is valid for long is not talked about', async () => {
    const { inside } = await serve()
    await inside.close()
    assert.doesNotMatch(inside.log(), /certificate\./)
  })
})

test('a client that leaves frees the engine', async () => {
  const { inside } = await serve()
  pieces = []
  const [leaving, abortedBefore] = [new AbortController(), engine.abortedAt.length]
  const answer = await sendAndWait(inside, { ca: authority.pem.certificate }, leaving.signal)
  const leftAt = performance.now()
  leaving.abort()
  await answer.text().catch(() => undefined)
  while (engine.abortedAt.length === abortedBefore) await Bun.sleep(1)
  assert.ok((engine.abortedAt.at(-1) ?? Infinity) - leftAt < 250, 'docs/laws.md, law 8')
  await inside.close()
})

// Goal: what is exchanged at the other end takes effect there as well, from the files to the wire.
test('an engine is shown our certificate, and the new one once its file was exchanged', async () => {
  const seen: string[] = []
  const options = { requestCert: true, rejectUnauthorized: true, ca: authority.pem.certificate }
  const demanding = createServer({ cert: first.pem.certificate, key: first.pem.key, ...options }, (socket) => {
    socket.on('error', () => undefined)
    socket.on('data', () => {
      seen.push(String(socket.getPeerCertificate().subject.CN))
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
    })
  })
  demanding.listen(0, '127.0.0.1')
  await once(demanding, 'listening')
  const address = demanding.address()
  assert.ok(typeof address === 'object' && address !== null)
  const files = { certificate: join(folder, 'shown.pem'), key: join(folder, 'shown.key') }
  exchangeFiles(files, authority.issue('early', ['DNS:stellwerk.test']))
  const tls = {
    ca: authority.certificate,
    certificate: files.certificate,
    key: `file:${files.key}`,
    serverName: 'ki.example',
  }
  const url = `https://127.0.0.1:${address.port}`
  const health = { everyMs: 10 }
  const inside = await openInside([{ id: 'a', kind: 'vllm', url, tls, health }], {}, { certificatesEveryMs: 10 })
  while (!seen.includes('early')) await Bun.sleep(5)
  exchangeFiles(files, authority.issue('late', ['DNS:stellwerk.test']))
  while (!seen.includes('late')) await Bun.sleep(5)
  await inside.close()
  demanding.close()
  assert.match(inside.log(), /"event":"certificate\.renewed","path":"upstreams\[0\]\.tls"/)
})

test('links lead to https', async () => {
  const { inside } = await serve()
  assert.match(inside.url, /^https:\/\/127\.0\.0\.1:\d+$/)
  await inside.close()
})
