import { GatewayError } from '@stellwerk/contract/error'
import { requestRebuilder } from '@stellwerk/contract/fields/rebuild'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { countTokensToChat } from './count-tokens.ts'
import { messagesToChat } from './messages.ts'

const media = { image: true, audio: true, file: true }
const fromClient = requestRebuilder('messages', 'vllm', [])
const fromCounting = requestRebuilder('messages/count_tokens', 'vllm', [])
const toEngine = requestRebuilder('chat/completions', 'vllm', [])

/** As the path does it: rebuilt, translated, rebuilt, and the second map has nothing to leave out. */
function translated(body: JsonObject): JsonObject {
  const chat = messagesToChat.request(fromClient(body, media))
  assert.deepEqual(toEngine(chat, media), chat)
  return chat
}

const hello = { role: 'user', content: 'Hallo' }
const base = { model: 'm', max_tokens: 64 }
const request = (fields: JsonObject): JsonObject => ({ ...base, messages: [hello], ...fields })
const talk = (...messages: Json[]): JsonObject => ({ ...base, messages })
const asked = (...blocks: Json[]) => talk({ role: 'user', content: blocks })
const text = (said: string) => ({ type: 'text', text: said })
const png = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } }
const pngPart = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } }
const pdf = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } }
const pdfPart = { type: 'file', file: { file_data: 'data:application/pdf;base64,JVBE' } }
const call = (id: string, input: JsonObject) => ({ type: 'tool_use', id, name: 'wetter', input })
const callPart = (id: string, args: string) => ({ id, type: 'function', function: { name: 'wetter', arguments: args } })
const result = (id: string, more: JsonObject) => ({ type: 'tool_result', tool_use_id: id, ...more })
const told = (id: string, content: Json) => ({ role: 'tool', tool_call_id: id, content })

// Goal: each kind of block becomes what chat has for it, in an order that chat templates take.
const conversations: readonly [why: string, body: JsonObject, messages: readonly JsonObject[]][] = [
  ['a text', request({}), [hello]],
  ['one block', asked(text('Hallo')), [hello]],
  ['two blocks', asked(text('a'), text('b')), [{ role: 'user', content: [text('a'), text('b')] }]],
  ['a system prompt', request({ system: 'Kurz.' }), [{ role: 'system', content: 'Kurz.' }, hello]],
  [
    'a system prompt in blocks',
    request({ system: [text('x-anthropic-billing-header: cc=1'), text('Kurz.'), text('Klar.')] }),
    [{ role: 'system', content: [text('Kurz.'), text('Klar.')] }, hello],
  ],
  ['an empty system prompt', request({ system: [] }), [hello]],
  [
    'a system message',
    talk(hello, { role: 'system', content: 'Kurz.' }, hello),
    [hello, { role: 'system', content: 'Kurz.' }, hello],
  ],
  ['an image', asked(png, text('Was?')), [{ role: 'user', content: [pngPart, text('Was?')] }]],
  [
    'an image whose base64 is a data: URL',
    asked({ type: 'image', source: { ...png.source, data: 'data:image/png;base64,iVBO' } }),
    [{ role: 'user', content: [pngPart] }],
  ],
  [
    'an image at a data: URL',
    asked({ type: 'image', source: { type: 'url', url: 'data:image/png;base64,iVBO' } }),
    [{ role: 'user', content: [pngPart] }],
  ],
  [
    'a document',
    asked({ ...pdf, title: 'Bescheid', context: 'von gestern', citations: { enabled: false } }),
    [{ role: 'user', content: [text('Bescheid'), text('von gestern'), pdfPart] }],
  ],
  [
    'a document of text',
    asked({ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Sehr geehrte' } }),
    [{ role: 'user', content: 'Sehr geehrte' }],
  ],
  [
    'a document of blocks',
    asked({ type: 'document', source: { type: 'content', content: [text('a'), png] } }),
    [{ role: 'user', content: [text('a'), pngPart] }],
  ],
  [
    'what was found',
    asked({ type: 'search_result', source: 'akte-1', title: 'Akte', content: [text('Inhalt')] }),
    [{ role: 'user', content: [text('akte-1'), text('Akte'), text('Inhalt')] }],
  ],
  [
    'a call and its result',
    talk(
      hello,
      { role: 'assistant', content: [text('Moment.'), call('t1', { ort: 'Köln' })] },
      { role: 'user', content: [result('t1', { content: '12 Grad' })] },
    ),
    [
      hello,
      { role: 'assistant', content: 'Moment.', tool_calls: [callPart('t1', '{"ort":"Köln"}')] },
      told('t1', '12 Grad'),
    ],
  ],
  [
    'a call without a word',
    talk(hello, { role: 'assistant', content: [call('t1', {})] }, { role: 'user', content: [result('t1', {})] }),
    [hello, { role: 'assistant', content: null, tool_calls: [callPart('t1', '{}')] }, told('t1', '')],
  ],
  [
    'results before everything else that the user said',
    asked(text('Und?'), result('t2', { content: 'b' }), result('t1', { content: [text('a')] })),
    [told('t2', 'b'), told('t1', 'a'), { role: 'user', content: 'Und?' }],
  ],
  [
    'an image in a result, after all results',
    asked(result('t1', { content: [text('siehe Bild'), png] }), result('t2', { content: [png] }), text('Und?')),
    [
      told('t1', 'siehe Bild'),
      told('t2', ''),
      { role: 'user', content: [text('Result of t1:'), pngPart, text('Result of t2:'), pngPart, text('Und?')] },
    ],
  ],
  ['a failed call', asked(result('t1', { is_error: true, content: 'kaputt' })), [told('t1', 'Error: kaputt')]],
  ['a failed call without a word', asked(result('t1', { is_error: true })), [told('t1', 'Error: ')]],
  [
    'a tool that was found',
    asked(result('t1', { content: [{ type: 'tool_reference', tool_name: 'wetter' }] })),
    [told('t1', 'wetter')],
  ],
  [
    'thoughts',
    talk(
      hello,
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm.', signature: 'x' }, text('Ja')] },
      hello,
    ),
    [hello, { role: 'assistant', content: 'Ja', reasoning: 'Hm.', reasoning_content: 'Hm.' }, hello],
  ],
  [
    'thoughts alone',
    talk(hello, { role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm.', signature: 'x' }] }, hello),
    [hello, { role: 'assistant', content: '', reasoning: 'Hm.', reasoning_content: 'Hm.' }, hello],
  ],
]
for (const [why, body, messages] of conversations) {
  test(`messages to chat: ${why}`, () => assert.deepEqual(translated(body)['messages'], messages))
}

const weather = { name: 'wetter', description: 'Wetter', input_schema: { type: 'object' } }
const weatherTool = {
  type: 'function',
  function: { name: 'wetter', description: 'Wetter', parameters: { type: 'object' } },
}
const withTools = (fields: JsonObject) => request({ tools: [weather], ...fields })
const schema = { type: 'object', properties: { ort: { type: 'string' } } }
const answerFormat = { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } }

// Goal: everything beside the conversation, field by field; what is not in the third column must not be sent at all.
const fields: readonly [why: string, body: JsonObject, sent: JsonObject][] = [
  ['the least', request({}), {}],
  ['sampling', request({ temperature: 0.5, top_p: 0.9, top_k: 40 }), { temperature: 0.5, top_p: 0.9, top_k: 40 }],
  ['stop sequences', request({ stop_sequences: ['a', 'b'] }), { stop: ['a', 'b'] }],
  ['no stop sequences', request({ stop_sequences: [] }), {}],
  ['a stream', request({ stream: true }), { stream: true, stream_options: { include_usage: true } }],
  ['no stream', request({ stream: false }), {}],
  ['a tool', withTools({}), { tools: [weatherTool] }],
  [
    'a strict tool',
    request({ tools: [{ type: 'custom', ...weather, strict: true, defer_loading: true }] }),
    { tools: [{ type: 'function', function: { ...weatherTool.function, strict: true } }] },
  ],
  [
    'examples of a tool',
    request({ tools: [{ ...weather, input_examples: [{ ort: 'Köln' }] }] }),
    {
      tools: [
        {
          type: 'function',
          function: { ...weatherTool.function, parameters: { type: 'object', examples: [{ ort: 'Köln' }] } },
        },
      ],
    },
  ],
  ['a free choice', withTools({ tool_choice: { type: 'auto' } }), { tools: [weatherTool], tool_choice: 'auto' }],
  ['some tool', withTools({ tool_choice: { type: 'any' } }), { tools: [weatherTool], tool_choice: 'required' }],
  ['no tool', withTools({ tool_choice: { type: 'none' } }), { tools: [weatherTool], tool_choice: 'none' }],
  [
    'this tool, and no other beside it',
    withTools({ tool_choice: { type: 'tool', name: 'wetter', disable_parallel_tool_use: true } }),
    {
      tools: [weatherTool],
      tool_choice: { type: 'function', function: { name: 'wetter' } },
      parallel_tool_calls: false,
    },
  ],
  ['a choice of nothing', request({ tools: [], tool_choice: { type: 'any' } }), {}],
  ['effort', request({ output_config: { effort: 'low' } }), { reasoning_effort: 'low' }],
  ['the utmost effort', request({ output_config: { effort: 'max' } }), { reasoning_effort: 'high' }],
  ['a budget of thoughts', request({ thinking: { type: 'enabled', budget_tokens: 1024 } }), {}],
  ['no thoughts', request({ thinking: { type: 'disabled' } }), {}],
  [
    'a form of answer',
    request({ output_config: { format: { type: 'json_schema', schema } } }),
    { response_format: answerFormat },
  ],
  [
    'the older name of it',
    request({ output_format: { type: 'json_schema', schema } }),
    { response_format: answerFormat },
  ],
]
for (const [why, body, sent] of fields) {
  test(`fields to chat: ${why}`, () => assert.deepEqual(translated(body), { ...base, messages: [hello], ...sent }))
}

// Goal: what chat cannot say is refused by name rather than left out.
const unsayable: readonly [why: string, body: JsonObject, field: string][] = [
  ['an answer that has begun', talk(hello, { role: 'assistant', content: '{' }), 'messages[1].role'],
  ['a tool without schema', request({ tools: [weather, { type: 'bash_20250124', name: 'bash' }] }), 'tools[1].type'],
  ['places in a document', asked({ ...pdf, citations: { enabled: true } }), 'messages[0].content[0].citations.enabled'],
  [
    'places in what was found',
    asked(text('a'), { type: 'search_result', source: 's', title: 't', content: [], citations: { enabled: true } }),
    'messages[0].content[1].citations.enabled',
  ],
  [
    'places in a document of a result',
    asked(result('t1', { content: [text('a'), { ...pdf, citations: { enabled: true } }] })),
    'messages[0].content[0].content[1].citations.enabled',
  ],
]
for (const [why, body, field] of unsayable) {
  test(`not sayable in chat: ${why}`, () =>
    assert.throws(
      () => messagesToChat.request(fromClient(body, media)),
      (error) => error instanceof GatewayError && error.code === 'field_untranslatable' && error.param === field,
    ))
}

test('a count asks for one token after what a message would ask', () => {
  const { max_tokens: _, ...body } = withTools({
    system: 'Kurz.',
    tool_choice: { type: 'any' },
    output_config: { effort: 'low', format: { type: 'json_schema', schema } },
  })
  const chat = countTokensToChat.request(fromCounting(body, media))
  assert.deepEqual(toEngine(chat, media), chat)
  const messages = [{ role: 'system', content: 'Kurz.' }, hello]
  assert.deepEqual(chat, {
    model: 'm',
    messages,
    tools: [weatherTool],
    reasoning_effort: 'low',
    max_tokens: 1,
    temperature: 0,
  })
})

test('a conversation that ends with the assistant can be counted', () => {
  const chat = countTokensToChat.request({ model: 'm', messages: [hello, { role: 'assistant', content: '{' }] })
  assert.deepEqual(chat['messages'], [hello, { role: 'assistant', content: '{' }])
})

const counts: readonly [why: string, chat: JsonObject, counted: JsonObject | undefined][] = [
  ['what the engine says', { choices: [], usage: { prompt_tokens: 12, completion_tokens: 1 } }, { input_tokens: 12 }],
  ['nothing where it says nothing', { choices: [] }, undefined],
]
for (const [why, chat, counted] of counts) {
  test(`a count is ${why}`, () =>
    assert.deepEqual(countTokensToChat.answer(chat, { request: {}, id: 'x', createdAt: 0 }), counted))
}

// Goal: a field that an operator has opened for an engine reaches it in translation as well, and never speaks for a field of chat.
test('what an operator opened goes on, beside what chat says itself', () => {
  const opened = ['chat_template_kwargs', 'max_completion_tokens', 'n']
  const more = { chat_template_kwargs: { enable_thinking: false }, max_completion_tokens: 9_000, n: 8 }
  const sent = (endpoint: 'messages' | 'messages/count_tokens', body: JsonObject): JsonObject => {
    const rebuilt = requestRebuilder(endpoint, 'vllm', opened)(body, media)
    const chat = (endpoint === 'messages' ? messagesToChat : countTokensToChat).request(rebuilt)
    return requestRebuilder('chat/completions', 'vllm', opened)(chat, media)
  }
  const { chat_template_kwargs } = more
  const said = { model: 'm', messages: [hello] }
  assert.deepEqual(sent('messages', request(more)), { ...said, max_tokens: 64, chat_template_kwargs })
  const counting = { ...said, max_tokens: 1, temperature: 0, chat_template_kwargs }
  assert.deepEqual(sent('messages/count_tokens', { ...said, ...more }), counting)
})
