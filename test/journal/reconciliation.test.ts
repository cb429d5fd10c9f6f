import { strict as assert } from 'node:assert'

import type { EngineCounter, ReconciledUpstream } from '@stellwerk/contract/journal/reconciliation'
import { afterEach, describe, test } from 'bun:test'
import fc from 'fast-check'

import { type EngineDeviation, Reconciliation } from '../../packages/server/src/journal/reconciliation.ts'
import type { EngineReading } from '../../packages/server/src/journal/reconciliation-comparison.ts'
import { MalformedPage, readPage } from '../../packages/server/src/upstream/metrics-page.ts'
import { llamaCpp } from '../engines/llamaCpp.ts'
import type { EngineProfile } from '../engines/profile.ts'
import { type ScriptedEngine, startEngine } from '../engines/scripted-engine.ts'
import { sglang } from '../engines/sglang.ts'
import { tgi } from '../engines/tgi.ts'
import { vllm } from '../engines/vllm.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { audited, auditedWithClaims } from './audited.ts'

// Goal: a call that went past the gateway shows on the record, and nothing that an honest engine does looks like one.
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A gateway in front of a scripted engine, of which it has taken the first reading. */
async function opened(
  profile: EngineProfile,
  how: { readonly reconcileEveryMs?: number } = {},
): Promise<{ readonly inside: Inside; readonly engine: ScriptedEngine }> {
  const engine = startEngine(profile)
  closers.push(() => engine.stop())
  const inside = await openInside(
    [{ id: 'gpu', kind: profile.kind, url: engine.url, health: { everyMs: 60_000, timeoutMs: 300 } }],
    { deployments: [{ id: 'gpu', model: 'm', upstream: 'gpu', servedAs: 'plain' }] },
    how,
  )
  closers.push(() => inside.close())
  await stateOf(inside, 'began')
  return { inside, engine }
}

async function stateOf(inside: Inside, state: string): Promise<void> {
  while (!inside.log().includes(`"state":"${state}"`)) await Bun.sleep(5)
}

/** Through the gateway. */
async function ask(inside: Inside, more: object = {}): Promise<void> {
  const answer = await inside.post('/v1/chat/completions', chat('Hallo', more))
  assert.equal(answer.status, 200)
  await answer.text()
}

/** Past it, as somebody with access to the network of the engine could. */
async function askDirectly(engine: ScriptedEngine): Promise<void> {
  const body = JSON.stringify({ ...chat(), model: 'plain' })
  await (await fetch(`${engine.url}/v1/chat/completions`, { method: 'POST', body })).text()
}

/** What the last reconciliation of the process says of the one engine. */
async function reconciled(inside: Inside): Promise<ReconciledUpstream> {
  const last = (await audited(inside)).findLast(({ draft }) => draft.type === 'reconciliation')?.draft
  assert.ok(last?.type === 'reconciliation')
  const [only, ...others] = last.upstreams
  assert.ok(only !== undefined && others.length === 0)
  return only
}

const grown = ({ counts }: ReconciledUpstream): Partial<Record<EngineCounter, number | undefined>> =>
  Object.fromEntries(counts.map(({ counter, engine }) => [counter, engine]))

async function seen(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await Bun.sleep(1)
}

const kinds: readonly [EngineProfile, EngineCounter, by: number][] = [
  [vllm, 'requests', 1],
  [sglang, 'requests', 1],
  [tgi, 'requests', 1],
  [llamaCpp, 'completionTokens', 11],
]
for (const [profile, counter, by] of kinds) {
  test(`${profile.kind}: calls through the gateway agree with the journal`, async () => {
    const { inside } = await opened(profile)
    await ask(inside)
    await ask(inside, { stream: true })
    const found = await reconciled(inside)
    assert.deepEqual([found.state, found.deployments], ['compared', [{ deployment: 'gpu', requests: 2 }]])
    assert.equal(grown(found).completionTokens, 22)
    assert.doesNotMatch(inside.log(), /reconciliation\.deviates/)
  })

  test(`${profile.kind}: a call past the gateway is on the record and in the log`, async () => {
    const { inside, engine } = await opened(profile)
    await ask(inside)
    await askDirectly(engine)
    const { claimed } = await auditedWithClaims(inside)
    const told = claimed.deviations.find((one) => one.counter === counter)
    assert.deepEqual([told?.upstream, told?.kind, told?.by], ['gpu', 'more', by])
    assert.match(
      inside.log(),
      new RegExp(
        `"level":"error","event":"reconciliation.deviates","upstream":"gpu","counter":"${counter}","by":${by},`,
      ),
    )
  })

  test(`${profile.kind}: an engine that began anew has not lost calls`, async () => {
    const { inside, engine } = await opened(profile)
    await ask(inside)
    engine.restart()
    await ask(inside)
    const found = await reconciled(inside)
    assert.equal(found.state, 'reset')
    assert.equal(grown(found).completionTokens, 11)
    assert.doesNotMatch(inside.log(), /reconciliation\.deviates/)
  })
}

test('while the server runs, a deviation stands in the metrics until a reconciliation without one', async () => {
  const { inside, engine } = await opened(vllm, { reconcileEveryMs: 200 })
  const shown = async (): Promise<string> => (await fetch(`${inside.url}/metrics`)).text()
  const deviates = 'stellwerk_reconciliation_deviation{upstream="gpu",counter="requests"} 1\n'
  const agrees = deviates.replace(' 1\n', ' 0\n')
  while (!(await shown()).includes(agrees)) await Bun.sleep(5)
  await Promise.all([askDirectly(engine), seen(async () => (await shown()).includes(deviates))])
  await seen(async () => (await shown()).includes(agrees))
  const drafts = (await audited(inside)).map(({ draft }) => draft)
  const told = drafts.filter((draft) => draft.type === 'reconciliation').flatMap(({ upstreams }) => upstreams)
  assert.equal(told.filter((one) => grown(one).requests === 1).length, 1)
})

test('a call past the gateway shows also after the engine began anew', async () => {
  const { inside, engine } = await opened(vllm)
  engine.restart()
  await ask(inside)
  await askDirectly(engine)
  assert.equal((await reconciled(inside)).state, 'reset')
  assert.match(inside.log(), /"reconciliation\.deviates","upstream":"gpu","counter":"requests","by":1/)
})

test('calls while no gateway ran are found by whoever verifies', async () => {
  const { inside, engine } = await opened(vllm)
  await ask(inside)
  await inside.opened.stop()
  for (let times = 0; times < 3; times++) await askDirectly(engine)
  const again = await inside.again()
  while (engine.visits.filter((visit) => visit === 'GET /metrics').length < 3) await Bun.sleep(5)
  await again.stop()
  const { claimed } = await auditedWithClaims(inside)
  assert.deepEqual(
    claimed.deviations.map(({ kind, counter, by }) => [kind, counter, by]),
    [
      ['between', 'requests', 3],
      ['between', 'promptTokens', 27],
      ['between', 'completionTokens', 33],
    ],
  )
})

// An engine is somebody else's program, or somebody else at its address.
const broken: readonly [why: string, state: ReconciledUpstream['state'], page: () => Response | Promise<Response>][] = [
  ['a page that is none', 'malformed', () => new Response('<html>')],
  ['a counter that is no number', 'malformed', () => new Response('vllm:prompt_tokens_total NaN\n')],
  ['a counter below zero', 'malformed', () => new Response('vllm:prompt_tokens_total -1\n')],
  ['a counter beyond counting', 'malformed', () => new Response('vllm:prompt_tokens_total 1e20\n')],
  ['a huge page', 'malformed', () => new Response('# x\n'.repeat(1_500_000))],
  ['a page that never comes', 'unreachable', () => Promise.withResolvers<Response>().promise],
  ['a page that never ends', 'unreachable', () => new Response(new ReadableStream({ pull: () => Bun.sleep(60_000) }))],
  ['counters that were switched off', 'uncounted', () => new Response('no', { status: 404 })],
  ['a redirection', 'uncounted', () => Response.redirect('http://169.254.169.254/', 302)],
  ['a failing page', 'unreachable', () => new Response('no', { status: 500 })],
]
for (const [why, state, page] of broken) {
  test(`${why}: recorded as ${state}, and calls pass`, async () => {
    const { inside, engine } = await opened(vllm)
    engine.brokenMetrics = page
    await ask(inside)
    const found = await reconciled(inside)
    assert.deepEqual([found.state, found.counts], [state, []])
    assert.match(inside.log(), new RegExp(`"reconciliation.state","upstream":"gpu","state":"${state}"`))
  })
}

describe('a page of counters', () => {
  const accepted: readonly [why: string, text: string, sum: number | undefined][] = [
    ['sums over labels', 'x{a="1"} 2\nx{a="2"} 3.0\n', 5],
    ['a label with braces and blanks', 'x{a="}{ \\" x 9"} 2\n', 2],
    ['an exponent', 'x 8.128902e+06', 8_128_902],
    ['a time behind the value', 'x 4 1700000000000\n', 4],
    ['line ends of Windows', '# HELP x\r\nx 4\r\n', 4],
    ['gauges that are none of ours', 'y NaN\nz +Inf\nx 1\n', 1],
    ['a longer name', 'xx 4\nx_created 7\n', undefined],
    ['nothing', '', undefined],
  ]
  for (const [why, text, sum] of accepted) test(why, () => assert.equal(readPage(text, ['x']).get('x'), sum))

  for (const text of ['{"object":"list"}', 'x', 'x four', 'x 1 2 3', 'x 0x10', '\u0000', 'x 9007199254740993']) {
    test(`refused: ${JSON.stringify(text)}`, () => assert.throws(() => readPage(text, ['x']), MalformedPage))
  }

  test('any text is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        try {
          for (const sum of readPage(text, ['x']).values()) assert.ok(sum >= 0)
        } catch (error) {
          assert.ok(error instanceof MalformedPage)
        }
      }),
    )
  })
})

/** The duty alone, with an engine and a clock that the test holds. */
function duty() {
  const world = {
    now: 1_800_000_000_000,
    totals: { requests: 500, promptTokens: 9_000, completionTokens: 9_000 } as Record<EngineCounter, number>,
    rounding: 0,
    run: 'first',
    isDown: false,
    upstreams: [] as ReconciledUpstream[],
    deviations: [] as EngineDeviation[],
    reading: undefined as (() => void) | undefined,
  }
  const reconciliation = new Reconciliation({
    upstreams: ['gpu'],
    upstreamOf: () => 'gpu',
    read: async (): Promise<EngineReading> => {
      world.reading?.()
      if (world.isDown) return { state: 'unreachable' }
      const { rounding, run } = world
      const totals = Object.entries(world.totals).map(([counter, total]) => {
        return { counter: counter as EngineCounter, total, rounding }
      })
      return { state: 'read', run, totals }
    },
    append: async ({ draft }) => {
      if (draft.type === 'reconciliation') world.upstreams.push(...draft.upstreams)
      return { origin: 'log.example', index: 1 }
    },
    now: () => world.now,
    elapsed: () => world.now,
    onDeviation: (deviation) => world.deviations.push(deviation),
    onState: () => undefined,
  })
  let count = 0
  const call = (sequences = 1) => {
    const attempt = {
      requestId: `req_${count++}`,
      attempt: 1,
      endpoint: 'chat/completions',
      deploymentId: 'd',
      sequences,
    }
    const facts = attempt as typeof attempt & { readonly endpoint: 'chat/completions' }
    reconciliation.began(facts)
    return {
      counted: (requests = 1) => {
        world.totals.requests += requests
        world.totals.promptTokens += 9
        world.totals.completionTokens += 11
      },
      ended: (ending: 'finished' | 'abortedByClient' = 'finished') =>
        reconciliation.ended({ ...facts, ending, usage: { prompt_tokens: 9, completion_tokens: 11 } }),
    }
  }
  return { world, reconciliation, call }
}

describe('the duty', () => {
  test('a call that the engine does not have is missed once it must have counted it', async () => {
    const { world, reconciliation, call } = duty()
    await reconciliation.begin()
    call().ended()
    await reconciliation.reconcile()
    assert.deepEqual(world.deviations, [], 'a moment after its end it may not be counted yet')
    call().ended()
    world.now += 2_000
    await reconciliation.reconcile()
    assert.deepEqual(
      world.deviations.map(({ counter, by }) => [counter, by]),
      [
        ['requests', -1],
        ['completionTokens', -11],
      ],
    )
  })

  test('the last reconciliation is shown as gauges, agreement as zero', async () => {
    const { world, reconciliation } = duty()
    await reconciliation.begin()
    assert.deepEqual(reconciliation.deviations, [])
    world.totals.requests += 2
    await reconciliation.reconcile()
    assert.deepEqual(
      reconciliation.deviations.map(({ upstream, counter, by }) => [upstream, counter, by]),
      [
        ['gpu', 'requests', 2],
        ['gpu', 'promptTokens', 0],
        ['gpu', 'completionTokens', 0],
      ],
    )
    await reconciliation.reconcile()
    assert.ok(reconciliation.deviations.every(({ by }) => by === 0))
  })

  test('an engine that was down at the start is compared from when it is up', async () => {
    const { world, reconciliation } = duty()
    world.isDown = true
    await reconciliation.begin()
    world.isDown = false
    await reconciliation.reachable('gpu')
    world.totals.requests += 1
    await reconciliation.reachable('gpu')
    await reconciliation.reconcile()
    assert.deepEqual([world.upstreams[0]?.state, world.deviations.map(({ by }) => by)], ['compared', [1]])
  })

  test('an engine that is down for an hour is compared over two', async () => {
    const { world, reconciliation, call } = duty()
    await reconciliation.begin()
    const asked = call()
    asked.counted()
    asked.ended()
    world.now += 3_600_000
    world.isDown = true
    await reconciliation.reconcile()
    world.isDown = false
    world.now += 3_600_000
    world.totals.requests += 1
    await reconciliation.reconcile()
    assert.deepEqual(
      world.upstreams.map(({ state, since }) => [state, since === undefined ? 0 : world.now - since]),
      [
        ['unreachable', 7_200_000],
        ['compared', 7_200_000],
      ],
    )
    const [requests] = world.upstreams[1]?.counts ?? []
    assert.deepEqual([requests?.engine, requests?.least, requests?.most], [2, 1, 1])
  })

  test('several answers to one prompt are one request or several, as the engine counts', async () => {
    const { world, reconciliation, call } = duty()
    await reconciliation.begin()
    const asked = call(3)
    asked.counted(3)
    asked.ended()
    world.now += 3_000
    await reconciliation.reconcile()
    assert.deepEqual(world.deviations, [])
  })

  test('an engine that rounds is given what it rounds', async () => {
    const { world, reconciliation } = duty()
    world.rounding = 5
    await reconciliation.begin()
    world.totals.completionTokens -= 9
    await reconciliation.reconcile()
    assert.deepEqual([world.upstreams[0]?.state, world.deviations], ['compared', []])
    world.totals.completionTokens += 11
    await reconciliation.reconcile()
    assert.deepEqual(
      world.deviations.map(({ by }) => by),
      [1],
    )
  })

  // Steps of calls that overlap with readings in every way: an engine counts a call at any moment from its beginning to two
  // seconds after its end, and one that was broken off perhaps never.
  const steps = fc.array(
    fc.record({
      act: fc.constantFrom(
        'begin',
        'count',
        'end',
        'abort',
        'pass',
        'reconcile',
        'reset',
        'endWhileRead',
        'countWhileRead',
      ),
      which: fc.nat({ max: 5 }),
    }),
    { maxLength: 60 },
  )
  test('an honest engine never deviates, however calls and readings overlap', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (acts) => {
        const { world, reconciliation, call } = duty()
        await reconciliation.begin()
        const calls: { it: ReturnType<typeof call>; isCounted: boolean; isEnded: boolean }[] = []
        const count = (which: number): void => {
          const one = calls[which]
          if (one === undefined || one.isCounted) return
          one.it.counted()
          one.isCounted = true
        }
        const end = (which: number, ending: 'finished' | 'abortedByClient'): void => {
          const one = calls[which]
          if (one === undefined || one.isEnded) return
          one.it.ended(ending)
          one.isEnded = true
          // Counted at last when time passes, unless it was broken off.
          if (ending === 'abortedByClient') one.isCounted = true
        }
        for (const { act, which } of acts) {
          if (act === 'begin') calls.push({ it: call(), isCounted: false, isEnded: false })
          else if (act === 'count') count(which)
          else if (act === 'end') end(which, 'finished')
          else if (act === 'abort') end(which, 'abortedByClient')
          else if (act === 'pass') {
            for (const [at, { isEnded }] of calls.entries()) if (isEnded) count(at)
            world.now += 2_000
          } else if (act === 'reset') {
            for (const counter of Object.keys(world.totals)) world.totals[counter as EngineCounter] = 0
            world.run += '+'
          } else {
            world.reading = (): void => {
              if (act === 'endWhileRead') end(which, 'finished')
              if (act === 'countWhileRead') count(which)
            }
            await reconciliation.reconcile()
            world.reading = undefined
          }
        }
        await reconciliation.finish()
        assert.deepEqual(world.deviations, [])
      }),
      { numRuns: 500 },
    )
  })

  test('a thousand engines take several entries', async () => {
    const drafts: number[] = []
    const upstreams = Array.from({ length: 1_000 }, (_, index) => `engine-${index}`)
    const reconciliation = new Reconciliation({
      upstreams,
      upstreamOf: () => undefined,
      read: async () => ({ state: 'uncounted' }),
      append: async ({ draft }) => {
        drafts.push(draft.type === 'reconciliation' ? draft.upstreams.length : 0)
        return { origin: 'log.example', index: 1 }
      },
      now: () => 0,
      elapsed: () => 0,
      onDeviation: () => assert.fail(),
      onState: () => undefined,
    })
    await reconciliation.reconcile()
    assert.ok(drafts.length > 1)
    assert.equal(
      drafts.reduce((sum, one) => sum + one, 0),
      1_000,
    )
  })
})
