import {
  entriesMax,
  messagePartsMax,
  messagesMax,
  tokensMax,
  toolCallsMax,
  toolsMax,
  topLogprobsMax,
} from './limits.ts'
import { parsedByClient } from './responses-content.ts'
import { commonRequest, logprobNumber, stopReason, timings, usage } from './sampling.ts'
import {
  answerId,
  anyNumber,
  array,
  base64,
  boolean,
  byType,
  dataUrl,
  dropped,
  filtered,
  forbidden,
  freeObject,
  integer,
  media,
  modelName,
  name,
  nullable,
  object,
  oneOf,
  opaqueId,
  only,
  spelled,
  toolName,
  variant,
  word,
  type ObjectShape,
  type Shape,
} from './shape.ts'

/*
 * POST /v1/chat/completions, after the OpenAPI description of OpenAI, 2.3.0, and what engines add to answers.
 * Fields that only some engines know are in engines.ts.
 */

// ── Messages ────────────────────────────────────────────────────────────────────────────────────────────────────────

const cacheMark = dropped('configuration', "Prices of a vendor; engines of one's own cache by themselves.")

const storedAtEngine = {
  de: 'gespeicherte Dateien und Antworten der Maschine werden nicht genutzt',
  en: 'files and answers stored at the engine are not used',
}

const textPart = object({ type: oneOf('text'), text: filtered(), prompt_cache_breakpoint: cacheMark }, ['text'])

const refusalPart = object({ type: oneOf('refusal'), refusal: filtered(), prompt_cache_breakpoint: cacheMark }, [
  'refusal',
])

const imagePart = object(
  {
    type: oneOf('image_url'),
    image_url: object({ url: dataUrl('image'), detail: oneOf('auto', 'low', 'high') }, ['url']),
    prompt_cache_breakpoint: cacheMark,
  },
  ['image_url'],
)

const audioPart = object(
  {
    type: oneOf('input_audio'),
    input_audio: object({ data: base64('audio'), format: oneOf('wav', 'mp3') }, ['data', 'format']),
    prompt_cache_breakpoint: cacheMark,
  },
  ['input_audio'],
)

const filePart = object(
  {
    type: oneOf('file'),
    file: object({
      file_data: base64('file'),
      file_id: forbidden(storedAtEngine, 'opaqueId'),
      filename: dropped('opaqueId', 'Names of files name people; the engine needs only the content.'),
    }),
    prompt_cache_breakpoint: cacheMark,
  },
  ['file'],
)

/** A string, or parts of the kinds given. Tools without a result send no part at all, so none is enough. */
function content(parts: Readonly<Record<string, ObjectShape>>): Shape {
  return byType({ string: filtered(), array: array(variant('type', parts), { max: messagePartsMax }) })
}

const textContent = content({ text: textPart })
const userContent = content({ text: textPart, image_url: imagePart, input_audio: audioPart, file: filePart })
const assistantContent = content({ text: textPart, refusal: refusalPart })

const calledFunction = object({ name: toolName(), arguments: filtered('json'), parsed_arguments: parsedByClient }, [
  'name',
  'arguments',
])

/** Clients that gathered a streamed answer send its index back; a request has no use for it. */
const streamedIndex = dropped('configuration', 'Position in a stream; the order of the array says the same.')

const toolCall = variant('type', {
  function: object({ id: opaqueId(), type: oneOf('function'), function: calledFunction, index: streamedIndex }, [
    'id',
    'function',
  ]),
  custom: object(
    {
      id: opaqueId(),
      type: oneOf('custom'),
      custom: object({ name: toolName(), input: filtered() }, ['name', 'input']),
      index: streamedIndex,
    },
    ['id', 'custom'],
  ),
})

const message = variant('role', {
  system: object({ role: oneOf('system'), content: textContent, name: name() }, ['content']),
  developer: object({ role: oneOf('developer'), content: textContent, name: name() }, ['content']),
  user: object({ role: oneOf('user'), content: userContent, name: name() }, ['content']),
  assistant: object({
    role: oneOf('assistant'),
    content: nullable(assistantContent),
    refusal: nullable(filtered()),
    name: name(),
    // Both names, because vLLM renamed the second to the first and clients send back whichever they were given.
    reasoning: nullable(filtered()),
    reasoning_content: nullable(filtered()),
    tool_calls: array(toolCall, { max: toolCallsMax }),
    function_call: calledFunction,
    audio: forbidden(storedAtEngine, 'opaqueId'),
    parsed: parsedByClient,
    annotations: dropped('filterAndRestore', 'Part of an answer that clients send back; models do not read it.'),
  }),
  // The name of the tool here; of the same class as the name of a participant, because one path has one class.
  tool: object({ role: oneOf('tool'), content: textContent, tool_call_id: opaqueId(), name: name() }, [
    'content',
    'tool_call_id',
  ]),
  function: object({ role: oneOf('function'), content: nullable(filtered()), name: name() }, ['name']),
})

// ── Tools and structured output ─────────────────────────────────────────────────────────────────────────────────────

const schema = freeObject('filterAndRestore', 'schema')

const functionTool = { name: toolName(), description: filtered(), parameters: schema, strict: boolean }

const tool = variant('type', {
  function: object({ type: oneOf('function'), function: object(functionTool, ['name']) }, ['function']),
  custom: object(
    {
      type: oneOf('custom'),
      custom: object(
        {
          name: toolName(),
          description: filtered(),
          format: variant('type', {
            text: object({ type: oneOf('text') }),
            grammar: object(
              {
                type: oneOf('grammar'),
                grammar: object({ definition: filtered('grammar'), syntax: oneOf('lark', 'regex') }, [
                  'definition',
                  'syntax',
                ]),
              },
              ['grammar'],
            ),
          }),
        },
        ['name'],
      ),
    },
    ['custom'],
  ),
})

const namedTool = object({ name: toolName() }, ['name'])

const toolChoice = byType({
  string: oneOf('none', 'auto', 'required'),
  object: variant('type', {
    function: object({ type: oneOf('function'), function: namedTool }, ['function']),
    custom: object({ type: oneOf('custom'), custom: namedTool }, ['custom']),
    allowed_tools: object(
      {
        type: oneOf('allowed_tools'),
        allowed_tools: object(
          {
            mode: oneOf('auto', 'required'),
            tools: array(freeObject('filterAndRestore', 'schema'), { max: toolsMax }),
          },
          ['mode', 'tools'],
        ),
      },
      ['allowed_tools'],
    ),
  }),
})

const responseFormat = variant('type', {
  text: object({ type: oneOf('text') }),
  json_object: object({ type: oneOf('json_object'), schema }), // llama.cpp takes a schema here as well.
  json_schema: object(
    {
      type: oneOf('json_schema'),
      json_schema: object({ name: toolName(), description: filtered(), schema, strict: boolean }, ['name']),
    },
    ['json_schema'],
  ),
})

// ── Request ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const webSearch = {
  de: 'eine Suche im Netz gäbe Text aus der Anfrage an Dritte',
  en: 'a web search would give text of the request to third parties',
}

const moderation = {
  de: 'geprüft wird hier nach den Regeln des Anwendungsfalls, nicht nach denen der Maschine',
  en: 'checks follow the rules of the use case here, not those of the engine',
}

const noStore = {
  de: 'Gespräche werden nicht an der Maschine gespeichert; nur false ist möglich',
  en: 'conversations are not stored at the engine; only false is possible',
}

/** Fields of every engine at this endpoint. */
export const chatRequest = object(
  {
    model: modelName(),
    messages: array(message, { min: 1, max: messagesMax }),

    ...commonRequest,
    max_completion_tokens: integer({ min: 0, max: tokensMax }),
    logprobs: boolean,
    top_logprobs: integer({ min: 0, max: topLogprobsMax }),
    reasoning_effort: oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'),
    verbosity: oneOf('low', 'medium', 'high'),
    prediction: object({ type: oneOf('content'), content: textContent }, ['type', 'content']),

    tools: array(tool, { max: toolsMax }),
    tool_choice: toolChoice,
    parallel_tool_calls: boolean,
    functions: array(object({ name: toolName(), description: filtered(), parameters: schema }, ['name']), {
      max: toolsMax,
    }),
    function_call: byType({ string: oneOf('none', 'auto'), object: namedTool }),
    response_format: responseFormat,

    modalities: array({ ...oneOf('text', 'audio'), needs: { audio: 'audio' } }, { max: 2 }),
    audio: media(
      'audio',
      object(
        {
          voice: byType({ string: word(), object: object({ id: opaqueId() }, ['id']) }),
          format: oneOf('wav', 'aac', 'mp3', 'flac', 'opus', 'pcm16'),
        },
        ['voice', 'format'],
      ),
    ),

    store: only(false, noStore),
    metadata: dropped('opaqueId', 'Labels for a store at the engine, which is not used; they name people and files.'),
    safety_identifier: dropped('opaqueId', 'Names a person to the engine.'),
    prompt_cache_key: dropped('opaqueId', 'Names a person or conversation; who shares a cache is ours to say.'),
    prompt_cache_retention: dropped(
      'configuration',
      'Would keep prompts longer; caches of engines are set by the operator.',
    ),
    prompt_cache_options: dropped(
      'configuration',
      'Would keep prompts longer; caches of engines are set by the operator.',
    ),
    service_tier: dropped('configuration', 'Prices of a vendor; there is one tier here.'),
    moderation: forbidden(moderation, 'configuration'),
    web_search_options: forbidden(webSearch, 'opaqueId'),
  },
  ['model', 'messages'],
)

// ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A piece of text, its probability and its bytes. All of them spell the answer, so all are filtered or none is sent. */
const tokenLogprob = {
  token: filtered('token'),
  logprob: logprobNumber,
  bytes: nullable(array(spelled('filterAndRestore', 'bytes'))),
}

const logprobs = array(object({ ...tokenLogprob, top_logprobs: array(object(tokenLogprob)) }))

/** In a stream the parts of a call come one after the other, so nothing is required; a name may be any text of the model. */
const answeredToolCall = object({
  index: integer({ min: 0, max: entriesMax }),
  id: answerId(),
  type: oneOf('function', 'custom'),
  function: object({ name: name(), arguments: filtered('json') }),
  custom: object({ name: name(), input: filtered() }),
})

const answeredMessage = object({
  role: oneOf('developer', 'system', 'user', 'assistant', 'tool'),
  content: filtered(),
  refusal: filtered(),
  reasoning: filtered(),
  reasoning_content: filtered(),
  tool_calls: array(answeredToolCall),
  function_call: object({ name: name(), arguments: filtered('json') }),
  annotations: array(
    object({
      type: oneOf('url_citation'),
      url_citation: object({ start_index: anyNumber, end_index: anyNumber, url: filtered('url'), title: filtered() }),
    }),
  ),
  audio: object({
    id: opaqueId(),
    expires_at: anyNumber,
    data: base64('audio'),
    transcript: filtered(),
  }),
})

const choice = {
  index: integer({ min: 0, max: entriesMax }),
  finish_reason: word(),
  stop_reason: stopReason,
  logprobs: object({ content: logprobs, refusal: logprobs }),
}

const answer = {
  id: answerId(),
  created: anyNumber,
  model: word(256),
  system_fingerprint: word(256),
  service_tier: word(),
  usage,
  timings,
  metadata: dropped('opaqueId', 'The request was sent without it, so this is not its own.'),
  moderation: dropped('filterAndRestore', 'The request could not ask for it.'),
}

export const chatAnswer = object(
  {
    ...answer,
    object: oneOf('chat.completion'),
    choices: array(object({ ...choice, message: answeredMessage }, ['message'])),
  },
  ['choices'],
)

export const chatEvent = object(
  {
    ...answer,
    object: oneOf('chat.completion.chunk'),
    choices: array(object({ ...choice, delta: answeredMessage })),
    obfuscation: dropped('configuration', 'Random padding; the event is written anew and has another length.'),
  },
  ['choices'],
)
