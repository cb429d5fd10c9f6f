// Goal: the events of an engine that speaks responses or messages itself reach the client rebuilt, under their names, with
// our name of the model; only the closing event makes an answer complete, at whatever byte the stream is cut.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import type { JsonObject } from '@stellwerk/contract/json'

import { type NamedEndpoint, NamedEvents } from './named-events.ts'
import { engineMessageOf } from './upstream/engine-message.ts'
import { SseReader } from './upstream/sse.ts'

/** Only the names of the model are looked at here; what the maps keep is tested beside them. */
const facts = {
  model: 'public',
  rebuild: (event: JsonObject) => structuredClone(event),
  dropped: () => undefined,
  namesModel: true,
  showsSeen: false,
  engineMessageOf,
}

const event = (type: string, members: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`

interface Heard {
  readonly text: string
  readonly closing: string | undefined
  readonly failure: string | undefined
  readonly usage: unknown
}

function hear(endpoint: NamedEndpoint, pieces: readonly Uint8Array[]): Heard {
  const reader = new SseReader()
  const events = new NamedEvents(facts, endpoint)
  let text = ''
  for (const piece of pieces) {
    const taken = events.take(reader.push(piece))
    text += taken.text
    if (taken.closing === undefined && taken.failure === undefined) continue
    return { text, closing: taken.closing, failure: taken.failure?.code, usage: events.usage }
  }
  reader.end()
  return { text, closing: undefined, failure: events.end().failure?.code, usage: events.usage }
}

const message = { id: 'msg_1', model: 'secret-path', usage: { input_tokens: 3, output_tokens: 0 } }
const opening = event('message_start', { message })
const delta = event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Grüße' } })
const ending = event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } })
const response = { id: 'resp_1', model: 'secret-path' }
const created = event('response.created', { sequence_number: 0, response })
const usage = { input_tokens: 3, output_tokens: 5, total_tokens: 8 }
const completed = event('response.completed', { sequence_number: 1, response: { ...response, usage } })

const publicly = (text: string): string => text.replaceAll('secret-path', 'public')
const cases: readonly [why: string, NamedEndpoint, stream: string, end: string][] = [
  ['a message', 'messages', opening + delta + ending + event('message_stop'), 'whole'],
  ['a message with a ping', 'messages', opening + event('ping') + delta + ending + event('message_stop'), 'whole'],
  ['a message, ended as a chat', 'messages', `${opening + ending}data: [DONE]\n\n${event('message_stop')}`, 'whole'],
  ['a message without its end', 'messages', opening + delta + ending, 'engine_stream_cut'],
  [
    'a message with an error',
    'messages',
    opening + event('error', { error: { message: 'no' } }),
    'engine_stream_error',
  ],
  ['an error without a name', 'messages', `${opening}data: {"error":{"message":"no"}}\n\n`, 'engine_stream_error'],
  ['no JSON', 'messages', `${opening}data: {"type"\n\n`, 'engine_answer_malformed'],
  ['no type', 'messages', `${opening}data: {}\n\n`, 'engine_answer_malformed'],
  ['a response', 'responses', created + completed, 'whole'],
  ['an incomplete response', 'responses', created + completed.replaceAll('completed', 'incomplete'), 'whole'],
  ['a response without its end', 'responses', created, 'engine_stream_cut'],
  [
    'a failed response',
    'responses',
    created + event('response.failed', { response: { error: { message: 'no' } } }),
    'engine_stream_error',
  ],
]
for (const [why, endpoint, stream, end] of cases) {
  const bytes = new TextEncoder().encode(stream)
  test(`${why}: ${end}`, () => {
    const heard = hear(endpoint, [bytes])
    assert.equal(heard.failure ?? 'whole', end)
    const said = heard.text + (heard.closing ?? '')
    assert.ok(!said.includes('secret-path') && !said.includes('[DONE]') && !said.includes('event: ping'), said)
    if (end !== 'whole') return
    const passed = stream.replace('data: [DONE]\n\n', '').replace(event('ping'), '')
    assert.equal(said, publicly(passed))
    assert.deepEqual(heard.usage, { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 })
  })
  test(`${why}, cut at every byte: ${end}`, () => {
    const whole = hear(endpoint, [bytes])
    for (let cut = 1; cut < bytes.length; cut++) {
      assert.deepEqual(hear(endpoint, [bytes.subarray(0, cut), bytes.subarray(cut)]), whole)
    }
  })
}

test('nothing follows the closing event', () => {
  const stream = opening + ending + event('message_stop') + delta
  const heard = hear('messages', [new TextEncoder().encode(stream)])
  assert.equal(heard.closing, event('message_stop'))
  assert.equal(heard.text, publicly(opening + ending))
})

test('what was said of a response is known when it is cut', () => {
  const events = new NamedEvents(facts, 'responses')
  events.take(new SseReader().push(new TextEncoder().encode(created)))
  assert.deepEqual(events.said, { response: { id: 'resp_1', model: 'public' }, nextSequenceNumber: 1 })
})

// Goal: what was written is known at the end only. Taken from the beginning, leaving a stream early would be free of charge.
test('a message that is cut has not reported what it took', () => {
  const events = new NamedEvents(facts, 'messages')
  const push = (text: string): unknown => events.take(new SseReader().push(new TextEncoder().encode(text)))
  push(opening + delta)
  assert.equal(events.usage, undefined)
  push(ending)
  assert.deepEqual(events.usage, { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 })
})

// Goal: in a strict use case the closing event may turn out not to be said, and the stream then ends with what was.
test('the closing event is not among what was said of a response', () => {
  const events = new NamedEvents(facts, 'responses')
  events.take(new SseReader().push(new TextEncoder().encode(created + completed)))
  assert.deepEqual(events.said, { response: { id: 'resp_1', model: 'public' }, nextSequenceNumber: 1 })
  assert.deepEqual(events.usage, { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 })
})
