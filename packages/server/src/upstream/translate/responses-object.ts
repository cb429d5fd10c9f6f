import type { JsonObject } from '@stellwerk/contract/json'

import type { TranslatedCall } from '../../translation.ts'
import { numberIn, objectIn, objectsIn, textIn } from './reading.ts'

/*
 * The response object, which stands in a whole answer and in the first and last events of a stream. It repeats what was
 * asked, with the values that the API takes where nothing was said.
 */

/** How an answer ended. */
export type ResponseEnd =
  | { readonly status: 'completed' }
  | { readonly status: 'incomplete'; readonly reason: 'max_output_tokens' | 'content_filter' }

/** From `finish_reason` of chat. Engines have words of their own for an end in good order. */
export function endOf(finishReason: string | undefined): ResponseEnd {
  if (finishReason === 'length') return { status: 'incomplete', reason: 'max_output_tokens' }
  if (finishReason === 'content_filter') return { status: 'incomplete', reason: 'content_filter' }
  return { status: 'completed' }
}

interface ResponseSays {
  readonly end: ResponseEnd | undefined
  readonly output: readonly JsonObject[]
  readonly usage: JsonObject | undefined
}

/** The object as it stands while the answer runs, and when it has ended. */
export function responseObject(about: TranslatedCall, says: ResponseSays): JsonObject {
  const { end, output, usage } = says
  return {
    id: `resp_${about.id}`,
    object: 'response',
    created_at: about.createdAt,
    status: end?.status ?? 'in_progress',
    error: null,
    incomplete_details: end?.status === 'incomplete' ? { reason: end.reason } : null,
    output,
    usage: usage === undefined ? null : responseUsage(usage),
    ...asked(about.request),
    background: false,
    previous_response_id: null,
    store: false,
    metadata: {},
  }
}

function asked(request: JsonObject): JsonObject {
  const reasoning = objectIn(request, 'reasoning') ?? {}
  const text = objectIn(request, 'text') ?? {}
  return {
    model: textIn(request, 'model') ?? '',
    instructions: textIn(request, 'instructions') ?? null,
    tools: objectsIn(request, 'tools'),
    tool_choice: request['tool_choice'] ?? 'auto',
    parallel_tool_calls: request['parallel_tool_calls'] ?? true,
    max_tool_calls: numberIn(request, 'max_tool_calls') ?? null,
    max_output_tokens: numberIn(request, 'max_output_tokens') ?? null,
    temperature: numberIn(request, 'temperature') ?? 1,
    top_p: numberIn(request, 'top_p') ?? 1,
    top_logprobs: numberIn(request, 'top_logprobs') ?? 0,
    presence_penalty: numberIn(request, 'presence_penalty') ?? 0,
    frequency_penalty: numberIn(request, 'frequency_penalty') ?? 0,
    reasoning: { effort: reasoning['effort'] ?? null, summary: reasoning['summary'] ?? null },
    text: { ...text, format: text['format'] ?? { type: 'text' } },
    truncation: textIn(request, 'truncation') ?? 'disabled',
    service_tier: 'default',
  }
}

function responseUsage(usage: JsonObject): JsonObject {
  const read = objectIn(usage, 'prompt_tokens_details') ?? {}
  const written = objectIn(usage, 'completion_tokens_details') ?? {}
  const input = numberIn(usage, 'prompt_tokens') ?? 0
  const output = numberIn(usage, 'completion_tokens') ?? 0
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: numberIn(read, 'cached_tokens') ?? 0,
      cache_write_tokens: numberIn(read, 'cache_write_tokens') ?? 0,
    },
    output_tokens: output,
    output_tokens_details: {
      // SGLang says it beside the details.
      reasoning_tokens: numberIn(written, 'reasoning_tokens') ?? numberIn(usage, 'reasoning_tokens') ?? 0,
    },
    total_tokens: numberIn(usage, 'total_tokens') ?? input + output,
  }
}
