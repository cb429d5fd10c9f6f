import { afterAll, beforeAll, expect, test } from 'bun:test'

import OpenAI from 'openai'

import type { BehaviourName } from '../engines/behaviours.ts'
import { openaiCompatible } from '../engines/openaiCompatible.ts'
import { type ScriptedEngine, startEngine } from '../engines/scripted-engine.ts'
import { clearLamps, type Inside, openInside } from './inside.ts'

// Goal: an engine that serves chat only answers at /v1/responses, whole and as a stream, and both say the same.
const behaviours = ['plain', 'tools', 'reasoning'] as const satisfies readonly BehaviourName[]

let engine: ScriptedEngine
let inside: Inside
let client: OpenAI

beforeAll(async () => {
  engine = startEngine(openaiCompatible)
  const useCase = {
    id: 'test',
    title: 'Test',
    state: 'active',
    deployments: [...behaviours],
    lamps: clearLamps,
  } as const
  inside = await openInside([{ id: 'chat-only', kind: 'openaiCompatible', url: engine.url }], {
    deployments: behaviours.map((id) => ({ id, model: id, servedAs: id, upstream: 'chat-only' })),
    useCases: [useCase],
  })
  client = new OpenAI({ baseURL: `${inside.url}/v1`, apiKey: inside.key, maxRetries: 0 })
})

afterAll(async () => {
  await inside.close()
  await engine.stop()
})

/** Without what differs from call to call: ids made of the call, and the second. */
function comparable(response: object): unknown {
  const text = JSON.stringify(response).replaceAll(/[0-9a-f]{24}/gu, 'x')
  return { ...(JSON.parse(text) as object), created_at: 0 } // It was an object.
}

for (const model of behaviours) {
  test(`responses at an engine that serves chat only: ${model}`, async () => {
    const asked = { model, input: 'Hallo' }
    const whole = await client.responses.parse(asked)
    const streamed = await client.responses.stream(asked).finalResponse()
    expect(comparable(streamed)).toEqual(comparable(whole))
    expect(whole.output.at(-1)?.type).toBe(model === 'tools' ? 'function_call' : 'message')
    expect(streamed.usage?.total_tokens).toBeGreaterThan(0)
  })
}

test('responses are not continued', async () => {
  const answer = await inside.post('/v1/responses', { model: 'plain', input: 'x', previous_response_id: 'resp_1' })
  const { error } = (await answer.json()) as { error: { code: string; param: string } } // The shape of every error.
  expect([answer.status, error.code, error.param]).toEqual([400, 'field_not_allowed', 'previous_response_id'])
})
