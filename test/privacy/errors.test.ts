// Goal: what an engine quotes in an error comes back in the client's own words, in whatever shape and at whatever moment it fails.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { JsonObject } from '@stellwerk/contract/json'

import { chunk, events } from '../gateway/inside.ts'
import { openAnswerWorld, pseudonymsIn } from './answering.ts'
import { golds } from './golds.ts'

const world = openAnswerWorld()

/** The name as the engine knows it, too often to be told whole: at some length of the words before it, it is cut within a pseudonym. */
function quoting(masked: string, before: number): string {
  const [name = ''] = /⟦PERSON\w+⟧/u.exec(masked) ?? []
  return `${'x'.repeat(before)} ${`${name} `.repeat(12)}`
}

const named = (event: JsonObject): string =>
  `event: ${typeof event['type'] === 'string' ? event['type'] : ''}\ndata: ${JSON.stringify(event)}\n\n`
const data = (event: JsonObject): string => `data: ${JSON.stringify(event)}\n\n`
const begun = { type: 'message_start', message: { id: 'm', content: [] } }

interface Row {
  readonly why: string
  readonly endpoint: Endpoint
  readonly way?: 'chat'
  readonly isStream?: true
  readonly says: (message: string) => Response
}

const refusals: readonly [shape: string, body: (message: string) => JsonObject][] = [
  ['as most do', (message) => ({ error: { message, type: 'invalid_request_error' } })],
  ['as TGI does', (error) => ({ error })],
  ['as SGLang does', (message) => ({ object: 'error', message })],
  ['as FastAPI does', (detail) => ({ detail })],
]

const rows: readonly Row[] = [
  ...refusals.flatMap(([shape, body]) =>
    (['chat/completions', 'completions', 'responses', 'messages', 'embeddings', 'rerank'] as const).map((endpoint) => ({
      why: `a refusal, ${shape}`,
      endpoint,
      says: (message: string) => Response.json(body(message), { status: 400 }),
    })),
  ),
  ...(['responses', 'messages'] as const).map((endpoint): Row => {
    const says = (message: string) => Response.json({ error: { message } }, { status: 400 })
    return { why: 'a refusal, asked by chat', endpoint, way: 'chat', isStream: true, says }
  }),
  {
    why: 'an error in the stream',
    endpoint: 'chat/completions',
    isStream: true,
    says: (message) => events([chunk('Hallo'), data({ error: { message } })]),
  },
  {
    why: 'an error event',
    endpoint: 'completions',
    isStream: true,
    says: (message) => events([data({ choices: [{ index: 0, text: 'Hallo' }] }), `event: error\n${data({ message })}`]),
  },
  {
    why: 'an error in the stream, asked by chat',
    endpoint: 'messages',
    way: 'chat',
    isStream: true,
    says: (message) => events([chunk('Hallo'), data({ error: { message } })]),
  },
  {
    why: 'an error event',
    endpoint: 'messages',
    isStream: true,
    says: (message) => events([named(begun), named({ type: 'error', error: { type: 'api_error', message } })]),
  },
  {
    why: 'a response that failed in its stream',
    endpoint: 'responses',
    isStream: true,
    says: (message) =>
      events([named({ type: 'response.failed', response: { id: 'r', error: { code: 'x', message } } })]),
  },
  {
    why: 'a response that says that it failed',
    endpoint: 'responses',
    says: (message) =>
      Response.json({ id: 'r', object: 'response', status: 'failed', error: { code: 'x', message }, output: [] }),
  },
]

for (const { why, endpoint, way = 'native', isStream = false, says } of rows) {
  test(`${endpoint}: ${why}`, async () => {
    for (const before of [0, 5, 10, 15, 20]) {
      const { text, codes } = await world.ask(
        endpoint,
        way,
        (masked) => says(quoting(masked, before)),
        isStream ? { stream: true } : {},
      )
      assert.match(text, /error/)
      assert.ok(text.includes(golds.name), text)
      assert.deepEqual(pseudonymsIn(text, codes), [], text)
      assert.ok(!text.includes('⟦'), text)
    }
  })
}
