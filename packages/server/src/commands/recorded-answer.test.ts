import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { answersIn, questionIn } from './recorded-answer.ts'

const events = (...parts: readonly object[]): string =>
  `: keep-alive\n\n${parts.map((part) => `event: x\ndata: ${JSON.stringify(part)}\n\n`).join('')}data: [DONE]\n\n`

// Goal: the text of an answer is found in each of its shapes, and what holds none gives none.
const answers: readonly [why: string, text: string, said: readonly string[]][] = [
  ['chat', JSON.stringify({ choices: [{ index: 0, message: { content: 'yes' } }] }), ['yes']],
  [
    'two choices out of order',
    JSON.stringify({
      choices: [
        { index: 1, message: { content: 'b' } },
        { index: 0, message: { content: 'a' } },
      ],
    }),
    ['a', 'b'],
  ],
  ['completions', JSON.stringify({ choices: [{ index: 0, text: 'yes' }] }), ['yes']],
  [
    'responses',
    JSON.stringify({ output: [{ type: 'message', content: [{ type: 'output_text', text: 'yes' }] }] }),
    ['yes'],
  ],
  [
    'messages',
    JSON.stringify({
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'yes' },
      ],
    }),
    ['yes'],
  ],
  [
    'a stream of chat',
    events({ choices: [{ index: 0, delta: { content: 'y' } }] }, { choices: [{ index: 0, delta: { content: 'es' } }] }),
    ['yes'],
  ],
  [
    'a stream of responses, which says it all twice',
    events(
      { type: 'response.output_text.delta', delta: 'y' },
      { type: 'response.output_text.delta', delta: 'es' },
      { type: 'response.output_text.done', text: 'yes' },
      { type: 'response.completed', response: { output: [{ content: [{ type: 'output_text', text: 'yes' }] }] } },
    ),
    ['yes'],
  ],
  [
    'a stream of messages',
    events(
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'yes' } },
    ),
    ['yes'],
  ],
  [
    'a call of a tool alone',
    JSON.stringify({ choices: [{ index: 0, message: { content: null, tool_calls: [] } }] }),
    [],
  ],
  ['numbers', JSON.stringify({ data: [{ embedding: [0.1] }] }), []],
  ['no JSON', 'hello', []],
  ['a list', '[1]', []],
  ['nothing', '', []],
]
for (const [why, text, said] of answers) test(`answer: ${why}`, () => assert.deepEqual(answersIn(text), said))

test('question: what was asked, without who asked and how the answer was to look', () => {
  const body = {
    model: 'm',
    user: 'user-1',
    metadata: { user_id: 'user-1' },
    temperature: 0,
    messages: [{ role: 'user', content: 'x' }],
  }
  assert.deepEqual(questionIn(JSON.stringify(body)), { messages: body.messages })
  assert.equal(questionIn('{"model":"m"}'), undefined)
  assert.equal(questionIn('no'), undefined)
})
