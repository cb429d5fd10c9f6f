import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { JsonObject } from '@stellwerk/contract/json'

import { responsesToChat } from './responses.ts'
import { about, answerOf, chatCall, chunk, eventsOf, finalOf, request, usageChunk } from './test-responses.ts'

const typesOf = (events: readonly JsonObject[]): unknown[] => events.map((event) => event['type'])
const { id } = about

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

// Goal: what a translator holds until the end of the answer is bounded, whatever the engine says without an end.
const much = 'x'.repeat(1024 * 1024)
const endless: readonly [why: string, chunkAt: (index: number) => JsonObject][] = [
  ['words', () => chunk({ content: much })],
  ['thoughts', () => chunk({ reasoning: much })],
  ['arguments', () => chunk({ tool_calls: [{ index: 0, function: { name: 'wetter', arguments: much } }] })],
  ['arguments of nothing', () => chunk({ tool_calls: [{ index: 0, function: { arguments: much } }] })],
  ['calls', (index) => chunk({ tool_calls: manyOf((at) => ({ index: index * 5_000 + at, function: { name: 'f' } })) })],
  ['calls without a name', (index) => chunk({ tool_calls: manyOf((at) => ({ index: index * 5_000 + at })) })],
  [
    'probabilities',
    () => ({
      choices: [
        { index: 0, delta: { content: 'x' }, logprobs: { content: manyOf(() => ({ token: 'x', logprob: 0 })) } },
      ],
    }),
  ],
]
function manyOf(one: (at: number) => JsonObject): JsonObject[] {
  return Array.from({ length: 5_000 }, (_, at) => one(at))
}
for (const [why, chunkAt] of endless) {
  test(`${why} without an end are not gathered for ever`, () => {
    const translator = responsesToChat.events(about)
    const takeAll = (): void => {
      for (let index = 0; index < 200; index++) translator.take(chunkAt(index))
    }
    assert.throws(takeAll, /engine_answer_too_large/)
  })
}

test('a long answer has room', () => {
  const translator = responsesToChat.events(about)
  for (let index = 0; index < 15; index++) translator.take(chunk({ content: much }))
  assert.equal(translator.end().at(-1)?.['type'], 'response.completed')
})
