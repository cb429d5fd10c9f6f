import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { GatewayError, messageOf } from '@stellwerk/contract/error'
import fc from 'fast-check'

import { type Bounds, type Guest, Limits } from './limits.ts'

/** Limits of one use case over a clock that a test holds. */
function open(bounds: Bounds, perKey?: Bounds) {
  const time = { elapsed: 0 }
  const clock = { now: () => Date.parse('2026-11-23T12:00:00Z') + time.elapsed, elapsed: () => time.elapsed }
  const estimated: number[] = []
  const limits = new Limits({
    useCases: new Map([['a', { title: 'Letters', bounds, perKey }]]),
    clock,
    onEstimated: (useCaseId, tokens) => void (useCaseId === 'a' && estimated.push(tokens)),
  })
  const enter = (keyId = 'k1', useCaseId = 'a'): Guest => {
    const guest = limits.enter({ useCaseId, keyId })
    assert.ok(guest !== undefined)
    return guest
  }
  return { time, limits, enter, estimated }
}

/** What a refusal says, in the order of the path. */
function refusalOf(act: () => unknown): readonly unknown[] | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    assert.ok(error instanceof GatewayError)
    const { scope, max, retryAfterSeconds, opensAt } = error.details
    return [error.code, scope, max, retryAfterSeconds, ...(opensAt === undefined ? [] : [opensAt])]
  }
}

/** A request without a text of its own, whose answer may have so many tokens. */
const wish = (tokens: number, isStream = false) => ({
  body: { max_tokens: tokens },
  text: '',
  isStream,
  choiceCount: 1,
  isAnsweredInText: true,
})

const reported = (tokens: number) => ({ usage: { total_tokens: tokens }, mayHaveWorked: true })

test('a use case without limits is no matter of ours', () => {
  assert.equal(open({}).limits.enter({ useCaseId: 'b', keyId: 'k' }), undefined)
})

test('numbers beyond all numbers in a request do not open a limit for those that follow', () => {
  const { enter } = open({ tokensPerMinute: 100 })
  const hostile = enter()
  // `n` of 1e308 for each of ten prompts, of nothing each: what is refused with the body, a moment later.
  hostile.ask({ ...wish(0), choiceCount: 1e308 * 10 })
  hostile.leave()
  enter().ask(wish(100))
  assert.equal(refusalOf(() => enter().ask(wish(100)))?.[0], 'tokens_per_minute')
})

describe('requests at the same time', () => {
  test('up to the bound of the use case, whichever key they come with; a place is free when one has left', () => {
    const { enter } = open({ concurrentRequests: 2 })
    const first = enter('k1')
    enter('k2')
    assert.deepEqual(
      refusalOf(() => enter('k3')),
      ['concurrent_requests', 'useCase', 2, 5],
    )
    first.leave()
    first.leave() // Twice is once.
    enter('k3')
    assert.deepEqual(
      refusalOf(() => enter('k1')),
      ['concurrent_requests', 'useCase', 2, 5],
    )
  })

  test('up to the bound of each key', () => {
    const { enter } = open({ concurrentRequests: 10 }, { concurrentRequests: 1 })
    enter('k1')
    assert.deepEqual(
      refusalOf(() => enter('k1')),
      ['concurrent_requests', 'key', 1, 5],
    )
    enter('k2')
  })
})

describe('streams at the same time', () => {
  test('count only once it is known that they are streams, and no longer than they run', () => {
    const { enter } = open({ concurrentStreams: 1 })
    const whole = enter()
    whole.ask(wish(0))
    const stream = enter()
    stream.ask(wish(0, true))
    const next = enter()
    assert.deepEqual(
      refusalOf(() => next.ask(wish(0, true))),
      ['concurrent_streams', 'useCase', 1, 5],
    )
    next.leave()
    stream.leave()
    enter().ask(wish(0, true))
  })
})

describe('requests a minute', () => {
  test("a minute's worth at once, then as they come back; who is refused uses nothing up", () => {
    const { enter, time } = open({ requestsPerMinute: 3 })
    for (let count = 0; count < 3; count++) enter().leave()
    for (let count = 0; count < 100; count++) {
      assert.deepEqual(
        refusalOf(() => enter()),
        ['requests_per_minute', 'useCase', 3, 20],
      )
    }
    time.elapsed = 19_001
    assert.deepEqual(
      refusalOf(() => enter()),
      ['requests_per_minute', 'useCase', 3, 1],
    )
    time.elapsed = 20_000
    enter()
    assert.deepEqual(
      refusalOf(() => enter()),
      ['requests_per_minute', 'useCase', 3, 20],
    )
  })

  test('where the key is refused, the use case has lost nothing, and the other way round', () => {
    const { enter } = open({ requestsPerMinute: 3 }, { requestsPerMinute: 2 })
    enter('k1')
    enter('k1')
    assert.deepEqual(
      refusalOf(() => enter('k1')),
      ['requests_per_minute', 'key', 2, 30],
    )
    enter('k2')
    assert.deepEqual(
      refusalOf(() => enter('k2')),
      ['requests_per_minute', 'useCase', 3, 20],
    )
  })

  test('the one that takes longer is told', () => {
    const { enter } = open({ requestsPerMinute: 2 }, { requestsPerMinute: 1 })
    enter('k1')
    enter('k2')
    assert.deepEqual(
      refusalOf(() => enter('k1')),
      ['requests_per_minute', 'key', 1, 60],
    )
  })
})

describe('tokens a minute', () => {
  test('are reserved before the call and settled after it', () => {
    const { enter } = open({ tokensPerMinute: 1_000 })
    const first = enter()
    first.ask(wish(900))
    const second = enter()
    assert.deepEqual(
      refusalOf(() => second.ask(wish(200))),
      ['tokens_per_minute', 'useCase', 1_000, 6],
    )
    first.took(reported(300))
    first.leave()
    second.ask(wish(700))
    assert.deepEqual(
      refusalOf(() => enter().ask(wish(1))),
      ['tokens_per_minute', 'useCase', 1_000, 1],
    )
  })

  test('a hundred at once do not all pass', () => {
    const { enter } = open({ tokensPerMinute: 1_000 })
    const passed = Array.from({ length: 100 }, () => refusalOf(() => enter().ask(wish(100)))).filter(
      (refusal) => refusal === undefined,
    )
    assert.equal(passed.length, 10)
  })

  test('a call that was never sent has used none', () => {
    const { enter } = open({ tokensPerMinute: 100 })
    const first = enter()
    first.ask(wish(100))
    first.leave()
    enter().ask(wish(100))
  })

  test('what is larger than a minute passes when nothing is used up, and is paid off afterwards', () => {
    const { enter, time } = open({ tokensPerMinute: 100 })
    const large = enter()
    large.ask(wish(100_000))
    large.took(reported(500))
    large.leave()
    assert.deepEqual(
      refusalOf(() => enter().ask(wish(100))),
      ['tokens_per_minute', 'useCase', 100, 60, '2026-11-23T12:05:00.000Z'],
    )
    time.elapsed = 239_999
    assert.deepEqual(
      refusalOf(() => enter().ask(wish(100))),
      ['tokens_per_minute', 'useCase', 100, 60, '2026-11-23T12:05:00.000Z'],
    )
    time.elapsed = 240_000
    assert.deepEqual(
      refusalOf(() => enter().ask(wish(100))),
      ['tokens_per_minute', 'useCase', 100, 60],
    )
    time.elapsed = 300_000
    enter().ask(wish(100))
  })

  test('where no engine said what a call took, that is estimated, and said to be', () => {
    const { enter, estimated } = open({ tokensPerMinute: 1_000 })
    const guest = enter()
    guest.ask({ ...wish(1_000), text: 'x'.repeat(400) })
    guest.took({ mayHaveWorked: false })
    guest.took({ mayHaveWorked: true, pieces: 30 })
    guest.leave()
    assert.deepEqual(estimated, [130])
    enter().ask(wish(870))
    assert.notEqual(
      refusalOf(() => enter().ask(wish(1))),
      undefined,
    )
  })

  test('all attempts of a call count', () => {
    const { enter } = open({ tokensPerMinute: 1_000 })
    const guest = enter()
    guest.ask(wish(1_000))
    guest.took(reported(300))
    guest.took(reported(200))
    guest.leave()
    enter().ask(wish(500))
    assert.notEqual(
      refusalOf(() => enter().ask(wish(1))),
      undefined,
    )
  })

  test('where tokens are not bounded nobody counts them', () => {
    const { enter, estimated } = open({ requestsPerMinute: 3 })
    const guest = enter()
    assert.equal(guest.countsTokens, false)
    guest.ask(wish(1_000_000))
    guest.took({ mayHaveWorked: true, pieces: 30 })
    guest.leave()
    assert.deepEqual(estimated, [])
  })
})

test('keys that have nothing left to remember are forgotten', () => {
  const { enter, limits, time } = open({}, { requestsPerMinute: 60 })
  for (let count = 0; count < 10_000; count++) {
    time.elapsed += 10
    enter(`k${count}`).leave()
  }
  assert.ok(limits.keyCount <= 400, `${limits.keyCount}`)
})

test('a refusal names whose bound it is, in both languages, and fits into a message with its link', () => {
  const { enter } = open({ requestsPerMinute: 1 })
  enter()
  try {
    enter()
    assert.fail('let in')
  } catch (error) {
    assert.ok(error instanceof GatewayError)
    const de =
      'Der Anwendungsfall „Letters“ darf höchstens 1 Anfragen pro Minute stellen; wieder möglich in 60 s. Danach erneut versuchen;'
    assert.ok(messageOf(error, 'de').startsWith(de), messageOf(error, 'de'))
    assert.match(messageOf(error, 'en'), /The use case "Letters" may make at most 1 requests a minute; .* in 60 s\./)
  }
})

test('whatever comes and goes: never more than is allowed at the same time, and a retry after at most a minute', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('enter' as const), key: fc.integer({ min: 0, max: 2 }), isStream: fc.boolean() }),
    fc.record({ kind: fc.constant('leave' as const), which: fc.nat(20), used: fc.nat(500) }),
    fc.record({ kind: fc.constant('pause' as const), ms: fc.integer({ min: 1, max: 30_000 }) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 120 }), (happens) => {
      const { enter, time } = open(
        { concurrentRequests: 4, concurrentStreams: 2, tokensPerMinute: 1_000 },
        { concurrentRequests: 3, concurrentStreams: 1, requestsPerMinute: 20 },
      )
      const running: { guest: Guest; key: number; isStream: boolean }[] = []
      for (const one of happens) {
        if (one.kind === 'pause') time.elapsed += one.ms
        else if (one.kind === 'leave') {
          const [gone] = running.splice(one.which % Math.max(1, running.length), 1)
          gone?.guest.took(reported(one.used))
          gone?.guest.leave()
        } else {
          let guest: Guest | undefined
          const refusal = refusalOf(() => {
            guest = enter(`k${one.key}`)
            guest.ask(wish(150, one.isStream))
          })
          if (refusal === undefined && guest !== undefined)
            running.push({ guest, key: one.key, isStream: one.isStream })
          else {
            guest?.leave()
            const seconds = Number(refusal?.[3])
            assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60)
          }
        }
        const streams = running.filter(({ isStream }) => isStream)
        assert.ok(running.length <= 4 && streams.length <= 2)
        for (const key of [0, 1, 2]) {
          assert.ok(running.filter((call) => call.key === key).length <= 3)
          assert.ok(streams.filter((call) => call.key === key).length <= 1)
        }
      }
      for (const { guest } of running) guest.leave()
      for (const key of ['k0', 'k1', 'k2']) {
        time.elapsed += 3_600_000
        const guest = enter(key)
        guest.ask(wish(1_000, true)) // Nothing was forgotten to be given back.
        guest.leave()
      }
    }),
    { numRuns: 200 },
  )
})
