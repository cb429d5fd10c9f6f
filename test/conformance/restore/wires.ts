// The corpus in the wire formats of streams, from the bytes of an engine to the bytes of a client.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'
import type { JsonObject } from '@stellwerk/contract/json'
import type { Mapping } from '@stellwerk/privacy/pseudonym/mapping'

import type { AnswerEvents } from '../../../packages/server/src/answer-events.ts'
import { ChatEvents } from '../../../packages/server/src/chat-events.ts'
import { NamedEvents } from '../../../packages/server/src/named-events.ts'
import { restoringOf } from '../../../packages/server/src/privacy-wiring.ts'
import { engineMessageOf } from '../../../packages/server/src/upstream/engine-message.ts'
import { SseReader } from '../../../packages/server/src/upstream/sse.ts'
import { type Case, corpus, type Scene, sceneOf } from './corpus.ts'

type StreamedEndpoint = 'chat/completions' | 'completions' | 'responses' | 'messages'

/** One way in which an engine streams a text, and in which a client reads it. */
interface Wire {
  readonly name: string
  readonly endpoint: StreamedEndpoint
  readonly form: Case['form']
  readonly events: (pieces: readonly string[]) => readonly JsonObject[]
  /** What an event adds to what was read. */
  readonly read: (event: JsonObject) => unknown
}

/** A path through JSON; what is not there is undefined. */
export function inside(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value)
}

function chatWire(
  form: Case['form'],
  delta: (text: string) => JsonObject,
  ...path: readonly (string | number)[]
): Wire {
  const event = (what: JsonObject, end: string | null): JsonObject => ({
    choices: [{ index: 0, delta: what, finish_reason: end }],
  })
  const events = (pieces: readonly string[]) => [
    ...pieces.map((piece) => event(delta(piece), null)),
    event({}, 'length'),
  ]
  const name = `chat, ${path.join(' ')}`
  return {
    name,
    endpoint: 'chat/completions',
    form,
    events,
    read: (one) => inside(one, 'choices', 0, 'delta', ...path),
  }
}

function responsesWire(form: Case['form'], base: string): Wire {
  const at = { item_id: 'i', output_index: 0, content_index: 0 }
  const events = (pieces: readonly string[]) => [
    { type: 'response.created', response: { id: 'r', output: [] } },
    ...pieces.map((delta) => ({ type: `${base}.delta`, ...at, delta })),
    { type: `${base}.done`, ...at },
    { type: 'response.completed', response: { id: 'r', output: [] } },
  ]
  return { name: base, endpoint: 'responses', form, events, read: (one) => inside(one, 'delta') }
}

function messagesWire(form: Case['form'], block: JsonObject, type: string, field: string): Wire {
  const events = (pieces: readonly string[]) => [
    { type: 'message_start', message: { id: 'm', content: [] } },
    { type: 'content_block_start', index: 0, content_block: block },
    ...pieces.map((piece) => ({ type: 'content_block_delta', index: 0, delta: { type, [field]: piece } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
    { type: 'message_stop' },
  ]
  return { name: `messages, ${type}`, endpoint: 'messages', form, events, read: (one) => inside(one, 'delta', field) }
}

const called = (text: string): JsonObject => ({ tool_calls: [{ index: 0, function: { arguments: text } }] })

const wires: readonly Wire[] = [
  chatWire('text', (content) => ({ content }), 'content'),
  chatWire('text', (reasoning) => ({ reasoning }), 'reasoning'),
  chatWire('json', called, 'tool_calls', 0, 'function', 'arguments'),
  {
    name: 'completions',
    endpoint: 'completions',
    form: 'text',
    events: (pieces) => [
      ...pieces.map((text) => ({ choices: [{ index: 0, text, finish_reason: null }] })),
      { choices: [{ index: 0, text: '', finish_reason: 'length' }] },
    ],
    read: (one) => inside(one, 'choices', 0, 'text'),
  },
  responsesWire('text', 'response.output_text'),
  responsesWire('json', 'response.function_call_arguments'),
  messagesWire('text', { type: 'text', text: '' }, 'text_delta', 'text'),
  messagesWire('json', { type: 'tool_use', id: 't', name: 'f', input: {} }, 'input_json_delta', 'partial_json'),
]

const rebuilders = new Map(wires.map(({ endpoint }) => [endpoint, answerRebuilder(endpoint, 'event')]))

/** Reads an answer as the gateway does. */
export function begin(endpoint: StreamedEndpoint, mapping: Mapping): AnswerEvents {
  const rebuild = rebuilders.get(endpoint) ?? assert.fail(endpoint)
  const restoring = restoringOf({ mapping, stops: undefined })
  const facts = {
    model: 'm',
    rebuild,
    dropped: () => undefined,
    namesModel: true,
    showsSeen: false,
    isJson: false,
    engineMessageOf,
    restoring,
  }
  if (endpoint === 'responses' || endpoint === 'messages') return new NamedEvents(facts, endpoint)
  return new ChatEvents({ ...facts, wantsUsage: false, choiceCount: 1 })
}

/** What an engine sends. */
export function bytesOf(endpoint: StreamedEndpoint, events: readonly JsonObject[]): Uint8Array {
  const isNamed = endpoint === 'responses' || endpoint === 'messages'
  const texts = events.map(
    (event) => `${isNamed ? `event: ${String(inside(event, 'type'))}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
  )
  return new TextEncoder().encode([...texts, ...(isNamed ? [] : ['data: [DONE]\n\n'])].join(''))
}

interface Heard {
  readonly read: string
  readonly isWhole: boolean
  readonly failure: string | undefined
}

function hear(wire: Wire, mapping: Mapping, parts: readonly Uint8Array[]): Heard {
  const events = begin(wire.endpoint, mapping)
  const reader = new SseReader()
  let text = ''
  for (const part of [...parts, undefined]) {
    const taken = part === undefined ? events.end(reader.end().isTruncated) : events.take(reader.push(part))
    text += taken.text + (taken.closing ?? '')
    if (taken.closing === undefined && taken.failure === undefined) continue
    const data = text.split('\n').filter((line) => line.startsWith('data: {'))
    // The gateway sends objects.
    const read = data
      .map((line) => wire.read(JSON.parse(line.slice(6)) as JsonObject))
      .filter((one) => typeof one === 'string')
    return { read: read.join(''), isWhole: taken.closing !== undefined, failure: taken.failure?.code }
  }
  return { read: '', isWhole: false, failure: undefined }
}

/** Pieces of one to seven characters, as models write them; the same in every run. */
export function written(text: string): readonly string[] {
  const pieces: string[] = []
  for (let at = 0, length = 3; at < text.length; at += length, length = ((length * 5) % 7) + 1)
    pieces.push(text.slice(at, at + length))
  return pieces.slice(0, -1).concat(text.slice(pieces.slice(0, -1).join('').length))
}

function cut(bytes: Uint8Array, ...places: readonly number[]): readonly Uint8Array[] {
  const edges = [0, ...places, bytes.length]
  return edges.slice(1).map((end, index) => bytes.subarray(edges[index], end))
}

/**
 * Tests for every case in every wire format, each in one piece, byte by byte, and cut in two.
 *
 * @param stride bytes from one cut to the next; each case begins at another one
 */
export function testWires(stride: number): void {
  for (const wire of wires) {
    for (const { file, cases } of corpus()) {
      const own = cases.filter(({ form }) => form === wire.form)
      if (own.length === 0) continue
      test(`${wire.name}: ${file}`, () => {
        for (const [index, one] of own.entries())
          mustRead(wire, one, sceneOf(one), { first: 1 + (index % stride), stride })
      }, 600_000)
    }
  }
}

function mustRead(
  wire: Wire,
  one: Case,
  { mapping, output, text }: Scene,
  { first, stride }: { readonly first: number; readonly stride: number },
): void {
  const bytes = bytesOf(wire.endpoint, wire.events(written(output)))
  const expected: Heard = { read: text, isWhole: true, failure: undefined }
  assert.deepEqual(hear(wire, mapping, [bytes]), expected, one.id)
  assert.deepEqual(hear(wire, mapping, cut(bytes, ...bytes.keys())), expected, `${one.id}, byte by byte`)
  assert.deepEqual(
    hear(wire, mapping, [bytesOf(wire.endpoint, wire.events([output]))]),
    expected,
    `${one.id}, as one piece`,
  )
  for (let at = first; at < bytes.length; at += stride)
    assert.deepEqual(hear(wire, mapping, cut(bytes, at)), expected, `${one.id}, cut at byte ${at}`)
  for (let end = first; end < bytes.length; end += stride) mustBreakOff(wire, one, { mapping, text, end, bytes })
}

/** Of a stream that ends too soon the client has read a beginning of the text, in which no pseudonym was opened, and is told. */
function mustBreakOff(
  wire: Wire,
  { id }: Case,
  {
    mapping,
    text,
    end,
    bytes,
  }: { readonly mapping: Mapping; readonly text: string; readonly end: number; readonly bytes: Uint8Array },
): void {
  const { read, isWhole, failure } = hear(wire, mapping, [bytes.subarray(0, end)])
  if (isWhole) return // Only what closes the stream was missing.
  assert.equal(failure, 'engine_stream_cut', `${id}, broken off at byte ${end}`)
  assert.ok(text.startsWith(read), `${id}, broken off at byte ${end}: ${read}`)
}
