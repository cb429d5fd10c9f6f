import type { Endpoint } from '@stellwerk/contract/endpoint'
import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

/**
 * What an engine says it used, under the names of the chat endpoint, so that the record, the counters and the limits of
 * every endpoint count the same thing.
 *
 * @example usageOf('messages', { usage: { input_tokens: 3, output_tokens: 5 } }) // { prompt_tokens: 3, completion_tokens: 5, … }
 */
export function usageOf(endpoint: Endpoint, answer: JsonObject): Json | undefined {
  switch (endpoint) {
    case 'chat/completions':
    case 'completions':
    case 'embeddings':
    case 'rerank':
      return answer['usage']
    case 'responses':
      return inputAndOutput(answer['usage'], 0)
    case 'messages':
      return inputAndOutput(answer['usage'], cachedTokens(answer['usage']))
    case 'messages/count_tokens':
      return undefined // Nothing was written, and what was counted is the answer.
  }
}

function inputAndOutput(usage: unknown, besideInput: number): Json | undefined {
  if (!isJsonObject(usage)) return undefined
  const [input, output] = [numberIn(usage, 'input_tokens'), numberIn(usage, 'output_tokens')]
  if (input === undefined || output === undefined) return undefined
  const prompt = input + besideInput
  return { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output }
}

/** Messages: input_tokens are those that were neither read from a cache nor written into one. */
function cachedTokens(usage: unknown): number {
  if (!isJsonObject(usage)) return 0
  return (numberIn(usage, 'cache_read_input_tokens') ?? 0) + (numberIn(usage, 'cache_creation_input_tokens') ?? 0)
}

function numberIn(usage: JsonObject, name: string): number | undefined {
  const value = usage[name]
  return typeof value === 'number' ? value : undefined
}
