import type { Json, JsonObject } from '@stellwerk/contract/json'

import { annotationsWithin } from './moves.ts'
import { type Stops, StopWatch } from './stops.ts'

/** An object of an answer, which was rebuilt and may be written into. */
type Draft = Record<string, Json>

/**
 * Ends a restored answer in one piece at the first of the stop sequences, as an engine ends it that reads values. Written into.
 *
 * @example stoppedAnswer({ choices: [{ index: 0, text: 'An Anna Weber', finish_reason: 'length' }] }, { sequences: ['Weber'], isIncluded: false })
 */
export function stoppedAnswer(answer: Draft, stops: Stops): JsonObject {
  const { choices, content } = answer
  if (Array.isArray(choices)) for (const choice of choices) if (isDraft(choice)) stopChoice(choice, stops)
  if (Array.isArray(content)) stopMessage(answer, content, stops)
  return answer
}

function stopChoice(choice: Draft, stops: Stops): void {
  const { message } = choice
  const [holder, field] = isDraft(message) ? [message, 'content'] : [choice, 'text']
  const text = holder[field]
  if (typeof text !== 'string') return
  const watch = new StopWatch(stops)
  const said = watch.take(text)
  if (watch.stoppedBy === undefined) return
  holder[field] = said
  // An engine that had stopped there had called no tool, and told no probability of what follows.
  delete holder['tool_calls']
  delete holder['function_call']
  delete choice['logprobs']
  const annotations: unknown = holder['annotations']
  if (Array.isArray(annotations)) holder['annotations'] = annotationsWithin(annotations as readonly Json[], said) // A list of JSON.
  Object.assign(choice, endOf(watch.stoppedBy))
}

/** How a choice says that it ended at a sequence; vLLM says at which. */
export function endOf(sequence: string): { finish_reason: string; stop_reason: string } {
  return { finish_reason: 'stop', stop_reason: sequence }
}

function stopMessage(answer: Draft, content: readonly unknown[], stops: Stops): void {
  for (const [index, block] of content.entries()) {
    if (!isDraft(block) || block['type'] !== 'text' || typeof block['text'] !== 'string') continue
    const watch = new StopWatch(stops)
    const said = watch.take(block['text'])
    if (watch.stoppedBy === undefined) continue
    block['text'] = said
    answer['content'] = (content as readonly Json[]).slice(0, index + 1) // A list of JSON.
    Object.assign(answer, { stop_reason: 'stop_sequence', stop_sequence: watch.stoppedBy })
    return
  }
}

// The answer was rebuilt, so nobody else holds it.
function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
