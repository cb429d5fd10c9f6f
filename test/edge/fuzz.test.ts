import { afterAll, beforeAll, expect, test } from 'bun:test'
import assert from 'node:assert/strict'

import { endpoints } from '@stellwerk/contract/endpoint'

import { type Inside, openInside } from '../gateway/inside.ts'
import { fuzzedBody } from './bodies.ts'
import { bytesOf, chanceFrom, seedFor } from './chance.ts'
import { endOf, refusalIn } from './verdict.ts'

/** The whole number in CI; elsewhere a part of it finds what a change has just broken. */
const bodiesCount = process.env['CI'] === undefined ? 20_000 : 100_000

/** Requests under way at the same time, each on a connection that is kept. */
const lanes = 48

/** Bodies between two counts: a request that reached the engine although it was refused is found in its round. */
const roundBodies = 5_000

let inside: Inside
let seenCount = 0
const loose: unknown[] = []
const note = (reason: unknown): void => void loose.push(reason)

const answers: Readonly<Record<string, unknown>> = {
  '/v1/chat/completions': {
    choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  },
  '/v1/completions': { choices: [{ index: 0, text: 'ok', finish_reason: 'stop' }] },
  '/v1/embeddings': { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.5] }] },
}
const stream = [
  { choices: [{ index: 0, delta: { content: 'ok' }, text: 'ok', finish_reason: null }] },
  { choices: [{ index: 0, delta: {}, text: '', finish_reason: 'stop' }] },
].map((event) => `data: ${JSON.stringify({ id: 'x', object: 'x', created: 1, model: 'e', ...event })}\n\n`)

const engine = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  idleTimeout: 0,
  async fetch(request) {
    if (request.method === 'GET') return new Response('{}')
    seenCount++
    const asked = (await request.json()) as { readonly stream?: unknown }
    if (asked.stream === true) {
      return new Response(`${stream.join('')}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } })
    }
    return Response.json({
      id: 'x',
      object: 'x',
      created: 1,
      model: 'e',
      ...(answers[new URL(request.url).pathname] as object),
    })
  },
})

beforeAll(async () => {
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  // It speaks chat, completions and embeddings only; the other endpoints are translated.
  inside = await openInside([{ id: 'a', kind: 'vllm', url: `http://127.0.0.1:${engine.port}`, native: [] }])
})
afterAll(async () => {
  await inside.close()
  await engine.stop(true)
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
})

// Goal: whatever bytes come in as a body, the answer is 200 or a refusal with a code of ours and its status, and the
// engine has seen exactly the requests that were answered with 200.
test(`${bodiesCount} fuzzed bodies`, async () => {
  const seed = seedFor('fuzzed bodies')
  const chance = chanceFrom(seed)
  const counts = new Map<string, number>()
  let servedCount = 0
  for (let sent = 0; sent < bodiesCount; sent += roundBodies) {
    let left = roundBodies
    const lane = async (): Promise<void> => {
      while (left-- > 0) {
        const endpoint = chance.oneOf(endpoints)
        const text = fuzzedBody(endpoint, chance)
        const outcome = await ask(`/v1/${endpoint}`, bytesOf(text, chance)).catch((cause: unknown) => {
          throw new Error(`seed ${seed}, ${endpoint}: ${text.slice(0, 2_000)}`, { cause })
        })
        if (outcome === 'served') servedCount++
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    assert.equal(seenCount, servedCount, `seed ${seed}: requests at the engine, and those answered with 200`)
  }
  assert.deepEqual(loose, [])
  expect(inside.log()).not.toContain('"fault"')
  assert.equal(inside.opened.runningCount(), 0)
  // The corpus is worth something only while it reaches behind the reader of the JSON.
  for (const reached of ['served', 'body_not_json', 'body_not_utf8', 'json_duplicate_key', 'json_text_malformed']) {
    assert.ok((counts.get(reached) ?? 0) > bodiesCount / 1_000, `${reached}: ${counts.get(reached)}`)
  }
  for (const reached of ['json_too_deep', 'field_unknown', 'field_invalid', 'field_not_allowed', 'model_unknown']) {
    assert.ok((counts.get(reached) ?? 0) > bodiesCount / 1_000, `${reached}: ${counts.get(reached)}`)
  }
}, 240_000)

async function ask(path: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const answer = await fetch(inside.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${inside.key}`, 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(20_000),
  })
  const text = await answer.text()
  if (answer.status !== 200) return refusalIn(answer, text)
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true
  if (isStream) assert.equal(endOf(text), 'done')
  else assertAnswer(path, JSON.parse(text) as { model?: unknown; input_tokens?: unknown }) // Looked at there.
  return 'served'
}

/** An answer names its model; a count of tokens is only that. */
function assertAnswer(path: string, answer: { readonly model?: unknown; readonly input_tokens?: unknown }): void {
  if (path.endsWith('count_tokens')) assert.equal(typeof answer.input_tokens, 'number')
  else assert.equal(answer.model, 'm')
}
