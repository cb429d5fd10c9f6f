import assert from 'node:assert/strict'

import { test } from 'bun:test'
import type { Endpoint } from '@stellwerk/contract/endpoint'
import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'
import fc from 'fast-check'

import type { AnswerEvents } from '../../packages/server/src/answer-events.ts'
import { ChatEvents } from '../../packages/server/src/chat-events.ts'
import { type NamedEndpoint, NamedEvents, NamedEventWriter } from '../../packages/server/src/named-events.ts'
import { TranslatedTelling } from '../../packages/server/src/translated.ts'
import { engineMessageOf } from '../../packages/server/src/upstream/engine-message.ts'
import { SseReader } from '../../packages/server/src/upstream/sse.ts'
import { translations } from '../../packages/server/src/upstream/translate/translations.ts'
import type { Behaviour } from '../engines/behaviours.ts'
import { llamaCpp } from '../engines/llamaCpp.ts'
import { messagesEvents } from '../engines/messages-wire.ts'
import { ollama } from '../engines/ollama.ts'
import { type EngineProfile, namedEvent } from '../engines/profile.ts'
import { responsesEvents } from '../engines/responses-wire.ts'
import { sglang } from '../engines/sglang.ts'
import { tgi } from '../engines/tgi.ts'
import { vllm } from '../engines/vllm.ts'
import { chatChunks } from '../engines/wire.ts'

// Goal: a stream of responses or of messages says the same however its bytes come: cut in two at every byte, and at random in many
// pieces; from an engine that speaks the endpoint itself, and from one that is asked by chat.

/** A thought, words and a call in one answer, with characters of two, three and four bytes. */
const script: Behaviour = {
  choices: [
    {
      reasoning: ['Erst', ' überlegen'],
      content: ['Grüße', ' 👩‍💻', ' 5 €'],
      toolCalls: [{ id: 'call_1', name: 'weather', arguments: ['{"place":"Kö', 'ln \\"Süd\\""}'] }],
      finish: 'tool_calls',
    },
  ],
}

const asked = { model: 'secret-path', wantsUsage: true, request: {} }
const streams = { responses: responsesEvents, messages: messagesEvents } as const

function facts(endpoint: Endpoint) {
  const rebuild = answerRebuilder(endpoint, 'event')
  return { model: 'public', rebuild, dropped: () => undefined, namesModel: true, showsSeen: false, engineMessageOf }
}

/** Made once: a rebuilder is compiled from the field map. */
const factsOf = { responses: facts('responses'), messages: facts('messages'), chat: facts('chat/completions') }

function natively(endpoint: NamedEndpoint): AnswerEvents {
  return new NamedEvents(factsOf[endpoint], endpoint)
}

function translated(endpoint: NamedEndpoint): AnswerEvents {
  const translation = translations[endpoint]
  assert.ok(translation !== undefined)
  const request = { model: 'public', thinking: { type: 'enabled' }, stream: true }
  const telling = new TranslatedTelling({
    translator: translation.events({ request, id: '0123456789abcdefghijklmn', createdAt: 1 }),
    writer: new NamedEventWriter({ ...factsOf[endpoint], endpoint }),
    model: 'public',
  })
  return new ChatEvents({ ...factsOf.chat, wantsUsage: true, choiceCount: 1 }, telling)
}

interface Heard {
  readonly text: string
  readonly closing: string | undefined
  readonly failure: string | undefined
  readonly usage: unknown
}

function hear(events: AnswerEvents, pieces: readonly Uint8Array[]): Heard {
  const reader = new SseReader()
  let text = ''
  for (const piece of pieces) {
    const taken = events.take(reader.push(piece))
    text += taken.text
    if (taken.closing !== undefined || taken.failure !== undefined)
      return { text, closing: taken.closing, failure: taken.failure?.code, usage: events.usage }
  }
  const taken = events.end(reader.end().isTruncated)
  return { text: text + taken.text, closing: taken.closing, failure: taken.failure?.code, usage: events.usage }
}

function bytesOf(profile: EngineProfile, endpoint: NamedEndpoint): Uint8Array {
  return new TextEncoder().encode(streams[endpoint](script, profile, asked).map(namedEvent).join(''))
}

function chatBytesOf(profile: EngineProfile): Uint8Array {
  const data = chatChunks(script, profile, asked).map((chunk) => JSON.stringify(chunk))
  return new TextEncoder().encode([...data, '[DONE]'].map((one) => `data:${profile.afterColon}${one}\n\n`).join(''))
}

interface Row {
  readonly how: string
  readonly bytes: Uint8Array
  readonly begin: () => AnswerEvents
  readonly closing: RegExp
}

const closings = { responses: /^event: response\.completed\n/, messages: /^event: message_stop\n/ } as const

const rows: readonly Row[] = (['responses', 'messages'] as const).flatMap((endpoint) => [
  ...[vllm, sglang, ollama, llamaCpp].map((profile) => ({
    how: `${profile.kind} itself, ${endpoint}`,
    bytes: bytesOf(profile, endpoint),
    begin: () => natively(endpoint),
    closing: closings[endpoint],
  })),
  ...[vllm, ollama, llamaCpp, tgi].map((profile) => ({
    how: `${profile.kind} translated, ${endpoint}`,
    bytes: chatBytesOf(profile),
    begin: () => translated(endpoint),
    closing: closings[endpoint],
  })),
])

for (const { how, bytes, begin, closing } of rows) {
  test(`${how}: in one piece it is whole`, () => {
    const whole = hear(begin(), [bytes])
    assert.equal(whole.failure, undefined)
    assert.match(whole.closing ?? '', closing)
    for (const said of ['überlegen', 'Grüße', '👩‍💻', 'weather', 'Kö']) assert.ok(whole.text.includes(said), said)
    assert.ok(!`${whole.text}${whole.closing}`.includes('"secret-path"'))
    assert.ok(whole.usage !== undefined)
  })

  test(`${how}: in two pieces, cut at each of ${bytes.length} bytes`, () => {
    const whole = hear(begin(), [bytes])
    for (let cut = 1; cut < bytes.length; cut++)
      assert.deepEqual(hear(begin(), [bytes.subarray(0, cut), bytes.subarray(cut)]), whole, `at byte ${cut}`)
  })

  test(`${how}: in any pieces`, () => {
    const whole = hear(begin(), [bytes])
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 400 })
    fc.assert(
      fc.property(cuts, (places) => {
        const edges = [0, ...places.toSorted((one, other) => one - other), bytes.length]
        const pieces = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end))
        assert.deepEqual(hear(begin(), pieces), whole)
      }),
      { numRuns: 50 },
    )
    assert.deepEqual(
      hear(
        begin(),
        [...bytes].map((byte) => Uint8Array.of(byte)),
      ),
      whole,
    )
  })

  test(`${how}: broken off anywhere, it is never taken for whole`, () => {
    const whole = hear(begin(), [bytes])
    for (let end = 1; end < bytes.length; end += 7) {
      const heard = hear(begin(), [bytes.subarray(0, end)])
      if (heard.closing === undefined) assert.ok(whole.text.startsWith(heard.text), `at byte ${end}`)
      // By chat an answer is whole once its choice has finished; only its usage may be missing then.
      if (heard.closing === undefined) assert.equal(heard.failure, 'engine_stream_cut')
      else assert.match(heard.closing, closing)
    }
  })
}
