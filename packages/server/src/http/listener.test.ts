import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { clientAddresses } from './addresses.ts'
import { type Behind, listen, type ListenerSettings } from './listener.ts'

const answered = (): Promise<Response> => Promise.resolve(new Response('answered'))
const behind: Behind = {
  answer: answered,
  listModels: answered,
  showModel: answered,
  acceptTerms: answered,
  isReady: () => true,
  metrics: () => '',
  isScrapeToken: undefined,
  readyNote: () => '',
  logFile: () => ({ kind: 'missing' as const }),
  control: async () => new Response('control'),
  signIn: async () => new Response(),
  fault: () => undefined,
}
const settings: ListenerSettings = {
  place: { host: '127.0.0.1', port: 0 },
  isStrictTransport: false,
  language: 'en',
  publicUrl: () => 'http://127.0.0.1',
  bodyBytesMax: 1024,
  addresses: clientAddresses([], false),
}

test('a port that is taken is refused, never shared', async () => {
  const first = await listen(settings, behind)
  const port = first.port ?? 0
  await assert.rejects(
    listen({ ...settings, place: { host: '127.0.0.1', port } }, behind),
    (error) => error instanceof Error && error.name === 'AddressUnavailable' && error.message.includes(String(port)),
  )
  await first.stop(0)
})

test('an exception behind the door shows neither its message nor its source', async () => {
  const broken = (): Promise<Response> => {
    throw new Error('secret detail')
  }
  const server = await listen(settings, { ...behind, listModels: broken })
  const answer = await fetch(`http://127.0.0.1:${server.port}/v1/models`)
  const text = await answer.text()
  assert.equal(answer.status, 500)
  assert.equal(answer.headers.get('x-should-retry'), 'false')
  assert.match(text, /"code":"internal"/)
  assert.doesNotMatch(text, /secret detail|listener/)
  await server.stop(0)
})

// Goal: who asks may have to be looked up before anybody listens for the client to leave. It is not answered for that.
test('a client that left before somebody asked is gone', async () => {
  const client = new AbortController()
  const left = Promise.withResolvers<boolean>()
  const server = await listen(settings, {
    ...behind,
    answer: async ({ whenClientGone }) => {
      client.abort()
      await gone
      await Bun.sleep(100) // Until the other end of the connection has heard of it.
      let isTold = false
      whenClientGone(() => void (isTold = true))
      left.resolve(isTold)
      return new Response()
    },
  })
  const call = { method: 'POST', body: '{}', signal: client.signal }
  const gone = fetch(`http://127.0.0.1:${server.port}/v1/responses`, call).catch(() => undefined)
  assert.equal(await left.promise, true)
  await server.stop(0)
})
