import { afterEach, describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import OpenAI from 'openai'
import OpenAI6 from 'openai-6'

import { chat, chunk, events, wholeAnswer } from './inside.ts'
import { closeLimited, codeOf, heldEngine, metrics, open, until } from './limited.ts'

afterEach(closeLimited)

/** Whole seconds from 1 to 60, or no client obeys it. */
function retryAfter(answer: Response): number {
  const text = answer.headers.get('retry-after') ?? ''
  assert.match(text, /^([1-9]|[1-5]\d|60)$/)
  return Number(text)
}

describe('a bound refuses with 429, says when to come again, and lets in again', () => {
  test('requests a minute: before the body is read', async () => {
    const { here, engine } = await open(() => Response.json(wholeAnswer()), { requestsPerMinute: 2 })
    assert.equal((await here.post('/v1/chat/completions', chat())).status, 200)
    assert.equal((await here.post('/v1/chat/completions', 'no JSON')).status, 400)
    const refused = await here.post('/v1/chat/completions', 'no JSON either')
    assert.equal(refused.status, 429)
    const seconds = retryAfter(refused)
    assert.ok(seconds > 20 && seconds <= 30)
    assert.equal(refused.headers.get('x-should-retry'), null)
    const { error } = (await refused.json()) as { error: { code: string; type: string; message: string } }
    assert.equal(error.code, 'requests_per_minute')
    assert.equal(error.type, 'rate_limit_error')
    const says = `The use case "Letters" may make at most 2 requests a minute; possible again in ${seconds} s.`
    assert.ok(error.message.startsWith(says), error.message)
    assert.equal(engine.seen.length, 1)
    // The list of models costs nobody anything.
    const models = await fetch(`${here.url}/v1/models`, { headers: { authorization: `Bearer ${here.key}` } })
    assert.equal(models.status, 200)
    await models.text()
    assert.match(
      await metrics(here),
      /stellwerk_refusals_total\{endpoint="chat\/completions",useCase="test",code="requests_per_minute"\} 1/,
    )
  })

  test('each key by itself', async () => {
    const { here } = await open(() => Response.json(wholeAnswer()), { perKey: { requestsPerMinute: 1 } })
    const other = await here.keyFor('test', { language: 'de' })
    const asOther = { headers: { authorization: `Bearer ${other}` } }
    assert.equal((await here.post('/v1/chat/completions', chat())).status, 200)
    assert.equal((await here.post('/v1/chat/completions', chat())).status, 429)
    assert.equal((await here.post('/v1/chat/completions', chat(), asOther)).status, 200)
    const refused = await here.post('/v1/chat/completions', chat(), asOther)
    assert.ok(retryAfter(refused) > 50)
    assert.match(await refused.text(), /Dieser Schlüssel darf höchstens 1 Anfragen pro Minute stellen/)
  })

  test('requests at the same time: until one has ended', async () => {
    const { held, answer, next } = heldEngine()
    const { here } = await open(answer, { concurrentRequests: 1 })
    const first = here.post('/v1/chat/completions', chat())
    await until(() => held.length === 1)
    const refused = await here.post('/v1/chat/completions', chat())
    assert.equal(refused.headers.get('retry-after'), '5')
    assert.equal(await codeOf(refused), 'concurrent_requests')
    next()
    assert.equal((await first).status, 200)
    const second = here.post('/v1/chat/completions', chat())
    await until(() => held.length === 1)
    next()
    assert.equal((await second).status, 200)
  })

  test('requests at the same time: a client that leaves makes room, and so does a refusal', async () => {
    const { held, answer } = heldEngine()
    const { here } = await open(answer, { concurrentRequests: 1 })
    for (let count = 0; count < 3; count++) {
      assert.equal((await here.post('/v1/chat/completions', chat('x', { unknown_field: 1 }))).status, 400)
    }
    const leaving = new AbortController()
    const gone = here.post('/v1/chat/completions', chat(), { signal: leaving.signal }).catch(() => undefined)
    await until(() => held.length === 1)
    leaving.abort()
    await gone
    await until(() => here.opened.runningCount() === 0)
    assert.equal((await here.post('/v1/chat/completions', chat('x', { unknown_field: 1 }))).status, 400)
  })

  test('streams at the same time: until the last byte is out', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const body = async function* (): AsyncGenerator<string> {
      yield chunk('Ha')
      await promise
      yield `${chunk('', 'stop')}data: [DONE]\n\n`
    }
    const headers = { 'content-type': 'text/event-stream' }
    const { here } = await open(
      () => new Response(body() as unknown as ReadableStream, { headers }), // Bun takes it.
      { concurrentStreams: 1 },
    )
    const first = await here.post('/v1/chat/completions', chat('x', { stream: true }))
    const refused = await here.post('/v1/chat/completions', chat('x', { stream: true }))
    assert.equal(refused.status, 429)
    assert.equal(await codeOf(refused), 'concurrent_streams')
    resolve()
    assert.match(await first.text(), /\[DONE\]/)
    await until(() => here.opened.runningCount() === 0)
    const second = await here.post('/v1/chat/completions', chat('x', { stream: true }))
    assert.equal(second.status, 200)
    await second.text()
  })

  test('tokens a minute: reserved before, settled by what the engine reports', async () => {
    const usage = { prompt_tokens: 40, completion_tokens: 60, total_tokens: 100 }
    const { here } = await open(() => Response.json({ ...wholeAnswer(), usage }), { tokensPerMinute: 1_000 })
    const ask = (tokens: number) => here.post('/v1/chat/completions', chat('x', { max_tokens: tokens }))
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => ask(450)))
    assert.equal(atOnce.filter(({ status }) => status === 200).length, 2)
    assert.equal(await codeOf(atOnce.find(({ status }) => status === 429)!), 'tokens_per_minute')
    await until(() => here.opened.runningCount() === 0)
    // Of the reserve, 200 were used: what is left is enough for 700 more, and not for 900.
    assert.equal((await ask(900)).status, 429)
    assert.equal((await ask(700)).status, 200)
  })

  test('tokens a minute: what is paid off for longer than a minute says until when', async () => {
    const usage = { prompt_tokens: 40, completion_tokens: 560, total_tokens: 600 }
    const { here } = await open(() => Response.json({ ...wholeAnswer(), usage }), { tokensPerMinute: 100 })
    const ask = () => here.post('/v1/chat/completions', chat())
    const before = Date.now()
    assert.equal((await ask()).status, 200)
    await until(() => here.opened.runningCount() === 0)
    const refused = await ask()
    assert.equal(refused.headers.get('retry-after'), '60')
    const { error } = (await refused.json()) as { error: { opens_at: string; message: string } }
    const minutes = (Date.parse(error.opens_at) - before) / 60_000
    assert.ok(minutes > 5.9 && minutes < 6.2, error.opens_at)
    assert.ok(error.message.includes(error.opens_at))
  })

  test('tokens a minute: a stream that reports nothing counts by its pieces', async () => {
    const texts = [...Array.from({ length: 100 }, () => chunk('x')), chunk('', 'stop'), 'data: [DONE]\n\n']
    const { here } = await open(() => events(texts), { tokensPerMinute: 300 }, { kind: 'openaiCompatible' })
    const stream = () => here.post('/v1/chat/completions', chat('x', { stream: true, max_tokens: 250 }))
    assert.match(await (await stream()).text(), /\[DONE\]/)
    await until(() => here.opened.runningCount() === 0)
    assert.equal((await stream()).status, 429)
    const [, estimated] = /stellwerk_tokens_estimated_total\{useCase="test"\} (\d+)/.exec(await metrics(here)) ?? []
    assert.ok(Number(estimated) > 100 && Number(estimated) < 150, String(estimated))
  })

  test('as Anthropic says it on /v1/messages', async () => {
    const { here } = await open(() => Response.json(wholeAnswer()), { requestsPerMinute: 1 })
    await here.post('/v1/chat/completions', chat())
    const refused = await here.post('/v1/messages', { ...chat(), max_tokens: 5 })
    assert.equal(refused.status, 429)
    assert.ok(retryAfter(refused) > 50)
    const body = (await refused.json()) as { type: string; error: { type: string; code: string } }
    assert.deepEqual(
      [body.type, body.error.type, body.error.code],
      ['error', 'rate_limit_error', 'requests_per_minute'],
    )
  })
})

describe('clients come again by themselves', () => {
  const question = { model: 'm', messages: [{ role: 'user' as const, content: 'x' }] }
  const clients = [
    [
      'openai 7',
      (baseURL: string, apiKey: string) =>
        new OpenAI({ baseURL, apiKey, maxRetries: 1 }).chat.completions.create(question),
    ],
    [
      'openai 6',
      (baseURL: string, apiKey: string) =>
        new OpenAI6({ baseURL, apiKey, maxRetries: 1 }).chat.completions.create(question),
    ],
  ] as const
  for (const [name, ask] of clients) {
    test(`${name}: waits as long as it is told, and then gets its answer`, async () => {
      // 60 a minute are one a second, so the third of three at once waits a second.
      const { here, engine } = await open(() => Response.json(wholeAnswer()), { perKey: { requestsPerMinute: 60 } })
      const drained = await Promise.all(Array.from({ length: 60 }, () => here.post('/v1/chat/completions', chat())))
      assert.ok(drained.every(({ status }) => status === 200))
      const before = performance.now()
      const answer = await ask(`${here.url}/v1`, here.key)
      assert.equal(answer.choices[0]?.message.content, 'ok')
      assert.ok(performance.now() - before >= 900, 'it did not wait')
      assert.equal(engine.seen.length, 61)
    })
  }
})
