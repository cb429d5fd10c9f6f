import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { JsonObject } from '@stellwerk/contract/json'

/**
 * How many answers an engine may compute for one request: it may ask for several, and of several prompts or inputs at once.
 * Engines count each of them.
 *
 * @param body as it goes to the engine
 * @example sequencesIn('completions', { prompt: ['a', 'b'], n: 3 }) // 6
 */
export function sequencesIn(endpoint: Endpoint, body: JsonObject): number {
  switch (endpoint) {
    case 'chat/completions':
    case 'completions':
    case 'embeddings':
      return answersIn(body)
    case 'rerank':
      return listed(body['documents']) // A question of its own for each, at most engines.
    case 'responses':
    case 'messages':
    case 'messages/count_tokens':
      return 1 // One conversation, however many items it has.
  }
}

function answersIn(body: JsonObject): number {
  const answers = Math.max(numberOr(body['n'], 1), numberOr(body['best_of'], 1))
  return answers * Math.max(listed(body['prompt']), listed(body['input']))
}

/** A list of numbers is one prompt, as tokens. */
function listed(value: unknown): number {
  if (!Array.isArray(value)) return 1
  return typeof value[0] === 'number' ? 1 : Math.max(1, value.length)
}

function numberOr(value: unknown, standard: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : standard
}
