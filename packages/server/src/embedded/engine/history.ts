// Messages of a request as the chat template of the model takes them.
import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import type { FunctionCall, HistoryItem } from './binding.ts'
import { Refused, unsupported } from './refusal.ts'

/**
 * The conversation so far. What a message says stays text: the words of the template in it become no control tokens.
 *
 * @throws Refused
 * @example historyOf([{ role: 'user', content: 'Hi' }]) // [{ type: 'user', text: 'Hi' }]
 */
export function historyOf(messages: readonly JsonObject[]): readonly HistoryItem[] {
  const results = resultsIn(messages)
  const items: HistoryItem[] = []
  for (const message of messages) {
    switch (message['role']) {
      case 'system':
      case 'developer':
        items.push({ type: 'system', text: textOf(message['content']) })
        break
      case 'user':
        items.push({ type: 'user', text: textOf(message['content']) })
        break
      case 'assistant':
        append(items, responseOf(message, results))
        break
      case 'tool':
        break // Stands with the call that it answers.
      default:
        throw unsupported('messages: a role that this engine does not know')
    }
  }
  return items
}

/** Calls and their results are one turn of the model; so is what it says before and after them. */
function append(items: HistoryItem[], response: readonly (string | FunctionCall)[]): void {
  const last = items.at(-1)
  if (last?.type !== 'model') items.push({ type: 'model', response })
  else items[items.length - 1] = { type: 'model', response: [...last.response, ...response] }
}

function responseOf(message: JsonObject, results: ReadonlyMap<string, string>): readonly (string | FunctionCall)[] {
  const text = textOf(message['content'])
  const calls = isJsonList(message['tool_calls']) ? message['tool_calls'] : []
  const made = calls.map((call, index) => callOf(call, index === 0, results))
  return text === '' ? made : [text, ...made]
}

function callOf(call: Json, startsNewChunk: boolean, results: ReadonlyMap<string, string>): FunctionCall {
  const about = isJsonObject(call) ? call['function'] : undefined
  const id = isJsonObject(call) ? call['id'] : undefined
  if (!isJsonObject(about) || typeof about['name'] !== 'string') throw unsupported('tool_calls: functions only')
  const result = typeof id === 'string' ? results.get(id) : undefined
  if (result === undefined) throw new Refused(400, 'invalid', 'tool_calls: a call without the message of its result')
  return {
    type: 'functionCall',
    name: about['name'],
    params: parsed(about['arguments']),
    result: parsed(result),
    startsNewChunk,
  }
}

function resultsIn(messages: readonly JsonObject[]): ReadonlyMap<string, string> {
  const results = new Map<string, string>()
  for (const { role, tool_call_id: id, content } of messages) {
    if (role === 'tool' && typeof id === 'string') results.set(id, textOf(content))
  }
  return results
}

/** Arguments and results are JSON most of the time; otherwise they are the text that they are. */
function parsed(text: Json | undefined): unknown {
  if (typeof text !== 'string') return text ?? {}
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function textOf(content: Json | undefined): string {
  if (typeof content === 'string') return content
  if (!isJsonList(content)) return ''
  const texts = content.map((part) => {
    const text = isJsonObject(part) && part['type'] === 'text' ? part['text'] : undefined
    if (typeof text !== 'string') throw unsupported('content: this engine reads text only')
    return text
  })
  return texts.join('')
}
