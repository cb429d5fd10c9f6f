import assert from 'node:assert/strict'

import { answerRebuilder } from '@stellwerk/contract/fields/rebuild'
import type { JsonObject } from '@stellwerk/contract/json'

import type { TranslatedCall } from '../../translation.ts'
import { responsesToChat } from './responses.ts'

/*
 * For tests: translated answers, each looked at by the field map of the endpoint.
 */

const asEvent = answerRebuilder('responses', 'event')
const asAnswer = answerRebuilder('responses', 'json')

export const request: JsonObject = {
  model: 'm',
  input: 'x',
  store: false,
  instructions: 'Kurz.',
  tools: [
    { type: 'function', name: 'wetter', parameters: { type: 'object' }, strict: true },
    { type: 'custom', name: 'patch' },
    { type: 'namespace', name: 'n', description: 'x', tools: [{ type: 'function', name: 'h' }] },
    { type: 'local_shell' },
    { type: 'shell', environment: { type: 'local' } },
    { type: 'apply_patch' },
  ],
  tool_choice: { type: 'function', name: 'wetter' },
  reasoning: { effort: 'low' },
  text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object' } }, verbosity: 'low' },
  max_output_tokens: 100,
}
export const about: TranslatedCall = { request, id: 'abcdefghijklmnopqrstuvwx', createdAt: 1_700_000_000 }

function nothingDropped(path: string): never {
  throw new Error(`dropped: ${path}`)
}

/** Every event, each of which the map of the endpoint keeps as it is. */
export function eventsOf(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const translator = responsesToChat.events(about)
  const events = [...chunks.flatMap((chunk) => translator.take(chunk)), ...translator.end()]
  for (const event of events) assert.deepEqual(asEvent(event, nothingDropped), event)
  return events
}

export function answerOf(message: JsonObject, finish = 'stop', more: JsonObject = {}): JsonObject {
  const chat = {
    id: 'c',
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finish, ...more }],
    usage,
  }
  const answer = responsesToChat.answer(chat, about)
  assert.ok(answer)
  assert.deepEqual(asAnswer(answer, nothingDropped), answer)
  return answer
}

const usage = {
  prompt_tokens: 10,
  completion_tokens: 7,
  total_tokens: 17,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 3 },
}
export const chunk = (delta: JsonObject, finish: string | null = null): JsonObject => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
export const usageChunk: JsonObject = { object: 'chat.completion.chunk', choices: [], usage }
export const chatCall = (id: string, name: string, args: string): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})
export const finalOf = (events: readonly JsonObject[]): unknown => events.at(-1)?.['response']
