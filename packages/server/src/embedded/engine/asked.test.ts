import assert from 'node:assert/strict'

import type { JsonObject } from '@stellwerk/contract/json'
import { test } from 'bun:test'

import { askedChat, askedEmbeddings, askedText } from './asked.ts'
import { historyOf } from './history.ts'
import { Refused } from './refusal.ts'
import { understood } from './schema.ts'

// Goal: what the engine cannot do is refused by its name; what it can is read as it was meant.

const messages = [{ role: 'user', content: 'Hi' }]
const refusedWith = (says: RegExp) => (error: unknown) => error instanceof Refused && says.test(error.message)
const tool = (name: string): JsonObject => ({ type: 'function', function: { name, parameters: { type: 'object' } } })

const refused: readonly (readonly [body: JsonObject, says: RegExp])[] = [
  [{}, /messages is missing/],
  [{ messages: [] }, /messages is missing/],
  [{ messages, n: 2 }, /^n:/],
  [{ messages, logprobs: true }, /^logprobs:/],
  [{ messages, logit_bias: { 1: 2 } }, /^logit_bias:/],
  [{ messages, modalities: ['text', 'audio'] }, /^modalities:/],
  [{ messages, anything: 1 }, /^anything:/],
  [{ messages, tools: [{ type: 'custom' }] }, /^tools:/],
  [{ messages, tools: [tool('a')], tool_choice: { type: 'function', function: { name: 'b' } } }, /^tool_choice:/],
  [{ messages, tools: [tool('a')], response_format: { type: 'json_object' } }, /^response_format beside tools/],
  [{ messages, response_format: { type: 'grammar' } }, /^response_format:/],
]
for (const [body, says] of refused) {
  test(`refused: ${JSON.stringify(body).slice(0, 80)}`, () => assert.throws(() => askedChat(body), refusedWith(says)))
}

test('what says nothing passes: null, hints, and tools that may not be called', () => {
  const body = {
    messages,
    logit_bias: null,
    user: 'x',
    reasoning_effort: 'low',
    tools: [tool('a')],
    tool_choice: 'none',
  }
  assert.deepEqual(askedChat(body).form, { kind: 'text' })
})

test('the newer bound on tokens wins, and -1 of top_k means all', () => {
  const { tokensMax, sampling, stops } = askedChat({
    messages,
    max_tokens: 5,
    max_completion_tokens: 7,
    top_k: -1,
    stop: 'END',
  })
  assert.deepEqual([tokensMax, sampling.topK, stops], [7, 0, ['END']])
})

for (const [body, says] of [
  [{ prompt: 'a', echo: true }, /^echo/],
  [{ prompt: 'a', best_of: 2 }, /^best_of/],
  [{ prompt: 'a', suffix: 'b' }, /^suffix/],
  [{ prompt: ['a', 'b'] }, /^prompt/],
  [{ prompt: [1, 2] }, /^prompt/],
] as const) {
  test(`no completion: ${JSON.stringify(body)}`, () => assert.throws(() => askedText({ ...body }), refusedWith(says)))
}

test('embeddings: texts, one or many', () => {
  assert.deepEqual(askedEmbeddings({ model: 'm', input: 'a' }).inputs, ['a'])
  assert.deepEqual(askedEmbeddings({ model: 'm', input: ['a', 'b'], encoding_format: 'base64' }).isBase64, true)
  assert.throws(() => askedEmbeddings({ model: 'm', input: [[1, 2]] }), refusedWith(/^input/))
  assert.throws(() => askedEmbeddings({ model: 'm', input: 'a', dimensions: 8 }), refusedWith(/^dimensions/))
})

const schemas: readonly (readonly [why: string, schema: JsonObject, strict: JsonObject | RegExp])[] = [
  ['an object', { type: 'object', title: 'x', required: ['a'] }, { type: 'object', required: ['a'] }],
  ['no type beside members', { properties: { a: {} } }, { properties: { a: {} }, type: 'object' }],
  ['anyOf', { anyOf: [{ type: 'null' }, { type: 'string' }] }, { oneOf: [{ type: 'null' }, { type: 'string' }] }],
  ['several scalars', { type: ['string', 'null'] }, { type: ['string', 'null'] }],
  [
    'a scalar or an object',
    { type: ['object', 'null'], properties: {} },
    { oneOf: [{ type: 'object', properties: {} }, { type: 'null' }] },
  ],
  [
    'older definitions',
    { definitions: { a: { type: 'string' } }, $ref: '#/definitions/a' },
    { $defs: { a: { type: 'string' } }, $ref: '#/$defs/a' },
  ],
  ['a date', { type: 'string', format: 'date' }, { type: 'string', format: 'date' }],
  ['another format', { type: 'string', format: 'email' }, /format/],
  ['a pattern', { type: 'string', pattern: 'a' }, /pattern/],
  ['a bound of a number', { type: 'integer', minimum: 1 }, /minimum/],
  ['deep inside', { type: 'array', items: { properties: { a: { not: {} } } } }, /not/],
  ['a reference elsewhere', { $ref: 'https://schema.example/a' }, /\$ref/],
]
for (const [why, schema, strict] of schemas) {
  test(`schema: ${why}`, () => {
    if (strict instanceof RegExp) {
      assert.throws(() => understood(schema, { isStrict: true }), refusedWith(strict))
      assert.doesNotThrow(() => understood(schema, { isStrict: false }))
    } else assert.deepEqual(understood(schema, { isStrict: true }), strict)
  })
}

test('schema: without an end', () => {
  let schema: JsonObject = {}
  for (let depth = 0; depth < 40; depth++) schema = { items: schema }
  assert.throws(() => understood(schema, { isStrict: false }), refusedWith(/deeper/))
})

const call = (id: string, args: string): JsonObject => ({
  id,
  type: 'function',
  function: { name: 'f', arguments: args },
})

test('history: calls stand with their results, in the turn of the model', () => {
  const history = historyOf([
    { role: 'developer', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    { role: 'assistant', content: null, tool_calls: [call('1', '{"x":1}'), call('2', '')] },
    { role: 'tool', tool_call_id: '2', content: 'second' },
    { role: 'tool', tool_call_id: '1', content: '{"y":2}' },
    { role: 'assistant', content: 'done' },
  ])
  const made = { type: 'functionCall', name: 'f' }
  assert.deepEqual(history, [
    { type: 'system', text: 'Be brief.' },
    { type: 'user', text: 'ab' },
    {
      type: 'model',
      response: [
        { ...made, params: { x: 1 }, result: { y: 2 }, startsNewChunk: true },
        { ...made, params: '', result: 'second', startsNewChunk: false },
        'done',
      ],
    },
  ])
})

for (const [why, message, says] of [
  ['an image', { role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }, /text only/],
  [
    'a call without a result',
    { role: 'assistant', tool_calls: [call('1', '{}')] },
    /without the message of its result/,
  ],
  ['an unknown role', { role: 'narrator', content: 'x' }, /role/],
] as const) {
  test(`history: ${why} is refused`, () => assert.throws(() => historyOf([message]), refusedWith(says)))
}
