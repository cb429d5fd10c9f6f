import { expect, test } from 'bun:test'
import type { MediaAllowed } from '../endpoint.ts'
import { GatewayError, messageOf } from '../error.ts'
import type { Json, JsonObject } from '../json.ts'
import { answerRebuilder, requestRebuilder, type AnswerForm } from './rebuild.ts'

const noMedia: MediaAllowed = { image: false, audio: false, file: false }
const allMedia: MediaAllowed = { image: true, audio: true, file: true }

const rebuild = requestRebuilder('responses', 'openaiCompatible', [])

const least = { model: 'm', input: 'Hallo', store: false }
const withFields = (fields: JsonObject): JsonObject => ({ ...least, ...fields })
const withItems = (...input: Json[]): JsonObject => ({ ...least, input })
const withPart = (part: JsonObject): JsonObject => withItems({ role: 'user', content: [part] })
const withTool = (tool: JsonObject): JsonObject => withFields({ tools: [tool] })

function refusal(body: JsonObject, media = noMedia): GatewayError {
  try {
    rebuild(body, media)
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
  throw new Error('the request passed')
}

// Goal: what the OpenAI clients and Codex send without asking for any state goes on as it came.
const passing: readonly [why: string, body: JsonObject][] = [
  ['the least', least],
  ['a message without type', withItems({ role: 'user', content: 'Hallo' })],
  [
    'a message with type',
    withItems({ type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'x' }] }),
  ],
  [
    'an answer sent back',
    withItems({
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      phase: 'final_answer',
      content: [
        { type: 'output_text', text: 'Ja', annotations: [{ type: 'url_citation', url: 'https://x.test', title: 'x' }] },
        { type: 'refusal', refusal: 'Nein' },
      ],
    }),
  ],
  [
    'what was thought, sent back',
    withItems({ type: 'reasoning', id: 'rs_1', summary: [], content: [{ type: 'reasoning_text', text: 'weil' }] }),
  ],
  [
    'a function and its result',
    withItems(
      { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'f', namespace: 'mcp__a', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: [{ type: 'input_text', text: '21' }] },
    ),
  ],
  [
    'a custom tool and its result',
    withItems(
      { type: 'custom_tool_call', call_id: 'call_1', name: 'apply_patch', input: '*** Begin', status: 'completed' },
      { type: 'custom_tool_call_output', call_id: 'call_1', output: 'ok' },
    ),
  ],
  [
    'a local shell and its result',
    withItems(
      {
        type: 'local_shell_call',
        call_id: 'call_1',
        status: 'completed',
        action: { type: 'exec', command: ['ls'], timeout_ms: 5, working_directory: '/tmp', env: { A: 'b' } },
      },
      { type: 'local_shell_call_output', id: 'call_1', output: '{}' },
    ),
  ],
  [
    'a shell and its result',
    withItems(
      { type: 'shell_call', call_id: 'call_1', action: { commands: ['ls'] }, environment: { type: 'local' } },
      {
        type: 'shell_call_output',
        call_id: 'call_1',
        output: [{ stdout: 'a', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
      },
    ),
  ],
  [
    'a patch and its result',
    withItems(
      { type: 'apply_patch_call', call_id: 'c', operation: { type: 'create_file', path: 'a', diff: '+a' } },
      { type: 'apply_patch_call_output', call_id: 'c', status: 'failed', output: 'no' },
    ),
  ],
  [
    'a search for tools at the client',
    withItems(
      { type: 'tool_search_call', call_id: 'c', execution: 'client', arguments: { query: 'x' } },
      { type: 'tool_search_output', call_id: 'c', execution: 'client', tools: [{ type: 'function', name: 'f' }] },
    ),
  ],
  [
    'tools that the client runs',
    withFields({
      tools: [
        { type: 'function', name: 'f', description: 'x', parameters: { type: 'object' }, strict: true },
        { type: 'custom', name: 'c', format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } },
        { type: 'namespace', name: 'n', description: 'x', tools: [{ type: 'function', name: 'f' }] },
        { type: 'local_shell' },
        { type: 'shell', environment: { type: 'local', skills: [{ name: 'a', description: 'b', path: 'c' }] } },
        { type: 'apply_patch' },
        { type: 'tool_search', execution: 'client', parameters: { type: 'object' } },
      ],
      tool_choice: { type: 'function', name: 'f' },
      parallel_tool_calls: true,
      max_tool_calls: 3,
    }),
  ],
  [
    'settings',
    withFields({
      instructions: 'Sei kurz.',
      stream: true,
      stream_options: { include_obfuscation: false },
      include: ['reasoning.encrypted_content', 'message.output_text.logprobs'],
      reasoning: { effort: 'high', summary: 'auto' },
      text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object' }, strict: true }, verbosity: 'low' },
      truncation: 'disabled',
      max_output_tokens: 100,
      top_logprobs: 3,
      temperature: 0,
      top_p: 1,
      background: false,
    }),
  ],
]
for (const [why, body] of passing) {
  test(`responses passes unchanged: ${why}`, () =>
    expect(JSON.stringify(rebuild(body, noMedia))).toBe(JSON.stringify(body)))
}

// Goal: engines store by default, so they are told not to whatever the client says.
const unset: readonly [why: string, fields: JsonObject][] = [
  ['without store', {}],
  ['with store null', { store: null }],
]
for (const [why, fields] of unset) {
  test(`responses sends store false: ${why}`, () =>
    expect<JsonObject>(rebuild({ model: 'm', input: 'Hallo', ...fields }, noMedia)).toEqual(least))
}

// Goal: what identifies somebody, belongs to a vendor or cannot be read is left out.
const leftOut: readonly [why: string, body: JsonObject, rest: JsonObject][] = [
  [
    'names of people and installations',
    withFields({ user: 'x', safety_identifier: 'x', prompt_cache_key: 'x', metadata: { a: 'b' }, client_metadata: {} }),
    least,
  ],
  [
    'a search that is not to go to the net',
    withTool({ type: 'web_search', external_web_access: false, search_content_types: ['text'] }),
    withFields({ tools: [] }),
  ],
  ['prices of a vendor', withFields({ service_tier: 'auto', prompt_cache_retention: '24h' }), least],
  [
    'what Codex sends beside the conversation',
    withFields({
      instructions: 'You are a coding agent.',
      input: [
        { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'a' }] },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'b' }] },
        { type: 'reasoning', summary: [], content: null, encrypted_content: null },
        { type: 'function_call', name: 'shell', arguments: '{}', call_id: 'c' },
        { type: 'function_call_output', call_id: 'c', output: 'd' },
      ],
      tools: [],
      tool_choice: 'auto',
      parallel_tool_calls: false,
      reasoning: { effort: 'medium', summary: 'auto' },
      stream: true,
      include: ['reasoning.encrypted_content'],
      prompt_cache_key: 'x',
      service_tier: null,
      client_metadata: { 'x-codex-installation-id': 'x' },
    }),
    withFields({
      instructions: 'You are a coding agent.',
      input: [
        { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'a' }] },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'b' }] },
        { type: 'reasoning', summary: [] },
        { type: 'function_call', name: 'shell', arguments: '{}', call_id: 'c' },
        { type: 'function_call_output', call_id: 'c', output: 'd' },
      ],
      tools: [],
      tool_choice: 'auto',
      parallel_tool_calls: false,
      reasoning: { effort: 'medium', summary: 'auto' },
      stream: true,
      include: ['reasoning.encrypted_content'],
    }),
  ],
  [
    'what the parsing helpers of the OpenAI clients add',
    withItems(
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: '{}', parsed: {}, logprobs: [] }] },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}', parsed_arguments: null },
      { type: 'function_call', call_id: 'd', name: 'f', arguments: '{}', parsed_arguments: {} },
    ),
    withItems(
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: '{}' }] },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
      { type: 'function_call', call_id: 'd', name: 'f', arguments: '{}' },
    ),
  ],
  [
    'encrypted reasoning',
    withItems({ type: 'reasoning', summary: [], content: null, encrypted_content: 'gAAAA' }),
    withItems({ type: 'reasoning', summary: [] }),
  ],
]
for (const [why, body, rest] of leftOut) {
  test(`responses leaves out: ${why}`, () => expect<JsonObject>(rebuild(body, noMedia)).toEqual(rest))
}

// Goal: state is refused, and the sentence says why and what to do, in both languages.
const wholeConversation = /whole conversation in "input"/u
const contentItself = /send the content/u
const ownTool = /offer one of your own/u
const stateful: readonly [why: string, body: JsonObject, field: string, says: RegExp][] = [
  ['a store', withFields({ store: true }), 'store', wholeConversation],
  ['an earlier response', withFields({ previous_response_id: 'resp_1' }), 'previous_response_id', wholeConversation],
  ['a conversation', withFields({ conversation: { id: 'conv_1' } }), 'conversation', wholeConversation],
  ['a run in the background', withFields({ background: true }), 'background', /"stream" instead/u],
  ['a template', withFields({ prompt: { id: 'pmpt_1' } }), 'prompt', /text itself/u],
  ['a reference', withItems({ type: 'item_reference', id: 'msg_1' }), 'input[0].type', wholeConversation],
  ['a stored file', withPart({ type: 'input_file', file_id: 'file_1' }), 'input[0].content[0].file_id', contentItself],
  ['a stored image', withPart({ type: 'input_image', file_id: 'f' }), 'input[0].content[0].file_id', contentItself],
  [
    'a remote file',
    withPart({ type: 'input_file', file_url: 'https://x' }),
    'input[0].content[0].file_url',
    contentItself,
  ],
  ['stored images', withFields({ include: ['message.input_image.image_url'] }), 'include[0]', wholeConversation],
  ['a shortened conversation', withFields({ context_management: [] }), 'context_management', /yourself/u],
  [
    'an encrypted extract',
    withItems({ type: 'compaction', encrypted_content: 'x' }),
    'input[0].type',
    /itself in "input"/u,
  ],
  ['a search', withTool({ type: 'web_search' }), 'tools[0].type', ownTool],
  ['a search on the net', withTool({ type: 'web_search', external_web_access: true }), 'tools[0].type', ownTool],
  ['a search in files', withTool({ vector_store_ids: ['v'], type: 'file_search' }), 'tools[0].type', ownTool],
  ['a server of tools', withTool({ type: 'mcp', server_url: 'https://x' }), 'tools[0].type', ownTool],
  ['a code interpreter', withTool({ type: 'code_interpreter', container: 'c' }), 'tools[0].type', ownTool],
  ['an image', withTool({ type: 'image_generation' }), 'tools[0].type', ownTool],
  ['a computer', withTool({ type: 'computer_use_preview' }), 'tools[0].type', ownTool],
  [
    'a shell of a vendor',
    withTool({ type: 'shell', environment: { type: 'container_auto' } }),
    'tools[0].environment.type',
    ownTool,
  ],
  [
    'a caller at a vendor',
    withTool({ type: 'function', name: 'f', allowed_callers: ['programmatic'] }),
    'tools[0].allowed_callers[0]',
    ownTool,
  ],
  [
    'a search for tools at a vendor',
    withTool({ type: 'tool_search', execution: 'server' }),
    'tools[0].execution',
    ownTool,
  ],
  ['a chosen search', withFields({ tool_choice: { type: 'web_search_preview' } }), 'tool_choice.type', ownTool],
  ['results of a search', withFields({ include: ['file_search_call.results'] }), 'include[0]', ownTool],
  [
    'a search that was',
    withItems({ type: 'web_search_call', id: 'ws_1', status: 'completed' }),
    'input[0].type',
    ownTool,
  ],
]
for (const [why, body, field, says] of stateful) {
  test(`responses refuses with a reason: ${why}`, () => {
    const error = refusal(body, allMedia)
    expect([error.code, error.param]).toEqual(['field_not_allowed', field])
    expect(messageOf(error, 'en')).toMatch(says)
    // The reason is short enough to be read whole.
    for (const language of ['de', 'en'] as const) expect(messageOf(error, language)).not.toMatch(/…/u)
  })
}

// Goal: one defect per row, named with its path.
const refused: readonly [why: string, body: JsonObject, code: string, field: string][] = [
  ['no input', { model: 'm' }, 'field_invalid', 'input'],
  ['an item of no kind', withItems({ type: 'thought' }), 'field_invalid', 'input[0].type'],
  ['a message of nobody', withItems({ role: 'root', content: 'x' }), 'field_invalid', 'input[0].role'],
  [
    'a call without id',
    withItems({ type: 'function_call', name: 'f', arguments: '' }),
    'field_invalid',
    'input[0].call_id',
  ],
  ['a word of the store', withFields({ include: ['everything'] }), 'field_invalid', 'include[0]'],
  ['an unknown field', withFields({ previous_response: {} }), 'field_unknown', 'previous_response'],
  [
    'an image where none is allowed',
    withPart({ type: 'input_image', image_url: 'data:image/png;base64,AA' }),
    'media_not_allowed',
    'input[0].content[0].image_url',
  ],
  ['max_tokens of chat', withFields({ max_tokens: 1 }), 'field_unknown', 'max_tokens'],
]
for (const [why, body, code, field] of refused) {
  test(`responses refuses: ${why}`, () => {
    const error = refusal(body)
    expect([error.code, error.param]).toEqual([code, field])
  })
}
test('responses refuses a remote image', () =>
  expect(refusal(withPart({ type: 'input_image', image_url: 'https://x.test/a.png' }), allMedia).code).toBe(
    'media_remote',
  ))
test('an engine has fields of its own', () => {
  const body = withFields({ top_k: 4, seed: 1 })
  expect<JsonObject>(requestRebuilder('responses', 'vllm', [])(body, noMedia)).toEqual(body)
  expect(() => requestRebuilder('responses', 'vllm', [])(withFields({ min_tokens: 1 }), noMedia)).toThrow(GatewayError)
})

// Goal: an answer keeps what it has, null included; encrypted texts and what nobody asked for go.
const output = [{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [] }]
const answers: readonly [why: string, form: AnswerForm, answer: JsonObject, kept: JsonObject, dropped: string[]][] = [
  [
    'a plain answer',
    'json',
    { id: 'resp_1', object: 'response', output, error: null, metadata: {}, previous_response_id: null, user: null },
    { id: 'resp_1', object: 'response', output, error: null, metadata: {}, previous_response_id: null, user: null },
    [],
  ],
  [
    'encrypted reasoning',
    'json',
    { output: [{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAAA' }] },
    { output: [{ type: 'reasoning', id: 'rs_1', summary: [] }] },
    ['output[].encrypted_content'],
  ],
  [
    'a search that nobody asked for',
    'json',
    { output: [{ type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } }] },
    { output: [{ type: 'web_search_call', id: 'ws_1', status: 'completed' }] },
    ['output[].action'],
  ],
  ['labels', 'json', { output, metadata: { a: 'b' } }, { output }, ['metadata']],
  [
    'an event',
    'event',
    {
      type: 'response.output_text.delta',
      sequence_number: 4,
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta: 'Ja',
      logprobs: [],
    },
    {
      type: 'response.output_text.delta',
      sequence_number: 4,
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta: 'Ja',
      logprobs: [],
    },
    [],
  ],
]
for (const [why, form, answer, kept, dropped] of answers) {
  test(`responses answers: ${why}`, () => {
    const counted: string[] = []
    expect(answerRebuilder('responses', form)(answer, (path) => counted.push(path))).toEqual(kept)
    expect(counted).toEqual(dropped)
  })
}
test('an answer without output is none', () =>
  expect(answerRebuilder('responses', 'json')({ id: 'resp_1', object: 'response' }, () => {})).toBeUndefined())
