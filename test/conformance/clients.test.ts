import { afterAll, beforeAll, expect, test } from 'bun:test'

import type { JsonObject } from '@stellwerk/contract/json'

import type { BehaviourName } from '../engines/behaviours.ts'
import { behaviourNames } from '../engines/behaviours.ts'
import type { EngineProfile } from '../engines/profile.ts'
import { profiles } from '../engines/profiles.ts'
import { type ScriptedEngine, startEngine } from '../engines/scripted-engine.ts'
import { vllm } from '../engines/vllm.ts'
import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { type Client, clients, openAiLibraries, outcomeOf, type Target, type Wish } from './clients.ts'

// Goal: with all protective functions off, Stellwerk is indistinguishable from the engine for every client library.
// Each library asks once directly and once through Stellwerk; what its user works with in the end has to be equal, less
// what the lists below name. Texts are invented, the engine is deterministic.

/** Fields of engines that the map of fields drops, wherever they stand: they spell the prompt, or nobody knows them. */
const droppedFields = [
  'prompt_logprobs',
  'prompt_token_ids',
  'token_ids',
  'kv_transfer_params',
  'matched_stop',
  'metadata',
  'stats',
]

/** Thinking text comes under both names, so that a client finds it under the one that it reads. */
const reasoningNames = ['reasoning', 'reasoning_content']

/** What Stellwerk adds to a request: usage for its record, and a salt against reading other callers' caches by time. */
const addedToRequest = ['cache_salt', 'stream_options']

/** The rows: what the engine does, and what is asked of it. */
const rows: readonly [behaviour: BehaviourName, wish: Omit<Wish, 'endpoint' | 'isStreamed'>][] = [
  ['plain', {}],
  ['plain', { image: true }],
  ['plain', { audio: true }],
  ['plain', { tools: true, toolResult: true }],
  ['stream-split', {}],
  ['finish-length', {}],
  ['empty', {}],
  ['huge-event', {}],
  ['reasoning', {}],
  ['structured', { schema: true }],
  ['refusal', {}],
  ['n2', { choices: 2 }],
  ['logprobs', { logprobs: true }],
  ['usage', { usage: true }],
  ['usage-each-chunk', { usage: true }],
  ['tools', { tools: true }],
  ['tools-after-text', { tools: true }],
  ['tools-parallel', { tools: true }],
  ['tools-split', { tools: true }],
  ['tools-late-name', { tools: true }],
  ['no-done', {}],
]

/**
 * A refusal of the engine, and the status that the client sees. Engines' 5xx are theirs, so they arrive as 502; and a
 * model that the engine does not have is a mistake of the configuration, not of the client.
 */
const refusals: readonly [behaviour: BehaviourName, status: number][] = [
  ['error-400', 400],
  ['error-404', 502],
  ['error-422', 400],
  ['error-429', 429],
  ['error-500', 502],
  ['error-503', 502],
]

/** Answers that break off, one way or another. */
const breaks: readonly BehaviourName[] = ['error-mid-stream', 'truncated', 'reset']

const engines = new Map<string, ScriptedEngine>()
let stellwerk: Stellwerk

beforeAll(async () => {
  for (const profile of profiles) engines.set(profile.kind, startEngine(profile))
  const deployments = profiles.flatMap(({ kind }) =>
    behaviourNames.map((behaviour) => ({
      id: `${kind}-${behaviour}`.toLowerCase(),
      model: `${kind}/${behaviour}`,
      servedAs: behaviour,
      upstream: kind.toLowerCase(),
      media: ['image' as const, 'audio' as const],
    })),
  )
  stellwerk = await startStellwerk({
    // Failures are the subject here; a breaker would hide the ones behind the first five.
    upstreams: [...engines].map(([kind, { url, profile }]) => ({
      id: kind.toLowerCase(),
      kind: profile.kind,
      url,
      breaker: { failures: 1_000 },
    })),
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
  for (const engine of engines.values()) await engine.stop()
})

function engineOf(profile: EngineProfile): ScriptedEngine {
  return engines.get(profile.kind) ?? expect.unreachable()
}

function direct(profile: EngineProfile, behaviour: BehaviourName): Target {
  return { baseURL: `${engineOf(profile).url}/v1`, apiKey: 'none', model: behaviour }
}

function through(profile: EngineProfile, behaviour: BehaviourName): Target {
  return { baseURL: stellwerk.baseURL, apiKey: stellwerk.key, model: `${profile.kind}/${behaviour}` }
}

for (const profile of profiles) {
  for (const client of clients) {
    for (const isStreamed of [false, true]) {
      const how = `${profile.kind}, ${client.name}, ${isStreamed ? 'streamed' : 'whole'}`

      for (const [behaviour, asked] of rows) {
        if (!canAsk(client, asked)) continue
        test(`${how}: ${behaviour}${Object.keys(asked)
          .map((word) => `, ${word}`)
          .join('')}`, () => sameEitherWay(profile, behaviour, client, { endpoint: 'chat', isStreamed, ...asked }))
      }
      test(`${how}: completions`, () =>
        sameEitherWay(profile, 'completions', client, { endpoint: 'completions', isStreamed }))

      for (const [behaviour, status] of refusals) {
        test(`${how}: ${behaviour} arrives as ${status}`, async () => {
          const outcome = await outcomeOf(client.ask(through(profile, behaviour), { endpoint: 'chat', isStreamed }))
          const expected = await outcomeOf(client.ask(direct(profile, behaviour), { endpoint: 'chat', isStreamed }))
          if (!('failed' in outcome) || !('failed' in expected)) expect.unreachable()
          expect(outcome.failed.status).toBe(status)
          // Where the status stays, the class that the user catches stays as well.
          if (expected.failed.status === status) expect(outcome.failed.error).toBe(expected.failed.error)
          expect(outcome.failed.message).not.toBe('')
        })
      }

      for (const behaviour of breaks) {
        test(`${how}: ${behaviour} is an error`, async () => {
          const outcome = await outcomeOf(client.ask(through(profile, behaviour), { endpoint: 'chat', isStreamed }))
          if (!('failed' in outcome)) expect.unreachable()
          // What a library says about the status of a stream that had begun is its own affair.
          if (!isStreamed) expect(outcome.failed.status).toBe(502)
        })
      }
    }

    if (!profile.lacks.includes('/v1/embeddings')) {
      for (const base64 of client.lacks.includes('base64') ? [false] : [false, true]) {
        test(`${profile.kind}, ${client.name}: embeddings${base64 ? ' in Base64' : ''}`, () =>
          sameEitherWay(profile, 'embeddings', client, { endpoint: 'embeddings', isStreamed: false, base64 }))
      }
    }
  }
}

// Without an index openai-node does not read the stream at all, so this one is compared with the whole answer.
for (const profile of profiles) {
  for (const client of clients) {
    test(`${profile.kind}, ${client.name}: tool calls without an index get one`, async () => {
      const wish: Wish = { endpoint: 'chat', isStreamed: true, tools: true }
      const outcome = await outcomeOf(client.ask(through(profile, 'tools-no-index'), wish))
      const indexed = await outcomeOf(client.ask(direct(profile, 'tools-parallel'), wish))
      expect(comparable(outcome, profile, 'tools-no-index')).toEqual(
        JSON.parse(
          JSON.stringify(comparable(indexed, profile, 'tools-parallel')).replaceAll('tools-parallel', 'tools-no-index'),
        ),
      )
    })
  }
}

for (const profile of profiles) {
  for (const behaviour of breaks) {
    test(`${profile.kind}: after ${behaviour} the text so far stands and the last event is the error`, async () => {
      const { model } = through(profile, behaviour)
      const answer = await fetch(`${stellwerk.baseURL}/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${stellwerk.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'Guten Tag' }] }),
      })
      expect(answer.status).toBe(200)
      // A bare reset would throw here.
      const events = (await answer.text()).split('\n\n').filter((event) => event.startsWith('data: '))
      const parsed = events.map((event) => JSON.parse(event.slice('data: '.length)) as BrokenEvent)
      expect(parsed.map((event) => event.choices?.[0]?.delta.content ?? '').join('')).toMatch(/^Grüße an/)
      expect(parsed.map((event) => event.error?.code).findIndex((code) => code !== undefined)).toBe(parsed.length - 1)
      expect(parsed.at(-1)?.error?.code).toMatch(/^engine_/)
    })
  }
}

/** An event of a stream that breaks off: a piece, or in the end the error. */
interface BrokenEvent {
  readonly choices?: readonly { readonly delta: { readonly content?: string } }[]
  readonly error?: { readonly code: string }
}

test('each library finds the models', async () => {
  for (const [, Library] of openAiLibraries) {
    const names = (await new Library(stellwerk.target).models.list()).data.map(({ id }) => id)
    expect(names.length).toBe(profiles.length * behaviourNames.length)
    expect(names).toContain('vllm/plain')
  }
})

for (const [name, Library] of openAiLibraries) {
  test(`${name} does not repeat what cannot be served`, async () => {
    const engine = engineOf(vllm)
    engine.clear()
    const messages = [{ role: 'user' as const, content: 'Guten Tag' }]
    const call = new Library(stellwerk.target).chat.completions.create({ model: 'vllm/error-503', messages })
    expect(Object.keys(await outcomeOf(call))).toEqual(['failed'])
    expect(engine.seen.length).toBe(1)
  })
}

/** What an engine needs for an answer; everything else that a client sends names it, its user or its machine. */
const headersToEngine = [
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'host',
  'user-agent',
]

for (const client of clients) {
  test(`${client.name}: its headers go no further`, async () => {
    const engine = engineOf(vllm)
    engine.clear()
    await client.ask(through(vllm, 'plain'), { endpoint: 'chat', isStreamed: false })
    const [seen] = engine.seen
    expect(Object.keys(seen?.headers ?? {}).filter((name) => !headersToEngine.includes(name))).toEqual([])
    expect(seen?.headers['user-agent']).not.toMatch(/openai|ai-sdk|langchain/i)
  })
}

function canAsk(client: Client, asked: Partial<Wish>): boolean {
  return client.lacks.every((lack) => asked[lack] === undefined)
}

async function sameEitherWay(
  profile: EngineProfile,
  behaviour: BehaviourName,
  client: Client,
  wish: Wish,
): Promise<void> {
  const engine = engineOf(profile)
  const before = engine.seen.length
  const expected = await outcomeOf(client.ask(direct(profile, behaviour), wish))
  const outcome = await outcomeOf(client.ask(through(profile, behaviour), wish))
  expect(comparable(outcome, profile, behaviour)).toEqual(comparable(expected, profile, behaviour))

  // The engine was asked the same, too.
  const [askedDirectly, askedThrough] = engine.seen.slice(before).map(({ body }) => without(body ?? {}, addedToRequest))
  expect(askedThrough).toEqual(askedDirectly ?? {})
}

/** A result without what the lists above name, and under one name of the model. */
function comparable(value: unknown, profile: EngineProfile, behaviour: BehaviourName): unknown {
  return JSON.parse(JSON.stringify(value), (key: string, member: unknown) => {
    if (droppedFields.includes(key)) return undefined
    if (reasoningNames.includes(key)) return key === profile.reasoningName ? member : undefined
    return member === `${profile.kind}/${behaviour}` ? behaviour : member
  })
}

function without(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)))
}
