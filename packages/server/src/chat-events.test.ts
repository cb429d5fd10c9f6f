import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'
import fc from 'fast-check'

import fixtures from '../../../test/fixtures/chat-streams.json'
import type { Taken } from './answer-events.ts'
import { ChatEvents } from './chat-events.ts'
import { engineMessageOf } from './upstream/engine-message.ts'
import { SseReader } from './upstream/sse.ts'

/** What a client has in its hands at the end of a stream, by choice. */
interface Heard {
  readonly text: Record<string, string>
  readonly finish: Record<string, string>
  readonly reasoning: Record<string, string>
  readonly refusal: Record<string, string>
  readonly tools: Record<string, { name: string; arguments: string }[]>
  hasUsage: boolean
  isDone: boolean
  error: string | undefined
}

interface Delta {
  content?: string | null
  reasoning?: string | null
  reasoning_content?: string | null
  refusal?: string | null
  tool_calls?: { index: number; function?: { name?: string; arguments?: string } }[]
}

/** A stream as a client would hear it through us, its bytes arriving in the given pieces. */
function hear(pieces: readonly Uint8Array[], choiceCount = 1): Heard {
  const reader = new SseReader()
  const events = new ChatEvents({
    model: 'm',
    rebuild: answerRebuilder('chat/completions', 'event'),
    dropped: () => undefined,
    namesModel: true,
    showsSeen: false,
    wantsUsage: true,
    choiceCount,
    engineMessageOf,
  })
  let sent = ''
  let last: Taken = { text: '' }
  const isOver = (): boolean => last.closing !== undefined || last.failure !== undefined
  const take = (taken: Taken): void => {
    sent += taken.text + (taken.closing ?? '')
    last = taken
  }
  for (const piece of pieces) {
    take(events.take(reader.push(piece)))
    if (isOver()) break
  }
  if (!isOver()) take(events.end(reader.end().isTruncated))
  const error = last.failure?.code
  return listen(sent, error)
}

function listen(sent: string, error: string | undefined): Heard {
  const heard: Heard = {
    text: {},
    finish: {},
    reasoning: {},
    refusal: {},
    tools: {},
    hasUsage: false,
    isDone: false,
    error,
  }
  for (const event of sent.split('\n\n').filter((line) => line !== '')) {
    assert.ok(event.startsWith('data: '), 'one line of data with a space per event')
    assert.ok(!heard.isDone, 'nothing after [DONE]')
    const data = event.slice('data: '.length)
    if (data === '[DONE]') heard.isDone = true
    else hearChunk(JSON.parse(data), heard)
  }
  return heard
}

function hearChunk(
  chunk: { usage?: unknown; choices: { index: number; delta: Delta; finish_reason?: string }[] },
  heard: Heard,
): void {
  if (chunk.usage !== undefined && chunk.usage !== null) heard.hasUsage = true
  for (const { index, delta, finish_reason: finish } of chunk.choices) {
    heard.text[index] = (heard.text[index] ?? '') + (delta.content ?? '')
    if (delta.reasoning) heard.reasoning[index] = (heard.reasoning[index] ?? '') + delta.reasoning
    assert.equal(delta.reasoning_content, delta.reasoning, 'the thinking stands under both names')
    if (delta.refusal) heard.refusal[index] = (heard.refusal[index] ?? '') + delta.refusal
    for (const call of delta.tool_calls ?? []) {
      assert.equal(typeof call.index, 'number', 'openai-python needs an index')
      heard.tools[index] ??= []
      const tools = heard.tools[index]
      tools[call.index] ??= { name: '', arguments: '' }
      const tool = tools[call.index]!
      tool.name += call.function?.name ?? ''
      tool.arguments += call.function?.arguments ?? ''
    }
    if (finish !== undefined && finish !== null) {
      assert.ok(!delta.content, 'the end of a choice comes in an event of its own')
      heard.finish[index] = finish
    }
  }
}

interface Expected {
  text: Record<string, string>
  finish: Record<string, string>
  done: boolean
  error: string | null
  tools?: Heard['tools']
  reasoning?: Record<string, string>
  refusal?: Record<string, string>
  usage?: boolean
}

function check(heard: Heard, expected: Expected): void {
  assert.deepEqual(heard.text, expected.text)
  assert.deepEqual(heard.finish, expected.finish)
  assert.deepEqual(heard.tools, expected.tools ?? {})
  assert.deepEqual(heard.reasoning, expected.reasoning ?? {})
  assert.deepEqual(heard.refusal, expected.refusal ?? {})
  assert.equal(heard.hasUsage, expected.usage ?? false)
  const error =
    expected.error === null ? undefined : expected.error === 'truncated' ? 'engine_stream_cut' : 'engine_stream_error'
  assert.equal(heard.error, error)
  // An engine that finished every choice and left `[DONE]` out is complete: the client gets one all the same.
  assert.equal(heard.isDone, error === undefined)
}

/** Streams up to this size are cut at every byte; the one event of 160 kB at every 499th, and all of it in the soak. */
const everyCutBytesMax = 10_000
const longStep = process.env['SOAK'] === undefined ? 499 : 1

// Goal: the 30 byte-exact streams of real engines reach a client whole, wherever the network cuts them.
describe('streams of engines, in two reads at every cut', () => {
  for (const fixture of fixtures.cases) {
    test(`${fixture.id}: ${fixture.quirk}`, () => {
      const bytes = Uint8Array.from(Buffer.from(fixture.bytes_b64, 'base64'))
      const expected: Expected = fixture.expect
      check(hear([bytes]), expected)
      const step = bytes.length > everyCutBytesMax ? longStep : 1
      for (let cut = 1; cut < bytes.length; cut += step) {
        check(hear([bytes.subarray(0, cut), bytes.subarray(cut)]), expected)
      }
    })
  }
})

describe('streams of engines, in many reads', () => {
  const streams = fixtures.cases.filter((fixture) => fixture.length <= everyCutBytesMax)
  test('byte by byte', () => {
    for (const fixture of streams) {
      const bytes = Uint8Array.from(Buffer.from(fixture.bytes_b64, 'base64'))
      check(hear(Array.from(bytes, (byte) => Uint8Array.of(byte))), fixture.expect)
    }
  })
  test('at random cuts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...streams), fc.array(fc.nat(6000), { maxLength: 20 }), (fixture, cuts) => {
        const bytes = Uint8Array.from(Buffer.from(fixture.bytes_b64, 'base64'))
        const at = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b)
        const pieces = [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length))
        check(hear(pieces), fixture.expect)
      }),
      { numRuns: 500 },
    )
  })
})

// Goal: what is remembered of a stream is bounded, whatever the engine says without an end.
test('calls without an end are not remembered for ever', () => {
  const calls = (from: number): string => {
    const tool_calls = Array.from({ length: 5_000 }, (_, at) => ({ id: `call-${from + at}`, function: { name: 'f' } }))
    return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls } }] })}\n\n`
  }
  const stream = (count: number): Heard =>
    hear(Array.from({ length: count }, (_, index) => new TextEncoder().encode(calls(index * 5_000))))
  assert.equal(stream(1).error, 'engine_stream_cut')
  assert.equal(stream(3).error, 'engine_answer_malformed')
})
