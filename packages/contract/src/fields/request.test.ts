import { expect, test } from 'bun:test'
import type { MediaAllowed } from '../endpoint.ts'
import { GatewayError, messageOf } from '../error.ts'
import type { Json, JsonObject } from '../json.ts'
import { allowableFields, neverAllowable } from './engines.ts'
import { requestRebuilder } from './rebuild.ts'

const noMedia: MediaAllowed = { image: false, audio: false, file: false }
const allMedia: MediaAllowed = { image: true, audio: true, file: true }

const chat = requestRebuilder('chat/completions', 'vllm', [])
const completions = requestRebuilder('completions', 'vllm', [])
const embeddings = requestRebuilder('embeddings', 'vllm', [])

const said = { role: 'user', content: 'Hallo' }
const withFields = (fields: JsonObject): JsonObject => ({ model: 'm', messages: [said], ...fields })
const withMessages = (...messages: Json[]): JsonObject => ({ model: 'm', messages })
const withPart = (part: JsonObject): JsonObject => withMessages({ role: 'user', content: [part] })
const image = (url: string) => withPart({ type: 'image_url', image_url: { url } })
const sound = (data: string) => withPart({ type: 'input_audio', input_audio: { data, format: 'wav' } })
const file = (of: JsonObject) => withPart({ type: 'file', file: of })
const calls = (...toolCalls: Json[]) => withMessages({ role: 'assistant', content: null, tool_calls: toolCalls })
const call = (id: string) => ({ id, type: 'function', function: { name: 'wetter', arguments: '{}' } })
const tool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object' } } })
const many = (count: number, item: Json): Json => Array.from({ length: count }, () => item)

function refusal(run: () => unknown): GatewayError {
  try {
    run()
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
  throw new Error('the request passed')
}

// Goal: what is allowed goes on as it came, field by field and in its order.
const passing: readonly [why: string, body: JsonObject][] = [
  ['the least', withFields({})],
  ['sampling', withFields({ temperature: 2, top_p: 0, frequency_penalty: -2, presence_penalty: 2, seed: -1, n: 8 })],
  ['fractions of a penalty', withFields({ frequency_penalty: 0.5, temperature: 0 })],
  ['stream with usage', withFields({ stream: true, stream_options: { include_usage: true } })],
  ['log probabilities', withFields({ logprobs: true, top_logprobs: 20 })],
  ['16 stop sequences', withFields({ stop: many(16, 'Ende') })],
  ['one stop sequence', withFields({ stop: 'Ende' })],
  ['256 tools', withFields({ tools: many(256, tool('wetter')), tool_choice: 'auto', parallel_tool_calls: false })],
  ['a chosen tool', withFields({ tool_choice: { type: 'function', function: { name: 'wetter' } } })],
  [
    'allowed tools',
    withFields({
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: {} }] },
      },
    }),
  ],
  [
    'structured output',
    withFields({
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'antwort', strict: true, schema: { constructor: 1 } },
      },
    }),
  ],
  ['old functions', withFields({ functions: [{ name: 'f', parameters: {} }], function_call: { name: 'f' } })],
  ['2,000 messages', withMessages(...(many(2_000, said) as Json[]))],
  ['a developer', withMessages({ role: 'developer', content: [{ type: 'text', text: 'Sei kurz.' }] }, said)],
  ['a tool call', calls(call('call_1'), call('functions.wetter:0'))],
  ['an id of 128 characters', calls(call('x'.repeat(128)))],
  ['a tool result', withMessages(said, { role: 'tool', tool_call_id: 'call_1', content: '{"grad":21}' })],
  ['a tool without a result', withMessages({ role: 'tool', tool_call_id: 'call_1', content: [] })],
  ['a function result', withMessages({ role: 'function', name: 'wetter', content: null })],
  [
    'reasoning sent back',
    withMessages({ role: 'assistant', content: 'Ja', reasoning: 'weil', reasoning_content: 'weil' }),
  ],
  ['store that stores nothing', withFields({ store: false })],
  ['what vLLM adds', withFields({ top_k: -1, min_p: 0.1, repetition_penalty: 1.1, guided_choice: ['ja', 'nein'] })],
  ['structured output of vLLM', withFields({ structured_outputs: { json: { type: 'object' } } })],
]
for (const [why, body] of passing) {
  test(`passes unchanged: ${why}`, () => {
    const rebuilt = chat(body, noMedia)
    expect(rebuilt).not.toBe(body)
    expect(JSON.stringify(rebuilt)).toBe(JSON.stringify(body))
  })
}

const passingMedia: readonly [why: string, body: JsonObject][] = [
  ['an image', image('data:image/png;base64,AAAA')],
  ['plain base64 sound', sound('AAAA')],
  ['sound as data:', sound('data:audio/wav;base64,AAAA')],
  ['a file', file({ file_data: 'data:application/pdf;base64,AAAA' })],
  ['spoken answers', withFields({ modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } })],
]
for (const [why, body] of passingMedia) {
  test(`passes where media are allowed: ${why}`, () =>
    expect(JSON.stringify(chat(body, allMedia))).toBe(JSON.stringify(body)))
}
test('text as the only modality needs no permission', () =>
  expect(chat(withFields({ modalities: ['text'] }), noMedia)['modalities']).toEqual(['text']))

// Goal: what identifies people or asks for a store is left out, and null means not set.
const leftOut: readonly [why: string, fields: JsonObject][] = [
  ['user', { user: 'erika@example.org' }],
  ['safety_identifier', { safety_identifier: 'x' }],
  ['prompt_cache_key', { prompt_cache_key: 'x' }],
  ['metadata', { metadata: { akte: '12' } }],
  ['service_tier', { service_tier: 'flex' }],
  ['longer caches', { prompt_cache_retention: '24h' }],
  ['null', { stop: null, tools: null, seed: null, store: null, logit_bias: null, prompt_embeds: null }],
]
for (const [why, fields] of leftOut) {
  test(`left out: ${why}`, () => expect<JsonObject>(chat(withFields(fields), noMedia)).toEqual(withFields({})))
}
test('left out: the name of a file', () =>
  expect<JsonObject>(chat(file({ file_data: 'AAAA', filename: 'Kündigung Meier.pdf' }), allMedia)).toEqual(
    file({ file_data: 'AAAA' }),
  ))
test('left out: annotations that came with an answer', () =>
  expect<JsonObject>(chat(withMessages({ role: 'assistant', content: 'Ja', annotations: [] }), noMedia)).toEqual(
    withMessages({ role: 'assistant', content: 'Ja' }),
  ))

// Goal: one defect per row, named with its path.
const refused: readonly [why: string, body: JsonObject, code: string, field: string][] = [
  ['no model', { messages: [said] }, 'field_invalid', 'model'],
  ['empty model', { model: '', messages: [said] }, 'field_invalid', 'model'],
  ['no messages', { model: 'm' }, 'field_invalid', 'messages'],
  ['empty messages', withMessages(), 'field_invalid', 'messages'],
  ['2,001 messages', withMessages(...(many(2_001, said) as Json[])), 'field_invalid', 'messages'],
  ['messages as object', { model: 'm', messages: {} }, 'field_invalid', 'messages'],
  ['a message that is text', withMessages('Hallo'), 'field_invalid', 'messages[0]'],
  ['a role of nobody', withMessages(said, { role: 'root', content: 'x' }), 'field_invalid', 'messages[1].role'],
  ['a role of every object', withMessages({ role: 'constructor', content: 'x' }), 'field_invalid', 'messages[0].role'],
  ['no content', withMessages({ role: 'user' }), 'field_invalid', 'messages[0].content'],
  ['null content of a user', withMessages({ role: 'user', content: null }), 'field_invalid', 'messages[0].content'],
  ['a part of no type', withPart({ text: 'x' }), 'field_invalid', 'messages[0].content[0].type'],
  ['a video', withPart({ type: 'video_url', video_url: {} }), 'field_invalid', 'messages[0].content[0].type'],
  ['text that is a number', withPart({ type: 'text', text: 5 }), 'field_invalid', 'messages[0].content[0].text'],
  [
    'an unknown field deep down',
    withPart({ type: 'text', text: '', x: 1 }),
    'field_unknown',
    'messages[0].content[0].x',
  ],
  ['an unknown field', withFields({ wetter: 1 }), 'field_unknown', 'wetter'],
  ['an unknown field that is null', withFields({ wetter: null }), 'field_unknown', 'wetter'],
  ['temperature above', withFields({ temperature: 2.01 }), 'field_invalid', 'temperature'],
  ['temperature below', withFields({ temperature: -0.01 }), 'field_invalid', 'temperature'],
  ['temperature as text', withFields({ temperature: '1' }), 'field_invalid', 'temperature'],
  ['top_p above', withFields({ top_p: 1.01 }), 'field_invalid', 'top_p'],
  ['9 answers', withFields({ n: 9 }), 'field_invalid', 'n'],
  ['no answer', withFields({ n: 0 }), 'field_invalid', 'n'],
  ['half an answer', withFields({ n: 1.5 }), 'field_invalid', 'n'],
  ['a seed beyond 2^53', withFields({ seed: 2 ** 53 }), 'field_invalid', 'seed'],
  ['21 log probabilities', withFields({ top_logprobs: 21 }), 'field_invalid', 'top_logprobs'],
  ['17 stop sequences', withFields({ stop: many(17, 'Ende') }), 'field_invalid', 'stop'],
  ['a long stop sequence', withFields({ stop: ['x'.repeat(1_001)] }), 'field_invalid', 'stop[0]'],
  ['257 tools', withFields({ tools: many(257, tool('wetter')) }), 'field_invalid', 'tools'],
  ['a tool name with spaces', withFields({ tools: [tool('das Wetter')] }), 'field_invalid', 'tools[0].function.name'],
  ['a tool name beyond 128', withFields({ tools: [tool('x'.repeat(129))] }), 'field_invalid', 'tools[0].function.name'],
  ['257 tool calls', calls(...(many(257, call('a')) as Json[])), 'field_invalid', 'messages[0].tool_calls'],
  ['an id beyond 128', calls(call('x'.repeat(129))), 'field_invalid', 'messages[0].tool_calls[0].id'],
  ['an empty id', calls(call('')), 'field_invalid', 'messages[0].tool_calls[0].id'],
  ['an id with an umlaut', calls(call('käse')), 'field_invalid', 'messages[0].tool_calls[0].id'],
  ['an id with a space', calls(call('a b')), 'field_invalid', 'messages[0].tool_calls[0].id'],
  ['an unknown effort', withFields({ reasoning_effort: 'toString' }), 'field_invalid', 'reasoning_effort'],
  ['store', withFields({ store: true }), 'field_not_allowed', 'store'],
  ['a search in the web', withFields({ web_search_options: {} }), 'field_not_allowed', 'web_search_options'],
  ['moderation', withFields({ moderation: { model: 'x' } }), 'field_not_allowed', 'moderation'],
  ['token biases', withFields({ logit_bias: { 50256: -100 } }), 'field_not_allowed', 'logit_bias'],
  [
    'template arguments',
    withFields({ chat_template_kwargs: { enable_thinking: true } }),
    'field_not_allowed',
    'chat_template_kwargs',
  ],
  [
    'an earlier spoken answer',
    withMessages({ role: 'assistant', audio: { id: 'a' } }),
    'field_not_allowed',
    'messages[0].audio',
  ],
  ['an image', image('data:image/png;base64,AAAA'), 'media_not_allowed', 'messages[0].content[0].image_url.url'],
  ['sound', sound('AAAA'), 'media_not_allowed', 'messages[0].content[0].input_audio.data'],
  ['a file', file({ file_data: 'AAAA' }), 'media_not_allowed', 'messages[0].content[0].file.file_data'],
  ['a stored file', file({ file_id: 'file-1' }), 'field_not_allowed', 'messages[0].content[0].file.file_id'],
  ['spoken answers', withFields({ modalities: ['text', 'audio'] }), 'media_not_allowed', 'modalities[1]'],
  ['a voice', withFields({ audio: { voice: 'alloy', format: 'wav' } }), 'media_not_allowed', 'audio'],
]
for (const [why, body, code, field] of refused) {
  test(`refused: ${why}`, () => {
    const error = refusal(() => chat(body, noMedia))
    expect([error.code, error.param, error.details['field']]).toEqual([code, field, field] as never)
  })
}

// Goal: both sides of the bounds that a name, a text or a list meets.
const words = (count: number) => withPart({ type: 'text', text: 'x'.repeat(count) })
const parts = (count: number) => withMessages({ role: 'user', content: many(count, { type: 'text', text: '' }) })
const bounds: readonly [why: string, of: (size: number) => JsonObject, max: number, field: string][] = [
  ['characters of a model name', (size) => ({ model: 'x'.repeat(size), messages: [said] }), 256, 'model'],
  [
    'characters of a participant',
    (size) => withMessages({ role: 'user', content: '', name: 'x'.repeat(size) }),
    256,
    'messages[0].name',
  ],
  ['characters of a text', words, 64 * 1024 * 1024, 'messages[0].content[0].text'],
  ['parts of a message', parts, 2_000, 'messages[0].content'],
  ['characters of a stop sequence', (size) => withFields({ stop: 'x'.repeat(size) }), 1_000, 'stop'],
  ['top_logprobs', (size) => withFields({ top_logprobs: size }), 20, 'top_logprobs'],
  ['max_tokens', (size) => withFields({ max_tokens: size }), 10_000_000, 'max_tokens'],
  ['guided choices', (size) => withFields({ guided_choice: many(size, 'a') }), 10_000, 'guided_choice'],
  // The object itself and the array in it are values, too.
  ['values of free JSON', (size) => withFields({ guided_json: { enum: many(size - 2, 1) } }), 100_000, 'guided_json'],
]
for (const [why, of, max, field] of bounds) {
  test(`at most ${max} ${why}`, () => {
    expect(() => chat(of(max), noMedia)).not.toThrow()
    expect(refusal(() => chat(of(max + 1), noMedia)).param).toBe(field)
  })
}

// Goal: nothing is fetched, even where media are allowed.
const remote: readonly [url: string, code: string][] = [
  ['http://169.254.169.254/latest', 'media_remote'],
  ['https://example.org/a.png', 'media_remote'],
  ['HTTPS://example.org/a.png', 'media_remote'],
  ['file:///etc/passwd', 'media_remote'],
  ['DATA:image/png;base64,AAAA', 'media_remote'],
  [' data:image/png;base64,AAAA', 'media_remote'],
  ['data:text/html;base64,AAAA', 'field_invalid'],
  ['//example.org/a.png', 'field_invalid'],
  ['', 'field_invalid'],
]
for (const [url, code] of remote) {
  test(`never fetched: ${url}`, () => expect(refusal(() => chat(image(url), allMedia)).code).toBe(code as never))
}
test('never fetched: an address as a file', () =>
  expect(refusal(() => chat(file({ file_data: 'ftp://example.org/a' }), allMedia)).code).toBe('media_remote'))

// Goal: names that every JavaScript object has are as unknown as any other.
for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
  test(`unknown like any other name: ${name}`, () => {
    const body = JSON.parse(`{"model":"m","messages":[{"role":"user","content":"x"}],"${name}":{"n":99}}`) as JsonObject
    expect(refusal(() => chat(body, noMedia)).code).toBe('field_unknown')
  })
}
test('__proto__ is not taken into free JSON', () => {
  const parameters = JSON.parse('{"properties":{"__proto__":{"polluted":1}}}') as JsonObject
  const body = withFields({ tools: [{ type: 'function', function: { name: 'f', parameters } }] })
  expect(refusal(() => chat(body, noMedia)).param).toBe('tools[0].function.parameters')
})
test('free JSON has 64 levels', () => {
  const deep = (levels: number): Json => (levels === 0 ? {} : { a: deep(levels - 1) })
  const body = (levels: number) => withFields({ guided_json: deep(levels) })
  expect(chat(body(63), noMedia)['guided_json']).toEqual(deep(63) as never)
  expect(refusal(() => chat(body(64), noMedia)).param).toBe('guided_json')
})

// Goal: an error says what would be right, within the room of a message.
test('the nearest name is named', () => {
  const error = refusal(() => chat(withFields({ temprature: 1 }), noMedia))
  expect(error.details['nearest']).toBe('temperature')
  expect(messageOf(error, 'en')).toContain('Did you mean "temperature"?')
})
test('the nearest name is of the same level', () =>
  expect(refusal(() => chat(withMessages({ role: 'user', contnet: 'x' }), noMedia)).details['nearest']).toBe('content'))
test('bounds are named', () =>
  expect(refusal(() => chat(withFields({ n: 9 }), noMedia)).details['expected']).toBe('integer, 1…8'))
test('words are named', () =>
  expect(refusal(() => chat(withFields({ verbosity: 'x' }), noMedia)).details['expected']).toBe('low | medium | high'))
test('a missing field is called missing', () =>
  expect(
    messageOf(
      refusal(() => chat({ model: 'm' }, noMedia)),
      'de',
    ),
  ).toContain('„messages“ fehlt'))
test('what the operator can open is named', () =>
  expect(
    messageOf(
      refusal(() => chat(withFields({ logit_bias: {} }), noMedia)),
      'en',
    ),
  ).toContain('(allowFields: logit_bias)'))
test('a hostile name is cut and made plain', () => {
  const error = refusal(() => chat(withFields({ [`<b>\n${'x'.repeat(1_000)}`]: 1 }), noMedia))
  expect(error.param).toBe(`?b??${'x'.repeat(60)}…`)
  expect(messageOf(error, 'de', 'https://example.org/x').length).toBeLessThanOrEqual(300)
})

// Goal: the other endpoints and their token arrays.
test('completions pass', () => {
  const body = { model: 'm', prompt: ['a', 'b'], suffix: 'c', logprobs: 20, best_of: 8, max_tokens: 0 }
  expect<JsonObject>(completions(body, noMedia)).toEqual(body)
})
test('echo: false asks for nothing', () =>
  expect<JsonObject>(completions({ model: 'm', prompt: 'a', echo: false }, noMedia)).toEqual({
    model: 'm',
    prompt: 'a',
  }))
test('embeddings pass', () => {
  const body = { model: 'm', input: many(2_048, 'a'), encoding_format: 'base64', dimensions: 1 }
  expect<JsonObject>(embeddings(body, noMedia)).toEqual(body)
})
const refusedElsewhere: readonly [why: string, run: () => unknown, code: string, field: string][] = [
  ['echo', () => completions({ model: 'm', prompt: 'a', echo: true }, noMedia), 'field_not_allowed', 'echo'],
  ['tokens', () => completions({ model: 'm', prompt: [1, 2] }, noMedia), 'field_not_allowed', 'prompt[0]'],
  [
    'lists of tokens',
    () => completions({ model: 'm', prompt: ['a', [1]] }, noMedia),
    'field_not_allowed',
    'prompt[1][0]',
  ],
  ['no prompt', () => completions({ model: 'm', prompt: [] }, noMedia), 'field_invalid', 'prompt'],
  ['9 candidates', () => completions({ model: 'm', prompt: 'a', best_of: 9 }, noMedia), 'field_invalid', 'best_of'],
  ['messages', () => completions({ model: 'm', prompt: 'a', messages: [] }, noMedia), 'field_unknown', 'messages'],
  ['2,049 inputs', () => embeddings({ model: 'm', input: many(2_049, 'a') }, noMedia), 'field_invalid', 'input'],
  ['input of tokens', () => embeddings({ model: 'm', input: [[1]] }, noMedia), 'field_not_allowed', 'input[0][0]'],
  ['0 dimensions', () => embeddings({ model: 'm', input: 'a', dimensions: 0 }, noMedia), 'field_invalid', 'dimensions'],
]
for (const [why, run, code, field] of refusedElsewhere) {
  test(`refused elsewhere: ${why}`, () => {
    const error = refusal(run)
    expect([error.code, error.param]).toEqual([code, field] as never)
  })
}

// Goal: an operator opens a field for one engine; some stay shut whatever the configuration says.
test('allowed tokens pass', () => {
  const rebuild = requestRebuilder('completions', 'vllm', ['prompt.tokens', 'echo', 'logit_bias'])
  const body = { model: 'm', prompt: [[1, 2], [3]], echo: true, logit_bias: { 5: -100 } }
  expect<JsonObject>(rebuild(body, noMedia)).toEqual(body)
  expect(refusal(() => rebuild({ ...body, logit_bias: { 5: 101 } }, noMedia)).param).toBe('logit_bias.5')
})
test('a field that only one engine knows passes as free JSON', () => {
  const rebuild = requestRebuilder('chat/completions', 'openaiCompatible', ['house_rules'])
  const body = withFields({ house_rules: { a: [1, 'b', null] } })
  expect<JsonObject>(rebuild(body, noMedia)).toEqual(body)
})
for (const name of neverAllowable) {
  test(`cannot be allowed: ${name}`, () => {
    for (const endpoint of ['chat/completions', 'embeddings'] as const) {
      const rebuild = requestRebuilder(endpoint, 'vllm', [name])
      expect(refusal(() => rebuild(withFields({ [name]: 'x' }), noMedia)).code).toMatch(/^field_(not_allowed|unknown)$/)
    }
    expect(
      refusal(() => requestRebuilder('chat/completions', 'sglang', [name])(withFields({ [name]: {} }), noMedia)).code,
    ).toBe('field_not_allowed')
  })
}
test('the names that can be allowed and those that cannot are apart', () => {
  expect(allowableFields.filter((name) => neverAllowable.includes(name))).toEqual([])
  expect(allowableFields).toContain('prompt.tokens')
  expect(allowableFields).toEqual([...new Set(allowableFields)].toSorted())
})
test('what one engine knows is unknown at another', () => {
  const body = withFields({ mirostat: 1 })
  expect(requestRebuilder('chat/completions', 'llamaCpp', [])(body, noMedia)['mirostat']).toBe(1)
  expect(refusal(() => chat(body, noMedia)).code).toBe('field_unknown')
})
