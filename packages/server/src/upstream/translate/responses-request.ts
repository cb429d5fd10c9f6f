import { isJsonList, type JsonObject } from '@stellwerk/contract/json'

import { numberIn, objectIn, present, textIn } from './reading.ts'
import { chatMessages } from './responses-messages.ts'
import { chatTools } from './responses-tools.ts'
import { untranslatable } from './untranslatable.ts'

/** Fields of the responses endpoint that are said otherwise at chat, or that mean nothing there. What is not here goes as it is. */
const saidOtherwise: ReadonlySet<string> = new Set([
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'max_output_tokens',
  'reasoning',
  'text',
  'include',
  'top_logprobs',
  'truncation',
  'stream_options', // Padding of events, which are written here.
  'max_tool_calls', // Counts calls of tools that a vendor runs.
  'store', // Nothing is stored, and chat stores nothing unless told to.
  'background',
])

const noTruncation = {
  de: 'bei chat kürzt die Maschine kein Gespräch',
  en: 'at chat the engine does not shorten a conversation',
}

const noSuchReasoning = { de: 'chat kennt dazu keine Einstellung', en: 'chat has no setting for it' }

/** A request of the responses endpoint as one of chat. */
export function chatRequest(body: JsonObject): JsonObject {
  if (body['truncation'] === 'auto') throw untranslatable('truncation', noTruncation)
  const asIs: Record<string, JsonObject[string]> = {}
  for (const [name, value] of Object.entries(body)) if (!saidOtherwise.has(name)) asIs[name] = value
  return {
    ...asIs,
    messages: chatMessages(body),
    ...chatTools(body),
    ...present({
      max_completion_tokens: body['max_output_tokens'],
      reasoning_effort: reasoningEffort(body),
      verbosity: objectIn(body, 'text')?.['verbosity'],
      response_format: responseFormat(body),
    }),
    ...logprobs(body),
    // A response always says what was used; chat says it in a stream only when asked.
    ...(body['stream'] === true ? { stream_options: { include_usage: true } } : {}),
  }
}

/** What a summary should look like is of no effect: what was thought goes out in full. */
function reasoningEffort(body: JsonObject): JsonObject[string] | undefined {
  const reasoning = objectIn(body, 'reasoning') ?? {}
  if ((reasoning['context'] ?? 'auto') !== 'auto') throw untranslatable('reasoning.context', noSuchReasoning)
  if ((reasoning['mode'] ?? 'auto') !== 'auto') throw untranslatable('reasoning.mode', noSuchReasoning)
  return reasoning['effort']
}

function responseFormat(body: JsonObject): JsonObject | undefined {
  const format = objectIn(objectIn(body, 'text') ?? {}, 'format')
  switch (format?.['type']) {
    case 'json_object':
      return { type: 'json_object' }
    case 'json_schema': {
      const { description, schema, strict } = format
      // Chat wants a name, here it may be missing.
      return {
        type: 'json_schema',
        json_schema: { name: textIn(format, 'name') ?? 'response', ...present({ description, schema, strict }) },
      }
    }
    default:
      return undefined
  }
}

function logprobs(body: JsonObject): JsonObject {
  const include = body['include']
  if (!isJsonList(include) || !include.includes('message.output_text.logprobs')) return {}
  return { logprobs: true, ...present({ top_logprobs: numberIn(body, 'top_logprobs') }) }
}
