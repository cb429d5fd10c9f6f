// Goal: with pseudonyms between them and the engine, client libraries see exactly what they see without: words, thoughts, calls of tools and
// what they answer to the results, whole and streamed, from an engine that speaks the endpoint and from one that is asked by chat.
import assert from 'node:assert/strict'

import { afterAll, beforeAll, test } from 'bun:test'
import Anthropic from '@anthropic-ai/sdk'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateText, isStepCount, jsonSchema, streamText, tool } from 'ai'
import { categories } from '@stellwerk/contract/personal-data'
import OpenAI from 'openai'

import { clearLamps, type Inside, openInside } from '../gateway/inside.ts'
import { pseudonymsIn } from './answering.ts'
import { type EchoEngine, startEcho } from './echo-engine.ts'
import { goldsIn, letter } from './golds.ts'

/** With endings, quotes, a line break and characters of two to four bytes. */
const question = `${letter}\nFrau Weißgerbers Akte, „Anna Weißgerber“ 👩‍💻, "Weißgerber"\t{"an": "Frau Weißgerber"}`

let engine: EchoEngine
let inside: Inside
let open: string
let named: string

beforeAll(async () => {
  engine = startEcho()
  const upstreams = [
    { id: 'native', kind: 'vllm' as const, url: engine.url, native: ['responses' as const, 'messages' as const] },
    { id: 'chat', kind: 'vllm' as const, url: engine.url, native: [] },
  ]
  const deployments = upstreams.map(({ id }) => ({ id, model: id, servedAs: 'e', upstream: id }))
  const useCase = { title: 'Test', state: 'active', deployments: ['native', 'chat'], lamps: clearLamps } as const
  const pass = Object.fromEntries(categories.map((category) => [category, 'pass' as const]))
  inside = await openInside(upstreams, {
    deployments,
    useCases: [
      { ...useCase, id: 'test', personalData: { treatment: { SECRET: 'pseudonymise' } } },
      { ...useCase, id: 'open', personalData: { treatment: pass } },
      { ...useCase, id: 'named', personalData: { treatment: { SECRET: 'pseudonymise' }, mode: 'surrogate' } },
    ],
  })
  open = await inside.keyFor('open')
  named = await inside.keyFor('named')
})
afterAll(async () => {
  await inside.close()
  await engine.close()
})

interface Target {
  readonly apiKey: string
  readonly baseURL: string
  readonly model: string
}

/** What a tool of the client was given; it answers with it, as JSON. */
type Calls = unknown[]

const parameters = { type: 'object' as const, properties: { text: { type: 'string' as const } }, required: ['text'] }
const description = `Schickt einen Brief, zum Beispiel: ${letter}`

function ran(calls: Calls, input: unknown): string {
  calls.push(input)
  return JSON.stringify({ gesendet: input })
}

type Ask = (target: Target, isStreamed: boolean, calls: Calls) => Promise<unknown>

const chatOf: Ask = async ({ model, ...at }, isStreamed, calls) => {
  const client = new OpenAI({ ...at, maxRetries: 0 })
  const tools = [{ type: 'function' as const, function: { name: 'send', description, parameters } }]
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: question }]
  const body = { model, messages, tools }
  const turn = async (): Promise<OpenAI.ChatCompletion> => {
    if (!isStreamed) return client.chat.completions.create(body)
    const stream = client.chat.completions.stream({ ...body, stream: true })
    // The library's own assembly keeps only the last piece of what was thought.
    let reasoning = ''
    stream.on('chunk', ({ choices }) => {
      reasoning += (choices[0]?.delta as { reasoning?: string } | undefined)?.reasoning ?? '' // Not in its types.
    })
    const final = await stream.finalChatCompletion()
    Object.assign(final.choices[0]?.message ?? {}, { reasoning, reasoning_content: reasoning })
    return final
  }
  const first = await turn()
  const [choice] = first.choices
  assert.ok(choice !== undefined)
  messages.push(choice.message)
  for (const call of choice.message.tool_calls ?? []) {
    assert.ok(call.type === 'function')
    messages.push({ role: 'tool', tool_call_id: call.id, content: ran(calls, JSON.parse(call.function.arguments)) })
  }
  return [first, await turn()]
}

const completionsOf: Ask = async ({ model, ...at }, isStreamed) => {
  const client = new OpenAI({ ...at, maxRetries: 0 })
  if (!isStreamed) return client.completions.create({ model, prompt: question })
  let text = ''
  for await (const { choices } of await client.completions.create({ model, prompt: question, stream: true }))
    text += choices[0]?.text ?? ''
  return text
}

const responsesOf: Ask = async ({ model, ...at }, isStreamed, calls) => {
  const client = new OpenAI({ ...at, maxRetries: 0 })
  const tools = [{ type: 'function' as const, name: 'send', description, parameters, strict: false }]
  const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: question }]
  const body = { model, input, tools, store: false }
  const turn = (): Promise<OpenAI.Responses.Response> =>
    isStreamed ? client.responses.stream({ ...body, stream: true }).finalResponse() : client.responses.create(body)
  const first = await turn()
  for (const item of first.output) {
    if (item.type !== 'function_call') continue
    input.push(item, {
      type: 'function_call_output',
      call_id: item.call_id,
      output: ran(calls, JSON.parse(item.arguments)),
    })
  }
  return [first, await turn()]
}

const messagesOf: Ask = async ({ model, apiKey, baseURL }, isStreamed, calls) => {
  const client = new Anthropic({ apiKey, baseURL: baseURL.replace(/\/v1$/, ''), maxRetries: 0 })
  const tools = [{ name: 'send', description, input_schema: parameters }]
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: question }]
  const body = { model, messages, tools, max_tokens: 1_000, thinking: { type: 'enabled' as const, budget_tokens: 100 } }
  const turn = (): Promise<Anthropic.Message> =>
    isStreamed ? client.messages.stream(body).finalMessage() : client.messages.create(body)
  const first = await turn()
  const results = first.content.flatMap((block) =>
    block.type === 'tool_use'
      ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: ran(calls, block.input) }]
      : [],
  )
  messages.push({ role: 'assistant', content: first.content }, { role: 'user', content: results })
  return [first, await turn()]
}

const aiOf: Ask = async ({ model, ...at }, isStreamed, calls) => {
  const provider = createOpenAICompatible({ name: 'engine', ...at })
  const send = tool({
    description,
    inputSchema: jsonSchema(parameters),
    execute: (input: unknown) => ran(calls, input),
  })
  const settings = {
    model: provider.chatModel(model),
    prompt: question,
    tools: { send },
    stopWhen: isStepCount(3),
    maxRetries: 0,
  }
  if (!isStreamed) {
    const { text, steps } = await generateText(settings)
    return { text, steps: steps.map(({ content, finishReason }) => ({ content, finishReason })) }
  }
  const stream = streamText(settings)
  let text = ''
  for await (const piece of stream.textStream) text += piece
  const steps = await stream.steps
  return { text, steps: steps.map(({ content, finishReason }) => ({ content, finishReason })) }
}

/** Names that are made anew for each answer. */
const madeAnew: ReadonlySet<string> = new Set(['id', 'item_id', 'created', 'created_at', 'completed_at', '_request_id'])

function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (madeAnew.has(key) ? undefined : inner)))
}

const rows: readonly [client: string, ask: Ask, ways: readonly ('native' | 'chat')[], hasTools: boolean][] = [
  ['openai, chat', chatOf, ['native'], true],
  ['openai, completions', completionsOf, ['native'], false],
  ['openai, responses', responsesOf, ['native', 'chat'], true],
  ['anthropic, messages', messagesOf, ['native', 'chat'], true],
  ['ai, chat', aiOf, ['native'], true],
]

for (const [client, ask, ways, hasTools] of rows) {
  for (const way of ways) {
    for (const isStreamed of [false, true]) {
      test(`${client}, ${way}, ${isStreamed ? 'streamed' : 'whole'}`, async () => {
        const results: [unknown, Calls][] = []
        for (const apiKey of [open, inside.key, named]) {
          engine.seen.length = 0
          const calls: Calls = []
          const told = await ask({ apiKey, baseURL: `${inside.url}/v1`, model: way }, isStreamed, calls)
          results.push([comparable(told), calls])
          const sent = engine.seen.join('\n')
          assert.equal(goldsIn(sent).length > 0, apiKey === open, sent)
        }
        const [without, having, otherNames] = results
        assert.deepEqual(having, without)
        assert.deepEqual(otherNames, without, 'with names of other people in between')
        assert.deepEqual(pseudonymsIn(JSON.stringify(having), []), [])
        if (hasTools) assert.deepEqual(having?.[1], [{ text: question }, { text: `"${question}"`, list: [question] }])
      })
    }
  }
}
