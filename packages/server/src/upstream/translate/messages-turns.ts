import type { JsonObject } from '@stellwerk/contract/json'

import { blocksIn, chatContent, partsOf, textPart } from './messages-content.ts'
import { objectsIn, present, textIn } from './reading.ts'

/*
 * The conversation of a messages request as messages of chat. Results of tools are messages of their own there and come right
 * after the call they answer, so they stand before the rest of the user message that brought them.
 */

/** All messages, the system prompt first. */
export function chatMessages(request: JsonObject): readonly JsonObject[] {
  return [
    ...systemMessage({ content: request['system'] ?? [] }, 'system'),
    ...objectsIn(request, 'messages').flatMap((message, index) => turn(message, `messages[${index}]`)),
  ]
}

function turn(message: JsonObject, at: string): readonly JsonObject[] {
  switch (message['role']) {
    case 'assistant':
      return [assistantMessage(message, at)]
    case 'system':
      return systemMessage(message, at)
    default:
      return userMessages(message, at)
  }
}

/**
 * Claude Code puts a line for the books of a vendor first. It differs from request to request, so no cache of prefixes would
 * ever match behind it, and a model has no use for it.
 */
const vendorsLine = 'x-anthropic-billing-header'

function systemMessage(message: JsonObject, at: string): readonly JsonObject[] {
  const parts = blocksIn(message, at)
    .filter(({ block }) => textIn(block, 'text')?.startsWith(vendorsLine) !== true)
    .flatMap((each) => partsOf(each.block, each.at))
  return parts.length === 0 ? [] : [{ role: 'system', content: chatContent(parts) }]
}

// ── Assistant ───────────────────────────────────────────────────────────────────────────────────────────────────────

function assistantMessage(message: JsonObject, at: string): JsonObject {
  const blocks = blocksIn(message, at)
  const calls = blocks.filter(({ block }) => block['type'] === 'tool_use').map(({ block }) => toolCall(block))
  const thoughts = blocks
    .filter(({ block }) => block['type'] === 'thinking')
    .map(({ block }) => textIn(block, 'thinking'))
  const parts = blocks
    .filter(({ block }) => block['type'] !== 'tool_use' && block['type'] !== 'thinking')
    .flatMap((each) => partsOf(each.block, each.at))
  const reasoning = thoughts.length === 0 ? undefined : thoughts.join('\n\n')
  return {
    role: 'assistant',
    content: parts.length > 0 ? chatContent(parts) : calls.length > 0 ? null : '',
    // Engines read the one name or the other (decision 0007).
    ...present({ reasoning, reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
}

function toolCall(block: JsonObject): JsonObject {
  const called = { name: textIn(block, 'name') ?? '', arguments: JSON.stringify(block['input'] ?? {}) }
  return { id: textIn(block, 'id') ?? '', type: 'function', function: called }
}

// ── User ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function userMessages(message: JsonObject, at: string): readonly JsonObject[] {
  const blocks = blocksIn(message, at)
  const results = blocks
    .filter(({ block }) => block['type'] === 'tool_result')
    .map((each) => toolResult(each.block, each.at))
  const parts = [
    ...results.flatMap(({ shown }) => shown),
    ...blocks.filter(({ block }) => block['type'] !== 'tool_result').flatMap((each) => partsOf(each.block, each.at)),
  ]
  const said = parts.length === 0 && results.length > 0 ? [] : [{ role: 'user', content: chatContent(parts) }]
  return [...results.map(({ told }) => told), ...said]
}

/** The result as a message of chat, and what of it a tool message cannot hold. */
interface ToolResult {
  readonly told: JsonObject
  /** Images and files, with a word about whose they are. The user says them after all results. */
  readonly shown: readonly JsonObject[]
}

function toolResult(block: JsonObject, at: string): ToolResult {
  const id = textIn(block, 'tool_use_id') ?? ''
  const parts = blocksIn(block, at).flatMap((each) => partsOf(each.block, each.at))
  const texts = parts.filter((part) => part['type'] === 'text')
  const media = parts.filter((part) => part['type'] !== 'text')
  const content = chatContent(block['is_error'] === true ? asError(texts) : texts)
  return {
    told: { role: 'tool', tool_call_id: id, content: Array.isArray(content) && content.length === 0 ? '' : content },
    shown: media.length === 0 ? [] : [textPart(`Result of ${id}:`), ...media],
  }
}

/** Chat has no mark for a failed call, so the text says it. */
function asError(texts: readonly JsonObject[]): readonly JsonObject[] {
  const [first, ...rest] = texts
  return [textPart(`Error: ${first === undefined ? '' : (textIn(first, 'text') ?? '')}`), ...rest]
}
