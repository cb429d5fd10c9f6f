import { beforeAll, expect, test } from 'bun:test'

import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'

import type { BehaviourName } from '../engines/behaviours.ts'
import { profiles } from '../engines/profiles.ts'
import { vllm } from '../engines/vllm.ts'
import { openAiLibraries, outcomeOf, type Target } from './clients.ts'
import { anthropicAt, namedClients } from './named-clients.ts'
import { openNamedWorld, servedBy } from './named-world.ts'

// Goal: at /v1/responses and /v1/messages each refusal reaches the user of a library as the error that the library has for it,
// is repeated when that helps and not otherwise, and a stream that broke off throws.

const world = openNamedWorld()

/** Of the use case whose lamps nobody has cleared. */
let shutKey = ''
beforeAll(async () => void (shutKey = await world.stellwerk().createKey('shut')))

/** One question, with the repeats that the library makes by itself. */
interface Asking {
  readonly name: string
  readonly ask: (target: Target, how: { readonly repeats: number; readonly body?: object }) => Promise<object>
}

const askings: readonly Asking[] = [
  ...openAiLibraries.map(([name, Library]) => ({
    name,
    ask: (target: Target, { repeats, body = {} }: { repeats: number; body?: object }) =>
      new Library({ baseURL: target.baseURL, apiKey: target.apiKey, maxRetries: repeats }).responses.create({
        model: target.model,
        input: 'Guten Tag',
        store: false,
        ...body,
      }),
  })),
  {
    name: '@anthropic-ai/sdk',
    ask: (target, { repeats, body = {} }) =>
      anthropicAt(target, repeats).messages.create({
        model: target.model,
        max_tokens: 10,
        messages: [{ role: 'user', content: 'Guten Tag' }],
        ...body,
      }),
  },
]

const tooLarge = 'x'.repeat(33_554_433)

/** What the older API has no class of its own for, the newer one may have. */
const finerClasses: Readonly<Record<number, string>> = { 413: 'ContentTooLargeError', 503: 'ServiceUnavailableError' }

function classAt(name: string, status: number, usual: string): string {
  return name === '@anthropic-ai/sdk' ? (finerClasses[status] ?? usual) : usual
}

const refusals: readonly [why: string, status: number, error: string, change: Partial<Target> & { body?: object }][] = [
  ['a key of somebody else', 401, 'AuthenticationError', { apiKey: 'none' }],
  ['a field that nobody knows', 400, 'BadRequestError', { body: { temprature: 1 } }],
  ['a model that nobody knows', 404, 'NotFoundError', { model: 'elsewhere' }],
  ['a body beyond all bounds', 413, 'APIError', { body: { user: tooLarge } }],
]
for (const { name, ask } of askings) {
  for (const [why, status, error, { body = {}, ...change }] of refusals) {
    test(`${name}: ${why} is ${classAt(name, status, error)}`, async () => {
      const outcome = await outcomeOf(ask({ ...world.native(vllm, 'plain'), ...change }, { repeats: 2, body }))
      if (!('failed' in outcome)) expect.unreachable()
      expect([outcome.failed.status, outcome.failed.error]).toEqual([status, classAt(name, status, error)])
    })
  }

  test(`${name}: a use case that is shut is PermissionDeniedError`, async () => {
    const outcome = await outcomeOf(ask({ ...world.native(vllm, 'plain'), apiKey: shutKey }, { repeats: 2 }))
    if (!('failed' in outcome)) expect.unreachable()
    expect([outcome.failed.status, outcome.failed.error]).toEqual([403, 'PermissionDeniedError'])
    expect(outcome.failed.message).toContain('lamps_shut')
  })

  for (const way of ['native', 'translated'] as const) {
    test(`${name}, ${way}: what the engine cannot do now is not asked again`, async () => {
      const engine = world.engineOf(vllm)
      engine.clear()
      const outcome = await outcomeOf(ask(world[way](vllm, 'error-503'), { repeats: 2 }))
      if (!('failed' in outcome)) expect.unreachable()
      expect([outcome.failed.status, outcome.failed.error]).toEqual([502, 'InternalServerError'])
      expect(engine.seen.length).toBe(1)
    })

    test(`${name}, ${way}: the id of the request is there for whoever asks the operator`, async () => {
      const answer = await ask(world[way](vllm, 'plain'), { repeats: 0 })
      expect((answer as { _request_id?: string })._request_id).toMatch(/^req_[0-9a-f]{32}$/) // Added by each library.
    })
  }
}

for (const { name, ask } of askings) {
  test(`${name}: too many requests are repeated as late as the engine says`, async () => {
    const engine = world.engineOf(vllm)
    engine.clear()
    const outcome = await outcomeOf(ask(world.native(vllm, 'error-429'), { repeats: 1 }))
    if (!('failed' in outcome)) expect.unreachable()
    expect([outcome.failed.status, outcome.failed.error]).toEqual([429, 'RateLimitError'])
    const [first, second] = engine.seen.map(({ arrivedAt }) => arrivedAt)
    // The script says `retry-after: 1`. Less what the first answer took on its way.
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(900)
    expect(engine.seen.length).toBe(2)
  })
}

test('what nobody can serve now is said once', async () => {
  const engine = world.engineOf(vllm)
  for (const { name, ask } of askings) {
    engine.clear()
    const target = { ...world.native(vllm, 'plain'), model: 'broken' }
    await outcomeOf(ask(target, { repeats: 0 })) // The breaker of this one opens at once.
    const requestsBefore = engine.seen.length
    const outcome = await outcomeOf(ask(target, { repeats: 2 }))
    if (!('failed' in outcome)) expect.unreachable()
    expect([name, outcome.failed.status, outcome.failed.error]).toEqual([
      name,
      503,
      classAt(name, 503, 'InternalServerError'),
    ])
    expect(engine.seen.length).toBe(requestsBefore)
  }
})

/** Streams that break off, one way or another. */
const breaks: readonly BehaviourName[] = ['error-mid-stream', 'truncated', 'reset', 'no-done']

for (const client of namedClients) {
  for (const profile of profiles) {
    for (const way of ['native', 'translated'] as const) {
      if (way === 'native' && !servedBy(profile).includes(client.endpoint)) continue
      // The library throws at any stream of these responses: their events do not say where they belong (decision 0016).
      if (way === 'native' && !profile.named.isCounted && client.endpoint === 'responses') continue
      for (const behaviour of breaks) {
        // A chat stream is complete once every choice has finished; with names, only the closing event says so.
        if (way === 'translated' && behaviour === 'no-done') continue
        test(`${profile.kind}, ${way}, ${client.name}: ${behaviour} throws`, async () => {
          const outcome = await outcomeOf(client.ask(world[way](profile, behaviour), { isStreamed: true }))
          expect(outcome).toMatchObject({ failed: { error: 'APIError' } })
        })
      }
    }
  }
}

test('each library knows our errors by its own classes', () => {
  for (const { AuthenticationError, RateLimitError } of [OpenAI, Anthropic]) {
    expect([AuthenticationError.name, RateLimitError.name]).toEqual(['AuthenticationError', 'RateLimitError'])
  }
})
