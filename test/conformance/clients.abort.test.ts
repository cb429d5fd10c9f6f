import { afterAll, beforeAll, expect, test } from 'bun:test'

import type { BehaviourName } from '../engines/behaviours.ts'
import { ollama } from '../engines/ollama.ts'
import { type ScriptedEngine, startEngine } from '../engines/scripted-engine.ts'
import { vllm } from '../engines/vllm.ts'
import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { type Client, clients, outcomeOf, type Wish } from './clients.ts'

// Goal: when the client goes, the engine stops within 250 ms (docs/laws.md, law 8), before and after the first byte,
// streamed or not. Measured at the engine; the engine and the clients share a clock.

const abortMsMax = 250

const rows: readonly [when: string, behaviour: BehaviourName, isStreamed: boolean, eventsFirst: number][] = [
  ['before the first byte of a whole answer', 'hang', false, 0],
  ['before the first byte of a stream', 'hang', true, 0],
  ['in the middle of a stream that runs', 'slow-stream', true, 5],
  ['in the middle of a stream that fell silent', 'hang-mid-stream', true, 3],
  ['in the middle of a whole answer', 'hang-mid-stream', false, 1],
]

const engines: readonly ScriptedEngine[] = [startEngine(vllm), startEngine(ollama)]
let stellwerk: Stellwerk

beforeAll(async () => {
  const behaviours = [...new Set(rows.map(([, behaviour]) => behaviour)), 'plain']
  const deployments = engines.flatMap(({ profile }) =>
    behaviours.map((behaviour) => ({
      id: `${profile.kind}-${behaviour}`,
      model: `${profile.kind}/${behaviour}`,
      servedAs: behaviour,
      upstream: profile.kind,
    })),
  )
  stellwerk = await startStellwerk({
    upstreams: engines.map(({ profile, url }) => ({ id: profile.kind, kind: profile.kind, url })),
    deployments,
    useCases: [
      openUseCase(
        'test',
        deployments.map(({ id }) => id),
      ),
    ],
  })
}, 30_000)

afterAll(async () => {
  await stellwerk.stop()
  for (const engine of engines) await engine.stop()
})

for (const engine of engines) {
  for (const client of clients) {
    for (const [when, behaviour, isStreamed, eventsFirst] of rows) {
      test(`${engine.profile.kind}, ${client.name}: ${when}`, async () => {
        const took = await abortAfter({ engine, client, behaviour, isStreamed, eventsFirst })
        expect(took).toBeLessThanOrEqual(abortMsMax)
        expect(engine.running).toBe(0)
      })
    }
  }
}

test('afterwards everything is served as before', async () => {
  for (const { profile } of engines) {
    const [client] = clients
    const target = { ...stellwerk.target, model: `${profile.kind}/plain` }
    const outcome = await outcomeOf(
      client?.ask(target, { endpoint: 'chat', isStreamed: false }) ?? expect.unreachable(),
    )
    expect(Object.keys(outcome)).toEqual(['ok'])
  }
})

interface AbortedCall {
  readonly engine: ScriptedEngine
  readonly client: Client
  readonly behaviour: BehaviourName
  readonly isStreamed: boolean
  /** How many events the engine has sent when the client goes. */
  readonly eventsFirst: number
}

/** Milliseconds from the abort at the client until the engine knows. */
async function abortAfter({ engine, client, behaviour, isStreamed, eventsFirst }: AbortedCall): Promise<number> {
  const caller = new AbortController()
  const target = { ...stellwerk.target, model: `${engine.profile.kind}/${behaviour}` }
  const wish: Wish = { endpoint: 'chat', isStreamed, signal: caller.signal }
  const arrival = engine.next(behaviour)
  const outcome = outcomeOf(client.ask(target, wish))
  const seen = await arrival
  while (seen.eventsSent < eventsFirst) await Bun.sleep(1)
  const abortedAt = performance.now()
  caller.abort()
  const took = (await seen.aborted) - abortedAt
  await outcome
  return took
}
