import { inputItemsMax, tokensMax, toolCallsMax, toolsMax, topLogprobsMax } from './limits.ts'
import { notStored } from './responses-content.ts'
import { inputItem } from './responses-items.ts'
import { runsElsewhere, tool, toolChoice } from './responses-tools.ts'
import { user } from './sampling.ts'
import {
  always,
  array,
  boolean,
  byType,
  dropped,
  filtered,
  forbidden,
  freeObject,
  integer,
  modelName,
  number,
  object,
  oneOf,
  only,
  toolName,
  variant,
  word,
} from './shape.ts'

/*
 * POST /v1/responses, after the OpenAPI description of OpenAI, 2.3.0, and what Codex sends beside it. Without any state:
 * nothing is stored at the engine or here, so each request carries its whole conversation (decision 0018).
 */

const noStore = {
  de: 'Antworten werden nicht gespeichert, nur false ist möglich; bitte das ganze Gespräch in „input“ mitsenden',
  en: 'answers are not stored, only false is possible; send the whole conversation in "input"',
}

const noBackground = {
  de: 'Antworten werden nicht gespeichert und können nicht abgeholt werden; bitte mit „stream“ mitlesen',
  en: 'answers are not stored and cannot be fetched later; read along with "stream" instead',
}

const noTemplate = {
  de: 'Vorlagen werden nicht gespeichert; bitte den Text in „instructions“ und „input“ mitsenden',
  en: 'templates are not stored; send the text itself in "instructions" and "input"',
}

const noCompaction = {
  de: 'es entstünde ein verschlüsselter Auszug, den kein Filter lesen kann; bitte selbst kürzen',
  en: 'it would give an encrypted extract that no filter can read; shorten the conversation yourself',
}

const noModeration = {
  de: 'geprüft wird hier nach den Regeln des Anwendungsfalls, nicht nach denen der Maschine',
  en: 'checks follow the rules of the use case here, not those of the engine',
}

const cachesOfOperator = dropped(
  'configuration',
  'Would keep prompts longer; caches of engines are set by the operator.',
)

/** Encrypted reasoning may be asked for, because Codex always does; nothing encrypted comes back. */
const include = {
  ...oneOf('reasoning.encrypted_content', 'message.output_text.logprobs'),
  refuses: {
    'message.input_image.image_url': notStored,
    'computer_call_output.output.image_url': runsElsewhere,
    'code_interpreter_call.outputs': runsElsewhere,
    'file_search_call.results': runsElsewhere,
    'web_search_call.action.sources': runsElsewhere,
    'web_search_call.results': runsElsewhere,
  },
}

const summary = oneOf('auto', 'concise', 'detailed', 'none')

export const reasoningSettings = object({
  effort: oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'),
  summary,
  generate_summary: summary,
  context: oneOf('auto', 'current_turn', 'all_turns'),
  mode: word(),
})

export const textSettings = object({
  format: variant('type', {
    text: object({ type: oneOf('text') }),
    json_object: object({ type: oneOf('json_object') }),
    json_schema: object(
      {
        type: oneOf('json_schema'),
        name: toolName(),
        description: filtered(),
        schema: freeObject('filterAndRestore', 'schema'),
        strict: boolean,
      },
      ['schema'],
    ),
  }),
  verbosity: oneOf('low', 'medium', 'high'),
})

/** Fields of every engine at this endpoint. */
export const responsesRequest = object(
  {
    model: modelName(),
    instructions: filtered(),
    input: byType({ string: filtered(), array: array(inputItem, { max: inputItemsMax }) }),

    tools: array(tool, { max: toolsMax }),
    tool_choice: toolChoice,
    parallel_tool_calls: boolean,
    max_tool_calls: integer({ min: 0, max: toolCallsMax }),

    stream: boolean,
    stream_options: object({ include_obfuscation: boolean }),
    include: array(include, { max: 16 }),
    max_output_tokens: integer({ min: 0, max: tokensMax }),
    temperature: number({ min: 0, max: 2 }),
    top_p: number({ min: 0, max: 1 }),
    top_logprobs: integer({ min: 0, max: topLogprobsMax }),
    reasoning: reasoningSettings,
    text: textSettings,
    truncation: oneOf('auto', 'disabled'),

    // Engines take true where nothing is said.
    store: always(false, noStore),
    background: only(false, noBackground),
    previous_response_id: forbidden(notStored, 'opaqueId'),
    conversation: forbidden(notStored, 'opaqueId'),
    prompt: forbidden(noTemplate, 'filterAndRestore'),
    context_management: forbidden(noCompaction, 'configuration'),
    moderation: forbidden(noModeration, 'configuration'),

    user,
    metadata: dropped('opaqueId', 'Labels for a store at the engine, which is not used; they name people and files.'),
    client_metadata: dropped('opaqueId', 'Codex: names an installation and a person.'),
    safety_identifier: dropped('opaqueId', 'Names a person to the engine.'),
    prompt_cache_key: dropped('opaqueId', 'Names a person or conversation; who shares a cache is ours to say.'),
    prompt_cache_retention: cachesOfOperator,
    prompt_cache_options: cachesOfOperator,
    service_tier: dropped('configuration', 'Prices of a vendor; there is one tier here.'),
  },
  ['model', 'input'],
)
