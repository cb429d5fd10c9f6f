// How the script looks on the wire of POST /v1/responses. Shapes after the engines' sources, read on 2026-11-23:
// ollama/ollama openai/responses.go@fb30760, ggml-org/llama.cpp tools/server/server-task.cpp@00efb3e.
import type { JsonObject } from '@stellwerk/contract/json'

import type { Behaviour, ScriptedChoice, ScriptedToolCall } from './behaviours.ts'
import { createdAt, type EngineProfile } from './profile.ts'
import { type Asked, tokensOf } from './wire.ts'

/** What of a request shapes the answer; the rest of it is repeated. */
export interface AskedByName extends Asked {
  readonly request: JsonObject
}

export function responsesAnswer(script: Behaviour, profile: EngineProfile, asked: AskedByName): JsonObject {
  const items = itemsOf(script, profile).map(({ whole }) => whole)
  return { ...ended(script, items, profile, asked), ...profile.named.response }
}

/** The events of a stream, the closing one last. */
export function responsesEvents(script: Behaviour, profile: EngineProfile, asked: AskedByName): JsonObject[] {
  const { isCounted, closesAtEnd, response: more } = profile.named
  const items = itemsOf(script, profile)
  const begun = isCounted
    ? { ...head(asked), status: 'in_progress', output: [], usage: null, ...more }
    : { id: head(asked).id, object: 'response', status: 'in_progress' }
  const opening = items.map((item, index) => placed([added(item), ...item.steps], index))
  const closing = items.map((item, index) => placed([...item.closing, done(item)], index))
  const whole = items.map((item) => item.whole)
  const last = { ...ended(script, whole, profile, asked), ...more }
  const events = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...(closesAtEnd ? [...opening, ...closing] : opening.map((first, index) => [...first, ...(closing[index] ?? [])])),
    { type: last.status === 'incomplete' ? 'response.incomplete' : 'response.completed', response: last },
  ].flat()
  return isCounted ? events.map((event, index) => ({ ...event, sequence_number: index })) : events.map(uncounted)
}

function placed(events: readonly JsonObject[], index: number): JsonObject[] {
  return events.map((event) => ({ ...event, output_index: index }))
}

function uncounted(event: JsonObject): JsonObject {
  const { output_index: _, content_index: __, summary_index: ___, ...rest } = event
  return rest
}

function head(asked: AskedByName) {
  return { id: `resp_${asked.model}`, object: 'response', created_at: createdAt, model: asked.model }
}

function ended(script: Behaviour, output: readonly JsonObject[], profile: EngineProfile, asked: AskedByName) {
  const { prompt, completion } = tokensOf(script)
  const isIncomplete = profile.named.tellsIncomplete && script.choices[0]?.finish === 'length'
  const details = { input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } }
  return {
    ...head(asked),
    ...(profile.named.repeats ? repeated(asked.request) : {}),
    status: isIncomplete ? 'incomplete' : 'completed',
    ...(profile.named.repeats ? { incomplete_details: isIncomplete ? { reason: 'max_output_tokens' } : null } : {}),
    output: [...output],
    usage: {
      input_tokens: prompt,
      output_tokens: completion,
      total_tokens: prompt + completion,
      ...(profile.named.repeats ? details : {}),
    },
  }
}

/** What an answer says of its request. */
function repeated(request: JsonObject): JsonObject {
  const { instructions = null, tools = [], tool_choice = 'auto', temperature = 1, top_p = 1, text, reasoning } = request
  return {
    background: false,
    error: null,
    instructions,
    max_output_tokens: request['max_output_tokens'] ?? null,
    metadata: null,
    parallel_tool_calls: request['parallel_tool_calls'] ?? true,
    previous_response_id: null,
    reasoning: reasoning ?? null,
    temperature,
    text: text ?? null,
    tool_choice,
    tools,
    top_p,
    truncation: 'disabled',
  }
}

/** One item of the output, and how it comes in a stream. */
interface Item {
  readonly whole: JsonObject
  readonly begun: JsonObject
  readonly steps: readonly JsonObject[]
  readonly closing: readonly JsonObject[]
}

function added({ begun }: Item): JsonObject {
  return { type: 'response.output_item.added', item: begun }
}

function done({ whole }: Item): JsonObject {
  return { type: 'response.output_item.done', item: whole }
}

function itemsOf(script: Behaviour, profile: EngineProfile): Item[] {
  const [choice] = script.choices
  if (choice === undefined) return []
  const { reasoning, content, refusal, toolCalls = [] } = choice
  const isCut = profile.named.tellsIncomplete && choice.finish === 'length'
  return [
    ...(reasoning === undefined ? [] : [thought(reasoning, profile)]),
    ...(content === undefined && refusal === undefined ? [] : [message(choice, isCut ? 'incomplete' : 'completed')]),
    ...toolCalls.map((call) => functionCall(call, profile)),
  ]
}

function message({ content, refusal }: ScriptedChoice, status: string): Item {
  const base = { type: 'message', id: 'msg_1', role: 'assistant' }
  const pieces = content ?? refusal ?? []
  const text = pieces.join('')
  const [kind, part] =
    content === undefined
      ? (['refusal', { type: 'refusal', refusal: text }] as const)
      : (['output_text', { type: 'output_text', text, annotations: [], logprobs: [] }] as const)
  const empty = content === undefined ? { ...part, refusal: '' } : { ...part, text: '' }
  const place = { item_id: base.id, content_index: 0 }
  const more = content === undefined ? {} : { logprobs: [] }
  return {
    whole: { ...base, status, content: [part] },
    begun: { ...base, status: 'in_progress', content: [] },
    steps: [
      { type: 'response.content_part.added', ...place, part: empty },
      ...pieces.map((delta) => ({ type: `response.${kind}.delta`, ...place, delta, ...more })),
    ],
    closing: [
      {
        type: `response.${kind}.done`,
        ...place,
        ...more,
        ...(content === undefined ? { refusal: text } : { text }),
      },
      { type: 'response.content_part.done', ...place, part },
    ],
  }
}

function thought(pieces: readonly string[], { named }: EngineProfile): Item {
  const text = pieces.join('')
  const base = { type: 'reasoning', id: 'rs_1' }
  if (named.thought === 'summary') {
    const place = { item_id: base.id, summary_index: 0 }
    return {
      whole: { ...base, summary: [{ type: 'summary_text', text }], encrypted_content: text },
      begun: { ...base, summary: [] },
      steps: pieces.map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...place, delta })),
      closing: [{ type: 'response.reasoning_summary_text.done', ...place, text }],
    }
  }
  const part = { type: 'reasoning_text', text }
  const place = { item_id: base.id, content_index: 0 }
  const parts = !named.closesAtEnd
  return {
    whole: { ...base, summary: [], content: [part], status: 'completed', ...named.reasoning },
    begun: { ...base, summary: [], content: [], status: 'in_progress', ...named.reasoning },
    steps: [
      ...(parts ? [{ type: 'response.content_part.added', ...place, part: { ...part, text: '' } }] : []),
      ...pieces.map((delta) => ({ type: 'response.reasoning_text.delta', ...place, delta })),
    ],
    closing: parts
      ? [
          { type: 'response.reasoning_text.done', ...place, text },
          { type: 'response.content_part.done', ...place, part },
        ]
      : [],
  }
}

function functionCall(call: ScriptedToolCall, { named, toolArguments }: EngineProfile): Item {
  const id = `fc_${call.id}`
  const text = call.arguments.join('')
  const base = {
    type: 'function_call',
    ...(named.isCounted ? { id, call_id: call.id } : { call_id: id }),
    name: call.name,
  }
  const pieces = toolArguments === 'whole' ? [text] : call.arguments
  const deltas = pieces.map((delta) => ({ type: 'response.function_call_arguments.delta', item_id: id, delta }))
  const end = { type: 'response.function_call_arguments.done', item_id: id, name: call.name, arguments: text }
  return {
    whole: { ...base, arguments: text, status: 'completed' },
    begun: { ...base, arguments: '', status: 'in_progress' },
    steps: deltas,
    closing: named.closesAtEnd ? [] : [end],
  }
}
