import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { openUseCase, startStellwerk } from '../stellwerk.ts'

/** Sockets that send a body a byte every two seconds, and for how long. */
const slowCount = 2_000
const slowMs = 60_000
const dripMs = 2_000
/** What they may cost somebody else: a fifth of the 99th percentile, and never less than the noise of a machine. */
const p99FactorMax = 1.2
const noiseMs = 20

/** Milliseconds at the 99th percentile of honest requests, one every 20 ms. */
async function honestP99(url: string, key: string, forMs: number): Promise<number> {
  const body = JSON.stringify({ model: 'mirror', messages: [{ role: 'user', content: 'Hallo' }] })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const took: number[] = []
  const until = performance.now() + forMs
  while (performance.now() < until) {
    const beganAt = performance.now()
    const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body })
    await answer.text()
    assert.equal(answer.status, 200)
    took.push(performance.now() - beganAt)
    await Bun.sleep(20)
  }
  took.sort((a, b) => a - b)
  return took[Math.floor(took.length * 0.99)] ?? 0
}

/** Opens a socket that begins a request and then drips its body; reports when it was closed. */
function drip(port: number, key: string, onClosed: () => void): Promise<{ close: () => void }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ close: () => void }>()
  let timer: Timer | undefined
  Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      open(socket) {
        socket.write(
          `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
        )
        timer = setInterval(() => socket.write(' '), dripMs)
        resolve({ close: () => socket.end() })
      },
      data: () => undefined,
      close() {
        clearInterval(timer)
        onClosed()
      },
      connectError: (_socket, error) => reject(error),
    },
  }).catch(reject)
  return promise
}

test(`${slowCount} slow sockets for a minute cost an honest caller at most a fifth`, async () => {
  const stellwerk = await startStellwerk({
    log: { level: 'error' },
    limits: { bodyTimeoutMs: slowMs * 2 },
    upstreams: [{ id: 'mirror', kind: 'mirror' }],
    deployments: [{ id: 'mirror', model: 'mirror', upstream: 'mirror' }],
    useCases: [openUseCase('test', ['mirror'])],
  })
  try {
    const port = Number(new URL(stellwerk.url).port)
    const before = await honestP99(stellwerk.url, stellwerk.key, 10_000)
    let closed = 0
    const sockets = await Promise.all(
      Array.from({ length: slowCount }, () => drip(port, stellwerk.key, () => closed++)),
    )
    const during = await honestP99(stellwerk.url, stellwerk.key, slowMs)
    console.log(`honest p99 ${before.toFixed(1)} ms before, ${during.toFixed(1)} ms during; ${closed} slow ones closed`)
    for (const socket of sockets) socket.close()
    assert.ok(during <= Math.max(before * p99FactorMax, before + noiseMs), `${during} ms after ${before} ms`)
  } finally {
    await stellwerk.stop()
  }
})
