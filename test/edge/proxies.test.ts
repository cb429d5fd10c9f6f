import { afterAll, beforeAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'

import { type Inside, openInside } from '../gateway/inside.ts'
import { temporaryFolders } from '../temporary-folders.ts'

// Goal: without a token /metrics answers this machine alone, and a reverse proxy on it makes nobody local.
const newFolder = temporaryFolders('proxies')
const mirror = [{ id: 'm', kind: 'mirror' as const }]
const socket = join(newFolder(), 'http.sock')

let open: Inside
let behind: Inside
let atSocket: Inside
beforeAll(async () => {
  open = await openInside(mirror)
  behind = await openInside(mirror, { listen: { port: 0, trustedProxies: ['127.0.0.1'] } })
  atSocket = await openInside(mirror, { listen: { socket, trustedProxies: ['unix'] } })
})
afterAll(() => Promise.all([open.close(), behind.close(), atSocket.close()]))

const servers = {
  'no proxy is trusted': () => ({ url: open.url }),
  'this machine is trusted': () => ({ url: behind.url }),
  'the socket is trusted': () => ({ url: atSocket.url, unix: socket }),
}

describe('/metrics without a token', () => {
  const cases: readonly (readonly [server: keyof typeof servers, sent: Record<string, string>, status: number])[] = [
    ['no proxy is trusted', {}, 200],
    ['no proxy is trusted', { 'x-forwarded-for': '127.0.0.1' }, 401],
    ['no proxy is trusted', { forwarded: 'for=127.0.0.1' }, 401],
    ['this machine is trusted', {}, 401],
    ['this machine is trusted', { 'x-forwarded-for': '192.0.2.7' }, 401],
    ['this machine is trusted', { 'x-forwarded-for': '127.0.0.1, 192.0.2.7' }, 401],
    ['this machine is trusted', { 'x-forwarded-for': '127.0.0.2' }, 200],
    ['the socket is trusted', {}, 401],
    ['the socket is trusted', { 'x-forwarded-for': '192.0.2.7' }, 401],
    ['the socket is trusted', { 'x-forwarded-for': '127.0.0.1' }, 200],
  ]
  for (const [server, headers, status] of cases) {
    test(`${server}, ${JSON.stringify(headers)}: ${status}`, async () => {
      const { url, ...way } = servers[server]()
      const answer = await fetch(`${url}/metrics`, { ...way, headers })
      await answer.body?.cancel()
      assert.equal(answer.status, status)
    })
  }
})

// What a proxy says about host and protocol is not used: links come from the configuration.
test('no header changes where a link leads', async () => {
  const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'evil.example' }
  const answer = await fetch(`${behind.url}/v1/models`, { headers: { ...headers, 'x-forwarded-for': '192.0.2.7' } })
  const text = await answer.text()
  assert.ok(text.includes(`${behind.url}/help/`), text)
  assert.doesNotMatch(text, /evil/)
})
