import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { GatewayError } from '@stellwerk/contract/error'
import { requestRebuilder } from '@stellwerk/contract/fields/rebuild'
import type { Json, JsonObject } from '@stellwerk/contract/json'

import { responsesToChat } from './responses.ts'

const allMedia = { image: true, audio: true, file: true }
const atTheDoor = requestRebuilder('responses', 'openaiCompatible', [])
const atTheEngine = requestRebuilder('chat/completions', 'openaiCompatible', [])

/** What an engine gets: rebuilt for the client's endpoint, translated, rebuilt for chat. */
function asChat(request: JsonObject): JsonObject {
  const chat = responsesToChat.request(atTheDoor(request, allMedia))
  // The map of chat knows every field that a translation may send, and leaves none of them out.
  assert.deepEqual(atTheEngine(chat, allMedia), chat)
  return chat
}

function refusal(request: JsonObject): GatewayError {
  try {
    asChat(request)
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
  throw new Error('it was translated')
}

const messagesOf = (...input: Json[]): Json | undefined => asChat({ model: 'm', input })['messages']
const user = { role: 'user', content: 'Hallo' }
const call = (id: string) => ({ type: 'function_call', call_id: id, name: 'wetter', arguments: '{"ort":"Ulm"}' })
const result = (id: string, output: Json = '12') => ({ type: 'function_call_output', call_id: id, output })
const chatCall = (id: string) => ({
  id,
  type: 'function',
  function: { name: 'wetter', arguments: '{"ort":"Ulm"}' },
})
const said = (text: string) => ({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] })
const thought = (text: string) => ({ type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text }] })

const image = { type: 'input_image', image_url: 'data:image/png;base64,AA' }
const chatImage = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } }

// Goal: each kind of item becomes what a chat template reads, and what belongs together stands in one message.
const conversations: readonly [why: string, input: Json[], messages: Json[]][] = [
  ['a message', [user], [user]],
  ['one part of text', [{ role: 'user', content: [{ type: 'input_text', text: 'Hallo' }] }], [user]],
  [
    'several parts',
    [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Was ist das?' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA', detail: 'original' },
          { type: 'input_file', file_data: 'data:application/pdf;base64,AA', filename: 'x.pdf' },
        ],
      },
    ],
    [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Was ist das?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AA', detail: 'high' } },
          { type: 'file', file: { file_data: 'data:application/pdf;base64,AA' } },
        ],
      },
    ],
  ],
  [
    'an image in a result, which the user shows after it',
    [call('c1'), result('c1', [{ type: 'input_text', text: 'rot' }, image]), said('Ein Punkt.')],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('c1')] },
      { role: 'tool', tool_call_id: 'c1', content: 'rot' },
      { role: 'user', content: [{ type: 'text', text: 'Result of c1:' }, chatImage] },
      { role: 'assistant', content: 'Ein Punkt.' },
    ],
  ],
  [
    'images in several results, after all of them and with what the user says',
    [call('c1'), call('c2'), result('c1', [image]), result('c2', [image]), user],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('c1'), chatCall('c2')] },
      { role: 'tool', tool_call_id: 'c1', content: '' },
      { role: 'tool', tool_call_id: 'c2', content: '' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Result of c1:' },
          chatImage,
          { type: 'text', text: 'Result of c2:' },
          chatImage,
          { type: 'text', text: 'Hallo' },
        ],
      },
    ],
  ],
  [
    'an image in the last result',
    [call('c1'), result('c1', [image])],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('c1')] },
      { role: 'tool', tool_call_id: 'c1', content: '' },
      { role: 'user', content: [{ type: 'text', text: 'Result of c1:' }, chatImage] },
    ],
  ],
  [
    'system and developer at the beginning in one',
    [{ role: 'developer', content: 'a' }, { role: 'system', content: [{ type: 'input_text', text: 'b' }] }, user],
    [{ role: 'system', content: 'a\n\nb' }, user],
  ],
  ['a developer in between', [user, { role: 'developer', content: 'a' }], [user, { role: 'system', content: 'a' }]],
  [
    'an answer sent back',
    [user, { ...said('Ja'), id: 'msg_1', status: 'completed' }],
    [user, { role: 'assistant', content: 'Ja' }],
  ],
  [
    'an answer in two parts with a refusal',
    [
      {
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'Ja' },
          { type: 'output_text', text: 'wohl' },
          { type: 'refusal', refusal: 'Nein' },
        ],
      },
    ],
    [{ role: 'assistant', content: 'Jawohl', refusal: 'Nein' }],
  ],
  ['an answer as text', [{ role: 'assistant', content: 'Ja' }], [{ role: 'assistant', content: 'Ja' }]],
  [
    'two calls in a row and their results',
    [user, call('c1'), call('c2'), result('c2'), result('c1')],
    [
      user,
      { role: 'assistant', content: null, tool_calls: [chatCall('c1'), chatCall('c2')] },
      { role: 'tool', tool_call_id: 'c2', content: '12' },
      { role: 'tool', tool_call_id: 'c1', content: '12' },
    ],
  ],
  [
    'words before a call',
    [said('Ich sehe nach.'), call('c1'), result('c1')],
    [
      { role: 'assistant', content: 'Ich sehe nach.', tool_calls: [chatCall('c1')] },
      { role: 'tool', tool_call_id: 'c1', content: '12' },
    ],
  ],
  [
    'words after a call',
    [call('c1'), said('Moment')],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('c1')] },
      { role: 'assistant', content: 'Moment' },
    ],
  ],
  [
    'what was thought before words and a call',
    [thought('erst das'), said('Ja'), call('c1')],
    [{ role: 'assistant', content: 'Ja', reasoning_content: 'erst das', tool_calls: [chatCall('c1')] }],
  ],
  [
    'what was thought between two calls',
    [thought('a'), call('c1'), thought('b'), call('c2')],
    [
      {
        role: 'assistant',
        content: null,
        reasoning_content: 'a\n\nb',
        tool_calls: [chatCall('c1'), chatCall('c2')],
      },
    ],
  ],
  [
    'a summary where that is all',
    [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'kurz' }], encrypted_content: 'gA' }, said('Ja')],
    [{ role: 'assistant', content: 'Ja', reasoning_content: 'kurz' }],
  ],
  ['what was thought and led to nothing', [thought('a'), user], [user]],
  [
    'results in parts',
    [
      call('c1'),
      result('c1', [
        { type: 'input_text', text: 'a' },
        { type: 'input_text', text: 'b' },
      ]),
    ],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('c1')] },
      { role: 'tool', tool_call_id: 'c1', content: 'a\nb' },
    ],
  ],
  [
    'a call without arguments',
    [{ ...call('c1'), arguments: '' }],
    [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'wetter', arguments: '{}' } }],
      },
    ],
  ],
  [
    'a call of a group',
    [{ ...call('c1'), namespace: 'mcp__a' }],
    [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'mcp__a__wetter', arguments: '{"ort":"Ulm"}' } }],
      },
    ],
  ],
  [
    'a custom tool',
    [
      { type: 'custom_tool_call', call_id: 'c1', name: 'patch', input: 'a "b"' },
      { type: 'custom_tool_call_output', call_id: 'c1', output: 'ok' },
    ],
    [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'patch', arguments: '{"input":"a \\"b\\""}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'ok' },
    ],
  ],
  [
    'a local shell, its result by the id of the item',
    [
      {
        type: 'local_shell_call',
        call_id: 'c1',
        status: 'completed',
        action: { type: 'exec', command: ['ls'], env: {}, timeout_ms: 5, working_directory: '/tmp' },
      },
      { type: 'local_shell_call_output', id: 'c1', output: 'a' },
    ],
    [
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: {
              name: 'local_shell',
              arguments: '{"command":["ls"],"working_directory":"/tmp","timeout_ms":5}',
            },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'a' },
    ],
  ],
  [
    'a shell',
    [
      { type: 'shell_call', call_id: 'c1', action: { commands: ['ls'], timeout_ms: null, max_output_length: null } },
      {
        type: 'shell_call_output',
        call_id: 'c1',
        output: [{ stdout: 'a', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
      },
    ],
    [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'shell', arguments: '{"commands":["ls"]}' } }],
      },
      {
        role: 'tool',
        tool_call_id: 'c1',
        content: '[{"stdout":"a","stderr":"","outcome":{"type":"exit","exit_code":0}}]',
      },
    ],
  ],
  [
    'a patch',
    [
      { type: 'apply_patch_call', call_id: 'c1', operation: { type: 'delete_file', path: 'a' } },
      { type: 'apply_patch_call_output', call_id: 'c1', status: 'completed' },
    ],
    [
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'apply_patch', arguments: '{"type":"delete_file","path":"a"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'completed' },
    ],
  ],
]
for (const [why, input, messages] of conversations) {
  test(`responses to chat: ${why}`, () => assert.deepEqual(messagesOf(...input), messages))
}

test('responses to chat: instructions stand first, with what follows them', () =>
  assert.deepEqual(
    asChat({ model: 'm', instructions: 'Kurz.', input: [{ role: 'developer', content: 'Deutsch.' }, user] })[
      'messages'
    ],
    [{ role: 'system', content: 'Kurz.\n\nDeutsch.' }, user],
  ))

// Goal: settings under their names at chat; what means nothing there is left out.
const settings: readonly [why: string, fields: JsonObject, chat: JsonObject][] = [
  ['nothing', {}, {}],
  [
    'sampling and length',
    { temperature: 0.5, top_p: 0.9, max_output_tokens: 9, stream: true, top_k: 4, stop: 'x', seed: 1 },
    {
      temperature: 0.5,
      top_p: 0.9,
      max_completion_tokens: 9,
      stream: true,
      stream_options: { include_usage: true },
      top_k: 4,
      stop: 'x',
      seed: 1,
    },
  ],
  [
    'reasoning and length of words',
    { reasoning: { effort: 'low', summary: 'auto' }, text: { verbosity: 'low', format: { type: 'text' } } },
    { reasoning_effort: 'low', verbosity: 'low' },
  ],
  ['JSON', { text: { format: { type: 'json_object' } } }, { response_format: { type: 'json_object' } }],
  [
    'a schema',
    {
      text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object' }, strict: true, description: 'b' } },
    },
    {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'a', description: 'b', schema: { type: 'object' }, strict: true },
      },
    },
  ],
  [
    'a schema without a name',
    { text: { format: { type: 'json_schema', schema: {} } } },
    { response_format: { type: 'json_schema', json_schema: { name: 'response', schema: {} } } },
  ],
  [
    'log probabilities',
    { include: ['message.output_text.logprobs'], top_logprobs: 2 },
    { logprobs: true, top_logprobs: 2 },
  ],
  ['log probabilities that nobody will see', { top_logprobs: 2 }, {}],
  [
    'what means nothing at chat',
    {
      include: ['reasoning.encrypted_content'],
      truncation: 'disabled',
      max_tool_calls: 3,
      stream_options: { include_obfuscation: true },
      store: false,
      background: false,
      tool_choice: 'auto',
      parallel_tool_calls: false,
      tools: [],
    },
    {},
  ],
]
for (const [why, fields, chat] of settings) {
  test(`responses to chat: ${why}`, () =>
    assert.deepEqual(asChat({ model: 'm', input: 'Hallo', ...fields }), { model: 'm', ...chat, messages: [user] }))
}

const f = { type: 'function', name: 'f', description: 'x', parameters: { type: 'object' }, strict: true }
const g = { type: 'custom', name: 'g' }
const group = { type: 'namespace', name: 'n', description: 'x', tools: [{ type: 'function', name: 'h' }] }
const chatF = {
  type: 'function',
  function: { name: 'f', description: 'x', parameters: { type: 'object' }, strict: true },
}
const chatH = { type: 'function', function: { name: 'n__h' } }
const inputOnly = (rule: JsonObject) => ({
  type: 'object',
  properties: { input: { type: 'string', ...rule } },
  required: ['input'],
  additionalProperties: false,
})
const chatG = { type: 'function', function: { name: 'g', parameters: inputOnly({}) } }
const choose = (name: string) => ({ type: 'function', function: { name } })

// Goal: every tool that a client runs is a function at chat, and every choice among them can be said.
const tools: readonly [why: string, fields: JsonObject, chat: JsonObject][] = [
  ['a function', { tools: [f], parallel_tool_calls: false }, { tools: [chatF], parallel_tool_calls: false }],
  ['a custom tool', { tools: [g] }, { tools: [chatG] }],
  [
    'a custom tool with a grammar',
    { tools: [{ ...g, format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } }] },
    {
      tools: [
        {
          type: 'function',
          function: { name: 'g', parameters: inputOnly({ description: 'Follows this lark grammar:\nstart: "a"' }) },
        },
      ],
    },
  ],
  ['a group', { tools: [group] }, { tools: [chatH] }],
  ['a choice of one', { tools: [f, g], tool_choice: g }, { tools: [chatF, chatG], tool_choice: choose('g') }],
  [
    'a choice out of a group',
    { tools: [group], tool_choice: { type: 'function', name: 'h' } },
    { tools: [chatH], tool_choice: choose('n__h') },
  ],
  ['no choice', { tools: [f], tool_choice: 'none' }, { tools: [chatF], tool_choice: 'none' }],
  [
    'allowed ones',
    {
      tools: [f, g, group],
      tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'custom', name: 'g' }] },
    },
    { tools: [chatG], tool_choice: 'required' },
  ],
]
for (const [why, fields, chat] of tools) {
  const request = { model: 'm', input: 'Hallo', ...fields }
  const choice = fields['tool_choice'] === g ? { tool_choice: { type: 'custom', name: 'g' } } : {}
  test(`tools of responses at chat: ${why}`, () =>
    assert.deepEqual(asChat({ ...request, ...choice }), { model: 'm', messages: [user], ...chat }))
}

test('tools of responses at chat: those that a client has built in', () => {
  const chat = asChat({
    model: 'm',
    input: 'x',
    tools: [{ type: 'local_shell' }, { type: 'shell' }, { type: 'apply_patch' }],
  })
  const names = (chat['tools'] as unknown as { function: { name: string } }[]).map((tool) => tool.function.name) // As above.
  assert.deepEqual(names, ['local_shell', 'shell', 'apply_patch'])
})

// Goal: what chat cannot say is refused by name, never left out in silence.
const refused: readonly [why: string, fields: JsonObject, field: string][] = [
  ['an image of the assistant', { input: [{ role: 'assistant', content: [image] }] }, 'input[0].content[0]'],
  ['an image of a developer', { input: [{ role: 'developer', content: [image] }] }, 'input[0].content[0]'],
  ['an image of an assistant', { input: [{ role: 'assistant', content: [image] }] }, 'input[0].content[0]'],
  ['a conversation that is to be shortened', { truncation: 'auto' }, 'truncation'],
  ['another way of reasoning', { reasoning: { mode: 'pro' } }, 'reasoning.mode'],
  ['what counts as thought before', { reasoning: { context: 'all_turns' } }, 'reasoning.context'],
  ['tools that are searched for', { tools: [{ type: 'tool_search', execution: 'client' }] }, 'tools[0]'],
  ['tools that join later', { input: [{ type: 'additional_tools', tools: [] }] }, 'input[0].type'],
  ['a search for tools', { input: [{ type: 'tool_search_call', arguments: {} }] }, 'input[0].type'],
  ['two tools of one name', { tools: [f, { type: 'custom', name: 'f' }] }, 'tools[1]'],
  ['a tool of the name of another in a group', { tools: [group, { ...f, name: 'n__h' }] }, 'tools[1]'],
  [
    'a call of a shell without id',
    { input: [{ type: 'local_shell_call', action: { type: 'exec', command: [] } }] },
    'input[0].call_id',
  ],
]
for (const [why, fields, field] of refused) {
  test(`responses to chat refuses: ${why}`, () => {
    const error = refusal({ model: 'm', input: 'x', ...fields })
    assert.deepEqual([error.code, error.param], ['field_untranslatable', field])
  })
}
