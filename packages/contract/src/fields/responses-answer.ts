import { entriesMax, toolsMax } from './limits.ts'
import { annotation, logprobs, streamedPart, thought, thoughtSummary, writtenContent } from './responses-content.ts'
import { clientCalls, customToolCall, encrypted, functionCall, hostedItems, phase, status } from './responses-items.ts'
import { reasoningSettings, textSettings } from './responses-request.ts'
import { tool, toolChoice } from './responses-tools.ts'
import {
  answerId,
  anyNumber,
  array,
  base64,
  boolean,
  byType,
  dropped,
  filtered,
  integer,
  map,
  name,
  object,
  oneOf,
  opaqueId,
  variant,
  word,
  type ObjectShape,
  type Shape,
} from './shape.ts'

/*
 * Answers of POST /v1/responses: the whole object, and the events of a stream, of which the first and the last carry the
 * same object.
 */

const notAsked = 'The request could not ask for it.'

const maker = dropped('opaqueId', 'Names who ran a tool at a vendor.')

// ── Items ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const message = object({
  type: oneOf('message'),
  id: answerId(),
  role: oneOf('assistant'),
  status,
  phase,
  content: writtenContent,
})

const reasoning = object({
  type: oneOf('reasoning'),
  id: answerId(),
  status,
  summary: array(thoughtSummary),
  content: array(thought),
  encrypted_content: encrypted,
})

/** A model may call a tool by any name, and the first event of a call comes without arguments. */
const functionCallMade: ObjectShape = {
  ...functionCall,
  fields: { ...functionCall.fields, name: name(), namespace: name() },
  required: [],
}

const customToolCallMade: ObjectShape = {
  ...customToolCall,
  fields: { ...customToolCall.fields, name: name(), namespace: name() },
  required: [],
}

/** What stays of an item that no request can ask for: that it was there. */
function bare(type: string, fields: readonly string[]): ObjectShape {
  const left = fields.map((field) => field.split(/[.[]/u)[0] ?? field)
  return object({
    type: oneOf(type),
    id: answerId(),
    call_id: opaqueId(),
    status: word(),
    created_by: maker,
    ...Object.fromEntries(left.map((field) => [field, dropped('filterAndRestore', notAsked)])),
  })
}

/** Fields of items that only clients write, and of hosted tools beyond those that requests refuse. */
const unasked: Readonly<Record<string, readonly string[]>> = {
  ...hostedItems,
  mcp_call: [...(hostedItems['mcp_call'] ?? []), 'name', 'arguments', 'output'],
  mcp_list_tools: [...(hostedItems['mcp_list_tools'] ?? []), 'tools'],
  mcp_approval_request: [...(hostedItems['mcp_approval_request'] ?? []), 'name', 'arguments'],
  computer_call_output: [...(hostedItems['computer_call_output'] ?? []), 'output'],
  function_call_output: ['name', 'namespace', 'output', 'caller'],
  custom_tool_call_output: ['output', 'caller'],
  local_shell_call_output: ['output'],
  shell_call_output: ['output', 'max_output_length', 'caller'],
  apply_patch_call_output: ['output', 'caller'],
  tool_search_output: ['execution', 'tools'],
  additional_tools: ['role', 'tools'],
}

const outputItem: Shape = variant('type', {
  message,
  reasoning,
  function_call: functionCallMade,
  custom_tool_call: customToolCallMade,
  ...clientCalls,
  ...Object.fromEntries(Object.entries(unasked).map(([type, fields]) => [type, bare(type, fields)])),
  compaction: object({ type: oneOf('compaction'), id: answerId(), encrypted_content: encrypted, created_by: maker }),
})

// ── The whole object ────────────────────────────────────────────────────────────────────────────────────────────────

const usage = object({
  input_tokens: anyNumber,
  input_tokens_details: object({ cached_tokens: anyNumber, cache_write_tokens: anyNumber, audio_tokens: anyNumber }),
  output_tokens: anyNumber,
  output_tokens_details: object({
    reasoning_tokens: anyNumber,
    tool_output_tokens: anyNumber, // vLLM
    audio_tokens: anyNumber,
  }),
  total_tokens: anyNumber,
})

const response = {
  id: answerId(),
  object: oneOf('response'),
  created_at: anyNumber,
  completed_at: anyNumber,
  status: word(),
  error: object({ code: word(), message: filtered() }),
  incomplete_details: object({ reason: word() }),
  model: word(256),
  output: array(outputItem),
  output_text: filtered(),
  usage,

  // What the request said, repeated.
  instructions: byType({
    string: filtered(),
    array: dropped('filterAndRestore', 'Items of a template that is stored at the engine, which is not used.'),
  }),
  tools: array(tool, { max: toolsMax }),
  tool_choice: toolChoice,
  parallel_tool_calls: boolean,
  max_tool_calls: anyNumber,
  max_output_tokens: anyNumber,
  temperature: anyNumber,
  top_p: anyNumber,
  top_logprobs: anyNumber,
  frequency_penalty: anyNumber,
  presence_penalty: anyNumber,
  reasoning: reasoningSettings,
  text: textSettings,
  truncation: word(),
  service_tier: word(),
  store: boolean,
  background: boolean,

  // Asked for by no request that passes. They are kept as far as engines fill them with null or nothing.
  metadata: map({ class: 'opaqueId', form: 'name' }, dropped('opaqueId', notAsked)),
  previous_response_id: opaqueId(),
  conversation: object({ id: opaqueId() }),
  prompt: object({ id: opaqueId(), version: opaqueId(), variables: dropped('filterAndRestore', notAsked) }),
  prompt_cache_key: opaqueId(),
  prompt_cache_options: object({ mode: word(), ttl: word() }),
  prompt_cache_retention: word(),
  safety_identifier: opaqueId(),
  user: opaqueId(),
  moderation: dropped('filterAndRestore', notAsked),
} as const satisfies Readonly<Record<string, Shape>>

export const responsesAnswer = object(response, ['output'])

// ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const index = integer({ min: 0, max: entriesMax })

const imageSetting = dropped('configuration', notAsked)

/** Every event in one shape: `type` says which of the fields it has, and whether `delta` is prose or a piece of JSON. */
export const responsesEvent = object(
  {
    type: word(),
    sequence_number: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    response: object(response),

    item_id: opaqueId(),
    output_index: index,
    content_index: index,
    summary_index: index,
    annotation_index: index,
    command_index: index,
    item: outputItem,
    part: streamedPart,
    annotation,

    delta: byType({ string: filtered(), object: object({ stdout: filtered(), stderr: filtered() }) }),
    text: filtered(),
    refusal: filtered(),
    arguments: filtered('json'),
    input: filtered(),
    name: name(),
    command: filtered(),
    logprobs,
    status: word(),

    // An error in mid-stream; it may quote the request.
    code: filtered(),
    message: filtered(),
    param: filtered(),

    output: dropped('filterAndRestore', notAsked),
    partial_image_b64: base64('image'),
    partial_image_index: index,
    background: imageSetting,
    output_format: imageSetting,
    quality: imageSetting,
    size: imageSetting,
    obfuscation: dropped('configuration', 'Random padding; the event is written anew and has another length.'),
  },
  ['type'],
)
