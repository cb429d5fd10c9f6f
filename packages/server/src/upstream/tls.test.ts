import { afterAll, beforeAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server, type TlsOptions } from 'node:tls'

import { type Made, newAuthority } from '../../../../test/certificates.ts'
import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import { systemClock } from '../clock.ts'
import { vllm } from './vllm.ts'
import { EngineServer, type EngineServerSettings } from './server.ts'
import { fetchTls, type TlsMaterial, tlsTroubleOf } from './tls.ts'

// Goal: the connection goes to the address that was checked, and the certificate has to be that of the name.
const newFolder = temporaryFolders('upstream-tls')

/** What the server saw of a connection. */
interface Seen {
  readonly connection: number
  readonly serverName: string | false
  /** Common name of the certificate that the client showed. */
  readonly client: string | undefined
}

let authority: ReturnType<typeof newAuthority>
let stranger: ReturnType<typeof newAuthority>
let good: Made
let client: Made
const servers: Server[] = []
let connections = 0

beforeAll(() => {
  const folder = newFolder()
  authority = newAuthority(folder, 'ca')
  stranger = newAuthority(folder, 'stranger')
  good = authority.issue('engine', ['DNS:engine.test'])
  client = authority.issue('stellwerk', ['DNS:stellwerk.test'])
})
afterAll(() => servers.forEach((server) => server.close()))

/** A TLS server on loopback that answers every request with what it saw of the connection. */
async function serve(made: Made, options: TlsOptions = {}): Promise<number> {
  const server = createServer({ cert: made.pem.certificate, key: made.pem.key, ...options }, (socket) => {
    const connection = ++connections
    socket.on('error', () => undefined)
    socket.on('data', () => {
      const shown = socket.getPeerCertificate().subject as { readonly CN?: string } | undefined // Absent without one.
      const seen = { connection, serverName: socket.servername ?? false, client: shown?.CN }
      const body = JSON.stringify(seen)
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nContent-Type: application/json\r\n\r\n${body}`)
    })
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const settings = { id: 'a', engine: vllm, key: undefined, connectMs: 2_000, concurrentRequestsMax: undefined }
const watched = { health: { everyMs: 1_000, timeoutMs: 2_000 }, breaker: { failures: 5, openMs: 1_000 } }

function engineAt(url: string, material?: () => TlsMaterial, serverName?: string): EngineServer {
  const tls = material === undefined ? undefined : { material, serverName }
  const all: EngineServerSettings = { ...settings, ...watched, url, tls }
  // Every name is this machine: only the certificate can tell who it is.
  return new EngineServer(all, systemClock, () => Promise.resolve(['127.0.0.1']))
}

async function ask(engine: EngineServer): Promise<Seen> {
  const signal = AbortSignal.timeout(3_000)
  const answer = await engine.post({ endpoint: 'chat/completions', body: {}, signal })
  return (await answer.json()) as Seen // Written above.
}

const trusting = (): TlsMaterial => ({ ca: authority.pem.certificate })
const showing = (made: Made): TlsMaterial => ({ ...trusting(), cert: made.pem.certificate, key: made.pem.key })

describe('whose certificate is believed', () => {
  type Case = readonly [
    why: string,
    made: () => Made,
    url: (port: number) => string,
    material: (() => TlsMaterial) | undefined,
    outcome: string,
    serverName?: string,
  ]
  const cases: readonly Case[] = [
    ['the right name, own authority', () => good, (port) => `https://engine.test:${port}`, trusting, 'reachable'],
    ['the name with a closing dot', () => good, (port) => `https://engine.test.:${port}`, trusting, 'reachable'],
    ['the name in capitals', () => good, (port) => `https://ENGINE.test:${port}`, trusting, 'reachable'],
    ['no authority of our own', () => good, (port) => `https://engine.test:${port}`, undefined, 'certificateUntrusted'],
    [
      'another authority',
      () => good,
      (port) => `https://engine.test:${port}`,
      () => ({ ca: stranger.pem.certificate }),
      'certificateUntrusted',
    ],
    ['signed by itself', () => stranger, (port) => `https://stranger:${port}`, trusting, 'certificateUntrusted'],
    ['another host', () => good, (port) => `https://other.test:${port}`, trusting, 'certificateOfAnother'],
    [
      'the address instead of the name',
      () => good,
      (port) => `https://127.0.0.1:${port}`,
      trusting,
      'certificateOfAnother',
    ],
    [
      'the address, in the certificate',
      () => authority.issue('ip', ['IP:127.0.0.1']),
      (port) => `https://127.0.0.1:${port}`,
      trusting,
      'reachable',
    ],
    // The pinned address alone would do for Bun if the name were not said.
    [
      'the pinned address without the name',
      () => authority.issue('ip2', ['IP:127.0.0.1']),
      (port) => `https://engine.test:${port}`,
      trusting,
      'certificateOfAnother',
    ],
    [
      'another name, as configured',
      () => good,
      (port) => `https://127.0.0.1:${port}`,
      trusting,
      'reachable',
      'engine.test',
    ],
    [
      'the host, when another name is configured',
      () => good,
      (port) => `https://engine.test:${port}`,
      trusting,
      'certificateOfAnother',
      'other.test',
    ],
    [
      'one that has ended',
      () => authority.issue('ended', ['DNS:engine.test'], -1),
      (port) => `https://engine.test:${port}`,
      trusting,
      'certificateExpired',
    ],
  ]
  for (const [why, made, url, material, outcome, serverName] of cases) {
    test(`${why}: ${outcome}`, async () => {
      const port = await serve(made())
      const engine = engineAt(url(port), material, serverName)
      assert.equal(await engine.check(), outcome)
      if (outcome === 'reachable') assert.ok((await ask(engine)).connection > 0)
      else await assert.rejects(ask(engine), (error) => tlsTroubleOf(error) === outcome)
    })
  }

  test('a variable that switches checks off does not', async () => {
    const port = await serve(good)
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      assert.equal(await engineAt(`https://engine.test:${port}`).check(), 'certificateUntrusted')
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    }
  })

  test('a server that speaks no TLS gets nothing', async () => {
    const plain = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('secret') })
    const engine = engineAt(`https://engine.test:${plain.port}`, trusting)
    assert.notEqual(await engine.check(), 'reachable')
    await assert.rejects(ask(engine))
    await plain.stop(true)
  })

  test('a server that knows nothing newer than TLS 1.1 gets nothing', async () => {
    const port = await serve(good, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })
    assert.equal(await engineAt(`https://engine.test:${port}`, trusting).check(), 'handshakeRefused')
  })

  test('the name is told to the server, an address is not', async () => {
    const port = await serve(authority.issue('both', ['DNS:engine.test', 'IP:127.0.0.1']))
    assert.equal((await ask(engineAt(`https://engine.test:${port}`, trusting))).serverName, 'engine.test')
    assert.equal((await ask(engineAt(`https://127.0.0.1:${port}`, trusting))).serverName, false)
    assert.equal(fetchTls(new URL('https://[::1]:8443'), undefined, undefined).serverName, undefined)
  })
})

describe('our own certificate', () => {
  const demanding = (): TlsOptions => ({ requestCert: true, rejectUnauthorized: true, ca: authority.pem.certificate })
  const asking = (): TlsOptions => ({ ...demanding(), rejectUnauthorized: false })

  test('is shown to a server that demands one; without it nothing goes there', async () => {
    const port = await serve(good, demanding())
    assert.equal((await ask(engineAt(`https://engine.test:${port}`, () => showing(client)))).client, 'stellwerk')
    const without = engineAt(`https://engine.test:${port}`, trusting)
    assert.equal(await without.check(), 'handshakeRefused')
    await assert.rejects(ask(without))
  })

  // Connections are kept for later requests. One that was opened as somebody must not carry anybody else.
  test('stays with its upstream, although another has the same address', async () => {
    const port = await serve(good, asking())
    const material = showing(client)
    const withOne = engineAt(`https://engine.test:${port}`, () => material)
    const without = engineAt(`https://engine.test:${port}`, trusting)
    const seen: Seen[] = []
    for (const engine of [withOne, withOne, without, without, withOne, without]) seen.push(await ask(engine))
    assert.deepEqual(
      seen.map((each) => each.client),
      ['stellwerk', 'stellwerk', undefined, undefined, 'stellwerk', undefined],
    )
    // Connections were kept, otherwise this would prove nothing.
    assert.equal(new Set(seen.map((each) => each.connection)).size, 2)
    // Nor does a connection that was opened in trust of one authority carry a request in trust of another.
    const doubting = engineAt(`https://engine.test:${port}`, () => ({ ca: stranger.pem.certificate }))
    await assert.rejects(ask(doubting), (error) => tlsTroubleOf(error) === 'certificateUntrusted')
    const elsewhere = engineAt(`https://other.test:${port}`, trusting)
    await assert.rejects(ask(elsewhere), (error) => tlsTroubleOf(error) === 'certificateOfAnother')
  })

  test('is shown in its new form once it was renewed', async () => {
    const port = await serve(good, asking())
    let material = showing(client)
    const engine = engineAt(`https://engine.test:${port}`, () => material)
    assert.equal((await ask(engine)).client, 'stellwerk')
    material = showing(authority.issue('renewed', ['DNS:stellwerk.test']))
    assert.equal((await ask(engine)).client, 'renewed')
  })
})
