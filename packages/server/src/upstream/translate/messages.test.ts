import Anthropic from '@anthropic-ai/sdk'
import { answerRebuilder, requestRebuilder } from '@stellwerk/contract/fields/rebuild'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import { test } from 'bun:test'
import fc from 'fast-check'
import assert from 'node:assert/strict'

import { messagesToChat } from './messages.ts'
import { textIn } from './reading.ts'
import { chatOf, chunk, chunksOf, type Said } from './test-chat.ts'

const fromChat = answerRebuilder('chat/completions', 'json')
const fromChunk = answerRebuilder('chat/completions', 'event')
const toClient = answerRebuilder('messages', 'json')
const eventToClient = answerRebuilder('messages', 'event')
const mustKeepAll = (path: string) => assert.fail(`${path} was left out`)

const about = (request: JsonObject = {}) => ({
  request: { model: 'm', ...request },
  id: 'abc',
  createdAt: 1_764_000_000,
})

/** As the path does it: the chat answer rebuilt, translated, rebuilt, and the second map has nothing to leave out. */
function whole(said: Said, request?: JsonObject): JsonObject {
  const chat = fromChat(chatOf(said), mustKeepAll)
  assert.ok(chat)
  const answer = messagesToChat.answer(chat, about(request))
  assert.ok(answer)
  const kept = toClient(answer, mustKeepAll)
  assert.deepEqual(kept, answer)
  return answer
}

function events(chunks: readonly JsonObject[], request?: JsonObject): readonly JsonObject[] {
  const translator = messagesToChat.events(about(request))
  const taken = chunks.flatMap((each) => translator.take(fromChunk(each, mustKeepAll) ?? assert.fail()))
  const all = [...taken, ...translator.end()]
  for (const event of all) assert.deepEqual(eventToClient(event, mustKeepAll), event)
  return all
}

/** A client that is answered with these events; nothing goes over a network. */
function clientAnsweredBy(answerTo: (body: JsonObject) => readonly JsonObject[]): Anthropic {
  return new Anthropic({
    apiKey: 'none',
    baseURL: 'http://127.0.0.1:1',
    maxRetries: 0,
    fetch: (_url, init) => {
      assert.ok(typeof init?.body === 'string')
      const body = JSON.parse(init.body) as JsonObject // The client wrote an object.
      const text = answerTo(body).map((event) => `event: ${textIn(event, 'type')}\ndata: ${JSON.stringify(event)}\n\n`)
      return Promise.resolve(new Response(text.join(''), { headers: { 'content-type': 'text/event-stream' } }))
    },
  })
}

async function finalMessage(told: readonly JsonObject[]): Promise<JsonObject> {
  const client = clientAnsweredBy(() => told)
  const stream = client.messages.stream({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'x' }] })
  const { parsed_output: _, ...message } = plain(await stream.finalMessage()) // Of the client's own helper.
  return message
}

/** As JSON; the client adds names without a value. */
function plain(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject // JSON of an object.
}

const thinks = { thinking: { type: 'adaptive' } }
const stops = { stop_sequences: ['Ende'] }
const noUsage = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 }
const text = (said: string) => ({ type: 'text', text: said })
const use = (id: string, input: Json, name = 'wetter') => ({ type: 'tool_use', id, name, input })

const answers: readonly [
  why: string,
  said: Said,
  request: JsonObject,
  content: readonly JsonObject[],
  stop: string,
  sequence: string | null,
  usage: JsonObject,
][] = [
  ['words', { words: 'Ja.' }, {}, [text('Ja.')], 'end_turn', null, noUsage],
  ['nothing', {}, {}, [], 'end_turn', null, noUsage],
  [
    'a thought that was asked for',
    { thought: 'Hm.', words: 'Ja.' },
    thinks,
    [{ type: 'thinking', thinking: 'Hm.', signature: 'unsigned' }, text('Ja.')],
    'end_turn',
    null,
    noUsage,
  ],
  ['a thought that was not', { thought: 'Hm.', words: 'Ja.' }, {}, [text('Ja.')], 'end_turn', null, noUsage],
  [
    'a thought that was declined',
    { thought: 'Hm.', words: 'Ja.' },
    { thinking: { type: 'disabled' } },
    [text('Ja.')],
    'end_turn',
    null,
    noUsage,
  ],
  [
    'a thought to be kept back',
    { thought: 'Hm.', words: 'Ja.' },
    { thinking: { type: 'adaptive', display: 'omitted' } },
    [text('Ja.')],
    'end_turn',
    null,
    noUsage,
  ],
  [
    'a call',
    { calls: [{ id: 'c1', args: '{"ort":"Köln"}' }], finish: 'tool_calls' },
    {},
    [use('c1', { ort: 'Köln' })],
    'tool_use',
    null,
    noUsage,
  ],
  [
    'a call after words',
    { words: 'Moment.', calls: [{ id: 'c1', args: '{}' }], finish: 'tool_calls' },
    {},
    [text('Moment.'), use('c1', {})],
    'tool_use',
    null,
    noUsage,
  ],
  [
    'two calls',
    {
      calls: [
        { id: 'c1', args: '{"a":1}' },
        { id: 'c2', args: '{"b":2}' },
      ],
      finish: 'tool_calls',
    },
    {},
    [use('c1', { a: 1 }), use('c2', { b: 2 })],
    'tool_use',
    null,
    noUsage,
  ],
  [
    'a call that ends like words',
    { calls: [{ id: 'c1', args: '{}' }] },
    {},
    [use('c1', {})],
    'tool_use',
    null,
    noUsage,
  ],
  [
    'a call without id',
    { calls: [{ args: '{}' }, { args: '{}' }] },
    {},
    [use('toolu_abc_0', {}), use('toolu_abc_1', {})],
    'tool_use',
    null,
    noUsage,
  ],
  [
    'two calls of one id',
    {
      calls: [
        { id: 'c', args: '{}' },
        { id: 'c', args: '{}' },
      ],
    },
    {},
    [use('c', {}), use('toolu_abc_1', {})],
    'tool_use',
    null,
    noUsage,
  ],
  ['a call without arguments', { calls: [{ id: 'c1', args: '' }] }, {}, [use('c1', {})], 'tool_use', null, noUsage],
  [
    'arguments that are cut',
    { calls: [{ id: 'c1', args: '{"ort":"Kö' }], finish: 'length' },
    {},
    [use('c1', { malformed_arguments: '{"ort":"Kö' })],
    'max_tokens',
    null,
    noUsage,
  ],
  [
    'arguments that are a list',
    { calls: [{ id: 'c1', args: '[1]' }] },
    {},
    [use('c1', { malformed_arguments: '[1]' })],
    'tool_use',
    null,
    noUsage,
  ],
  [
    'arguments that reach into objects',
    { calls: [{ id: 'c1', args: '{"__proto__":{}}' }] },
    {},
    [use('c1', { malformed_arguments: '{"__proto__":{}}' })],
    'tool_use',
    null,
    noUsage,
  ],
  ['an end by length', { words: 'Ja', finish: 'length' }, {}, [text('Ja')], 'max_tokens', null, noUsage],
  [
    'a stop sequence that is named',
    { words: 'Ja', matched: 'Ende' },
    stops,
    [text('Ja')],
    'stop_sequence',
    'Ende',
    noUsage,
  ],
  ['a stop sequence of the engine', { words: 'Ja', matched: '</s>' }, stops, [text('Ja')], 'end_turn', null, noUsage],
  ['a stop token', { words: 'Ja', matched: 128_009 }, stops, [text('Ja')], 'end_turn', null, noUsage],
  [
    'a stop sequence that is not named',
    { words: 'Ja', finish: 'stop_sequence' },
    stops,
    [text('Ja')],
    'stop_sequence',
    null,
    noUsage,
  ],
  ['an end in the words of TGI', { words: 'Ja', finish: 'eos_token' }, {}, [text('Ja')], 'end_turn', null, noUsage],
  ['a refusal', { refusal: 'Nein.' }, {}, [text('Nein.')], 'refusal', null, noUsage],
  ['a filter', { words: 'Ne', finish: 'content_filter' }, {}, [text('Ne')], 'refusal', null, noUsage],
  [
    'usage',
    { words: 'Ja', usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 } },
    {},
    [text('Ja')],
    'end_turn',
    null,
    { ...noUsage, input_tokens: 10, output_tokens: 3 },
  ],
  [
    'usage with a cache and thoughts',
    {
      words: 'Ja',
      usage: {
        prompt_tokens: 10,
        completion_tokens: 3,
        prompt_tokens_details: { cached_tokens: 6, cache_write_tokens: 1 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
    },
    {},
    [text('Ja')],
    'end_turn',
    null,
    {
      input_tokens: 3,
      cache_creation_input_tokens: 1,
      cache_read_input_tokens: 6,
      output_tokens: 3,
      output_tokens_details: { thinking_tokens: 2 },
    },
  ],
]
for (const [why, said, request, content, stop_reason, stop_sequence, usage] of answers) {
  const message = {
    id: 'msg_abc',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content,
    stop_reason,
    stop_sequence,
    usage,
  }
  test(`chat to an answer: ${why}`, () => assert.deepEqual(whole(said, request), message))
  test(`chat to a stream: ${why}`, async () => {
    // Uncut, cut in the middle, and character by character.
    const everywhere = Array.from({ length: 40 }, (_, index) => index)
    for (const cuts of [[], [3], everywhere]) {
      assert.deepEqual(await finalMessage(events(chunksOf(said, cuts), request)), message)
    }
  })
}

test('a call may be whole in a piece of the older API', () => {
  const answer = messagesToChat.answer(
    {
      choices: [
        { message: { function_call: { name: 'wetter', arguments: '{"a":1}' } }, finish_reason: 'function_call' },
      ],
    },
    about(),
  )
  assert.deepEqual(answer?.['content'], [use('toolu_abc_0', { a: 1 })])
})

test('an answer without a choice is none', () =>
  assert.equal(messagesToChat.answer({ choices: [] }, about()), undefined))

test('long numbers in arguments arrive in a stream as they were written', () => {
  const args = '{"id":12345678901234567890}'
  const told = events(chunksOf({ calls: [{ id: 'c1', args }] }, [5]))
  const delta = told.find(({ type }) => type === 'content_block_delta')?.['delta']
  assert.deepEqual(delta, { type: 'input_json_delta', partial_json: args })
})

test('the events of a stream, in their order', () => {
  const said = { thought: 'Hm.', words: 'Ja.', calls: [{ id: 'c1', args: '{"a":1}' }], finish: 'tool_calls' }
  assert.deepEqual(
    events(chunksOf(said, [2]), thinks).map(({ type, index, delta, content_block }) => [
      type,
      ...(index === undefined ? [] : [index]),
      ...(delta === undefined ? [] : [delta]),
      ...(content_block === undefined ? [] : [content_block]),
    ]),
    [
      ['message_start'],
      ['content_block_start', 0, { type: 'thinking', thinking: '', signature: '' }],
      ['content_block_delta', 0, { type: 'thinking_delta', thinking: 'Hm' }],
      ['content_block_delta', 0, { type: 'thinking_delta', thinking: '.' }],
      ['content_block_delta', 0, { type: 'signature_delta', signature: 'unsigned' }],
      ['content_block_stop', 0],
      ['content_block_start', 1, { type: 'text', text: '' }],
      ['content_block_delta', 1, { type: 'text_delta', text: 'Ja' }],
      ['content_block_delta', 1, { type: 'text_delta', text: '.' }],
      ['content_block_stop', 1],
      ['content_block_start', 2, { type: 'tool_use', id: 'c1', name: 'wetter', input: {} }],
      ['content_block_delta', 2, { type: 'input_json_delta', partial_json: '{"a":1}' }],
      ['content_block_stop', 2],
      ['message_delta', { stop_reason: 'tool_use', stop_sequence: null }],
      ['message_stop'],
    ],
  )
})

test('an engine that says nothing at all still gives a message', async () =>
  assert.deepEqual((await finalMessage(events([])))['content'], []))

test('a thought after words is a block of its own, because the one before is closed', async () => {
  const told = events(
    [chunk({ reasoning: 'a' }), chunk({ content: 'b' }), chunk({ reasoning: 'c' }), chunk({ content: 'd' })],
    thinks,
  )
  const sealed = { signature: 'unsigned' }
  assert.deepEqual((await finalMessage(told))['content'], [
    { type: 'thinking', thinking: 'a', ...sealed },
    text('b'),
    { type: 'thinking', thinking: 'c', ...sealed },
    text('d'),
  ])
})

test('arguments without an end are not gathered for ever', () => {
  const translator = messagesToChat.events(about())
  const piece = chunk({ tool_calls: [{ index: 0, function: { name: 'f', arguments: 'x'.repeat(4 * 1024 * 1024) } }] })
  for (let taken = 0; taken < 3; taken++) translator.take(piece)
  assert.throws(() => translator.take(piece), /engine_answer_too_large/)
})

test('calls without an end are not gathered for ever', () => {
  const translator = messagesToChat.events(about())
  const takeAll = (): void => {
    for (let index = 0; index < 1_000_000; index++) {
      translator.take(chunk({ tool_calls: [{ index, function: { name: 'f' } }] }))
    }
  }
  assert.throws(takeAll, /engine_answer_too_large/)
})

// Goal: however an engine cuts its answer, and in whatever turn the pieces of its calls come, the message is the whole one.
const someSaid: fc.Arbitrary<Said> = fc.record({
  thought: fc.string({ unit: 'grapheme' }),
  words: fc.string({ unit: 'grapheme' }),
  calls: fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      args: fc.oneof(fc.json(), fc.string(), fc.constant('{"ort":"Köln"}')),
    }),
    { maxLength: 3 },
  ),
  finish: fc.constantFrom('stop', 'length', 'tool_calls'),
  usage: fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat() }),
})

test('however it is cut, the message is the same', async () => {
  await fc.assert(
    fc.asyncProperty(someSaid, fc.array(fc.nat({ max: 60 }), { maxLength: 8 }), async (said, cuts) => {
      assert.deepEqual(await finalMessage(events(chunksOf(said, cuts), thinks)), plain(whole(said, thinks)))
    }),
    { numRuns: 150, seed: 20_261_123 },
  )
})

// ── A tool loop ─────────────────────────────────────────────────────────────────────────────────────────────────────

const fromClient = requestRebuilder('messages', 'vllm', [])
const toEngine = requestRebuilder('chat/completions', 'vllm', [])
const noMedia = { image: false, audio: false, file: false }

test('a loop of three turns: the engine hears its own calls and their results', async () => {
  const script: readonly Said[] = [
    {
      thought: 'Erst Köln.',
      calls: [
        { id: 'c1', args: '{"ort":"Köln"}' },
        { id: 'c2', args: '{"ort":"Bonn"}' },
      ],
      finish: 'tool_calls',
    },
    { words: 'Noch eins.', calls: [{ id: 'c3', args: '{"ort":"Kiel"}' }], finish: 'tool_calls' },
    { words: 'Überall 12 Grad.' },
  ]
  const heard: JsonObject[] = []
  const client = clientAnsweredBy((body) => {
    const request = fromClient(body, noMedia)
    heard.push(toEngine(messagesToChat.request(request), noMedia))
    return events(chunksOf(script[heard.length - 1] ?? {}, [2]), request)
  })
  const tools: Anthropic.Tool[] = [{ name: 'wetter', input_schema: { type: 'object' } }]
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'Wie ist das Wetter?' }]
  let last: Anthropic.Message | undefined
  while (last?.stop_reason !== 'end_turn') {
    const asked = { model: 'm', max_tokens: 99, thinking: { type: 'adaptive' }, tools, messages } as const
    last = await client.messages.stream(asked).finalMessage()
    messages.push({ role: 'assistant', content: last.content })
    const results = last.content.flatMap((block) =>
      block.type === 'tool_use' ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: '12 Grad' }] : [],
    )
    if (results.length > 0) messages.push({ role: 'user', content: results })
  }
  const called = (id: string, args: string) => ({ id, type: 'function', function: { name: 'wetter', arguments: args } })
  const told = (tool_call_id: string) => ({ role: 'tool', tool_call_id, content: '12 Grad' })
  assert.equal(heard.length, 3)
  assert.deepEqual(heard[2]?.['messages'], [
    { role: 'user', content: 'Wie ist das Wetter?' },
    {
      role: 'assistant',
      content: null,
      reasoning: 'Erst Köln.',
      reasoning_content: 'Erst Köln.',
      tool_calls: [called('c1', '{"ort":"Köln"}'), called('c2', '{"ort":"Bonn"}')],
    },
    told('c1'),
    told('c2'),
    { role: 'assistant', content: 'Noch eins.', tool_calls: [called('c3', '{"ort":"Kiel"}')] },
    told('c3'),
  ])
  assert.deepEqual(last.content, [text('Überall 12 Grad.')])
})
