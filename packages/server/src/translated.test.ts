// Goal: an answer is told as complete in the words of another endpoint only where the engine has said that it is. Those
// endpoints have no word for "no end was said", so what stands there would be made up.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { GatewayError } from '@stellwerk/contract/error'
import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'
import type { JsonObject } from '@stellwerk/contract/json'
import fc from 'fast-check'

import type { Taken } from './answer-events.ts'
import { ChatEvents } from './chat-events.ts'
import { type NamedEndpoint, NamedEventWriter } from './named-events.ts'
import { translatedAnswer, TranslatedTelling } from './translated.ts'
import { engineMessageOf } from './upstream/engine-message.ts'
import { SseReader } from './upstream/sse.ts'
import { messagesToChat } from './upstream/translate/messages.ts'
import { responsesToChat } from './upstream/translate/responses.ts'

const model = 'm'
const translations = { responses: responsesToChat, messages: messagesToChat }
const bothEndpoints = ['responses', 'messages'] as const
const about = { request: { model }, id: 'abcdefghijklmnopqrstuvwx', createdAt: 1 }
const plain = { model, dropped: () => undefined, namesModel: true, showsSeen: false }

/** What a client of the endpoint hears of an engine that speaks chat. */
function hear(endpoint: NamedEndpoint, stream: string): Taken {
  const writer = new NamedEventWriter({ ...plain, rebuild: answerRebuilder(endpoint, 'event'), endpoint })
  const translator = translations[endpoint].events(about)
  const facts = { ...plain, rebuild: answerRebuilder('chat/completions', 'event'), engineMessageOf }
  const telling = new TranslatedTelling({ translator, writer, model })
  const events = new ChatEvents({ ...facts, wantsUsage: true, choiceCount: 1 }, telling)
  const reader = new SseReader()
  const taken = events.take(reader.push(new TextEncoder().encode(stream)))
  return taken.closing === undefined && taken.failure === undefined ? events.end(reader.end().isTruncated) : taken
}

const data = (body: object): string => `data: ${JSON.stringify(body)}\n\n`
const chunk = (delta: object, finish: string | null = null, index = 0): string =>
  data({ object: 'chat.completion.chunk', choices: [{ index, delta, finish_reason: finish }] })
const words = chunk({ content: 'Ja' })
const called = chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }] })
const done = 'data: [DONE]\n\n'

const streams: readonly [why: string, stream: string, end: string][] = [
  ['an end in good order', words + chunk({}, 'stop') + done, 'whole'],
  ['the last words with the end', chunk({ content: 'Ja' }, 'stop') + done, 'whole'],
  ['no [DONE]', words + chunk({}, 'stop'), 'whole'],
  ['an end in words of its own', words + chunk({}, 'eos_token') + done, 'whole'],
  ['nothing but [DONE]', done, 'engine_stream_cut'],
  ['nothing at all', '', 'engine_stream_cut'],
  ['words, and no end of them', words + done, 'engine_stream_cut'],
  ['a call, and no end of it', called + done, 'engine_stream_cut'],
  ['the end of another choice than the one asked for', words + chunk({}, 'stop', 1) + done, 'engine_stream_cut'],
  ['only another choice', chunk({ content: 'Nein' }, 'stop', 1), 'engine_stream_cut'],
  ['broken off by the engine', words + chunk({}, 'abort') + done, 'engine_stream_cut'],
  ['an error of the engine as an end', words + chunk({}, 'error') + done, 'engine_stream_cut'],
  ['an error after a call', called + data({ error: { message: 'no' } }) + done, 'engine_stream_error'],
]
for (const endpoint of bothEndpoints) {
  for (const [why, stream, end] of streams) {
    test(`${endpoint}: ${why}: ${end}`, () => {
      const { closing, failure } = hear(endpoint, stream)
      assert.equal(failure?.code ?? 'whole', end)
      assert.equal(closing === undefined, end !== 'whole')
    })
  }
}

const answered = (choice: object): JsonObject => ({
  object: 'chat.completion',
  choices: [{ message: { content: 'Ja' }, ...choice }],
})
const answers: readonly [why: string, chat: JsonObject, end: string][] = [
  ['an end in good order', answered({ index: 0, finish_reason: 'stop' }), 'whole'],
  // It came as one piece of JSON, which says by itself that it is complete.
  ['no word of its end', answered({ index: 0 }), 'whole'],
  ['broken off by the engine', answered({ index: 0, finish_reason: 'abort' }), 'engine_stream_cut'],
  ['only another choice', answered({ index: 1, finish_reason: 'stop' }), 'engine_answer_malformed'],
]
for (const endpoint of bothEndpoints) {
  for (const [why, chat, end] of answers) {
    test(`${endpoint}, in one piece: ${why}: ${end}`, () => {
      const told = (): string => {
        try {
          const facts = { ...plain, rebuild: answerRebuilder(endpoint, 'json') }
          return translatedAnswer(chat, translations[endpoint], about, facts) && 'whole'
        } catch (error) {
          return error instanceof GatewayError ? error.code : 'internal'
        }
      }
      assert.equal(told(), end)
    })
  }
}

// Goal: whatever an engine says, its stream ends in a closing event or in an error that names the engine, and each event is one
// line of JSON under its own name.
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', '{}', '[]', '{"__proto__":{"a":1}}', 1e308, -1),
)
const mostly = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: usual }, { weight: 1, arbitrary: anything })
const someOf = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  mostly(fc.record(fields, { requiredKeys: [] }))
const anyText = mostly(fc.string({ unit: 'binary', maxLength: 8 }))
const anyCall = someOf({
  index: mostly(fc.constantFrom(0, 1, 1e9, -1, 0.5)),
  id: anyText,
  function: someOf({ name: mostly(fc.constantFrom('f', 'shell', 'toString', '__proto__')), arguments: anyText }),
})
const anyDelta = someOf({
  content: anyText,
  reasoning: anyText,
  refusal: anyText,
  tool_calls: mostly(fc.array(anyCall, { maxLength: 3 })),
  function_call: someOf({ name: anyText, arguments: anyText }),
})
const anyChoice = someOf({
  index: mostly(fc.constantFrom(0, 0, 0, 1, 1e9)),
  delta: anyDelta,
  finish_reason: mostly(fc.constantFrom(null, null, 'stop', 'tool_calls', 'abort')),
  logprobs: someOf({ content: mostly(fc.array(someOf({ token: anyText, logprob: anything, bytes: anything }))) }),
})
const anyChunk = someOf({
  choices: mostly(fc.array(anyChoice, { maxLength: 2 })),
  usage: someOf({ prompt_tokens: anything, completion_tokens: anything, completion_tokens_details: anything }),
})
test('whatever an engine says, its stream has an honest end', () => {
  const ends = new Set<string>()
  fc.assert(
    fc.property(
      fc.constantFrom(...bothEndpoints),
      fc.array(anyChunk, { maxLength: 6 }),
      fc.boolean(),
      (endpoint, chunks, isDone) => {
        const stream = chunks.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('') + (isDone ? done : '')
        const { text, closing, failure } = hear(endpoint, stream)
        const end = failure?.code ?? 'whole'
        ends.add(end)
        assert.ok(/^(whole|engine_(stream_cut|stream_error|answer_malformed))$/.test(end), end)
        assert.equal(closing === undefined, failure !== undefined)
        for (const event of `${text}${closing ?? ''}`.split('\n\n').slice(0, -1)) {
          const [, name, body = ''] = /^event: (\S+)\ndata: (.*)$/.exec(event) ?? []
          assert.equal((JSON.parse(body) as { type: string }).type, name)
        }
      },
    ),
    { numRuns: 600, seed: 20_261_123 },
  )
  assert.ok(ends.has('whole') && ends.has('engine_stream_cut') && ends.has('engine_answer_malformed'), [...ends].join())
})
