import { expect, test } from 'bun:test'

import { answerRebuilder, requestRebuilder } from '@stellwerk/contract/fields/rebuild'
import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'
import OpenAI from 'openai'
import OpenAI6 from 'openai-6'
import type { ResponseInputItem, Tool } from 'openai/resources/responses/responses'

import type { TranslatedCall } from '../../packages/server/src/translation.ts'
import { responsesToChat } from '../../packages/server/src/upstream/translate/responses.ts'

/*
 * The OpenAI clients in front of the translation, with field maps on both sides as in the server. What they build from a
 * stream equals what they are given whole, and loops with tools run.
 */

const noMedia = { image: false, audio: false, file: false }
const atTheDoor = requestRebuilder('responses', 'openaiCompatible', [])
const atTheEngine = requestRebuilder('chat/completions', 'openaiCompatible', [])
const toTheClient = answerRebuilder('responses', 'json')
const eventToTheClient = answerRebuilder('responses', 'event')

/** Answers one chat request with a message. */
type Engine = (chat: JsonObject) => { readonly message: JsonObject; readonly finish: string }

const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }

function nothingDropped(path: string): never {
  throw new Error(`dropped: ${path}`)
}

/** Stands where the network would be. */
function served(engine: Engine): (url: unknown, init?: { body?: unknown }) => Promise<Response> {
  return async (_url, init) => {
    const body: unknown = JSON.parse(String(init?.body))
    if (!isJsonObject(body)) throw new Error('no request')
    const request = atTheDoor(body, noMedia)
    const { message, finish } = engine(atTheEngine(responsesToChat.request(request), noMedia))
    const about: TranslatedCall = { request, id: 'abcdefghijklmnopqrstuvwx', createdAt: 1_700_000_000 }
    return request['stream'] === true ? streamOf(message, finish, about) : wholeOf(message, finish, about)
  }
}

function wholeOf(message: JsonObject, finish: string, about: TranslatedCall): Response {
  const chat = { object: 'chat.completion', choices: [{ index: 0, message, finish_reason: finish }], usage }
  const answer = responsesToChat.answer(chat, about)
  return Response.json(toTheClient(answer ?? {}, nothingDropped))
}

function streamOf(message: JsonObject, finish: string, about: TranslatedCall): Response {
  const translator = responsesToChat.events(about)
  const chunks = [...deltasOf(message), { delta: {}, finish_reason: finish }].map((choice) => ({ choices: [choice] }))
  const events = [...chunks, { choices: [], usage }].flatMap((chunk) => translator.take(chunk))
  const written = [...events, ...translator.end()].map((event) => {
    const { type } = event
    if (typeof type !== 'string') throw new Error('an event without a name')
    return `event: ${type}\ndata: ${JSON.stringify(eventToTheClient(event, nothingDropped))}\n\n`
  })
  return new Response(written.join(''), { headers: { 'content-type': 'text/event-stream' } })
}

/** A message letter by letter, its calls in turn. */
function deltasOf(message: JsonObject): JsonObject[] {
  const spelled = (['reasoning', 'content', 'refusal'] as const).flatMap((name) => {
    const text = message[name]
    return typeof text === 'string' ? [...text].map((letter): JsonObject => ({ delta: { [name]: letter } })) : []
  })
  const calls = (message['tool_calls'] ?? []) as readonly CallMade[] // As this file writes them.
  const begun = calls.map((call, index) => ({ index, ...call, function: { ...call.function, arguments: '' } }))
  const longest = Math.max(0, ...calls.map((call) => call.function.arguments.length))
  const inTurn = Array.from({ length: longest }, (_, at) =>
    calls.flatMap((call, index) => {
      const letter = call.function.arguments[at]
      return letter === undefined ? [] : [{ delta: { tool_calls: [{ index, function: { arguments: letter } }] } }]
    }),
  )
  return [...spelled, ...(begun.length === 0 ? [] : [{ delta: { tool_calls: begun } }]), ...inTurn.flat()]
}

type CallMade = JsonObject & { readonly function: { readonly name: string; readonly arguments: string } }

const called = (id: string, name: string, args: string): CallMade => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})

const options = { apiKey: 'k', baseURL: 'http://engine.test/v1', maxRetries: 0 }
const clientsOf = (engine: Engine): readonly [name: string, client: OpenAI][] => {
  const fetch = served(engine) as typeof globalThis.fetch // Both clients call it with an address and a body only.
  // Both versions have the same methods for what is used here.
  return [
    ['openai 7', new OpenAI({ ...options, fetch })],
    ['openai 6', new OpenAI6({ ...options, fetch }) as unknown as OpenAI],
  ]
}

const weather: Tool = {
  type: 'function',
  name: 'wetter',
  parameters: {
    type: 'object',
    properties: { ort: { type: 'string' } },
    required: ['ort'],
    additionalProperties: false,
  },
  strict: true,
}
const tools: Tool[] = [weather, { type: 'custom', name: 'patch' }, { type: 'local_shell' }]

// Goal: equal final objects, streamed and not, for both versions of the client.
const answers: readonly [why: string, message: JsonObject, finish: string][] = [
  ['text', { content: 'Es regnet.' }, 'stop'],
  ['thought and text', { reasoning: 'Ulm, also …', content: 'Es regnet.' }, 'stop'],
  ['a refusal', { content: null, refusal: 'Das sage ich nicht.' }, 'stop'],
  ['text and a refusal', { content: 'Es', refusal: 'Nein.' }, 'stop'],
  ['nothing', { content: '' }, 'stop'],
  ['text cut off', { content: 'Es reg' }, 'length'],
  ['thought cut off', { reasoning: 'Ulm', content: null }, 'length'],
  ['text held back', { content: 'Es' }, 'content_filter'],
  [
    'two calls in turn',
    {
      content: 'Moment',
      tool_calls: [called('c1', 'wetter', '{"ort":"Ulm"}'), called('c2', 'wetter', '{"ort":"Rom"}')],
    },
    'tool_calls',
  ],
  [
    'every kind of tool',
    {
      reasoning: 'a',
      content: null,
      tool_calls: [
        called('c1', 'local_shell', '{"command":["ls"]}'),
        called('c2', 'patch', '{"input":"*** Begin"}'),
        called('c3', 'wetter', '{"ort":"Ulm"}'),
      ],
    },
    'tool_calls',
  ],
  ['a call cut off', { content: null, tool_calls: [called('c1', 'wetter', '{"or')] }, 'length'],
]
for (const [why, message, finish] of answers) {
  for (const [name, client] of clientsOf(() => ({ message, finish }))) {
    test(`${name}: the stream gives what the whole answer gives: ${why}`, async () => {
      const asked = { model: 'm', input: 'Wie ist das Wetter?', store: false, tools }
      const whole = await client.responses.parse(asked)
      const streamed = await client.responses.stream(asked).finalResponse()
      // As JSON, because the clients compute some members when they are read.
      expect(JSON.parse(JSON.stringify(streamed))).toEqual(JSON.parse(JSON.stringify(whole)))
      expect(whole.output.length).toBeGreaterThan(0)
    })
  }
}

// Goal: a loop of three turns, in which the client sends back whatever it was given, and the engine sees one conversation.
const script: readonly { readonly message: JsonObject; readonly finish: string }[] = [
  {
    message: {
      reasoning: 'Ich brauche zwei Orte.',
      content: 'Ich sehe nach.',
      tool_calls: [called('c1', 'wetter', '{"ort":"Ulm"}'), called('c2', 'wetter', '{"ort":"Rom"}')],
    },
    finish: 'tool_calls',
  },
  {
    message: {
      reasoning: 'Nun aufschreiben.',
      content: null,
      tool_calls: [called('c3', 'patch', '{"input":"+12"}'), called('c4', 'local_shell', '{"command":["cat","a"]}')],
    },
    finish: 'tool_calls',
  },
  { message: { content: 'In Ulm 12, in Rom 20 Grad.' }, finish: 'stop' },
]

const wholeConversation: JsonObject[] = [
  { role: 'system', content: 'Kurz.' },
  { role: 'user', content: 'Wetter in Ulm und Rom?' },
  {
    role: 'assistant',
    content: 'Ich sehe nach.',
    reasoning_content: 'Ich brauche zwei Orte.',
    tool_calls: [called('c1', 'wetter', '{"ort":"Ulm"}'), called('c2', 'wetter', '{"ort":"Rom"}')],
  },
  { role: 'tool', tool_call_id: 'c1', content: 'Ergebnis von c1' },
  { role: 'tool', tool_call_id: 'c2', content: 'Ergebnis von c2' },
  {
    role: 'assistant',
    content: null,
    reasoning_content: 'Nun aufschreiben.',
    tool_calls: [called('c3', 'patch', '{"input":"+12"}'), called('c4', 'local_shell', '{"command":["cat","a"]}')],
  },
  { role: 'tool', tool_call_id: 'c3', content: 'Ergebnis von c3' },
  { role: 'tool', tool_call_id: 'c4', content: 'Ergebnis von c4' },
]

function resultsFor(output: readonly { type: string }[]): ResponseInputItem[] {
  return output.flatMap((item): ResponseInputItem[] => {
    const callId = 'call_id' in item && typeof item.call_id === 'string' ? item.call_id : ''
    const result = { call_id: callId, output: `Ergebnis von ${callId}` }
    switch (item.type) {
      case 'function_call':
        return [{ type: 'function_call_output', ...result }]
      case 'custom_tool_call':
        return [{ type: 'custom_tool_call_output', ...result }]
      case 'local_shell_call':
        return [{ type: 'local_shell_call_output', id: callId, output: result.output }]
      default:
        return []
    }
  })
}

for (const isStreamed of [false, true]) {
  for (const version of [0, 1]) {
    test(`a loop of three turns with tools: ${isStreamed ? 'streamed' : 'whole'}, openai ${7 - version}`, async () => {
      const seen: JsonObject[] = []
      const [, client] = clientsOf((chat) => {
        seen.push(chat)
        return script[seen.length - 1] ?? { message: { content: 'zu oft' }, finish: 'stop' }
      })[version] as [string, OpenAI] // There are two.
      let input: ResponseInputItem[] = [{ role: 'user', content: 'Wetter in Ulm und Rom?' }]
      let said = ''
      for (let turn = 0; turn < 3; turn += 1) {
        const asked = { model: 'm', instructions: 'Kurz.', input, store: false, tools }
        const response = isStreamed
          ? await client.responses.stream(asked).finalResponse()
          : await client.responses.create(asked)
        said = response.output_text
        input = [...input, ...(response.output as ResponseInputItem[]), ...resultsFor(response.output)] // Sent back as it came.
      }
      expect(said).toBe('In Ulm 12, in Rom 20 Grad.')
      expect(seen.at(-1)?.['messages'] as JsonObject[]).toEqual(wholeConversation) // Messages are objects.
      expect(seen.length).toBe(3)
    })
  }
}
