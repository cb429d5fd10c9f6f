import { afterEach, describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { chat, chunk, events, type Inside, openInside, type PlayedEngine, playEngine, wholeAnswer } from './inside.ts'

let inside: Inside | undefined
let engine: PlayedEngine | undefined
afterEach(async () => {
  await engine?.close()
  await inside?.close()
})

async function open(
  answer: (request: Request) => Response | Promise<Response>,
  limits: { keepAliveMs?: number; readerStallMs?: number; drainTimeoutMs?: number } = {},
  timeouts: { idleMs?: number; totalMs?: number } = {},
): Promise<Inside> {
  engine = playEngine(answer)
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url, timeouts }], { limits })
  return inside
}

const stream = chat('Hallo', { stream: true })
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => chunk(`${index} `))
const done = [chunk('', 'stop'), 'data: [DONE]\n\n']

/** Text of a stream as it arrives, with the time of each piece. */
async function follow(answer: Response): Promise<{ text: string; at: number }[]> {
  const pieces: { text: string; at: number }[] = []
  const decoder = new TextDecoder()
  for await (const bytes of answer.body!) pieces.push({ text: decoder.decode(bytes), at: performance.now() })
  return pieces
}

describe('keep-alive', () => {
  test('comes while the engine thinks, after its headers', async () => {
    const { post } = await open(() => events([chunk('a'), chunk('b'), ...done], 400), { keepAliveMs: 100 })
    const text = await (await post('/v1/chat/completions', stream)).text()
    assert.match(text, /: keep-alive\n\n/)
    assert.match(text, /\[DONE\]\n\n$/)
  })

  test('opens the answer when the engine has not even sent its headers', async () => {
    const late = async (): Promise<Response> => {
      await Bun.sleep(900)
      return events([chunk('a'), ...done])
    }
    // One keep-alive fits in before the engine answers: the one that takes the headers along.
    const { post } = await open(late, { keepAliveMs: 500 })
    const began = performance.now()
    const answer = await post('/v1/chat/completions', stream)
    assert.equal(answer.status, 200)
    assert.ok(performance.now() - began < 800)
    const text = await answer.text()
    assert.match(text, /^: keep-alive\n\n/)
    assert.match(text, /\[DONE\]\n\n$/)
  })

  test('a refusal of the engine in time keeps its status', async () => {
    const { post } = await open(() => Response.json({ error: { message: 'context too long' } }, { status: 400 }))
    const answer = await post('/v1/chat/completions', stream)
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /context too long\. Correct the request/)
  })

  test('a refusal of the engine after the first keep-alive becomes an error event', async () => {
    const late = async (): Promise<Response> => {
      await Bun.sleep(700)
      return Response.json({ error: { message: 'context too long' } }, { status: 400 })
    }
    const { post } = await open(late, { keepAliveMs: 100 })
    const answer = await post('/v1/chat/completions', stream)
    assert.equal(answer.status, 200)
    const text = await answer.text()
    assert.match(text, /data: \{"error":\{"message":"The engine refused the request: context too long/)
    assert.doesNotMatch(text, /\[DONE\]/)
  })
})

describe('a stream never ends silently', () => {
  const cases: readonly [why: string, answer: () => Response, code: string][] = [
    ['the engine stops in the middle', () => events([chunk('a')]), 'engine_stream_cut'],
    ['the engine stops inside an event', () => events([chunk('a'), 'data: {"id"']), 'engine_stream_cut'],
    ['the engine says nothing', () => events([]), 'engine_stream_cut'],
    ['an event is no JSON', () => events([chunk('a'), 'data: <html>\n\n']), 'engine_answer_malformed'],
    [
      'an error in the stream',
      () => events([chunk('a'), 'data: {"error":{"message":"oom"}}\n\n', 'data: [DONE]\n\n']),
      'engine_stream_error',
    ],
    [
      'a page instead of events',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'engine_answer_malformed',
    ],
  ]
  for (const [why, answer, code] of cases) {
    test(why, async () => {
      const { post } = await open(answer)
      const text = await (await post('/v1/chat/completions', stream)).text()
      const last = text.trim().split('\n\n').at(-1) ?? ''
      assert.equal((JSON.parse(last.replace(/^data: /, '')) as { error: { code: string } }).error.code, code)
    })
  }

  test('one of two choices never came', async () => {
    const { post } = await open(() => events([chunk('a'), chunk('', 'stop')]))
    const text = await (await post('/v1/chat/completions', { ...stream, n: 2 })).text()
    assert.match(text, /engine_stream_cut/)
    assert.doesNotMatch(text, /\[DONE\]/)
  })

  test('the engine falls silent for longer than it may', async () => {
    const { post } = await open(() => events([chunk('a'), chunk('b')], 1_000), {}, { idleMs: 300 })
    const text = await (await post('/v1/chat/completions', stream)).text()
    assert.match(text, /engine_timeout/)
    await Bun.sleep(50)
    assert.equal(engine!.abortedAt.length, 1)
  })

  test('the answer takes longer than it may', async () => {
    const { post } = await open(() => events(many(100), 50), {}, { idleMs: 10_000, totalMs: 500 })
    const text = await (await post('/v1/chat/completions', stream)).text()
    assert.match(text, /engine_timeout/)
  })
})

describe('the permit is checked while the answer runs', () => {
  test('a revoked key ends its running stream within a second, and says so', async () => {
    const { post, keyId, opened } = await open(() => events([...many(200), ...done], 20))
    const answer = await post('/v1/chat/completions', stream)
    const following = follow(answer)
    await Bun.sleep(200)
    await opened.keys.revoke(keyId)
    const revokedAt = performance.now()
    const pieces = await following
    const last = pieces.at(-1)!
    assert.match(last.text, /permit_ended/)
    assert.ok(last.at - revokedAt < 1_000, `${last.at - revokedAt} ms`)
    assert.equal((await post('/v1/chat/completions', stream)).status, 401)
    await Bun.sleep(50)
    assert.equal(engine!.abortedAt.length, 1, 'the engine stops as well')
  })

  test('and its answer that is still being waited for', async () => {
    const { post, keyId, opened } = await open(() => Promise.withResolvers<Response>().promise)
    const waiting = post('/v1/chat/completions', chat())
    while (engine!.seen.length === 0) await Bun.sleep(5)
    await opened.keys.revoke(keyId)
    const answer = await waiting
    assert.equal(answer.status, 403)
    assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'permit_ended')
  })

  test('a key that is revoked while its request is still arriving opens nothing', async () => {
    const { url, key, keyId, opened } = await open(() => events([chunk('a'), ...done]))
    const body = JSON.stringify(stream)
    const { promise, resolve } = Promise.withResolvers<string>()
    const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
    const socket = await Bun.connect({
      hostname: '127.0.0.1',
      port: Number(new URL(url).port),
      socket: { data: (_socket, bytes) => resolve(bytes.toString()) },
    })
    socket.write(head + body.slice(0, 10))
    await Bun.sleep(100)
    await opened.keys.revoke(keyId)
    socket.write(body.slice(10))
    assert.match(await promise, /^HTTP\/1\.1 403 /)
    assert.equal(engine!.seen.length, 0)
    socket.end()
  })

  test('a revoked key ends a stream that so far had only keep-alives', async () => {
    const { post, keyId, opened } = await open(() => Promise.withResolvers<Response>().promise, { keepAliveMs: 100 })
    const following = follow(await post('/v1/chat/completions', stream))
    await opened.keys.revoke(keyId)
    const revokedAt = performance.now()
    const last = (await following).at(-1)!
    assert.match(last.text, /permit_ended/)
    assert.ok(last.at - revokedAt < 1_000, `${last.at - revokedAt} ms`)
  })

  test('other keys are not touched', async () => {
    const { post, keyFor, opened, keyId } = await open(() => events([...many(20), ...done], 20))
    const other = await keyFor('test')
    const answer = await post('/v1/chat/completions', stream, { headers: { authorization: `Bearer ${other}` } })
    await opened.keys.revoke(keyId)
    assert.match(await answer.text(), /\[DONE\]/)
  })
})

describe('the client goes', () => {
  const cases: readonly [why: string, body: object, answer: () => Response | Promise<Response>][] = [
    ['before the first byte of a stream', stream, () => Promise.withResolvers<Response>().promise],
    ['in the middle of a stream', stream, () => events(many(1_000), 20)],
    ['before an answer in one piece', chat(), () => Promise.withResolvers<Response>().promise],
  ]
  for (const [why, body, play] of cases) {
    test(`${why}: the engine hears of it within 250 ms`, async () => {
      const { post, opened } = await open(play)
      const client = new AbortController()
      const gone = post('/v1/chat/completions', body, { signal: client.signal })
        .then((answer) => answer.text())
        .catch(() => 'gone')
      await Bun.sleep(200)
      const leftAt = performance.now()
      client.abort()
      assert.equal(await gone, 'gone')
      await Bun.sleep(250)
      assert.equal(engine!.abortedAt.length, 1)
      assert.ok(engine!.abortedAt[0]! - leftAt < 250, `${engine!.abortedAt[0]! - leftAt} ms`)
      assert.equal(opened.runningCount(), 0)
    })
  }
})

describe('a slow reader', () => {
  test('is waited for, and then its stream ends and the engine is freed', async () => {
    const big = chunk('x'.repeat(60_000))
    const { url, key, opened } = await open(() => events(Array.from({ length: 2_000 }, () => big)), {
      readerStallMs: 500,
    })
    const { promise, resolve } = Promise.withResolvers<void>()
    const socket = await Bun.connect({
      hostname: '127.0.0.1',
      port: Number(new URL(url).port),
      socket: {
        open(asking) {
          const body = JSON.stringify(stream)
          asking.write(
            `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
          )
        },
        data(reading) {
          reading.pause()
          resolve()
        },
      },
    })
    await promise
    const pausedAt = performance.now()
    while (engine!.abortedAt.length === 0 && performance.now() - pausedAt < 4_000) await Bun.sleep(20)
    socket.terminate()
    assert.equal(opened.runningCount(), 0, 'the stalled call is over')
    assert.equal(engine!.abortedAt.length, 1, 'the engine was freed')
  })
})

describe('shutting down', () => {
  test('lets running answers finish, refuses new ones with 503', async () => {
    const { post, opened } = await open(() => events([...many(20), ...done], 25))
    const answer = await post('/v1/chat/completions', stream)
    const stopped = opened.stop()
    const refused = await post('/v1/chat/completions', stream)
    assert.equal(refused.status, 503)
    assert.equal(((await refused.json()) as { error: { code: string } }).error.code, 'draining')
    assert.match(await answer.text(), /\[DONE\]/)
    assert.deepEqual(await stopped, { cutCount: 0 })
  })

  test('cuts what has not finished in time, with an error event', async () => {
    const { post, opened } = await open(() => events(many(1_000), 25), { drainTimeoutMs: 200 })
    const answer = await post('/v1/chat/completions', stream)
    const text = answer.text()
    assert.deepEqual(await opened.stop(), { cutCount: 1 })
    assert.match(await text, /draining/)
  })
})

test('fields that the map does not know are dropped and counted, and the name at the engine stays inside', async () => {
  const { post, url } = await open(() => Response.json({ ...wholeAnswer(), prompt_token_ids: [1, 2, 3] }))
  const answer = await (await post('/v1/chat/completions', chat())).text()
  assert.doesNotMatch(answer, /prompt_token_ids|engine-name/)
  const metrics = await (await fetch(`${url}/metrics`)).text()
  assert.match(metrics, /stellwerk_dropped_fields_total\{endpoint="chat\/completions",field="[^"]+"\} 1/)
})
