// Goal: an engine that answers a response with status 200 and says inside that it failed has failed, for client and record.
import assert from 'node:assert/strict'

import { afterAll, beforeAll, test } from 'bun:test'

import { type Inside, openInside, playEngine } from './inside.ts'

const failed = {
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  model: 'm',
  status: 'failed',
  error: { code: 'server_error', message: 'the model has run out of memory' },
  output: [],
}

const engine = playEngine(() => Response.json(failed))
let inside: Inside

beforeAll(async () => {
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }])
})
afterAll(async () => {
  await inside.close()
  await engine.close()
})

test('a response that says that it failed is an error of the engine', async () => {
  const answer = await inside.post('/v1/responses', { model: 'm', input: 'Hallo' })
  const { error } = (await answer.json()) as { error?: { code?: string; message?: string } } // A refusal has an error.
  assert.deepEqual([answer.status, error?.code], [502, 'engine_stream_error'])
  assert.match(error?.message ?? '', /run out of memory/)
  // The log is written a little later; if it never says so, the test runs out of time.
  while (!inside.log().includes('"ending":"engineError"')) await Bun.sleep(5)
})
