// How the script looks on the wire of POST /v1/messages and its counting. Shapes after the engines' sources, read on 2026-11-23:
// ollama/ollama anthropic/anthropic.go@fb30760, ggml-org/llama.cpp tools/server/server-task.cpp@00efb3e,
// vllm-project/vllm vllm/entrypoints/anthropic/serving.py@0001948, sgl-project/sglang …/anthropic/serving.py@0198d48.
import type { JsonObject } from '@stellwerk/contract/json'

import type { Behaviour, ScriptedChoice, ScriptedToolCall } from './behaviours.ts'
import type { EngineProfile } from './profile.ts'
import { type Asked, promptTokens, tokensOf } from './wire.ts'

export function messagesAnswer(script: Behaviour, profile: EngineProfile, asked: Asked): JsonObject {
  const { completion } = tokensOf(script)
  return {
    ...head(asked),
    content: blocksOf(script, profile).map(({ whole }) => whole),
    ...stop(script),
    usage: { input_tokens: promptTokens, output_tokens: completion },
    ...profile.named.message,
  }
}

/** The events of a stream, the closing one last. */
export function messagesEvents(script: Behaviour, profile: EngineProfile, asked: Asked): JsonObject[] {
  const { closesAtEnd, opening } = profile.named
  const usage = { input_tokens: promptTokens, output_tokens: 0 }
  const blocks = blocksOf(script, profile)
  const begun = blocks.map(({ begun: block, deltas }, index) => [
    { type: 'content_block_start', index, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  ])
  const ended = blocks.map(({ last }, index) => [
    ...last.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ])
  return [
    { type: 'message_start', message: { ...head(asked), content: [], ...opening, usage } },
    ...(closesAtEnd ? [...begun, ...ended] : begun.map((events, index) => [...events, ...(ended[index] ?? [])])),
    { type: 'message_delta', delta: stop(script), usage: { ...usage, output_tokens: tokensOf(script).completion } },
    { type: 'message_stop' },
  ].flat()
}

export function countTokensAnswer(): JsonObject {
  return { input_tokens: promptTokens }
}

function head(asked: Asked) {
  return { id: `msg_${asked.model}`, type: 'message', role: 'assistant', model: asked.model }
}

const stopReasons = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use' } as const

function stop({ choices: [choice] }: Behaviour): JsonObject {
  return { stop_reason: stopReasons[choice?.finish ?? 'stop'], stop_sequence: null }
}

/** One block of the content, and how it comes in a stream. */
interface Block {
  readonly whole: JsonObject
  readonly begun: JsonObject
  readonly deltas: readonly JsonObject[]
  /** Just before the block ends. */
  readonly last: readonly JsonObject[]
}

function blocksOf(script: Behaviour, profile: EngineProfile): Block[] {
  const [choice] = script.choices
  if (choice === undefined) return []
  const { reasoning, toolCalls = [] } = choice
  const text = textOf(choice)
  return [
    ...(reasoning === undefined ? [] : [thinking(reasoning, profile)]),
    ...(text === undefined ? [] : [textBlock(text)]),
    ...toolCalls.map((call) => toolUse(call, profile)),
  ]
}

/** These engines know no refusal here: what they decline stands in the text. Nothing said is no block. */
function textOf({ content, refusal }: ScriptedChoice): readonly string[] | undefined {
  const pieces = content ?? refusal ?? []
  return pieces.join('') === '' ? undefined : pieces
}

function textBlock(pieces: readonly string[]): Block {
  return {
    whole: { type: 'text', text: pieces.join('') },
    begun: { type: 'text', text: '' },
    deltas: pieces.map((text) => ({ type: 'text_delta', text })),
    last: [],
  }
}

function thinking(pieces: readonly string[], { named: { signature } }: EngineProfile): Block {
  const signed = signature === undefined ? {} : { signature }
  return {
    whole: { type: 'thinking', thinking: pieces.join(''), ...signed },
    begun: { type: 'thinking', thinking: '' },
    deltas: pieces.map((text) => ({ type: 'thinking_delta', thinking: text })),
    last: signature === undefined ? [] : [{ type: 'signature_delta', signature }],
  }
}

function toolUse(call: ScriptedToolCall, { named, toolArguments }: EngineProfile): Block {
  const base = { type: 'tool_use', id: call.id, name: call.name }
  const text = call.arguments.join('')
  const pieces = toolArguments === 'whole' ? [text] : call.arguments
  return {
    whole: { ...base, input: JSON.parse(text) },
    begun: named.beginsWithInput ? { ...base, input: {} } : base,
    deltas: pieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    last: [],
  }
}
