import { isJsonList, type JsonObject } from '@stellwerk/contract/json'

import { numberIn, objectIn } from './reading.ts'

/*
 * How an answer ended and what it cost, as the Messages API says it.
 */

/** What chat said of the end. */
export interface ChatEnd {
  readonly finishReason: string | undefined
  /** vLLM: the stop sequence that matched. */
  readonly matched: string | undefined
  readonly hasCalls: boolean
  readonly hasRefused: boolean
}

export function stopOf(end: ChatEnd, request: JsonObject): JsonObject {
  const stop_sequence = matchedSequence(end, request)
  return { stop_reason: stop_sequence === null ? stopReason(end) : 'stop_sequence', stop_sequence }
}

function stopReason({ finishReason, hasCalls, hasRefused }: ChatEnd): string {
  if (finishReason === 'length') return 'max_tokens'
  if (finishReason === 'content_filter' || hasRefused) return 'refusal'
  // Some engines end a call with `stop`.
  if (hasCalls) return 'tool_use'
  return finishReason === 'stop_sequence' ? 'stop_sequence' : 'end_turn'
}

/** Only a sequence that the client named: engines stop at others of their own, and say so in the same place. */
function matchedSequence({ matched, hasCalls }: ChatEnd, request: JsonObject): string | null {
  const named = request['stop_sequences']
  return matched !== undefined && !hasCalls && isJsonList(named) && named.includes(matched) ? matched : null
}

/** Before anything was counted, and where an engine does not count. */
const uncounted = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 }

/** Tokens read from a cache are not among `input_tokens` here, while chat counts them among its own. */
export function usageOf(usage: JsonObject | undefined): JsonObject {
  if (usage === undefined) return uncounted
  const prompt = objectIn(usage, 'prompt_tokens_details') ?? {}
  const cached = numberIn(prompt, 'cached_tokens') ?? 0
  const written = numberIn(prompt, 'cache_write_tokens') ?? 0
  const thought = numberIn(objectIn(usage, 'completion_tokens_details') ?? {}, 'reasoning_tokens')
  return {
    input_tokens: Math.max(0, (numberIn(usage, 'prompt_tokens') ?? 0) - cached - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: cached,
    output_tokens: numberIn(usage, 'completion_tokens') ?? 0,
    ...(thought === undefined ? {} : { output_tokens_details: { thinking_tokens: thought } }),
  }
}
