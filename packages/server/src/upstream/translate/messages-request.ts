import { chatRequest } from '@stellwerk/contract/fields/chat'
import { messagesRequest } from '@stellwerk/contract/fields/messages'
import { isJsonList, type JsonObject } from '@stellwerk/contract/json'

import { chatTools } from './messages-tools.ts'
import { chatMessages } from './messages-turns.ts'
import { objectIn, objectsIn, present, textIn } from './reading.ts'
import { untranslatable } from './untranslatable.ts'

/*
 * A messages request as one of chat. `thinking` stays behind: chat has no budget for it and no way to switch it on or off that
 * engines agree on, so the model thinks as it is set up, and the request decides what of it is shown (decision 0019).
 */

/** @throws GatewayError field_untranslatable */
export function messagesChatRequest(request: JsonObject): JsonObject {
  mustNotContinue(request)
  const { max_tokens, temperature, top_p, top_k } = request
  return {
    ...chatPrompt(request),
    ...present({ max_tokens, temperature, top_p, top_k, stop: stopOf(request), response_format: formatOf(request) }),
    // Clients of messages count on usage without asking for it.
    ...(request['stream'] === true ? { stream: true, stream_options: { include_usage: true } } : {}),
    ...chatTools(request),
  }
}

/** What the model reads, and nothing about what it writes. */
export function chatPrompt(request: JsonObject): JsonObject {
  const { tools } = chatTools(request)
  const { model = '' } = request
  const said = { model, messages: chatMessages(request), ...present({ tools, reasoning_effort: effortOf(request) }) }
  return { ...openedFields(request), ...said }
}

const saidInOwnWords: ReadonlySet<string> = new Set([
  ...Object.keys(messagesRequest.fields),
  ...Object.keys(chatRequest.fields),
])

/** What an operator opened for this engine and neither endpoint knows, as the settings of a chat template. */
function openedFields(request: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(request).filter(([name]) => !saidInOwnWords.has(name)))
}

/** In chat a last message of the assistant is over, and engines begin another; here it is the beginning of the answer. */
function mustNotContinue(request: JsonObject): void {
  const messages = objectsIn(request, 'messages')
  if (messages.at(-1)?.['role'] !== 'assistant') return
  throw untranslatable(`messages[${messages.length - 1}].role`, {
    de: 'Chat kann eine begonnene Antwort nicht fortsetzen lassen; mit einer Nachricht des Nutzers enden',
    en: 'chat cannot have a begun answer continued; end with a message of the user',
  })
}

function stopOf(request: JsonObject): JsonObject[string] | undefined {
  const sequences = request['stop_sequences']
  return isJsonList(sequences) && sequences.length > 0 ? sequences : undefined
}

function formatOf(request: JsonObject): JsonObject | undefined {
  const format = objectIn(objectIn(request, 'output_config') ?? {}, 'format') ?? objectIn(request, 'output_format')
  if (format === undefined) return undefined
  return { type: 'json_schema', json_schema: { name: 'answer', schema: format['schema'] ?? {}, strict: true } }
}

/** Engines that know an effort know three; more than the highest of them cannot be asked of a model. */
function effortOf(request: JsonObject): string | undefined {
  const effort = textIn(objectIn(request, 'output_config') ?? {}, 'effort')
  return effort === 'xhigh' || effort === 'max' ? 'high' : effort
}
