import { expect, test } from 'bun:test'
import type { Endpoint } from '../endpoint.ts'
import { GatewayError } from '../error.ts'
import type { Json, JsonObject } from '../json.ts'
import { answerRebuilder, requestRebuilder, type AnswerForm } from './rebuild.ts'

const allMedia = { image: true, audio: true, file: true }
const noMedia = { image: false, audio: false, file: false }

const messages = requestRebuilder('messages', 'vllm', [])
const count = requestRebuilder('messages/count_tokens', 'vllm', [])
const rerank = requestRebuilder('rerank', 'vllm', [])

const hello = { role: 'user', content: 'Hallo' }
const withFields = (fields: JsonObject): JsonObject => ({ model: 'm', max_tokens: 64, messages: [hello], ...fields })
const asked = (...blocks: Json[]): JsonObject => withFields({ messages: [{ role: 'user', content: blocks }] })
const answered = (...blocks: Json[]): JsonObject =>
  withFields({ messages: [hello, { role: 'assistant', content: blocks }] })
const toolOf = (tool: JsonObject): JsonObject => withFields({ tools: [tool] })
const weather = { name: 'wetter', description: 'Wetter an einem Ort', input_schema: { type: 'object' } }
const png = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } }
const pdf = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } }
const result = (content: Json) => asked({ type: 'tool_result', tool_use_id: 'toolu_1', content })
const call = { type: 'tool_use', id: 'toolu_1', name: 'wetter', input: { ort: 'Köln' } }

// Goal: what is allowed goes on as it came.
const passing: readonly [why: string, body: JsonObject][] = [
  ['the least', withFields({})],
  ['sampling', withFields({ temperature: 1, top_p: 0.9, top_k: 40, stop_sequences: ['Ende'], stream: true })],
  ['a system prompt', withFields({ system: 'Sei kurz.' })],
  ['a system prompt in blocks', withFields({ system: [{ type: 'text', text: 'Sei kurz.' }] })],
  ['a system message', withFields({ messages: [hello, { role: 'system', content: 'Sei kurz.' }] })],
  ['text and an image', asked({ type: 'text', text: 'Was ist das?' }, png)],
  ['an image in a data: URL', asked({ type: 'image', source: { type: 'url', url: 'data:image/png;base64,iVBO' } })],
  ['a document', asked({ ...pdf, title: 'Bescheid', context: 'von gestern' })],
  [
    'a document of text',
    asked({ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Sehr geehrte' } }),
  ],
  ['a document of blocks', asked({ type: 'document', source: { type: 'content', content: [png] } })],
  [
    'what was found',
    asked({ type: 'search_result', source: 'akte-1', title: 'Akte', content: [{ type: 'text', text: 'x' }] }),
  ],
  ['a call', answered({ type: 'text', text: 'Ich sehe nach.' }, call)],
  ['a result', result('12 Grad')],
  ['a result in blocks', result([{ type: 'text', text: '12 Grad' }, png, pdf])],
  ['a failed result', asked({ type: 'tool_result', tool_use_id: 'toolu_1', content: 'kaputt', is_error: true })],
  ['a result that names tools', result([{ type: 'tool_reference', tool_name: 'wetter' }])],
  ['a thought', answered({ type: 'thinking', thinking: 'Hm.' }, { type: 'text', text: 'Ja' })],
  ['a tool', toolOf({ ...weather, strict: true, defer_loading: false, input_examples: [{ ort: 'Köln' }] })],
  ['a tool with its type', toolOf({ type: 'custom', ...weather })],
  ['the shell of the client', toolOf({ type: 'bash_20250124', name: 'bash' })],
  ['the editor of the client', toolOf({ type: 'text_editor_20250728', name: 'str_replace_based_edit_tool' })],
  ['the memory of the client', toolOf({ type: 'memory_20250818', name: 'memory' })],
  [
    'the screen of the client',
    toolOf({ type: 'computer_20250124', name: 'computer', display_width_px: 800, display_height_px: 600 }),
  ],
  ['a choice of tools', withFields({ tool_choice: { type: 'any', disable_parallel_tool_use: true } })],
  ['a chosen tool', withFields({ tool_choice: { type: 'tool', name: 'wetter' } })],
  ['thinking', withFields({ thinking: { type: 'enabled', budget_tokens: 1024, display: 'omitted' } })],
  ['thinking as the model likes', withFields({ thinking: { type: 'adaptive' } })],
  ['effort', withFields({ output_config: { effort: 'xhigh' } })],
  ['a form of answer', withFields({ output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } })],
  ['the older name of it', withFields({ output_format: { type: 'json_schema', schema: { type: 'object' } } })],
  ['no tool servers', withFields({ mcp_servers: [] })],
]
for (const [why, body] of passing) {
  test(`passes as it came: ${why}`, () => expect(JSON.stringify(messages(body, allMedia))).toBe(JSON.stringify(body)))
}

// Goal: what a client of the vendor sends for the vendor alone does not stop it from being served.
const ephemeral = { cache_control: { type: 'ephemeral', ttl: '1h' } }
const leftOut: readonly [why: string, body: JsonObject, sent: JsonObject][] = [
  ['a cache mark on a block', asked({ type: 'text', text: 'x', ...ephemeral }), asked({ type: 'text', text: 'x' })],
  ['a cache mark on a tool', toolOf({ ...weather, ...ephemeral }), toolOf(weather)],
  ['a cache mark on the request', withFields(ephemeral), withFields({})],
  [
    'a cache mark on a result',
    asked({ type: 'tool_result', tool_use_id: 'a', ...ephemeral }),
    asked({ type: 'tool_result', tool_use_id: 'a' }),
  ],
  ['who asks', withFields({ metadata: { user_id: 'user-1' }, service_tier: 'auto' }), withFields({})],
  [
    'what the service should forget',
    withFields({ context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] } }),
    withFields({}),
  ],
  [
    'what a vendor should watch over',
    withFields({ safeguards: [{ type: 'dangerous_tool_use', classifier_context: { v: 1, home_dir: 'somewhere' } }] }),
    withFields({}),
  ],
  [
    'the signature of a thought',
    answered({ type: 'thinking', thinking: 'Hm.', signature: 'Eq/+=' }),
    answered({ type: 'thinking', thinking: 'Hm.' }),
  ],
  ['a thought that nobody can read', answered({ type: 'redacted_thinking', data: 'Eq' }, call), answered(call)],
  ['who called', answered({ ...call, caller: { type: 'direct' } }), answered(call)],
  [
    'quotations of an answer',
    answered({ type: 'text', text: 'x', citations: null }),
    answered({ type: 'text', text: 'x' }),
  ],
  ['speed and place', withFields({ speed: 'fast', inference_geo: 'eu' }), withFields({})],
]
for (const [why, body, sent] of leftOut) {
  test(`left out: ${why}`, () => expect(messages(body, allMedia) as JsonObject).toEqual(sent))
}

// Goal: what would reach third parties, or is kept elsewhere, is refused by name.
const refused: readonly [why: string, body: JsonObject, code: string, field: string][] = [
  ['no bound', { model: 'm', messages: [hello] }, 'field_invalid', 'max_tokens'],
  ['nothing to say', withFields({ messages: [] }), 'field_invalid', 'messages'],
  [
    'an address of an image',
    asked({ type: 'image', source: { type: 'url', url: 'https://x/a.png' } }),
    'media_remote',
    'messages[0].content[0].source.url',
  ],
  [
    'an address of a document',
    asked({ type: 'document', source: { type: 'url', url: 'https://x/a.pdf' } }),
    'media_remote',
    'messages[0].content[0].source.url',
  ],
  [
    'a stored file',
    asked({ type: 'document', source: { type: 'file', file_id: 'f' } }),
    'field_not_allowed',
    'messages[0].content[0].source.type',
  ],
  [
    'a search on the web',
    toolOf({ name: 'web_search', type: 'web_search_20250305' }),
    'field_not_allowed',
    'tools[0].type',
  ],
  ['a fetch', toolOf({ name: 'web_fetch', type: 'web_fetch_20250910' }), 'field_not_allowed', 'tools[0].type'],
  [
    'running code elsewhere',
    toolOf({ name: 'code_execution', type: 'code_execution_20250825' }),
    'field_not_allowed',
    'tools[0].type',
  ],
  ['a tool of tomorrow', toolOf({ name: 'x', type: 'x_20991231' }), 'field_invalid', 'tools[0].type'],
  [
    'tool servers',
    withFields({ mcp_servers: [{ type: 'url', url: 'https://x', name: 'x' }] }),
    'field_not_allowed',
    'mcp_servers[0]',
  ],
  ['a container', withFields({ container: 'c' }), 'field_not_allowed', 'container'],
  ['a thread', withFields({ thread: { type: 'create' } }), 'field_not_allowed', 'thread'],
  [
    'a call that the service ran',
    answered({ id: 'a', type: 'server_tool_use', name: 'web_search', input: {} }),
    'field_not_allowed',
    'messages[1].content[0].type',
  ],
  ['a thought of the user', asked({ type: 'thinking', thinking: 'x' }), 'field_invalid', 'messages[0].content[0].type'],
  ['an image of the model', answered(png), 'field_invalid', 'messages[1].content[0].type'],
  ['a tool without schema', toolOf({ name: 'x' }), 'field_invalid', 'tools[0].input_schema'],
  [
    'an id with spaces',
    asked({ type: 'tool_result', tool_use_id: 'a b' }),
    'field_invalid',
    'messages[0].content[0].tool_use_id',
  ],
  ['arguments in a string', answered({ ...call, input: '{}' }), 'field_invalid', 'messages[1].content[0].input'],
  ['a template', withFields({ chat_template_kwargs: { x: 1 } }), 'field_not_allowed', 'chat_template_kwargs'],
  ['a typing error', withFields({ max_token: 1 }), 'field_unknown', 'max_token'],
]
for (const [why, body, code, field] of refused) {
  test(`refused: ${why}`, () => expect(refusal(() => messages(body, allMedia))).toEqual([code, field]))
}

const barred: readonly [why: string, body: JsonObject][] = [
  ['an image', asked(png)],
  ['an image in a result', result([png])],
  ['a document', asked(pdf)],
  ['an image in a document', asked({ type: 'document', source: { type: 'content', content: [png] } })],
]
for (const [why, body] of barred) {
  test(`needs leave: ${why}`, () => expect(refusal(() => messages(body, noMedia))[0]).toBe('media_not_allowed'))
}

test('a document of text needs no leave', () => {
  const body = asked({ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'x' } })
  expect(messages(body, noMedia) as JsonObject).toEqual(body)
})

test('a count takes what a message takes, but for what only writes', () => {
  const { max_tokens: _, ...body } = withFields({ system: 'Sei kurz.', tools: [weather] })
  expect(count(body, allMedia) as JsonObject).toEqual(body)
  expect(refusal(() => count({ ...body, stream: true }, allMedia))).toEqual(['field_unknown', 'stream'])
})

// ── Ranking ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const ranked: readonly [why: string, body: JsonObject, outcome: unknown][] = [
  ['texts', { model: 'm', query: 'q', documents: ['a', 'b'], top_n: 1, return_documents: true }, 'passes'],
  ['objects', { model: 'm', query: 'q', documents: [{ text: 'a' }] }, 'passes'],
  ['no document', { model: 'm', query: 'q', documents: [] }, ['field_invalid', 'documents']],
  ['a document without text', { model: 'm', query: 'q', documents: [{}] }, ['field_invalid', 'documents[0].text']],
  ['images', { model: 'm', query: 'q', documents: { content: [] } }, ['field_not_allowed', 'documents.content']],
  [
    'an image to ask with',
    { model: 'm', query: { content: [] }, documents: ['a'] },
    ['field_not_allowed', 'query.content'],
  ],
  ['another form', { model: 'm', query: 'q', texts: ['a'] }, ['field_unknown', 'texts']],
]
for (const [why, body, outcome] of ranked) {
  test(`ranking: ${why}`, () => {
    if (outcome === 'passes') expect(rerank(body, noMedia) as JsonObject).toEqual(body)
    else expect(refusal(() => rerank(body, noMedia))).toEqual(outcome as [string, string])
  })
}

// ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const usage = { input_tokens: 1, output_tokens: 2, cache_read_input_tokens: 0 }
const said = (...content: Json[]): JsonObject => ({ id: 'msg_1', type: 'message', role: 'assistant', content, usage })

const answers: readonly [
  why: string,
  endpoint: Endpoint,
  form: AnswerForm,
  answer: JsonObject,
  kept: JsonObject | 'same' | undefined,
  dropped: readonly string[],
][] = [
  ['text', 'messages', 'json', said({ type: 'text', text: 'Ja' }), 'same', []],
  [
    'a thought and a call',
    'messages',
    'json',
    said({ type: 'thinking', thinking: 'Hm', signature: '' }, call),
    'same',
    [],
  ],
  ['nothing said', 'messages', 'json', said(), 'same', []],
  ['a block of a tool elsewhere', 'messages', 'json', said({ type: 'server_tool_use' }), undefined, ['content']],
  ['no content', 'messages', 'json', { id: 'msg_1' }, undefined, []],
  ['what vLLM adds', 'messages', 'json', { ...said(), kv_transfer_params: { a: 1 } }, said(), ['*']],
  ['a start', 'messages', 'event', { type: 'message_start', message: said() }, 'same', []],
  [
    'text in pieces',
    'messages',
    'event',
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'J' } },
    'same',
    [],
  ],
  [
    'a signature that is no id: the thought goes on without it',
    'messages',
    'event',
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'Eq/+=' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta' } },
    ['delta.signature'],
  ],
  [
    'arguments in pieces',
    'messages',
    'event',
    { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"' } },
    'same',
    [],
  ],
  [
    'a call that begins',
    'messages',
    'event',
    { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'a', name: 'wetter' } },
    'same',
    [],
  ],
  [
    'a call without input',
    'messages',
    'json',
    said({ type: 'tool_use', id: 'a', name: 'wetter' }),
    undefined,
    ['content'],
  ],
  [
    'an unknown piece',
    'messages',
    'event',
    { type: 'content_block_delta', index: 0, delta: { type: 'x' } },
    undefined,
    ['delta'],
  ],
  [
    'an end',
    'messages',
    'event',
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage },
    'same',
    [],
  ],
  ['a ping', 'messages', 'event', { type: 'ping' }, 'same', []],
  ['an unknown event', 'messages', 'event', { type: 'x' }, undefined, []],
  ['a count', 'messages/count_tokens', 'json', { input_tokens: 5 }, 'same', []],
  ['a count that is none', 'messages/count_tokens', 'json', { input_tokens: 'x' }, undefined, ['input_tokens']],
  [
    'a ranking',
    'rerank',
    'json',
    { object: 'list', results: [{ index: 1, relevance_score: -3.5, document: { text: 'b' } }] },
    'same',
    [],
  ],
  [
    'a ranking with images',
    'rerank',
    'json',
    { results: [{ index: 0, relevance_score: 1, document: { text: 'a', multi_modal: {} } }] },
    { results: [{ index: 0, relevance_score: 1, document: { text: 'a' } }] },
    ['results[].document.multi_modal'],
  ],
]
for (const [why, endpoint, form, answer, kept, dropped] of answers) {
  test(`answer of ${endpoint}: ${why}`, () => {
    const lost: string[] = []
    const rebuilt = answerRebuilder(endpoint, form)(answer, (path) => lost.push(path))
    expect([rebuilt, lost] as unknown[]).toEqual([kept === 'same' ? answer : kept, dropped])
  })
}

function refusal(run: () => unknown): readonly [string, string | undefined] {
  try {
    run()
  } catch (error) {
    if (error instanceof GatewayError) return [error.code, error.param]
    throw error
  }
  throw new Error('the request passed')
}
