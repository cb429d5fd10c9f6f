import { expect, test } from 'bun:test'

import type { BehaviourName } from '../engines/behaviours.ts'
import { profiles } from '../engines/profiles.ts'
import { vllm } from '../engines/vllm.ts'
import { outcomeOf } from './clients.ts'
import { anthropicAt, namedClients, type NamedWish, pixel } from './named-clients.ts'
import { openNamedWorld, servedBy } from './named-world.ts'

// Goal: with all protective functions off, Stellwerk is indistinguishable from the engine at /v1/responses and /v1/messages: in the
// engine's own words equal to the engine itself, and translated equal to an engine that speaks them well, less the fields below.

/** Of an answer in the engine's own words: what the map of fields drops, and why. */
const dropped: Readonly<Record<string, string>> = {
  encrypted_content: 'no filter can read it, and Ollama writes there in clear what others encrypt',
  input_messages: 'spells the prompt (vLLM)',
  output_messages: 'spells the answer a second time (vLLM)',
  kv_transfer_params: 'tells of the inside of the engine (vLLM)',
}

/** Of a translated answer, beside those: what it has of itself, and why it cannot be what an engine would have written. */
const own: Readonly<Record<string, string>> = {
  ...dropped,
  id: 'made by Stellwerk; the script has ids of its own',
  created_at: 'the script stands still in time',
  signature: 'nobody here signs what was thought',
  service_tier: 'there is one tier, and vLLM names another one',
}

/** What a translated answer says where nothing was asked for, and the reference says null or nothing. */
const defaults: Readonly<Record<string, unknown>> = {
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cache_write_tokens: 0,
  frequency_penalty: 0,
  max_tool_calls: null,
  metadata: {},
  presence_penalty: 0,
  reasoning: { effort: null, summary: null },
  store: false,
  text: { format: { type: 'text' } },
  top_logprobs: 0,
}

/** The rows: what the engine does, and what is asked of it. */
const rows: readonly [behaviour: BehaviourName, wish: Omit<NamedWish, 'isStreamed'>][] = [
  ['plain', {}],
  ['plain', { image: true }],
  ['plain', { thought: true }],
  ['stream-split', {}],
  ['finish-length', {}],
  ['empty', {}],
  ['reasoning', { thinks: true }],
  ['structured', { schema: true }],
  ['refusal', {}],
  ['tools', { tools: true }],
  ['tools-after-text', { tools: true }],
  ['tools-parallel', { tools: true }],
  ['tools-split', { tools: true }],
  ['tools-late-name', { tools: true }],
]

const loops: readonly [behaviour: BehaviourName, turns: number][] = [
  ['tool-loop', 3],
  ['tool-loop-parallel', 2],
]

/** Where a request of the client has to arrive at the engine: what is asked beside the words, and a piece of it. */
const beside: readonly [wish: Omit<NamedWish, 'isStreamed'>, piece: string][] = [
  [{ image: true }, pixel],
  [{ schema: true }, '"degrees":{"type":"number"}'],
  [{ tools: true }, 'Züge zwischen zwei Orten'],
  [{ thought: true }, 'Köln liegt am Rhein.'],
]

/** Of a request in the engine's own words: what Stellwerk adds, and what it takes out, and why. */
const touched: Readonly<Record<string, string>> = {
  cache_salt: "nobody is to read others' prompts out of the time that a cached prefix takes",
  signature: 'sealed by a vendor for itself, and no engine here looks at it',
}

const world = openNamedWorld()

for (const client of namedClients) {
  for (const profile of profiles.filter((one) => servedBy(one).includes(client.endpoint))) {
    for (const isStreamed of [false, true]) {
      const how = `${profile.kind} itself, ${client.name}, ${isStreamed ? 'streamed' : 'whole'}`
      for (const [behaviour, asked] of rows) {
        test(`${how}: ${named(behaviour, asked)}`, async () => {
          const wish = { ...asked, isStreamed }
          const expected = await outcomeOf(client.ask(world.direct(profile, behaviour), wish))
          const outcome = await outcomeOf(client.ask(world.native(profile, behaviour), wish))
          expect(publicly(outcome, profile.kind)).toEqual(without(expected, dropped))
        })
      }
      for (const [behaviour] of loops) {
        test(`${how}: ${behaviour}`, async () => {
          const wish = { thinks: true, isStreamed }
          const expected = await outcomeOf(client.loop(world.direct(profile, behaviour), wish))
          const outcome = await outcomeOf(client.loop(world.native(profile, behaviour), wish))
          expect(publicly(outcome, profile.kind)).toEqual(without(expected, dropped))
        })
      }
    }
  }
}

/** Engines that can only be asked by chat have to give what the reference gives itself. */
const reference = vllm

for (const client of namedClients) {
  for (const profile of profiles) {
    for (const isStreamed of [false, true]) {
      const how = `${profile.kind} translated, ${client.name}, ${isStreamed ? 'streamed' : 'whole'}`
      for (const [behaviour, asked] of rows) {
        test(`${how}: ${named(behaviour, asked)}`, async () => {
          const wish = { ...asked, isStreamed }
          const expected = await outcomeOf(client.ask(world.direct(reference, behaviour), wish))
          const outcome = await outcomeOf(client.ask(world.translated(profile, behaviour), wish))
          const heard = substance(publicly(outcome, `${profile.kind}-chat`))
          expect(heard).toEqual(behaviour === 'refusal' ? declined(substance(expected)) : substance(expected))
        })
      }
      for (const [behaviour, turns] of loops) {
        test(`${how}: ${behaviour}`, async () => {
          const wish = { thinks: true, isStreamed }
          const expected = await outcomeOf(client.loop(world.direct(reference, behaviour), wish))
          const outcome = await outcomeOf(client.loop(world.translated(profile, behaviour), wish))
          expect(substance(publicly(outcome, `${profile.kind}-chat`))).toEqual(substance(expected))
          expect(outcome).toMatchObject({ ok: { length: turns } })
        })
      }
    }
  }
}

for (const client of namedClients) {
  for (const [wish, piece] of beside) {
    const what = Object.keys(wish).join('')
    for (const profile of profiles.filter((one) => servedBy(one).includes(client.endpoint))) {
      test(`${profile.kind} itself, ${client.name}: it is asked the same, ${what}`, async () => {
        const engine = world.engineOf(profile)
        engine.clear()
        await client.ask(world.direct(profile, 'plain'), { ...wish, isStreamed: false })
        await client.ask(world.native(profile, 'plain'), { ...wish, isStreamed: false })
        const [directly, through] = engine.seen.map(({ body }) => body)
        expect(JSON.stringify(through)).toContain(piece)
        expect(without(through, touched)).toEqual(without(directly, touched))
      })
    }
    test(`translated, ${client.name}: it is asked by chat, ${what}`, async () => {
      const engine = world.engineOf(reference)
      engine.clear()
      await client.ask(world.translated(reference, 'plain'), { ...wish, isStreamed: false })
      expect(engine.seen.map(({ path }) => path)).toEqual(['/v1/chat/completions'])
      expect(JSON.stringify(engine.seen[0]?.body)).toContain(piece)
    })
  }
}

for (const profile of profiles) {
  for (const way of ['native', 'translated'] as const) {
    test(`${profile.kind}, ${way}: tokens are counted`, async () => {
      const target = world[way](profile, 'plain')
      const messages = [{ role: 'user' as const, content: 'Wie viele Wörter sind das?' }]
      const count = await anthropicAt(target).messages.countTokens({ model: target.model, messages })
      expect(count.input_tokens).toBe(9)
    })
  }
}

function named(behaviour: BehaviourName, asked: object): string {
  return [behaviour, ...Object.keys(asked)].join(', ')
}

/** A translated message says that the model declined; the engines that serve messages themselves take it for an end like any other. */
function declined(expected: unknown): unknown {
  return JSON.parse(JSON.stringify(expected), (key: string, member: unknown) =>
    key === 'stop_reason' ? 'refusal' : member,
  )
}

/** Under the name that the model has at the engine. */
function publicly(value: unknown, prefix: string): unknown {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    typeof member === 'string' && member.startsWith(`${prefix}/`) ? member.slice(prefix.length + 1) : member,
  )
}

function without(value: unknown, fields: Readonly<Record<string, string>>): unknown {
  return JSON.parse(JSON.stringify(value), (key: string, member: unknown) => (key in fields ? undefined : member))
}

/** Less what it has of its own, and less what says nothing. */
function substance(value: unknown): unknown {
  return JSON.parse(JSON.stringify(without(value, own)), (key: string, member: unknown) =>
    key in defaults && (member === null || Bun.deepEquals(member, defaults[key])) ? undefined : member,
  )
}
