import { afterEach, describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import type { ConfigInput } from '@stellwerk/contract/config'
import OpenAI from 'openai'
import OpenAI6 from 'openai-6'

import {
  chat,
  chunk,
  clearLamps,
  events,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from './inside.ts'

type UseCase = NonNullable<ConfigInput['useCases']>[number]
type Upstream = NonNullable<ConfigInput['upstreams']>[number]

let inside: Inside | undefined
const engines: PlayedEngine[] = []
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close()
  await inside?.close()
  inside = undefined
})

/** The use case `test` with limits, and beside it `other`, in front of one engine. */
async function open(
  answer: (request: Request, count: number) => Response | Promise<Response>,
  limits: UseCase['limits'],
  upstream: Partial<Upstream> & { readonly more?: ConfigInput } = {},
): Promise<{ here: Inside; engine: PlayedEngine }> {
  const engine = playEngine(answer)
  engines.push(engine)
  const useCase = { title: 'Letters', state: 'active', deployments: ['a'], lamps: clearLamps } as const
  const { more, ...rest } = upstream
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url, ...rest }], {
    useCases: [
      { ...useCase, id: 'test', ...(limits === undefined ? {} : { limits }) },
      { ...useCase, id: 'other', title: 'Other' },
    ],
    ...more,
  })
  return { here: inside, engine }
}

/** Waits for what another connection will tell in a moment. */
async function until(isTrue: () => boolean): Promise<void> {
  const beganAt = performance.now()
  while (!isTrue()) {
    assert.ok(performance.now() - beganAt < 2_000, 'it did not happen within two seconds')
    await Bun.sleep(5)
  }
}

/** An engine that answers when it is told to, in the order in which it was asked. */
function heldEngine() {
  const held: (() => void)[] = []
  const order: string[] = []
  const answer = async (_: Request, count: number): Promise<Response> => {
    const said = JSON.stringify(engines.at(-1)?.seen[count - 1]?.body)
    const [, content = ''] = /"content":"([^"]*)"/.exec(said) ?? []
    order.push(content)
    const { promise, resolve } = Promise.withResolvers<void>()
    held.push(resolve)
    await promise
    return Response.json(wholeAnswer(content))
  }
  return { held, order, answer, next: () => held.shift()?.() }
}

/** Whole seconds from 1 to 60, or no client obeys it. */
function retryAfter(answer: Response): number {
  const text = answer.headers.get('retry-after') ?? ''
  assert.match(text, /^([1-9]|[1-5]\d|60)$/)
  return Number(text)
}

const codeOf = async (answer: Response): Promise<string | undefined> =>
  ((await answer.json()) as { error?: { code: string } }).error?.code

async function metrics(here: Inside): Promise<string> {
  return (await fetch(`${here.url}/metrics`)).text()
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

describe('waiting for a place', () => {
  const queue = { concurrentRequestsMax: 2, queue: { max: 100, waitMs: 20_000 } }

  test('fifty of one use case and two of another: those are among the next four, and keys keep their order', async () => {
    const { held, order, answer, next } = heldEngine()
    const { here } = await open(answer, undefined, queue)
    const other = await here.keyFor('other')
    const ask = (name: string, key = here.key) =>
      here.post('/v1/chat/completions', chat(name), { headers: { authorization: `Bearer ${key}` } })
    const many: Promise<Response>[] = []
    for (let count = 0; count < 50; count++) {
      many.push(ask(`a${count}`))
      // One after the other, so that the order is known.
      await until(() => here.opened.runningCount() === count + 1)
    }
    await until(() => held.length === 2)
    assert.match(await metrics(here), /stellwerk_queue_waiting_requests\{upstream="a"\} 48/)
    const few = [ask('b0', other), ask('b1', other)]
    await until(() => here.opened.runningCount() === 52)
    for (let served = 0; served < 52; served++) {
      await until(() => held.length > 0)
      assert.ok(held.length <= 2)
      next()
    }
    const answers = await Promise.all([...many, ...few])
    assert.ok(answers.every(({ status }) => status === 200))
    for (const name of ['b0', 'b1']) assert.ok(order.indexOf(name) < 6, `${name} was number ${order.indexOf(name)}`)
    const ofA = order.filter((name) => name.startsWith('a'))
    assert.deepEqual(
      ofA.slice(2),
      ofA.slice(2).toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))),
    )
    const page = await metrics(here)
    assert.match(page, /stellwerk_queue_waiting_requests\{upstream="a"\} 0/)
    assert.match(page, /stellwerk_queue_wait_seconds_count\{useCase="test"\} 48/)
    assert.match(page, /stellwerk_queue_wait_seconds_count\{useCase="other"\} 2/)
  })

  test('fifty of one key and two of another key of the same use case likewise', async () => {
    const { held, order, answer, next } = heldEngine()
    const { here } = await open(answer, undefined, queue)
    const second = await here.keyFor('test')
    const many = Array.from({ length: 50 }, (_, count) => here.post('/v1/chat/completions', chat(`a${count}`)))
    await until(() => here.opened.runningCount() === 50 && held.length === 2)
    const few = [0, 1].map((count) =>
      here.post('/v1/chat/completions', chat(`b${count}`), { headers: { authorization: `Bearer ${second}` } }),
    )
    await until(() => here.opened.runningCount() === 52)
    for (let served = 0; served < 52; served++) {
      await until(() => held.length > 0)
      next()
    }
    await Promise.all([...many, ...few])
    for (const name of ['b0', 'b1']) assert.ok(order.indexOf(name) < 6, `${name} was number ${order.indexOf(name)}`)
  })

  test('a client that leaves is out of the line, and nothing of it was forwarded or recorded as an intent', async () => {
    const { held, answer, next } = heldEngine()
    const { here, engine } = await open(answer, undefined, { ...queue, concurrentRequestsMax: 1 })
    const first = here.post('/v1/chat/completions', chat('first'))
    await until(() => held.length === 1)
    const leaving = new AbortController()
    const gone = here.post('/v1/chat/completions', chat('gone'), { signal: leaving.signal }).catch(() => undefined)
    await until(() => here.opened.runningCount() === 2)
    const last = here.post('/v1/chat/completions', chat('last'))
    await until(() => here.opened.runningCount() === 3)
    leaving.abort()
    await gone
    await until(() => here.opened.runningCount() === 2)
    next()
    await until(() => held.length === 1)
    next()
    assert.equal((await first).status, 200)
    assert.equal((await last).status, 200)
    assert.equal(engine.seen.length, 2)
    await until(() => here.opened.runningCount() === 0)
    const page = await metrics(here)
    // An intent has an outcome, which would be counted here.
    const ended = [...page.matchAll(/^stellwerk_requests_total\{.*ending="(\w+)"\} (\d+)$/gm)]
    assert.deepEqual(
      ended.map(([, ending, count]) => [ending, count]),
      [['finished', '2']],
    )
    assert.match(page, /stellwerk_refusals_total\{.*code="client_gone"\} 1/)
  })

  test('who waits too long hears so, a stream as well: no byte went out before', async () => {
    const { held, answer } = heldEngine()
    const { here, engine } = await open(answer, undefined, {
      concurrentRequestsMax: 1,
      queue: { waitMs: 300 },
      more: { limits: { keepAliveMs: 50 } },
    })
    const first = here.post('/v1/chat/completions', chat()).catch(() => undefined)
    await until(() => held.length === 1)
    const late = await here.post('/v1/chat/completions', chat('x', { stream: true }))
    assert.equal(late.status, 429)
    assert.equal(late.headers.get('retry-after'), '5')
    assert.match(late.headers.get('content-type') ?? '', /json/)
    assert.equal(await codeOf(late), 'queue_timeout')
    assert.equal(engine.seen.length, 1)
    await engine.close()
    await first
  })

  test('a stream that had to wait gets its keep-alive once it is on record', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { held, answer, next } = heldEngine()
    const { here } = await open(
      async (request, count) => {
        if (count === 1) return answer(request, count)
        await promise
        return events([chunk('Ha'), chunk('', 'stop'), 'data: [DONE]\n\n'])
      },
      undefined,
      { concurrentRequestsMax: 1, queue: {}, more: { limits: { keepAliveMs: 100 } } },
    )
    const first = here.post('/v1/chat/completions', chat())
    await until(() => held.length === 1)
    const stream = here.post('/v1/chat/completions', chat('x', { stream: true }))
    await until(() => here.opened.runningCount() === 2)
    next()
    await first
    const answered = await stream // With the keep-alive: the engine has said nothing yet.
    resolve()
    const text = await answered.text()
    assert.ok(text.startsWith(': keep-alive'))
    assert.match(text, /\[DONE\]/)
  })

  test('where too many wait, the one who floods is refused and another use case gets in', async () => {
    const { held, answer, next } = heldEngine()
    const { here } = await open(answer, undefined, { concurrentRequestsMax: 1, queue: { max: 2 } })
    const other = await here.keyFor('other')
    const waiting = [here.post('/v1/chat/completions', chat('a0'))]
    await until(() => held.length === 1)
    for (const [index, name] of ['a1', 'a2'].entries()) {
      waiting.push(here.post('/v1/chat/completions', chat(name)))
      await until(() => here.opened.runningCount() === index + 2)
    }
    const refused = await here.post('/v1/chat/completions', chat('a3'))
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after'), '5')
    assert.equal(await codeOf(refused), 'queue_full')
    waiting.push(here.post('/v1/chat/completions', chat('b0'), { headers: { authorization: `Bearer ${other}` } }))
    const yielded = await waiting[2]!
    assert.equal(await codeOf(yielded), 'queue_full')
    for (let served = 0; served < 3; served++) {
      await until(() => held.length > 0)
      next()
    }
    const answers = await Promise.all([waiting[0]!, waiting[1]!, waiting[3]!])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    )
  })

  test('of two engines behind a model, the first place is taken, wherever it is', async () => {
    const free = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const two = free.map(({ promise }, index) =>
      playEngine(async (_, count) => {
        if (count === 1) await promise
        return Response.json(wholeAnswer(`engine ${index}`))
      }),
    )
    engines.push(...two)
    const bounds = { kind: 'vllm', concurrentRequestsMax: 1, queue: {} } as const
    const here = (inside = await openInside(two.map(({ url }, index) => ({ id: `e${index}`, url, ...bounds }))))
    const running = [0, 1].map(() => here.post('/v1/chat/completions', chat()))
    await until(() => two.every(({ seen }) => seen.length === 1))
    const waiting = here.post('/v1/chat/completions', chat())
    await until(() => here.opened.runningCount() === 3)
    free[1]?.resolve()
    const answered = await waiting
    assert.match(await answered.text(), /engine 1/)
    free[0]?.resolve()
    for (const each of await Promise.all(running)) assert.equal(each.status, 200)
    assert.doesNotMatch(await metrics(here), /waiting_requests\{upstream="e\d"\} [1-9]/)
  })

  test('a key that is revoked while its request waits', async () => {
    const { held, answer, next } = heldEngine()
    const { here, engine } = await open(answer, undefined, { ...queue, concurrentRequestsMax: 1 })
    const first = here.post('/v1/chat/completions', chat())
    await until(() => held.length === 1)
    const revoked = await here.opened.keys.create({ useCaseId: 'test' })
    const waiting = here.post('/v1/chat/completions', chat(), { headers: { authorization: `Bearer ${revoked.key}` } })
    await until(() => here.opened.runningCount() === 2)
    await here.opened.keys.revoke(revoked.view.id)
    const refused = await waiting
    assert.equal(refused.status, 403)
    assert.equal(await codeOf(refused), 'permit_ended')
    next()
    assert.equal((await first).status, 200)
    assert.equal(engine.seen.length, 1)
  })

  test('an engine that breaks: whoever waits for it alone hears so at once', async () => {
    const { promise, resolve } = Promise.withResolvers<Response>()
    const { here, engine } = await open(() => promise, undefined, {
      concurrentRequestsMax: 1,
      queue: {},
      breaker: { failures: 1 },
    })
    const first = here.post('/v1/chat/completions', chat())
    await until(() => engine.seen.length === 1)
    const waiting = here.post('/v1/chat/completions', chat())
    await until(() => here.opened.runningCount() === 2)
    resolve(Response.json({ error: { message: 'no' } }, { status: 500 }))
    assert.equal(await codeOf(await first), 'engine_error')
    const refused = await waiting
    assert.equal(refused.status, 503)
    assert.equal(await codeOf(refused), 'no_deployment_available')
  })

  test('a stop sends home who waits, and lets finish who runs', async () => {
    const { held, answer, next } = heldEngine()
    const { here } = await open(answer, undefined, { ...queue, concurrentRequestsMax: 1 })
    const first = here.post('/v1/chat/completions', chat())
    await until(() => held.length === 1)
    const waiting = here.post('/v1/chat/completions', chat())
    await until(() => here.opened.runningCount() === 2)
    const stopped = here.opened.stop()
    assert.equal(await codeOf(await waiting), 'draining')
    next()
    assert.equal((await first).status, 200)
    assert.deepEqual(await stopped, { cutCount: 0 })
  })

  test('a bound at an engine is never passed, however many come at once', async () => {
    let [running, most] = [0, 0]
    const { here } = await open(
      async () => {
        most = Math.max(most, ++running)
        await Bun.sleep(5)
        running--
        return Response.json(wholeAnswer())
      },
      undefined,
      { concurrentRequestsMax: 3, queue: { max: 100 } },
    )
    const answers = await Promise.all(Array.from({ length: 60 }, () => here.post('/v1/chat/completions', chat())))
    assert.ok(answers.every(({ status }) => status === 200))
    assert.equal(most, 3)
  })
})
