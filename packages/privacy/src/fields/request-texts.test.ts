import { test } from 'bun:test'
import assert from 'node:assert/strict'
import type { Endpoint } from '@stellwerk/contract/endpoint'
import { requestRebuilder, requestShape } from '@stellwerk/contract/fields/rebuild'
import type { JsonObject } from '@stellwerk/contract/json'

import { requestTexts } from './request-texts.ts'

const noMedia = { image: false, audio: false, file: false }
const media = { image: true, audio: true, file: true }

function textsIn(endpoint: Endpoint, body: JsonObject, allowed = noMedia) {
  const request = requestRebuilder(endpoint, 'vllm', [])(body, allowed)
  return { request, texts: requestTexts(requestShape(endpoint, 'vllm', []))(request) }
}

const said = [{ role: 'user', content: 'Hallo' }]

// Goal: each place where a request can carry text is found, with what is known about it.
const cases: readonly [why: string, endpoint: Endpoint, body: JsonObject, texts: readonly string[]][] = [
  ['a message', 'chat/completions', { model: 'm', messages: said }, ['text Hallo']],
  [
    'parts of a message',
    'chat/completions',
    {
      model: 'm',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
      ],
    },
    ['text a', 'text b'],
  ],
  [
    'the name of a user, which is a name',
    'chat/completions',
    { model: 'm', messages: [{ role: 'user', name: 'anna', content: 'Hallo' }] },
    ['text Hallo', 'name anna (name)'],
  ],
  [
    'arguments of a tool, value by value, under their keys',
    'chat/completions',
    {
      model: 'm',
      messages: [
        {
          role: 'assistant',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"steuerId": 86095742719, "to": "x"}' } },
          ],
        },
      ],
    },
    ['identifier c1', 'key steuerId', 'text 86095742719 under steuerId', 'key to', 'text x under to'],
  ],
  [
    'arguments that are no JSON, as prose',
    'chat/completions',
    {
      model: 'm',
      messages: [{ role: 'assistant', function_call: { name: 'f', arguments: '{"an": "Anna' } }],
    },
    ['text {"an": "Anna'],
  ],
  [
    'a schema: values, and names of properties',
    'chat/completions',
    {
      model: 'm',
      messages: said,
      tools: [
        {
          type: 'function',
          function: {
            name: 'f',
            description: 'd',
            parameters: {
              type: 'object',
              properties: { who: { type: 'string', enum: ['A', 'B'] } },
              required: ['who'],
            },
          },
        },
      ],
    },
    [
      'text Hallo',
      'text d',
      'key type',
      'key properties',
      'key required',
      'key who',
      'key type',
      'key enum',
      'text A under who',
      'text B under who',
      'key who',
    ],
  ],
  [
    'a schema that refers to itself: what is referred to is a key like the one that it means',
    'chat/completions',
    {
      model: 'm',
      messages: said,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'f', schema: { $defs: { A: {} }, items: { $ref: '#/$defs/A' } } },
      },
    },
    ['text Hallo', 'key $defs', 'key items', 'key A', 'key $ref', 'key #/$defs/A'],
  ],
  ['a stop sequence', 'chat/completions', { model: 'm', messages: said, stop: ['Ende'] }, ['text Hallo', 'text Ende']],
  ['prompts', 'completions', { model: 'm', prompt: ['a', 'b'], suffix: 'c' }, ['text a', 'text b', 'text c']],
  ['texts that become vectors', 'embeddings', { model: 'm', input: ['a', 'b'] }, ['text a one way', 'text b one way']],
  [
    'what is ranked',
    'rerank',
    { model: 'm', query: 'q', documents: ['a', { text: 'b' }] },
    ['text q one way', 'text a one way', 'text b one way'],
  ],
  [
    'a message of the other endpoint',
    'messages',
    {
      model: 'm',
      max_tokens: 1,
      system: 's',
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'f', input: { who: 'A', n: 12345678 } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'r' }] },
      ],
    },
    [
      'identifier c1',
      'key who',
      'key n',
      'text A under who',
      'text 12345678 under n',
      'identifier c1',
      'text r',
      'text s',
    ],
  ],
  [
    'instructions and items',
    'responses',
    { model: 'm', instructions: 'i', input: [{ type: 'function_call_output', call_id: 'c1', output: 'o' }] },
    ['text i', 'identifier c1', 'text o'],
  ],
]
for (const [why, endpoint, body, expected] of cases) {
  test(`texts of a request: ${why}`, () => {
    const { texts } = textsIn(endpoint, body)
    const found = texts.places.map(({ form, text, label, isName, isOneWay }) => {
      const more = `${label === undefined ? '' : ` under ${label}`}${isName ? ' (name)' : ''}${isOneWay ? ' one way' : ''}`
      return `${form} ${text}${more}`
    })
    assert.deepEqual(found.toSorted(), [...expected].toSorted())
  })
}

test('what is put stands in the request, and everything else as it was', () => {
  const body = {
    model: 'm',
    messages: [
      {
        role: 'assistant',
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'f', arguments: '{ "to":"Anna", "n": 12345678901234567890, "Anna": 1 }' },
          },
        ],
      },
    ],
  }
  const { request, texts } = textsIn('chat/completions', body)
  for (const place of texts.places) if (place.text === 'Anna') place.put('"P"')
  texts.finish()
  const expected = '{ "to":"\\"P\\"", "n": 12345678901234567890, "\\"P\\"": 1 }'
  const first = JSON.stringify(request).includes(JSON.stringify(expected).slice(1, -1))
  assert.ok(first, JSON.stringify(request))
})

test('keys of an object are renamed in their order, inside and outside', () => {
  const input = { a: { b: 1 }, c: 2 }
  const { request, texts } = textsIn('messages', {
    model: 'm',
    max_tokens: 1,
    messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'f', input }] }],
  })
  for (const place of texts.places) if (place.form === 'key') place.put(place.text.toUpperCase())
  texts.finish()
  assert.ok(JSON.stringify(request).includes('{"A":{"B":1},"C":2}'), JSON.stringify(request))
})

test('parts that no filter reads are named', () => {
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'x' }, image] }]
  assert.deepEqual(textsIn('chat/completions', { model: 'm', messages }, media).texts.notInspected, ['image'])
})
