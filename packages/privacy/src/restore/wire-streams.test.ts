import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { answerShape } from '@stellwerk/contract/fields/rebuild'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import fc from 'fast-check'

import { restoreAnswers } from '../fields/answer-texts.ts'
import { policyOf } from '../presets.ts'
import { pseudonymise } from '../pseudonym/pseudonymise.ts'
import { ChatStreamRestorer, gatheredPaths } from './chat-stream.ts'
import { MessageStreamRestorer, ResponseStreamRestorer } from './named-stream.ts'
import { Restorer } from './restorer.ts'

// Goal: at every cut of a stream the client reads what it would have read without pseudonyms, in every field that comes in pieces.

const policy = policyOf({ preset: 'office', treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' })
const utf8 = new TextEncoder()
const digest = (text: string): Uint8Array => hmac(sha256, new Uint8Array(32).fill(7), utf8.encode(text))

/** What a client wrote, and the names in it. */
const letter = 'Frau Weißgerber schreibt an Anna "Anni" Öztürk.'
const finding = (name: string) => {
  const start = letter.indexOf(name)
  const base = { category: 'PERSON', kind: 'PERSON', score: 1, evidence: 'likely', detector: 'test' } as const
  return { ...base, start, end: start + name.length }
}
const { masked, mapping } = pseudonymise(
  [{ text: letter, findings: [finding('Weißgerber'), finding('Anna "Anni" Öztürk')], form: 'text' }],
  { digest, policy },
)
const echo = masked[0] ?? ''
const inJson = (text: string): string => JSON.stringify({ letter: text })
/** JSON as the model writes it: the pseudonyms stand in it as they are. */
const maskedJson = inJson(echo)

type Draft = Record<string, Json>

const wholePiece = restoreAnswers(answerShape('chat/completions', 'event'), gatheredPaths)

function wordsIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Divides a text at the given places. */
function pieces(text: string, cuts: readonly number[]): string[] {
  const places = [0, ...cuts.filter((cut) => cut > 0 && cut < text.length).toSorted((a, b) => a - b), text.length]
  return places.slice(1).map((end, index) => text.slice(places[index], end))
}

/** Every division into two, and into single characters. */
const divisions: readonly (readonly number[])[] = [
  ...Array.from({ length: maskedJson.length }, (_, cut) => [cut]),
  Array.from({ length: maskedJson.length }, (_, cut) => cut),
]

function chatText(events: readonly Draft[], read: (choice: JsonObject) => unknown): string {
  return events
    .flatMap((event) => event['choices'] as readonly JsonObject[]) // Made below.
    .map(read)
    .filter((text) => typeof text === 'string')
    .join('')
}

function chatThrough(deltas: readonly Draft[], index = 0): Draft[] {
  const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece)
  const finish: Draft = { id: 'x', choices: [{ index, delta: {}, finish_reason: 'stop' }] }
  const events = [
    ...deltas.map((delta): Draft => ({ id: 'x', choices: [{ index, delta, finish_reason: null }] })),
    finish,
  ]
  for (const event of events) restorer.take(event)
  assert.equal(restorer.end(), undefined, 'nothing is left after the finish')
  return events
}

const deltaText = (field: string) => (choice: JsonObject) => (choice['delta'] as JsonObject)[field] // Made above.

test('chat: prose, thinking and refusals at every cut', () => {
  for (const field of ['content', 'reasoning', 'reasoning_content', 'refusal']) {
    for (const cuts of divisions) {
      const events = chatThrough(pieces(echo, cuts).map((piece) => ({ [field]: piece })))
      assert.equal(chatText(events, deltaText(field)), letter, `${field} cut at ${cuts.join()}`)
    }
  }
})

test('chat: arguments of tools stay JSON at every cut', () => {
  for (const cuts of divisions) {
    const events = chatThrough(
      pieces(maskedJson, cuts).map((text) => ({ tool_calls: [{ index: 3, function: { arguments: text } }] })),
    )
    const read = (choice: JsonObject): unknown => {
      const calls = (choice['delta'] as JsonObject)['tool_calls'] as readonly JsonObject[] | undefined // Made above.
      return calls?.map((call) => wordsIn((call['function'] as JsonObject)['arguments'])).join('') // Made above.
    }
    assert.deepEqual(JSON.parse(chatText(events, read)), { letter }, `cut at ${cuts.join()}`)
  }
})

test('chat: an answer that was asked for as JSON stays JSON at every cut', () => {
  for (const cuts of divisions) {
    const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece, { isJson: true })
    const event = (delta: Draft): Draft => ({ choices: [{ index: 0, delta, finish_reason: null }] })
    const events = pieces(maskedJson, cuts).map((content) => event({ content }))
    events.push({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
    for (const each of events) restorer.take(each)
    assert.deepEqual(JSON.parse(chatText(events, deltaText('content'))), { letter }, `cut at ${cuts.join()}`)
  }
})

test('chat: choices do not see each other, wherever they are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(echo.length)), fc.array(fc.nat(echo.length)), (one, other) => {
      const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece)
      const streams = [pieces(echo, one), pieces(echo, other)]
      const read = ['', '']
      for (let step = 0; step < Math.max(...streams.map((stream) => stream.length)) + 1; step++) {
        const choices = streams.flatMap((stream, index): Draft[] =>
          step > stream.length
            ? []
            : [
                {
                  index,
                  delta: { content: stream[step] ?? '' },
                  finish_reason: step === stream.length ? 'stop' : null,
                },
              ],
        )
        const event: Draft = { choices }
        restorer.take(event)
        for (const choice of choices) {
          const { content } = choice['delta'] as JsonObject // Made above.
          read[choice['index'] as number] += wordsIn(content)
        }
      }
      assert.deepEqual(read, [letter, letter])
    }),
  )
})

test('chat: calls that are written beside each other, a piece of each in turn', () => {
  for (const size of [1, 3, 7]) {
    const parts = maskedJson.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? []
    const deltas = parts.flatMap((text) =>
      [0, 1].map((index): Draft => ({ tool_calls: [{ index, function: { arguments: text } }] })),
    )
    const events = chatThrough(deltas)
    for (const index of [0, 1]) {
      const read = (choice: JsonObject): unknown => {
        const calls = (choice['delta'] as JsonObject)['tool_calls'] as readonly JsonObject[] | undefined // Made above.
        const own = calls?.filter((call) => call['index'] === index)
        return own?.map((call) => wordsIn((call['function'] as JsonObject)['arguments'])).join('') // Made above.
      }
      assert.deepEqual(JSON.parse(chatText(events, read)), { letter }, `pieces of ${size}, call ${index}`)
    }
  }
})

test('chat: what is held of one field comes before the next field begins', () => {
  const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece)
  const event = (delta: Draft): Draft => ({ choices: [{ index: 0, delta, finish_reason: null }] })
  const [first, second] = [event({ reasoning: 'Hallo ⟦' }), event({ content: 'Guten Tag' })]
  restorer.take(first)
  restorer.take(second)
  assert.equal(chatText([first], deltaText('reasoning')), 'Hallo ')
  assert.equal(chatText([second], deltaText('reasoning')), '⟦')
  assert.equal(chatText([second], deltaText('content')), 'Guten Tag')
})

test('chat: a stream that ends without a finish gives what it held', () => {
  const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece)
  restorer.take({ id: 'x', choices: [{ index: 0, delta: { content: 'Hallo ⟦PER' }, finish_reason: null }] })
  assert.deepEqual(restorer.end(), {
    id: 'x',
    choices: [{ index: 0, delta: { content: '⟦PER' }, finish_reason: null }],
  })
})

test('completions: text at every cut', () => {
  for (const cuts of divisions) {
    const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece)
    const texts = [...pieces(echo, cuts), '']
    const events = texts.map((text, at): Draft => ({
      choices: [{ index: 0, text, finish_reason: at === texts.length - 1 ? 'stop' : null }],
    }))
    for (const event of events) restorer.take(event)
    assert.equal(
      chatText(events, (choice) => choice['text']),
      letter,
    )
  }
})

test('log probabilities: the tokens of a pseudonym become one, with its sum and its bytes', () => {
  const tokens = echo.match(/.{1,3}/gsu) ?? []
  const events = chatThroughLogprobs(tokens)
  const entries = events.flatMap((event) => {
    const [choice] = event['choices'] as readonly JsonObject[] // Made below.
    const logprobs = choice?.['logprobs'] as JsonObject | undefined // Made below.
    return (logprobs?.['content'] ?? []) as readonly JsonObject[] // Made below.
  })
  assert.equal(entries.map(({ token }) => wordsIn(token)).join(''), letter)
  const bytes = entries.flatMap((entry) => entry['bytes'] as readonly number[]) // Each entry has some.
  assert.equal(new TextDecoder().decode(new Uint8Array(bytes)), letter)
  const sum = entries.reduce((total, { logprob }) => total + Number(logprob), 0)
  assert.ok(Math.abs(sum + tokens.length) < 1e-9, 'no probability is lost')
  for (const { top_logprobs: others } of entries) assert.ok(!JSON.stringify(others).includes('⟦'))
})

function chatThroughLogprobs(tokens: readonly string[]): Draft[] {
  const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece)
  const logprob = (token: string): Draft => ({
    token,
    logprob: -1,
    bytes: [...utf8.encode(token)],
    top_logprobs: [{ token, logprob: -1, bytes: [...utf8.encode(token)] }],
  })
  const events = tokens.map((token): Draft => ({
    choices: [{ index: 0, delta: { content: token }, logprobs: { content: [logprob(token)] }, finish_reason: null }],
  }))
  events.push({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
  for (const event of events) restorer.take(event)
  return events
}

test('log probabilities: brackets that a model writes byte by byte are part of the pseudonym', () => {
  const spelled = ['Frau ', [0xe2], [0x9f], [0xa6], echo.slice(6, 20), echo.slice(20)]
  const tokens = spelled.map((token): Draft => {
    const isText = typeof token === 'string'
    const bytes = isText ? [...utf8.encode(token)] : token
    return { token: isText ? token : '\uFFFD', logprob: -1, bytes, top_logprobs: [] }
  })
  const restorer = new ChatStreamRestorer(new Restorer(mapping), wholePiece)
  const events = [...tokens, undefined].map((token): Draft => ({
    choices: [
      {
        index: 0,
        delta: {},
        finish_reason: token === undefined ? 'stop' : null,
        ...(token === undefined ? {} : { logprobs: { content: [token] } }),
      },
    ],
  }))
  for (const event of events) restorer.take(event)
  const read = events.flatMap((event) => {
    const [choice] = event['choices'] as readonly JsonObject[] // Made above.
    const logprobs = choice?.['logprobs'] as JsonObject | undefined // Made above.
    return ((logprobs?.['content'] ?? []) as readonly JsonObject[]).map(({ token }) => wordsIn(token)) // Made above.
  })
  assert.equal(read.join(''), letter)
})

const wholeMessage = restoreAnswers(answerShape('messages', 'event'))
const wholeResponse = restoreAnswers(answerShape('responses', 'event'))

test('messages: text, thinking and input of tools at every cut', () => {
  for (const [kind, field, said] of [
    ['text_delta', 'text', echo],
    ['thinking_delta', 'thinking', echo],
    ['input_json_delta', 'partial_json', maskedJson],
  ] as const) {
    for (const cuts of divisions) {
      const restorer = new MessageStreamRestorer(new Restorer(mapping), wholeMessage)
      const events: Draft[] = [
        ...pieces(said, cuts).map((text): Draft => ({
          type: 'content_block_delta',
          index: 0,
          delta: { type: kind, [field]: text },
        })),
        { type: 'content_block_stop', index: 0 },
        { type: 'message_stop' },
      ]
      const told = events.flatMap((event) => restorer.take(wordsIn(event['type']), event))
      const read = told.map(({ event }) => wordsIn((event['delta'] as JsonObject | undefined)?.[field])).join('') // Made above.
      assert.deepEqual(
        field === 'partial_json' ? JSON.parse(read) : read,
        field === 'partial_json' ? { letter } : letter,
      )
      assert.deepEqual(
        told.slice(-2).map(({ type }) => type),
        ['content_block_stop', 'message_stop'],
      )
    }
  }
})

test('responses: text and arguments at every cut, numbered without a gap', () => {
  for (const [base, said] of [
    ['response.output_text', echo],
    ['response.reasoning_text', echo],
    ['response.refusal', echo],
    ['response.function_call_arguments', maskedJson],
    ['response.custom_tool_call_input', echo],
  ] as const) {
    for (const cuts of divisions) {
      const restorer = new ResponseStreamRestorer(new Restorer(mapping), wholeResponse)
      const at = { item_id: 'i', output_index: 0, content_index: 0 }
      const field = base.endsWith('arguments')
        ? 'arguments'
        : base.endsWith('input')
          ? 'input'
          : base.endsWith('refusal')
            ? 'refusal'
            : 'text'
      const events: Draft[] = [
        ...pieces(said, cuts).map((delta): Draft => ({ type: `${base}.delta`, ...at, delta })),
        { type: `${base}.done`, ...at, [field]: said },
        { type: 'response.completed', response: { output: [] } },
      ].map((event, index): Draft => ({ ...event, sequence_number: index }))
      const told = events.flatMap((event) => restorer.take(wordsIn(event['type']), event))
      const read = told.map(({ event }) => wordsIn(event['delta'])).join('')
      const done = told.find(({ type }) => type === `${base}.done`)?.event[field]
      const isJson = field === 'arguments'
      assert.deepEqual(isJson ? JSON.parse(read) : read, isJson ? { letter } : letter)
      assert.deepEqual(isJson ? JSON.parse(wordsIn(done)) : done, isJson ? { letter } : letter)
      assert.deepEqual(
        told.map(({ event }) => event['sequence_number']),
        told.map((_, index) => index),
      )
    }
  }
})
