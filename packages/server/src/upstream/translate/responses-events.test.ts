import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'
import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'
import fc from 'fast-check'

import type { TranslatedCall } from '../../translation.ts'
import { responsesToChat } from './responses.ts'

const asEvent = answerRebuilder('responses', 'event')
const asAnswer = answerRebuilder('responses', 'json')

const request: JsonObject = {
  model: 'm',
  input: 'x',
  store: false,
  instructions: 'Kurz.',
  tools: [
    { type: 'function', name: 'wetter', parameters: { type: 'object' }, strict: true },
    { type: 'custom', name: 'patch' },
    { type: 'namespace', name: 'n', description: 'x', tools: [{ type: 'function', name: 'h' }] },
    { type: 'local_shell' },
    { type: 'shell', environment: { type: 'local' } },
    { type: 'apply_patch' },
  ],
  tool_choice: { type: 'function', name: 'wetter' },
  reasoning: { effort: 'low' },
  text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object' } }, verbosity: 'low' },
  max_output_tokens: 100,
}
const about: TranslatedCall = { request, id: 'abcdefghijklmnopqrstuvwx', createdAt: 1_700_000_000 }

function nothingDropped(path: string): never {
  throw new Error(`dropped: ${path}`)
}

/** Every event, each of which the map of the endpoint keeps as it is. */
function eventsOf(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const translator = responsesToChat.events(about)
  const events = [...chunks.flatMap((chunk) => translator.take(chunk)), ...translator.end()]
  for (const event of events) assert.deepEqual(asEvent(event, nothingDropped), event)
  return events
}

function answerOf(message: JsonObject, finish = 'stop', more: JsonObject = {}): JsonObject {
  const chat = {
    id: 'c',
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finish, ...more }],
    usage,
  }
  const answer = responsesToChat.answer(chat, about)
  assert.ok(answer)
  assert.deepEqual(asAnswer(answer, nothingDropped), answer)
  return answer
}

const usage = {
  prompt_tokens: 10,
  completion_tokens: 7,
  total_tokens: 17,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 3 },
}
const chunk = (delta: JsonObject, finish: string | null = null): JsonObject => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const usageChunk: JsonObject = { object: 'chat.completion.chunk', choices: [], usage }
const chatCall = (id: string, name: string, args: string): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})
const finalOf = (events: readonly JsonObject[]): unknown => events.at(-1)?.['response']
const typesOf = (events: readonly JsonObject[]): unknown[] => events.map((event) => event['type'])
const id = about.id

// Goal: what the model did stands in the output as the API has it, and the rest of the object is what was asked.
const messageItem = (text: string, index: number, status = 'completed'): JsonObject => ({
  id: `msg_${id}_${index}`,
  type: 'message',
  status,
  role: 'assistant',
  content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
})
const reasoningItem = (text: string, index: number, status = 'completed'): JsonObject => ({
  id: `rs_${id}_${index}`,
  type: 'reasoning',
  status,
  summary: [],
  content: [{ type: 'reasoning_text', text }],
})
const functionItem = (index: number, fields: JsonObject): JsonObject => ({
  id: `fc_${id}_${index}`,
  type: 'function_call',
  status: 'completed',
  ...fields,
})
const answers: readonly [why: string, message: JsonObject, finish: string, output: JsonObject[]][] = [
  ['text', { content: 'Ja' }, 'stop', [messageItem('Ja', 0)]],
  ['nothing', { content: '' }, 'stop', [messageItem('', 0)]],
  ['an end in words of its own', { content: 'Ja' }, 'eos_token', [messageItem('Ja', 0)]],
  [
    'thought and text',
    { reasoning: 'weil', reasoning_content: 'weil', content: 'Ja' },
    'stop',
    [reasoningItem('weil', 0), messageItem('Ja', 1)],
  ],
  [
    'thought under the newer name',
    { reasoning: 'weil', content: 'Ja' },
    'stop',
    [reasoningItem('weil', 0), messageItem('Ja', 1)],
  ],
  ['thought cut off', { reasoning: 'we', content: null }, 'length', [reasoningItem('we', 0, 'incomplete')]],
  [
    'text cut off',
    { reasoning: 'weil', content: 'J' },
    'length',
    [reasoningItem('weil', 0), messageItem('J', 1, 'incomplete')],
  ],
  ['text held back', { content: 'J' }, 'content_filter', [messageItem('J', 0, 'incomplete')]],
  [
    'text and a refusal',
    { content: 'Ja', refusal: 'Nein' },
    'stop',
    [
      {
        ...messageItem('', 0),
        content: [
          { type: 'output_text', text: 'Ja', annotations: [], logprobs: [] },
          { type: 'refusal', refusal: 'Nein' },
        ],
      },
    ],
  ],
  [
    'two calls',
    { content: 'Moment', tool_calls: [chatCall('c1', 'wetter', '{"a":1}'), chatCall('c2', 'n__h', '{}')] },
    'tool_calls',
    [
      messageItem('Moment', 0),
      functionItem(1, { call_id: 'c1', name: 'wetter', arguments: '{"a":1}' }),
      functionItem(2, { call_id: 'c2', name: 'h', namespace: 'n', arguments: '{}' }),
    ],
  ],
  [
    'a call that nobody offered, without an id',
    { content: null, tool_calls: [{ type: 'function', function: { name: 'toString', arguments: '{}' } }] },
    'tool_calls',
    [functionItem(0, { call_id: `call_${id}_0`, name: 'toString', arguments: '{}' })],
  ],
  [
    'a call of the older API',
    { content: null, function_call: { name: 'wetter', arguments: '{}' } },
    'function_call',
    [functionItem(0, { call_id: `call_${id}_0`, name: 'wetter', arguments: '{}' })],
  ],
  [
    'a call cut off',
    { content: null, tool_calls: [chatCall('c1', 'wetter', '{"a')] },
    'length',
    [functionItem(0, { status: 'incomplete', call_id: 'c1', name: 'wetter', arguments: '{"a' })],
  ],
  [
    'a custom tool',
    { content: null, tool_calls: [chatCall('c1', 'patch', '{"input":"*** \\"a\\""}')] },
    'tool_calls',
    [
      {
        id: `ctc_${id}_0`,
        type: 'custom_tool_call',
        status: 'completed',
        call_id: 'c1',
        name: 'patch',
        input: '*** "a"',
      },
    ],
  ],
  [
    'a local shell',
    { content: null, tool_calls: [chatCall('c1', 'local_shell', '{"command":["ls","-l"],"timeout_ms":5}')] },
    'tool_calls',
    [
      {
        id: `lsh_${id}_0`,
        call_id: 'c1',
        status: 'completed',
        type: 'local_shell_call',
        action: { type: 'exec', command: ['ls', '-l'], env: {}, timeout_ms: 5 },
      },
    ],
  ],
  [
    'a shell',
    { content: null, tool_calls: [chatCall('c1', 'shell', '{"commands":["ls"]}')] },
    'tool_calls',
    [
      {
        id: `sh_${id}_0`,
        call_id: 'c1',
        status: 'completed',
        type: 'shell_call',
        action: { commands: ['ls'], timeout_ms: null, max_output_length: null },
        environment: { type: 'local' },
      },
    ],
  ],
  [
    'a patch',
    { content: null, tool_calls: [chatCall('c1', 'apply_patch', '{"type":"create_file","path":"a","diff":"+a"}')] },
    'tool_calls',
    [
      {
        id: `apc_${id}_0`,
        call_id: 'c1',
        status: 'completed',
        type: 'apply_patch_call',
        operation: { type: 'create_file', path: 'a', diff: '+a' },
      },
    ],
  ],
  [
    'a shell that does not say what to run',
    { content: null, tool_calls: [chatCall('c1', 'local_shell', '{"command":"rm -rf /"}')] },
    'tool_calls',
    [functionItem(0, { call_id: 'c1', name: 'local_shell', arguments: '{"command":"rm -rf /"}' })],
  ],
]
for (const [why, message, finish, output] of answers) {
  test(`chat as response: ${why}`, () => assert.deepEqual(answerOf(message, finish)['output'], output))
  test(`chat as response, streamed in one piece: ${why}`, () => {
    // Calls in a stream have their index.
    const calls = message['tool_calls'] as readonly JsonObject[] | undefined // As written above.
    const delta =
      calls === undefined ? message : { ...message, tool_calls: calls.map((one, index) => ({ index, ...one })) }
    const events = eventsOf([chunk({ role: 'assistant', content: '' }), chunk(delta), chunk({}, finish), usageChunk])
    assert.deepEqual(finalOf(events), answerOf(message, finish))
  })
}

test('chat as response: what was asked is repeated, and what was not has the value of the API', () => {
  const { output, ...rest } = answerOf({ content: 'Ja' }, 'length')
  assert.ok(output)
  assert.deepEqual(rest, {
    id: `resp_${id}`,
    object: 'response',
    created_at: 1_700_000_000,
    status: 'incomplete',
    error: null,
    incomplete_details: { reason: 'max_output_tokens' },
    usage: {
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 3 },
      total_tokens: 17,
    },
    model: 'm',
    instructions: 'Kurz.',
    tools: request['tools'],
    tool_choice: { type: 'function', name: 'wetter' },
    parallel_tool_calls: true,
    max_tool_calls: null,
    max_output_tokens: 100,
    temperature: 1,
    top_p: 1,
    top_logprobs: 0,
    presence_penalty: 0,
    frequency_penalty: 0,
    reasoning: { effort: 'low', summary: null },
    text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object' } }, verbosity: 'low' },
    truncation: 'disabled',
    service_tier: 'default',
    background: false,
    previous_response_id: null,
    store: false,
    metadata: {},
  })
})

test('chat as response: log probabilities, with bytes as a list', () => {
  const entry = {
    token: 'Ja',
    logprob: -0.1,
    bytes: null,
    top_logprobs: [{ token: 'Ja', logprob: -0.1, bytes: [74, 97] }],
  }
  const [item] = answerOf({ content: 'Ja' }, 'stop', { logprobs: { content: [entry] } })['output'] as JsonObject[] // Never empty.
  const logprobs = [{ ...entry, bytes: [] }]
  assert.deepEqual(item?.['content'], [{ type: 'output_text', text: 'Ja', annotations: [], logprobs }])
})

test('chat as response: an answer without choices is none', () => {
  assert.equal(responsesToChat.answer({ choices: [] }, about), undefined)
  assert.equal(responsesToChat.answer({}, about), undefined)
})

// ── Streams ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test('the events of a stream come in the order of the API', () => {
  const events = eventsOf([
    chunk({ role: 'assistant', content: '' }),
    chunk({ reasoning_content: 'we' }),
    chunk({ reasoning_content: 'il' }),
    chunk({ content: 'J' }),
    chunk({ content: 'a' }),
    chunk({ refusal: 'Nein' }),
    chunk({ tool_calls: [{ index: 0, ...chatCall('c1', 'wetter', '{"a') }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: '":1}' } }] }),
    chunk({ tool_calls: [{ index: 1, ...chatCall('c2', 'patch', '{"input":"x"}') }] }),
    chunk({}, 'tool_calls'),
    usageChunk,
  ])
  assert.deepEqual(typesOf(events), [
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    'response.reasoning_text.delta',
    'response.reasoning_text.delta',
    'response.reasoning_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.content_part.added',
    'response.refusal.delta',
    'response.refusal.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.output_item.added',
    'response.function_call_arguments.delta',
    'response.function_call_arguments.delta',
    'response.output_item.added',
    'response.function_call_arguments.done',
    'response.output_item.done',
    'response.custom_tool_call_input.delta',
    'response.custom_tool_call_input.done',
    'response.output_item.done',
    'response.completed',
  ])
  assert.deepEqual(
    events.map((event) => event['sequence_number']),
    [...events.keys()],
  )
})

test('an empty stream still begins and ends', () =>
  assert.deepEqual(typesOf(eventsOf([])), [
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ]))

test('pieces of two calls in turn keep their places', () => {
  const piece = (index: number, args: string) => chunk({ tool_calls: [{ index, function: { arguments: args } }] })
  const events = eventsOf([
    chunk({
      tool_calls: [
        { index: 0, ...chatCall('c1', 'wetter', '') },
        { index: 1, ...chatCall('c2', 'wetter', '') },
      ],
    }),
    piece(1, '{"b'),
    piece(0, '{"a'),
    piece(1, '":2}'),
    piece(0, '":1}'),
    chunk({}, 'tool_calls'),
  ])
  const deltas = events.filter((event) => event['type'] === 'response.function_call_arguments.delta')
  assert.deepEqual(
    deltas.map((event) => [event['output_index'], event['delta']]),
    [
      [1, '{"b'],
      [0, '{"a'],
      [1, '":2}'],
      [0, '":1}'],
    ],
  )
})

test('a name that comes late loses nothing of what came before', () => {
  const events = eventsOf([
    chunk({ tool_calls: [{ index: 0, id: 'c1', function: { arguments: '{"a"' } }] }),
    chunk({ tool_calls: [{ index: 0, function: { name: 'wetter', arguments: ':1}' } }] }),
    chunk({}, 'tool_calls'),
  ])
  const tool_calls = [chatCall('c1', 'wetter', '{"a":1}')]
  const { usage: _, ...final } = finalOf(events) as JsonObject // The closing event has one.
  const { usage: __, ...whole } = answerOf({ content: null, tool_calls }, 'tool_calls')
  assert.deepEqual(final, whole)
})

test('other answers to the same prompt are not told', () => {
  const other = { choices: [{ index: 1, delta: { content: 'Nein' } }] }
  assert.equal(JSON.stringify(eventsOf([chunk({ content: 'Ja' }), other])).includes('Nein'), false)
})

// ── Every cut ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A text in pieces, as an engine may cut it. */
const pieces = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.array(fc.nat(), { maxLength: 8 })).map(([whole, cuts]) => {
    const at = [0, ...cuts.map((cut) => cut % (whole.length + 1)).toSorted((a, b) => a - b), whole.length]
    return at.slice(1).map((end, index) => whole.slice(at[index], end))
  })

const anyText = fc.string({ unit: 'binary', maxLength: 40 })
const anyCall = fc.record({
  name: fc.constantFrom('wetter', 'patch', 'n__h', 'local_shell', 'shell', 'apply_patch', 'unknown'),
  args: pieces(
    fc.oneof(
      fc.constantFrom('{"command":["ls"]}', '{"commands":["ls"]}', '{"type":"delete_file","path":"a"}', ''),
      fc.record({ input: anyText }).map((value) => JSON.stringify(value)),
      anyText,
    ),
  ),
})

const anyAnswer = fc.record({
  thought: pieces(anyText),
  said: pieces(anyText),
  refused: pieces(fc.constantFrom('', 'Nein, das nicht.')),
  calls: fc.array(anyCall, { maxLength: 3 }),
  finish: fc.constantFrom('stop', 'length', 'tool_calls'),
})

test('however an answer is cut, the final object is that of the whole', () => {
  fc.assert(
    fc.property(anyAnswer, ({ thought, said, refused, calls, finish }) => {
      const events = eventsOf([
        ...thought.map((reasoning) => chunk({ reasoning, reasoning_content: reasoning })),
        ...said.map((content) => chunk({ content })),
        ...refused.map((refusal) => chunk({ refusal })),
        ...calls.flatMap(({ name, args }, index) => [
          chunk({ tool_calls: [{ index, id: `c${index}`, type: 'function', function: { name, arguments: '' } }] }),
          ...args.map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
        ]),
        chunk({}, finish),
        usageChunk,
      ])
      const message = {
        reasoning_content: thought.join(''),
        content: said.join(''),
        refusal: refused.join(''),
        tool_calls: calls.map(({ name, args }, index) => chatCall(`c${index}`, name, args.join(''))),
      }
      assert.deepEqual(finalOf(events), answerOf(message, finish))
      assert.equal(toldIn(events, 'response.output_text.delta'), said.join(''))
      assert.equal(toldIn(events, 'response.reasoning_text.delta'), thought.join(''))
    }),
    { numRuns: 300, seed: 20_261_123 },
  )
})

function toldIn(events: readonly JsonObject[], type: string): string {
  const told = events.map((event) => (event['type'] === type ? event['delta'] : ''))
  return told.filter((delta) => typeof delta === 'string').join('')
}

// Goal: an item says the same in its own last event and in the final object, and its place is where it stands.
test('each item ends as it stands in the final object', () => {
  fc.assert(
    fc.property(anyAnswer, ({ thought, said, calls, finish }) => {
      const events = eventsOf([
        ...thought.map((reasoning) => chunk({ reasoning })),
        ...said.map((content) => chunk({ content })),
        chunk({
          tool_calls: calls.map(({ name, args }, index) => ({ index, ...chatCall(`c${index}`, name, args.join('')) })),
        }),
        chunk({}, finish),
      ])
      const final = finalOf(events)
      assert.ok(isJsonObject(final))
      const ended = events
        .filter((event) => event['type'] === 'response.output_item.done')
        .toSorted((a, b) => Number(a['output_index']) - Number(b['output_index']))
      assert.deepEqual(
        ended.map((event) => event['item']),
        final['output'],
      )
      assert.deepEqual(
        ended.map((event) => event['output_index']),
        [...ended.keys()],
      )
    }),
    { numRuns: 200, seed: 20_261_123 },
  )
})
