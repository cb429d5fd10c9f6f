import { afterAll, beforeAll, test } from 'bun:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'

import { chunk } from '../gateway/inside.ts'
import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { open } from './wire.ts'

const clientsCount = 100

/** More than all the sockets on the way hold together. */
const upstreamBytes = 60_000_000

/**
 * Memory per stalled client, against the 60 MB that its engine would like to get rid of. When an engine writes megabytes
 * at once, most of it is Bun's: `fetch` takes half a megabyte at a time off the socket and pauses only afterwards. No
 * engine writes like that; 20 kB a second is fast. Between 6.5 and 9.5 MB were seen on two cores (2026-11-23).
 */
const perClientMbMax = 12

/** Within which somebody else is answered, in milliseconds: whoever had to wait for the stalled ones would wait for ever. */
const answeredMs = 5_000

const piece = new TextEncoder().encode(chunk('x'.repeat(16_000)))
let producedBytes = 0
let stellwerk: Stellwerk

/** Writes as fast as it is read, and no faster. */
const engine = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  idleTimeout: 0,
  fetch(request) {
    if (request.method === 'GET') return new Response('{}')
    let left = upstreamBytes
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (left <= 0) return controller.close()
          left -= piece.length
          producedBytes += piece.length
          controller.enqueue(piece)
        },
      },
      { highWaterMark: 0 },
    )
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  },
})

beforeAll(async () => {
  stellwerk = await startStellwerk({
    upstreams: [{ id: 'a', kind: 'vllm', url: `http://127.0.0.1:${engine.port}` }],
    deployments: [{ id: 'a', model: 'm', upstream: 'a' }],
    useCases: [openUseCase('test', ['a'])],
  })
}, 20_000)
afterAll(async () => {
  await stellwerk.stop()
  await engine.stop(true)
}, 20_000)

// Goal: clients that read nothing make their engines wait, and cost bounded memory; nobody else notices.
// Elsewhere there is no /proc to read the memory from.
test.skipIf(process.platform !== 'linux')(
  `${clientsCount} stalled clients with 60 MB each upstream`,
  async () => {
    const port = Number(new URL(stellwerk.url).port)
    const before = residentMb()
    const sockets: Socket[] = []
    for (let index = 0; index < clientsCount; index++) sockets.push(await stalled(port))
    const peak = await peakWhileItGrows()
    const growth = peak - before
    process.stdout.write(
      `stalled clients: ${clientsCount}, +${Math.round(growth)} MB, ${producedPerClient()} MB taken each\n`,
    )
    assert.ok(Number(producedPerClient()) < upstreamBytes / 1e6, 'the engines wait')
    assert.ok(growth < clientsCount * perClientMbMax, `${growth} MB for ${clientsCount} clients`)
    const answer = await fetch(`${stellwerk.url}/healthz`, { signal: AbortSignal.timeout(answeredMs) })
    assert.equal(answer.status, 200)
    for (const socket of sockets) socket.destroy()
  },
  60_000,
)

async function stalled(port: number): Promise<Socket> {
  const socket = await open(port)
  socket.pause()
  const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'x' }] })
  const lines = ['POST /v1/chat/completions HTTP/1.1', 'Host: x', `Authorization: Bearer ${stellwerk.key}`]
  socket.write([...lines, 'Content-Type: application/json', `Content-Length: ${body.length}`, '', body].join('\r\n'))
  return socket
}

/** Megabytes at the highest, looked at until the engines have had nothing to do for a second. */
async function peakWhileItGrows(): Promise<number> {
  const tickMs = 100
  let peak = 0
  let quietTicks = 0
  while (quietTicks < 10) {
    const known = producedBytes
    await Bun.sleep(tickMs)
    quietTicks = known === producedBytes ? quietTicks + 1 : 0
    peak = Math.max(peak, residentMb())
  }
  return peak
}

const producedPerClient = (): string => (producedBytes / clientsCount / 1e6).toFixed(1)

/** Of the gateway itself; the process that was started is only its launcher. */
function residentMb(): number {
  const pid = /"pid":(\d+)/.exec(stellwerk.output())?.[1]
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024
}
