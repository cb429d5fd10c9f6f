import Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'

import { openAiLibraries, type Target } from './clients.ts'

/** What a person using the client would ask for, at the endpoints whose events have names. */
export interface NamedWish {
  readonly isStreamed: boolean
  readonly tools?: boolean
  readonly schema?: boolean
  readonly image?: boolean
  /** The model is to think, and what it thinks is to be shown. */
  readonly thinks?: boolean
  /** What was thought before is sent back with the question. */
  readonly thought?: boolean
}

/** One client library at one endpoint: returns the objects that its user works with in the end, as plain JSON. */
export interface NamedClient {
  readonly name: string
  readonly endpoint: 'responses' | 'messages'
  readonly ask: (target: Target, wish: NamedWish) => Promise<unknown>
  /** Runs the tools that the model calls and sends back what they gave, until it calls none; one object for each turn. */
  readonly loop: (target: Target, wish: NamedWish) => Promise<readonly unknown[]>
}

const system = 'Du antwortest kurz.'
const question = 'Wie ist das Wetter in Köln, und wie viel € kostet der Zug nach Bonn? 🚆'
const earlier = 'Köln liegt am Rhein.'

/** A red pixel. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

const report = {
  type: 'object' as const,
  properties: { place: { type: 'string' as const }, degrees: { type: 'number' as const } },
  required: ['place', 'degrees'],
  additionalProperties: false,
}
const weather = { type: 'object' as const, properties: { place: { type: 'string' } }, required: ['place'] }
const trains = { type: 'object' as const, properties: { from: { type: 'string' }, to: { type: 'string' } } }
const functions = [
  { name: 'weather', description: 'Wetter an einem Ort', schema: weather },
  { name: 'trains', description: 'Züge zwischen zwei Orten', schema: trains },
]

/** What the tools of the client say, and how often they may be called in one conversation. */
const results: Readonly<Record<string, string>> = { weather: '21,5 °C, "heiter"', trains: '7,60 €' }
const turnsMax = 5

type Response = OpenAI.Responses.Response

function responsesOf(name: string, Library: typeof OpenAI): NamedClient {
  const turn = async (
    target: Target,
    wish: NamedWish,
    input: OpenAI.Responses.ResponseInput,
  ): Promise<Turn<Response>> => {
    const client = new Library({ baseURL: target.baseURL, apiKey: target.apiKey, maxRetries: 0 })
    const body = {
      model: target.model,
      instructions: system,
      input,
      store: false,
      temperature: 0,
      ...(wish.tools
        ? {
            tools: functions.map(({ schema, ...named }) => ({
              type: 'function' as const,
              ...named,
              parameters: schema,
              strict: false,
            })),
          }
        : {}),
      ...(wish.thinks ? { reasoning: { effort: 'low' as const, summary: 'auto' as const } } : {}),
      ...(wish.schema
        ? { text: { format: { type: 'json_schema' as const, name: 'report', strict: true, schema: report } } }
        : {}),
    }
    if (!wish.isStreamed) return { heard: {}, final: await client.responses.create(body) }
    const heard: Record<string, string> = {}
    const stream = client.responses.stream(body)
    stream.on('event', (event) => {
      if ('delta' in event && typeof event.delta === 'string')
        heard[event.type] = (heard[event.type] ?? '') + event.delta
    })
    return { heard, final: await stream.finalResponse() }
  }
  return {
    name,
    endpoint: 'responses',
    ask: (target, wish) => turn(target, wish, openAiInput(wish)),
    loop: async (target, wish) => {
      const input = openAiInput(wish)
      const turns: unknown[] = []
      for (let count = 0; count < turnsMax; count++) {
        const { heard, final } = await turn(target, { ...wish, tools: true }, input)
        turns.push({ heard, final })
        const calls = final.output.filter((item) => item.type === 'function_call')
        if (calls.length === 0) return turns
        // The library takes what it gave; only a call may have been given without an id.
        input.push(...(final.output as OpenAI.Responses.ResponseInput))
        for (const { call_id, name: tool } of calls)
          input.push({ type: 'function_call_output', call_id, output: results[tool] ?? '' })
      }
      throw new Error('the model goes on calling tools')
    },
  }
}

interface Turn<Final> {
  /** What was heard piece by piece, by the kind of event. */
  readonly heard: Readonly<Record<string, string>>
  readonly final: Final
}

function openAiInput(wish: NamedWish): OpenAI.Responses.ResponseInput {
  const image = { type: 'input_image' as const, image_url: `data:image/png;base64,${pixel}`, detail: 'low' as const }
  const thought = {
    type: 'reasoning' as const,
    id: 'rs_earlier',
    summary: [],
    content: [{ type: 'reasoning_text' as const, text: earlier }],
  }
  return [
    ...(wish.thought
      ? [
          { role: 'user' as const, content: 'Wo liegt Köln?' },
          thought,
          { role: 'assistant' as const, content: 'Am Rhein.' },
        ]
      : []),
    { role: 'user', content: wish.image ? [{ type: 'input_text', text: question }, image] : question },
  ]
}

const anthropic: NamedClient = {
  name: '@anthropic-ai/sdk',
  endpoint: 'messages',
  ask: (target, wish) => message(target, wish, anthropicMessages(wish)),
  loop: async (target, wish) => {
    const messages = anthropicMessages(wish)
    const turns: unknown[] = []
    for (let count = 0; count < turnsMax; count++) {
      const { heard, final } = await message(target, { ...wish, tools: true }, messages)
      turns.push({ heard, final })
      const calls = final.content.filter((block) => block.type === 'tool_use')
      if (calls.length === 0) return turns
      messages.push(
        { role: 'assistant', content: final.content },
        {
          role: 'user',
          content: calls.map(({ id, name }) => ({
            type: 'tool_result',
            tool_use_id: id,
            content: results[name] ?? '',
          })),
        },
      )
    }
    throw new Error('the model goes on calling tools')
  },
}

export function anthropicAt({ baseURL, apiKey }: Target, maxRetries = 0): Anthropic {
  // It adds /v1 itself.
  return new Anthropic({ baseURL: baseURL.replace(/\/v1$/, ''), apiKey, maxRetries })
}

async function message(
  target: Target,
  wish: NamedWish,
  messages: Anthropic.MessageParam[],
): Promise<Turn<Anthropic.Message>> {
  const client = anthropicAt(target)
  const body = {
    model: target.model,
    max_tokens: 500,
    system,
    messages,
    ...(wish.tools ? { tools: functions.map(({ schema, ...named }) => ({ ...named, input_schema: schema })) } : {}),
    ...(wish.thinks ? { thinking: { type: 'enabled' as const, budget_tokens: 1_024 } } : {}),
    ...(wish.schema ? { output_config: { format: { type: 'json_schema' as const, schema: report } } } : {}),
  }
  if (!wish.isStreamed) return { heard: {}, final: await client.messages.create(body) }
  const heard: Record<string, string> = {}
  const hear = (kind: string, piece: string): void => void (heard[kind] = (heard[kind] ?? '') + piece)
  const stream = client.messages
    .stream(body)
    .on('text', (piece) => hear('text', piece))
    .on('thinking', (piece) => hear('thinking', piece))
    .on('inputJson', (piece) => hear('json', piece))
  return { heard, final: await stream.finalMessage() }
}

function anthropicMessages(wish: NamedWish): Anthropic.MessageParam[] {
  const image = {
    type: 'image' as const,
    source: { type: 'base64' as const, media_type: 'image/png' as const, data: pixel },
  }
  const exchange: Anthropic.MessageParam[] = [
    { role: 'user', content: 'Wo liegt Köln?' },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: earlier, signature: 'c2lnbmVk' },
        { type: 'text', text: 'Am Rhein.' },
      ],
    },
  ]
  return [
    ...(wish.thought ? exchange : []),
    { role: 'user', content: wish.image ? [{ type: 'text', text: question }, image] : question },
  ]
}

export const namedClients: readonly NamedClient[] = [
  ...openAiLibraries.map(([name, Library]) => responsesOf(name, Library)),
  anthropic,
]
