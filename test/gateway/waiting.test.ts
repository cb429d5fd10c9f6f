import { afterEach, describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { chat, chunk, events, wholeAnswer } from './inside.ts'
import { closeLimited, codeOf, heldEngine, metrics, open, openSeveral, until } from './limited.ts'

afterEach(closeLimited)

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
    const answers = free.map(({ promise }, index) => async (_: Request, count: number) => {
      if (count === 1) await promise
      return Response.json(wholeAnswer(`engine ${index}`))
    })
    const { here, several } = await openSeveral(answers, { concurrentRequestsMax: 1, queue: {} })
    const running = [0, 1].map(() => here.post('/v1/chat/completions', chat()))
    await until(() => several.every(({ seen }) => seen.length === 1))
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
