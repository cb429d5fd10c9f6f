import { afterEach, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseConfig } from '@stellwerk/contract/config'

import { openStellwerk } from '../../packages/server/src/wiring.ts'

import { chat, chunk, events, type Inside, openInside, type PlayedEngine, playEngine, wholeAnswer } from './inside.ts'

let inside: Inside | undefined
const engines: PlayedEngine[] = []
afterEach(async () => {
  await inside?.close()
  for (const engine of engines.splice(0)) await engine.close()
})

/** Two engines behind one model; the first one gets the first request. */
async function open(
  first: (request: Request, count: number) => Response | Promise<Response>,
  more: { retryAfterTimeout?: boolean; firstByteMs?: number } = {},
): Promise<{ first: PlayedEngine; second: PlayedEngine }> {
  const [a, b] = [playEngine(first), playEngine(() => Response.json(wholeAnswer('second')))]
  engines.push(a, b)
  inside = await openInside(
    [
      { id: 'a', kind: 'vllm', url: a.url, timeouts: { firstByteMs: more.firstByteMs ?? 60_000 } },
      { id: 'b', kind: 'ollama', url: b.url },
    ],
    more.retryAfterTimeout === undefined
      ? {}
      : {
          useCases: [
            {
              id: 'test',
              title: 'Test',
              state: 'active',
              deployments: ['a', 'b'],
              retryAfterTimeout: more.retryAfterTimeout,
              lamps: (await import('./inside.ts')).clearLamps,
            },
          ],
        },
  )
  return { first: a, second: b }
}

/** Waits for what another connection will tell in a moment. */
async function until(isTrue: () => boolean): Promise<void> {
  const beganAt = performance.now()
  while (!isTrue()) {
    assert.ok(performance.now() - beganAt < 1_000, 'it did not happen within a second')
    await Bun.sleep(5)
  }
}

const status = (code: number) => () => Response.json({ error: { message: 'no' } }, { status: code })
const dead = (): Response => {
  throw new Error('unreachable')
}

describe('another deployment is tried only when the first one certainly gives no answer', () => {
  const cases: readonly [
    why: string,
    first: () => Response | Promise<Response>,
    second: number,
    status: number,
    code: string | undefined,
  ][] = [
    ['answers', () => Response.json(wholeAnswer('first')), 0, 200, undefined],
    ['429', status(429), 1, 200, undefined],
    ['502', status(502), 1, 200, undefined],
    ['503', status(503), 1, 200, undefined],
    ['500', status(500), 0, 502, 'engine_error'],
    ['504', status(504), 0, 502, 'engine_error'],
    ['400', status(400), 0, 400, 'engine_refused'],
    ['401, our key is wrong', status(401), 0, 502, 'engine_error'],
    ['404, it lacks the model', status(404), 0, 502, 'engine_error'],
    [
      'a page instead of JSON',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      0,
      502,
      'engine_answer_malformed',
    ],
    ['JSON without choices', () => Response.json({ id: 'x' }), 0, 502, 'engine_answer_malformed'],
    [
      'an answer that is packed, which could unfold beyond every bound',
      () =>
        new Response(Bun.gzipSync(JSON.stringify(wholeAnswer())), {
          headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        }),
      0,
      502,
      'engine_answer_malformed',
    ],
    ['a redirect', () => Response.redirect('http://127.0.0.1:1/'), 0, 502, 'engine_error'],
  ]
  for (const [why, first, secondCount, expected, code] of cases) {
    test(why, async () => {
      const played = await open(first)
      const answer = await inside!.post('/v1/chat/completions', chat())
      const body = (await answer.json()) as { error?: { code: string } }
      assert.equal(answer.status, expected)
      assert.equal(body.error?.code, code)
      assert.equal(played.second.seen.length, secondCount)
      if (expected !== 200) assert.equal(answer.headers.get('x-should-retry'), 'false')
    })
  }

  test('connection refused', async () => {
    const played = await open(dead)
    await played.first.close()
    const answer = await inside!.post('/v1/chat/completions', chat())
    assert.equal(answer.status, 200)
    assert.equal(played.second.seen.length, 1)
  })

  test('a stream that has begun is not begun again', async () => {
    const played = await open(() => events([chunk('Ha'), 'data: {"error":{"message":"boom"}}\n\n']))
    const answer = await inside!.post('/v1/chat/completions', chat('x', { stream: true }))
    const text = await answer.text()
    assert.match(text, /"content":"Ha"/)
    assert.match(text, /engine_stream_error/)
    assert.equal(played.second.seen.length, 0)
  })
})

describe('timeouts', () => {
  const never = (): Promise<Response> => Promise.withResolvers<Response>().promise

  test('after a timeout no other deployment is tried', async () => {
    const played = await open(never, { firstByteMs: 300 })
    const answer = await inside!.post('/v1/chat/completions', chat())
    assert.equal(answer.status, 504)
    assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'engine_timeout')
    assert.equal(played.second.seen.length, 0)
    await until(() => played.first.abortedAt.length === 1)
  })

  test('unless the use case says so; then the first one is given up before', async () => {
    const played = await open(never, { firstByteMs: 300, retryAfterTimeout: true })
    const answer = await inside!.post('/v1/chat/completions', chat())
    assert.equal(answer.status, 200)
    assert.equal(played.second.seen.length, 1)
    await until(() => played.first.abortedAt.length === 1)
  })
})

describe('an engine that gives no honest answer', () => {
  test('a 500 whose body breaks off is still a 500, and no other deployment is tried', async () => {
    const broken = Bun.listen({
      hostname: '127.0.0.1',
      port: 0,
      socket: {
        data(socket, bytes) {
          const isCheck = bytes.toString().startsWith('GET ')
          if (isCheck) return void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
          socket.write('HTTP/1.1 500 Broken\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"error"')
          return void socket.end()
        },
      },
    })
    const second = playEngine(() => Response.json(wholeAnswer('second')))
    engines.push(second)
    inside = await openInside([
      { id: 'a', kind: 'vllm', url: `http://127.0.0.1:${broken.port}`, health: { everyMs: 60_000 } },
      { id: 'b', kind: 'ollama', url: second.url },
    ])
    const answer = await inside.post('/v1/chat/completions', chat())
    broken.stop(true)
    const code = answer.status === 200 ? 'second' : ((await answer.json()) as { error: { code: string } }).error.code
    assert.equal(code, 'engine_error')
    assert.equal(second.seen.length, 0)
  })

  test('one that hangs opens its breaker', async () => {
    const engine = playEngine(() => Promise.withResolvers<Response>().promise)
    engines.push(engine)
    inside = await openInside([
      {
        id: 'a',
        kind: 'vllm',
        url: engine.url,
        timeouts: { firstByteMs: 200 },
        breaker: { failures: 2, openMs: 60_000 },
      },
    ])
    const statuses: number[] = []
    for (let count = 0; count < 3; count++) statuses.push((await inside.post('/v1/chat/completions', chat())).status)
    assert.deepEqual(statuses, [504, 504, 503])
    assert.equal(engine.seen.length, 2)
  })

  test('a page instead of a stream gives its place back', async () => {
    let isWell = false
    const engine = playEngine(() =>
      isWell
        ? events([chunk('a'), chunk('', 'stop'), 'data: [DONE]\n\n'])
        : new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    )
    engines.push(engine)
    inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url, concurrentRequestsMax: 1 }])
    const stream = chat('x', { stream: true })
    assert.match(await (await inside.post('/v1/chat/completions', stream)).text(), /engine_answer_malformed/)
    isWell = true
    assert.match(await (await inside.post('/v1/chat/completions', stream)).text(), /\[DONE\]/)
  })
})

describe('load and health', () => {
  test('the engine with the least to do gets the next request', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const slow = async (): Promise<Response> => {
      await promise
      return Response.json(wholeAnswer())
    }
    const [a, b] = [playEngine(slow), playEngine(slow)]
    engines.push(a, b)
    inside = await openInside([
      { id: 'a', kind: 'openaiCompatible', url: a.url },
      { id: 'b', kind: 'openaiCompatible', url: b.url },
    ])
    const answers = Array.from({ length: 10 }, () => inside!.post('/v1/chat/completions', chat()))
    while (a.seen.length + b.seen.length < 10) await Bun.sleep(5)
    resolve()
    await Promise.all(answers)
    assert.equal(a.seen.length, 5)
    assert.equal(b.seen.length, 5)
  })

  test('all engines behind a model are down: 503 and no attempt', async () => {
    const engine = playEngine(() => Response.json(wholeAnswer()))
    engines.push(engine)
    await engine.close()
    inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }])
    let answer = await inside.post('/v1/chat/completions', chat())
    while (answer.status === 502) answer = await inside.post('/v1/chat/completions', chat())
    assert.equal(answer.status, 503)
    assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'no_deployment_available')
  })

  test('an upstream at a metadata address is never reached', async () => {
    inside = await openInside([
      {
        id: 'a',
        kind: 'openaiCompatible',
        url: 'http://169.254.169.254',
        place: { operator: 'ownHouse', country: 'DE' },
      },
    ])
    const answer = await inside.post('/v1/chat/completions', chat())
    assert.ok(answer.status === 502 || answer.status === 503)
  })

  test('more than an upstream may take is refused, not queued', async () => {
    const engine = playEngine(() => Promise.withResolvers<Response>().promise)
    engines.push(engine)
    inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url, concurrentRequestsMax: 1 }])
    const first = new AbortController()
    const waiting = inside.post('/v1/chat/completions', chat(), { signal: first.signal }).catch(() => undefined)
    while (engine.seen.length === 0) await Bun.sleep(5)
    const answer = await inside.post('/v1/chat/completions', chat())
    assert.equal(answer.status, 503)
    assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'overloaded')
    first.abort()
    await waiting
  })
})

test('a start that fails closes what it opened: the next one finds everything free', async () => {
  const data = mkdtempSync(join(tmpdir(), 'stellwerk-test-'))
  const taken = Bun.serve({ port: 0, hostname: '127.0.0.1', reusePort: false, fetch: () => new Response('taken') })
  const config = { ...parseConfig({ upstreams: [{ id: 'm', kind: 'mirror' }] }), data }
  const settings = { env: {}, writeLog: () => undefined, version: '0.0.0', segmentBytes: 1_048_576 }
  const listen = { ...config.listen, port: taken.port ?? 0 }
  await assert.rejects(openStellwerk({ ...config, listen }, settings), { name: 'AddressUnavailable' })
  const opened = await openStellwerk({ ...config, listen: { ...listen, port: 0 } }, settings)
  await opened.stop()
  await taken.stop(true)
  rmSync(data, { recursive: true })
})
