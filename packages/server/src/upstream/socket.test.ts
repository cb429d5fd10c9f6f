import assert from 'node:assert/strict'
import { join } from 'node:path'

import { afterAll, test } from 'bun:test'

import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import { EngineFailure } from '../engine-failure.ts'
import { systemClock } from '../clock.ts'
import { Engines } from './engines.ts'
import { llamaCpp } from './llama-cpp.ts'

// Goal: an engine behind a Unix socket is asked, watched and left like one behind an address, and no name is resolved.

const newFolder = temporaryFolders('engine-socket')
const closers: (() => unknown)[] = []
afterAll(() => closers.forEach((close) => close()))

function enginesAt(socket: string): Engines {
  const engines = new Engines(
    [
      {
        id: 'inside',
        engine: llamaCpp,
        url: undefined,
        socket,
        key: undefined,
        connectMs: 1_000,
        health: { everyMs: 5, timeoutMs: 1_000 },
        breaker: { failures: 5, openMs: 1_000 },
        concurrentRequestsMax: undefined,
      },
    ],
    { clock: systemClock, resolve: () => assert.fail('a name was resolved'), onReachable: () => changed.resolve() },
  )
  closers.push(() => engines.close())
  return engines
}

let changed = Promise.withResolvers<void>()

const send = (engines: Engines, signal = new AbortController().signal) =>
  engines.send({
    upstreamId: 'inside',
    place: engines.take('inside') ?? assert.fail('no place'),
    endpoint: 'chat/completions',
    model: 'm',
    body: { model: 'm', messages: [] },
    useCaseId: 'test',
    signal,
  })

function serveAt(socket: string, fetch: (request: Request) => Response) {
  const server = Bun.serve({ unix: socket, fetch })
  closers.push(() => server.stop(true))
  return server
}

test('a request goes through the socket', async () => {
  const socket = join(newFolder(), 'e.sock')
  const asked: string[] = []
  serveAt(socket, (request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return Response.json({ id: 'x' })
  })
  const { response, release } = await send(enginesAt(socket))
  assert.deepEqual(await response.json(), { id: 'x' })
  release('finished')
  assert.deepEqual(asked, ['POST /v1/chat/completions'])
})

test('nobody there: a typed error, and the upstream counts as unreachable until somebody is', async () => {
  const socket = join(newFolder(), 'e.sock')
  const engines = enginesAt(socket)
  await assert.rejects(
    send(engines),
    (error) => error instanceof EngineFailure && error.error.code === 'engine_unreachable',
  )
  engines.watch()
  await changed.promise
  assert.equal(engines.reachable().get('inside'), false)
  changed = Promise.withResolvers()
  serveAt(socket, () => Response.json({}))
  await changed.promise
  assert.equal(engines.reachable().get('inside'), true)
})

test('an abort reaches the other end', async () => {
  const socket = join(newFolder(), 'e.sock')
  const gone = Promise.withResolvers<void>()
  serveAt(socket, () => new Response(new ReadableStream({ pull: idle, cancel: () => gone.resolve() })))
  const caller = new AbortController()
  const { response } = await send(enginesAt(socket), caller.signal)
  caller.abort(new Error('left'))
  await assert.rejects(response.text())
  await gone.promise
})

let isFirst = true
/** One byte, so that the headers go out; then nothing more. */
function idle(controller: ReadableStreamDefaultController): void | Promise<void> {
  if (!isFirst) return Promise.withResolvers<void>().promise
  isFirst = false
  controller.enqueue(new Uint8Array([32]))
}
