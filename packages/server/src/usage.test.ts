// Goal: whatever the endpoint, the record counts the same tokens under the same names.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import type { Endpoint } from '@stellwerk/contract/endpoint'

import { usageOf } from './usage.ts'

const chat = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 }
const cases: readonly [why: string, Endpoint, usage: unknown, expected: unknown][] = [
  ['chat, as it is', 'chat/completions', chat, chat],
  ['rerank, as it is', 'rerank', { total_tokens: 8 }, { total_tokens: 8 }],
  ['a response', 'responses', { input_tokens: 3, output_tokens: 5, total_tokens: 8 }, chat],
  ['a message', 'messages', { input_tokens: 3, output_tokens: 5 }, chat],
  [
    'a message, of whose input a part was cached',
    'messages',
    { input_tokens: 1, cache_read_input_tokens: 1, cache_creation_input_tokens: 1, output_tokens: 5 },
    chat,
  ],
  ['a count is no use', 'messages/count_tokens', { input_tokens: 3, output_tokens: 5 }, undefined],
  ['half of it', 'messages', { input_tokens: 3 }, undefined],
  ['none', 'responses', null, undefined],
]
for (const [why, endpoint, usage, expected] of cases) {
  test(`usage: ${why}`, () => assert.deepEqual(usageOf(endpoint, JSON.parse(JSON.stringify({ usage }))), expected))
}
