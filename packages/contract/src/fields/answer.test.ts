import { expect, test } from 'bun:test'
import type { Endpoint } from '../endpoint.ts'
import type { Json, JsonObject } from '../json.ts'
import { answerRebuilder, type AnswerForm } from './rebuild.ts'

function rebuilt(endpoint: Endpoint, form: AnswerForm, answer: JsonObject) {
  const dropped: string[] = []
  const kept = answerRebuilder(endpoint, form)(answer, (path) => dropped.push(path))
  return { kept, dropped }
}

const head = { id: 'chatcmpl-1', object: 'chat.completion', created: 1_700_000_000, model: 'llama' }
const eventHead = { ...head, object: 'chat.completion.chunk' }
const answerOf = (choice: JsonObject, more: JsonObject = {}): JsonObject => ({ ...head, choices: [choice], ...more })
const messageOf = (fields: JsonObject) =>
  answerOf({ index: 0, message: { role: 'assistant', content: 'Ja', ...fields } })
const deltaOf = (delta: JsonObject): JsonObject => ({
  ...eventHead,
  choices: [{ index: 0, delta, finish_reason: null }],
})
const position = { token: ' Ja', logprob: -0.1, bytes: [32, 74, 97] }

// Goal: what the map has comes through as the engine wrote it, null included, because clients compare.
const passing: readonly [why: string, endpoint: Endpoint, form: AnswerForm, answer: JsonObject][] = [
  ['a plain answer', 'chat/completions', 'json', messageOf({ refusal: null, tool_calls: null })],
  ['reasoning under both names', 'chat/completions', 'json', messageOf({ reasoning: 'a', reasoning_content: 'b' })],
  [
    'a tool call',
    'chat/completions',
    'json',
    messageOf({ tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }] }),
  ],
  [
    'log probabilities',
    'chat/completions',
    'json',
    answerOf({ message: {}, logprobs: { content: [{ ...position, top_logprobs: [position] }], refusal: null } }),
  ],
  [
    'usage and timings',
    'chat/completions',
    'json',
    answerOf(
      { message: {} },
      { usage: { prompt_tokens: 1, prompt_tokens_details: { cached_tokens: 0 } }, timings: { prompt_n: 1 } },
    ),
  ],
  [
    'a reason of a vendor',
    'chat/completions',
    'json',
    answerOf({ message: {}, finish_reason: 'eos_token', stop_reason: 'Ende' }),
  ],
  ['a stop token', 'chat/completions', 'json', answerOf({ message: {}, stop_reason: 128_009 })],
  ['an event', 'chat/completions', 'event', deltaOf({ role: 'assistant', content: '' })],
  ['usage without choices', 'chat/completions', 'event', { ...eventHead, choices: [], usage: { total_tokens: 2 } }],
  [
    'pieces of a tool call',
    'chat/completions',
    'event',
    deltaOf({ tool_calls: [{ index: 0, id: '', function: { name: 'das Wetter', arguments: '{"o' } }] }),
  ],
  [
    'a completion',
    'completions',
    'json',
    {
      object: 'text_completion',
      choices: [
        {
          text: 'Ja',
          logprobs: {
            tokens: ['Ja'],
            token_logprobs: [null],
            text_offset: [0],
            top_logprobs: [null, { ' Ja': -0.1, constructor: -3 }],
          },
        },
      ],
    },
  ],
  ['an end without text', 'completions', 'event', { choices: [{ index: 0, finish_reason: 'stop' }] }],
  ['vectors', 'embeddings', 'json', { object: 'list', data: [{ index: 0, embedding: [0.5, -1e-9, 3] }] }],
  ['vectors as base64', 'embeddings', 'json', { object: 'list', data: [{ index: 0, embedding: 'AACAPw==' }] }],
]
for (const [why, endpoint, form, answer] of passing) {
  test(`passes unchanged: ${why}`, () => {
    const { kept, dropped } = rebuilt(endpoint, form, answer)
    expect([JSON.stringify(kept), dropped]).toEqual([JSON.stringify(answer), []])
  })
}

// Goal: what the map does not have is left out and counted under a path of the map, never under a name of the engine.
const dropping: readonly [why: string, answer: JsonObject, kept: JsonObject, dropped: string[]][] = [
  ['an unmapped field', answerOf({ message: {} }, { x: 1 }), answerOf({ message: {} }), ['*']],
  [
    'the prompt in numbers',
    answerOf({ message: {}, token_ids: [1] }, { prompt_token_ids: [2] }),
    answerOf({ message: {} }),
    ['choices[].*', '*'],
  ],
  ['an unmapped null, uncounted', answerOf({ message: {} }, { prompt_logprobs: null }), answerOf({ message: {} }), []],
  ['a field deep down', messageOf({ gedanken: 'x' }), messageOf({}), ['choices[].message.*']],
  ['a name like a path', messageOf({ ['x'.repeat(10_000)]: 1 }), messageOf({}), ['choices[].message.*']],
  ['another JSON type', messageOf({ reasoning: { text: 'x' } }), messageOf({}), ['choices[].message.reasoning']],
  [
    'one bad tool call, so all of them',
    messageOf({ tool_calls: [{ id: 'a' }, 5] }),
    messageOf({}),
    ['choices[].message.tool_calls'],
  ],
  [
    'an id with spaces',
    messageOf({ tool_calls: [{ id: 'a b' }] }),
    messageOf({ tool_calls: [{}] }),
    ['choices[].message.tool_calls[].id'],
  ],
  [
    'a reason that is a sentence',
    answerOf({ message: {}, finish_reason: 'it was late' }),
    answerOf({ message: {} }),
    ['choices[].finish_reason'],
  ],
  [
    'a reason of 65 characters',
    answerOf({ message: {}, finish_reason: 'x'.repeat(65) }),
    answerOf({ message: {} }),
    ['choices[].finish_reason'],
  ],
  ['metadata of others', answerOf({ message: {} }, { metadata: { a: 'b' } }), answerOf({ message: {} }), ['metadata']],
  [
    'another object',
    { ...answerOf({ message: {} }), object: 'list' },
    { id: head.id, created: head.created, model: head.model, choices: [{ message: {} }] },
    ['object'],
  ],
]
for (const [why, answer, kept, dropped] of dropping) {
  test(`left out: ${why}`, () => expect(rebuilt('chat/completions', 'json', answer)).toEqual({ kept, dropped }))
}
test('left out: padding of events', () =>
  expect(rebuilt('chat/completions', 'event', { ...deltaOf({}), obfuscation: 'xx' })).toEqual({
    kept: deltaOf({}),
    dropped: ['obfuscation'],
  }))
test('left out: prototype keys', () => {
  const answer = JSON.parse('{"choices":[],"__proto__":{"choices":1},"constructor":{}}') as JsonObject
  const { kept, dropped } = rebuilt('chat/completions', 'json', answer)
  expect([Object.keys(kept ?? {}), dropped]).toEqual([['choices'], ['*', '*']])
})

// Goal: without its skeleton it is no answer.
const malformed: readonly [why: string, endpoint: Endpoint, form: AnswerForm, answer: JsonObject][] = [
  ['nothing', 'chat/completions', 'json', {}],
  ['no choices', 'chat/completions', 'json', head],
  ['null choices', 'chat/completions', 'json', { ...head, choices: null }],
  ['choices as object', 'chat/completions', 'event', { choices: {} }],
  ['a choice that is text', 'chat/completions', 'event', { choices: ['x'] }],
  ['a choice without message', 'chat/completions', 'json', { choices: [{ index: 0 }] }],
  ['a message that is text', 'chat/completions', 'json', { choices: [{ message: 'x' }] }],
  ['a completion without text', 'completions', 'json', { choices: [{ index: 0 }] }],
  ['no data', 'embeddings', 'json', { object: 'list' }],
  ['a vector with a gap', 'embeddings', 'json', { data: [{ embedding: [1, null] }] }],
]
for (const [why, endpoint, form, answer] of malformed) {
  test(`no answer: ${why}`, () => expect(rebuilt(endpoint, form, answer).kept).toBeUndefined())
}
test('an event without delta is one', () =>
  expect(rebuilt('chat/completions', 'event', { choices: [{ finish_reason: 'stop' }] }).kept).toEqual({
    choices: [{ finish_reason: 'stop' }],
  } as Record<string, Json>))
