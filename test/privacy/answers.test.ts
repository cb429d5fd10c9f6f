// Goal: pseudonyms that an engine writes anywhere in an answer, in each place of the field map in turn, are values again when the client
// reads it, whole and streamed, from an engine that speaks the endpoint and from one that is asked by chat.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { type Endpoint, endpoints, isStreaming } from '@stellwerk/contract/endpoint'
import { answerShape } from '@stellwerk/contract/fields/rebuild'
import type { Json, JsonObject } from '@stellwerk/contract/json'

import { type Asked, openAnswerWorld, pseudonymsIn, type Saying } from './answering.ts'
import { letter } from './golds.ts'
import { type Planting, plantings } from './plantings.ts'

const world = openAnswerWorld()

function isFiltered({ class: fieldClass, takes }: Planting): boolean {
  return takes !== 'odd' && takes !== 'number' && (fieldClass === 'filterAndRestore' || fieldClass === 'filterOneWay')
}

function valueFor({ takes, form }: Planting, masked: string): Json {
  if (takes === 'json') return { prosa: masked, liste: [masked, { tief: masked }], [masked]: 1 }
  return form === 'json' ? JSON.stringify({ prosa: masked }) : masked
}

/** Whether the letter stands in an answer, also within JSON in a string, and percent-encoded in an address. */
function hasLetter(text: string): boolean {
  const plain = text.replaceAll(/\\+"/gu, '"')
  return plain.includes(letter) || text.includes(encodeURI(letter)) || text.includes('Anna%20Wei%C3%9Fgerber')
}

interface Row {
  readonly endpoint: Endpoint
  readonly way: 'native' | 'chat'
  /** At the engine. */
  readonly spoken: Endpoint
}

const rows: readonly Row[] = [
  ...endpoints.map((endpoint) => ({ endpoint, way: 'native' as const, spoken: endpoint })),
  ...(['responses', 'messages'] as const).map((endpoint) => {
    return { endpoint, way: 'chat' as const, spoken: 'chat/completions' as const }
  }),
]

/** Places whose text the gateway writes itself or leaves out, each with its reason. */
const notPassedOn: Readonly<Record<string, string>> = {
  '$.choices[].logprobs.top_logprobs[].{key}': 'alternatives without the tokens that they are alternatives to',
  '$.data[].embedding': 'a vector',
  '$.code': 'an error of the engine, told as one of the gateway',
  '$.message': 'an error of the engine, told as one of the gateway',
  '$.param': 'an error of the engine, told as one of the gateway',
}

for (const { endpoint, way, spoken } of rows) {
  test(`whole answers of ${endpoint}, ${way}`, async () => {
    for (const planting of plantings(answerShape(spoken, 'json'))) {
      const saying: Saying = (masked) => Response.json(planting.body(valueFor(planting, masked)))
      const asked = await world.ask(endpoint, way, saying)
      assert.deepEqual(pseudonymsIn(asked.text, asked.codes), [], `${planting.path}: ${asked.text}`)
      if (way === 'native') mustStand(planting, [asked])
    }
  }, 60_000)

  if (!isStreaming(endpoint)) continue
  test(`streamed answers of ${endpoint}, ${way}`, async () => {
    for (const planting of plantings(answerShape(spoken, 'event'))) {
      const told: Asked[] = []
      for (const around of envelopes(spoken, planting)) {
        const saying: Saying = (masked) => streamOf(around(planting.body(valueFor(planting, masked))))
        const asked = await world.ask(endpoint, way, saying, { stream: true })
        assert.deepEqual(pseudonymsIn(asked.text, asked.codes), [], `${planting.path}: ${asked.text}`)
        told.push(asked)
      }
      if (way === 'native') mustStand(planting, told)
    }
  }, 60_000)
}

/** What is to be restored has to be there; a place that is always left out would prove nothing. */
function mustStand(planting: Planting, told: readonly Asked[]): void {
  if (!isFiltered(planting) || notPassedOn[planting.path] !== undefined) return
  const stands = told.some(({ status, text }) => status === 200 && hasLetter(text))
  assert.ok(stands, `${planting.path}: ${told.map(({ text }) => text).join('\n')}`)
}

/** What an engine sends around an event, so that its answer is complete. */
function envelopes(spoken: Endpoint, { path }: Planting): ((event: Json) => readonly JsonObject[])[] {
  switch (spoken) {
    case 'messages':
      return [
        (event) => [
          { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', content: [] } },
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          event as JsonObject, // Made from the field map, where an event is an object.
          { type: 'content_block_stop', index: 0 },
          { type: 'content_block_stop', index: 1 },
          { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
          { type: 'message_stop' },
        ],
      ]
    case 'responses':
      return (
        /^\$\.(item|part|response|annotation)\b/u.test(path)
          ? ['response.output_item.added']
          : [
              'response.output_text.delta',
              'response.output_text.done',
              'response.reasoning_summary_text.delta',
              'response.function_call_arguments.delta',
              'response.function_call_arguments.done',
              'response.custom_tool_call_input.delta',
              'response.output_item.added',
              'response.output_item.done',
              'response.content_part.added',
              'response.in_progress',
              'response.shell_call_output_content.delta',
            ]
      ).map((type) => (event) => [
        { type: 'response.created', sequence_number: 0, response: { id: 'r', output: [] } },
        { ...(event as JsonObject), type, sequence_number: 1 }, // Made from the field map.
        { type: 'response.completed', sequence_number: 2, response: { id: 'r', output: [] } },
      ])
    default:
      return [
        (event) => [
          event as JsonObject, // Made from the field map.
          {
            id: 'x',
            choices: [
              { index: 0, ...(spoken === 'completions' ? { text: '' } : { delta: {} }), finish_reason: 'stop' },
            ],
          },
        ],
      ]
  }
}

function streamOf(events: readonly JsonObject[]): Response {
  const isNamed = events.some(({ type }) => typeof type === 'string')
  const texts = events.map(
    (event) =>
      `${isNamed ? `event: ${typeof event['type'] === 'string' ? event['type'] : ''}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
  )
  if (!isNamed) texts.push('data: [DONE]\n\n')
  return new Response(texts.join(''), { headers: { 'content-type': 'text/event-stream' } })
}
