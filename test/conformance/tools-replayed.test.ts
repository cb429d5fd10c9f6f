import { readFileSync } from 'node:fs'

import { expect, test } from 'bun:test'
import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import type { EngineProfile } from '../engines/profile.ts'
import { sglang } from '../engines/sglang.ts'
import { vllm } from '../engines/vllm.ts'
import { openAiLibraries } from './clients.ts'
import { anthropicAt } from './named-clients.ts'
import { openNamedWorld } from './named-world.ts'

// Goal: what Codex CLI and Claude Code send, with their headers, is served in an engine's own words and translated: nothing that
// they need is refused, the answer is whole, and what does not reach the engine is exactly what stands below, with its reason.

interface Recorded {
  readonly client: string
  readonly headers: Readonly<Record<string, string>>
  readonly requests: readonly {
    readonly what: string
    readonly path?: 'messages' | 'messages/count_tokens'
    readonly headers?: Readonly<Record<string, string>>
    /** The model of a vendor for which it is sent is never one that has to be translated. */
    readonly nativeOnly?: boolean
    readonly body: JsonObject
  }[]
}

function recorded(name: string): Recorded {
  const url = new URL(`../fixtures/clients/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as Recorded // Our own file; a wrong shape fails the next line.
}

const codex = recorded('codex')
const claudeCode = recorded('claude-code')

/** Places of a request that do not reach an engine which serves the endpoint itself, and why. */
const leftOut: Readonly<Record<string, string>> = {
  // Codex CLI
  prompt_cache_key: 'names a session',
  client_metadata: 'names a session and an installation',
  'tools[].external_web_access': 'a search that is not to go to the net asks for nothing, and there is none here',
  'input[].encrypted_content': 'no filter can read it; what was thought goes on in clear',
  // Claude Code
  metadata: 'names a device and a session',
  context_management: 'asks the service to forget what an engine needs',
  safeguards: "asks a vendor's classifier, and tells it the folders of a person",
  cache_control: "prices of a vendor's cache",
  signature: 'sealed by a vendor for itself',
}

/** Places that are in the request of the engine alone. */
const added = ['cache_salt']

const world = openNamedWorld()

async function seenBy(profile: EngineProfile, ask: () => Promise<unknown>): Promise<readonly [string, JsonObject]> {
  const engine = world.engineOf(profile)
  engine.clear()
  await ask()
  const [only, ...others] = engine.seen
  expect(others).toEqual([])
  const { path, body } = only ?? expect.unreachable()
  return [path, body ?? expect.unreachable()]
}

for (const [name, Library] of openAiLibraries) {
  for (const { what, nativeOnly, body } of codex.requests) {
    for (const way of ['native', 'translated'] as const) {
      if (way === 'translated' && nativeOnly) continue
      test(`Codex CLI, read by ${name}, ${way}: ${what}`, async () => {
        const target = world[way](vllm, 'reasoning')
        const client = new Library({ ...target, maxRetries: 0, defaultHeaders: codex.headers })
        const [path, seen] = await seenBy(vllm, async () => {
          // The library sends on what it does not know, as the programs around it count on.
          const final = await client.responses.stream({ ...body, model: target.model } as never).finalResponse()
          expect(final.status).toBe('completed')
          expect(final.output.map(({ type }) => type)).toEqual(['reasoning', 'message'])
          expect(final.output_text).toStartWith('Grüße an')
        })
        expect(path).toBe(way === 'native' ? '/v1/responses' : '/v1/chat/completions')
        if (way === 'native') expectTheRest(body, seen)
        else expectTranslated(body, seen)
      })
    }
  }
}

// vLLM takes messages itself only where nobody else shares its cache, so another engine stands for those that do.
for (const { what, path: endpoint, headers, body } of claudeCode.requests) {
  for (const way of ['native', 'translated'] as const) {
    const profile = endpoint === 'messages' ? sglang : vllm
    test(`Claude Code, ${way}: ${what}`, async () => {
      const target = world[way](profile, 'tools')
      const client = anthropicAt(target).withOptions({ defaultHeaders: { ...claudeCode.headers, ...headers } })
      const [path, seen] = await seenBy(profile, async () => {
        const asked = { ...body, model: target.model } as never // Beyond the types, as above.
        if (endpoint === 'messages/count_tokens') {
          expect((await client.beta.messages.countTokens(asked)).input_tokens).toBe(9)
          return
        }
        const final = await client.beta.messages.stream(asked).finalMessage()
        expect(final.stop_reason).toBe('tool_use')
        expect(final.content).toMatchObject([{ type: 'tool_use', name: 'weather', input: { days: [1, 2] } }])
        expect(final.usage.input_tokens).toBe(9)
      })
      expect(path).toBe(way === 'native' ? `/v1/${endpoint}` : '/v1/chat/completions')
      if (way === 'native') expectTheRest(body, seen)
      else expectTranslated(body, seen)
    })
  }
}

test('Claude Code may knock before it begins', async () => {
  // HEAD /api/hello: whether somebody is there at all. What it says does not matter to it.
  const answer = await fetch(`${world.stellwerk().url}/api/hello`, { method: 'HEAD' })
  expect(answer.status).toBe(401) // Below /api nobody is told what there is before they have signed in.
})

test('each of the reasons is needed', () => {
  const sent = [...codex.requests, ...claudeCode.requests].flatMap(({ body }) =>
    [...placesIn(body)].map(([place]) => place),
  )
  for (const place of Object.keys(leftOut)) expect([place, sent.some((one) => isAt(one, place))]).toEqual([place, true])
})

/** What the client sent reaches the engine, less what is left out; and nothing else does. */
function expectTheRest(sent: JsonObject, seen: JsonObject): void {
  const [before, after] = [kept(sent), kept(seen)]
  expect([...before].filter((one) => !after.has(one))).toEqual([])
  expect([...after].filter((one) => !before.has(one)).map((one) => one.split(' ')[0])).toEqual(
    [...placesIn(seen)].map(([place]) => place).filter((place) => added.includes(place)),
  )
  // And of what is left out, nothing went on.
  for (const [place] of placesIn(seen)) expect(Object.keys(leftOut).filter((one) => isAt(place, one))).toEqual([])
}

function kept(body: JsonObject): ReadonlySet<string> {
  const { model: _, ...rest } = body
  // A tool goes as a whole, with the word that says which it is.
  const tools = Array.isArray(rest['tools'])
    ? rest['tools'].filter((tool) => tool['external_web_access'] !== false)
    : []
  const places = [...placesIn({ ...rest, ...(tools.length === 0 ? {} : { tools }) })]
  return new Set(
    places
      .filter(([place]) => !Object.keys(leftOut).some((one) => isAt(place, one)))
      .map(([place, value]) => `${place} ${JSON.stringify(value)}`),
  )
}

/** At chat: each word that somebody said, each tool and each picture is there in some form, and nobody is named. */
function expectTranslated(sent: JsonObject, seen: JsonObject): void {
  const text = JSON.stringify(seen)
  for (const [place, value] of placesIn(sent)) {
    const isSaid = /\.(text|output|thinking|description|definition|data)$/.test(place) && typeof value === 'string'
    const isForBooks = typeof value === 'string' && value.startsWith('x-anthropic-billing-header')
    if (isSaid && !isForBooks && !place.includes('summary')) expect(text).toContain(JSON.stringify(value).slice(1, -1))
  }
  expect(text).not.toMatch(/01a20000|00000000|home_dir|ephemeral/)
}

/** Every value that is no object and no list, with the way to it; a list has one place for all that stands in it. */
function* placesIn(value: Json, at = ''): Generator<readonly [string, Json]> {
  if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) yield* placesIn(member, at === '' ? name : `${at}.${name}`)
  } else if (Array.isArray(value)) {
    for (const one of value) yield* placesIn(one, `${at}[]`)
  } else yield [at, value]
}

/** Whether a place is the named one or below it; a bare name stands wherever it does. */
function isAt(place: string, named: string): boolean {
  if (named.includes('[')) return place === named
  return place.split(/[.[\]]+/).includes(named)
}
