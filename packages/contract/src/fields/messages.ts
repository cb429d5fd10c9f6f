import { entriesMax, messagesMax, stopSequencesMax, tokensMax, toolsMax } from './limits.ts'
import { foreignBlocks, message, systemPrompt } from './messages-content.ts'
import { tool, toolChoice, toolServers } from './messages-tools.ts'
import {
  answerId,
  anyNumber,
  array,
  boolean,
  dropped,
  filtered,
  forbidden,
  freeObject,
  integer,
  modelName,
  name,
  number,
  object,
  oneOf,
  stopSequence,
  variant,
  word,
} from './shape.ts'

/*
 * POST /v1/messages and /v1/messages/count_tokens, after the types of @anthropic-ai/sdk 1.12.0, those behind its beta headers
 * included, and what engines add to answers. temperature, top_k and top_p are no longer in those types; clients send them.
 */

// ── Request ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const noState = {
  de: 'Gespräche und Dateien werden nicht beim Dienst gehalten; das ganze Gespräch mitsenden',
  en: 'conversations and files are not kept with the service; send the whole conversation',
}

const schema = freeObject('filterAndRestore', 'schema')

const outputFormat = object({ type: oneOf('json_schema'), schema }, ['schema'])

const effort = oneOf('low', 'medium', 'high', 'xhigh', 'max')

const shown = oneOf('summarized', 'omitted', 'updates')

const binding = dropped('configuration', 'Binds a thought to the conversation before it by a signature, which we drop.')

const thinkingConfig = variant('type', {
  enabled: object(
    {
      type: oneOf('enabled'),
      budget_tokens: integer({ min: 1, max: tokensMax }),
      display: shown,
      block_binding: binding,
    },
    ['budget_tokens'],
  ),
  adaptive: object({ type: oneOf('adaptive'), display: shown, block_binding: binding }),
  between_tools: object({ type: oneOf('between_tools'), block_binding: binding }),
  disabled: object({ type: oneOf('disabled'), block_binding: binding }),
})

const pricing = 'Prices of a vendor; there is one tier here.'

/** What both endpoints have in common; what is counted has to be what would be sent. */
const said = {
  model: modelName(),
  messages: array(message, { min: 1, max: messagesMax }),
  system: systemPrompt,
  tools: array(tool, { max: toolsMax }),
  tool_choice: toolChoice,
  thinking: thinkingConfig,
  output_config: object({
    effort,
    format: outputFormat,
    task_budget: dropped('configuration', 'A hint to models of a vendor; max_tokens binds.'),
  }),
  output_format: outputFormat,
  mcp_servers: toolServers,
  compaction: forbidden(noState, 'filterAndRestore'),
  context_management: dropped(
    'filterAndRestore',
    'Asks the service to forget what the context window has no room for; engines get the whole conversation.',
  ),
  cache_control: dropped('configuration', "Prices of a vendor's cache; engines of one's own cache by themselves."),
  speed: dropped('configuration', pricing),
  billing_policy: dropped('configuration', pricing),
}

export const messagesRequest = object(
  {
    ...said,
    max_tokens: integer({ min: 1, max: tokensMax }),
    stop_sequences: array(stopSequence(), { max: stopSequencesMax }),
    temperature: number({ min: 0, max: 2 }), // 0…1 at the vendor; engines take 2.
    top_p: number({ min: 0, max: 1 }),
    top_k: integer({ min: -1, max: tokensMax }),
    stream: boolean,

    container: forbidden(noState, 'opaqueId'),
    thread: forbidden(noState, 'opaqueId'),
    metadata: dropped('opaqueId', 'Names a person to the engine; the journal knows them without it.'),
    diagnostics: dropped('opaqueId', 'Compares with an earlier answer, of which nothing is kept.'),
    service_tier: dropped('configuration', pricing),
    inference_geo: dropped('configuration', 'Where an engine stands is in the configuration, and the lamps judge it.'),
    // Claude Code 2.1.330 sends it while somebody sits before it; in no types of the vendor yet.
    safeguards: dropped(
      'filterAndRestore',
      "Asks a vendor's classifier to judge calls of tools, and tells it the folders and rules of a person.",
    ),
    fallbacks: dropped('configuration', 'Another model is another route with a decision of its own.'),
    fallback_credit_token: dropped('opaqueId', pricing),
  },
  ['model', 'messages', 'max_tokens'],
)

export const countTokensRequest = object(said, ['model', 'messages'])

// ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const atVendor = 'The request could not ask for it.'

const usage = object({
  input_tokens: anyNumber,
  output_tokens: anyNumber,
  cache_creation_input_tokens: anyNumber,
  cache_read_input_tokens: anyNumber,
  cache_creation: object({ ephemeral_1h_input_tokens: anyNumber, ephemeral_5m_input_tokens: anyNumber }),
  output_tokens_details: object({ thinking_tokens: anyNumber }),
  server_tool_use: dropped('configuration', atVendor),
  service_tier: word(),
  speed: word(),
  inference_geo: dropped('configuration', atVendor),
  iterations: dropped('configuration', atVendor),
  fallback_credit: dropped('configuration', atVendor),
})

const citation = dropped('filterAndRestore', 'No engine gives any, and their places would not fit restored text.')

/** Named by the model, so the name may be any text. */
const toolUse = {
  type: oneOf('tool_use'),
  id: answerId(),
  name: name(),
  input: freeObject('filterAndRestore', 'json'),
  caller: dropped('opaqueId', 'There is one caller, the model.'),
  toolset_name: dropped('configuration', atVendor),
}

const otherBlocks = {
  text: object({ type: oneOf('text'), text: filtered(), citations: citation }, ['text']),
  thinking: object({ type: oneOf('thinking'), thinking: filtered(), signature: answerId() }, ['thinking']),
  redacted_thinking: forbidden({ de: 'kein Filter kann es lesen', en: 'no filter can read it' }),
  ...foreignBlocks,
}

const block = variant('type', { ...otherBlocks, tool_use: object(toolUse, ['name', 'input']) })

/** At its start a call has no input yet, and llama.cpp leaves the empty one out. */
const startedBlock = variant('type', { ...otherBlocks, tool_use: object(toolUse, ['name']) })

/** Why a model declined. The rest of it leads to other models of a vendor. */
const stopDetails = object({
  type: oneOf('refusal'),
  category: word(),
  explanation: filtered(),
  fallback_credit_token: dropped('opaqueId', atVendor),
  recommended_model: dropped('configuration', atVendor),
  fallback_has_prefill_claim: dropped('configuration', atVendor),
})

const stop = {
  stop_reason: word(),
  stop_sequence: stopSequence(),
  stop_details: stopDetails,
  container: dropped('opaqueId', atVendor),
}

const edited = {
  context_management: dropped('configuration', atVendor),
  input_transformations: dropped('filterAndRestore', atVendor),
}

const answer = {
  id: answerId(),
  type: oneOf('message'),
  role: oneOf('assistant'),
  model: word(256),
  content: array(block),
  ...stop,
  usage,
  diagnostics: dropped('opaqueId', atVendor),
  ...edited,
}

export const messagesAnswer = object(answer, ['content'])

const index = integer({ min: 0, max: entriesMax })

const delta = variant('type', {
  text_delta: object({ type: oneOf('text_delta'), text: filtered() }, ['text']),
  thinking_delta: object({ type: oneOf('thinking_delta'), thinking: filtered() }, ['thinking']),
  signature_delta: object({ type: oneOf('signature_delta'), signature: answerId() }),
  // Pieces of JSON: only together they can be read, and so they are filtered and restored together.
  input_json_delta: object({ type: oneOf('input_json_delta'), partial_json: filtered('json') }, ['partial_json']),
  citations_delta: citation,
  compaction_delta: dropped('forbid', atVendor),
})

/** Errors of a stream are no part of an answer and come before this map. */
export const messagesEvent = variant('type', {
  message_start: object({ type: oneOf('message_start'), message: object(answer, ['content']) }, ['message']),
  content_block_start: object({ type: oneOf('content_block_start'), index, content_block: startedBlock }, [
    'index',
    'content_block',
  ]),
  content_block_delta: object({ type: oneOf('content_block_delta'), index, delta }, ['index', 'delta']),
  content_block_stop: object({ type: oneOf('content_block_stop'), index }, ['index']),
  message_delta: object({ type: oneOf('message_delta'), delta: object(stop), usage, ...edited }, ['delta']),
  message_stop: object({ type: oneOf('message_stop') }),
  ping: object({ type: oneOf('ping') }),
})

export const countTokensAnswer = object(
  { input_tokens: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), context_management: edited.context_management },
  ['input_tokens'],
)
