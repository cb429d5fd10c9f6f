import type { Json, JsonObject } from '@stellwerk/contract/json'

import { objectsIn, present, textIn } from './reading.ts'
import { builtinOf } from './responses-builtins.ts'
import { Conversation, textPart } from './responses-conversation.ts'
import { chatName, customArguments } from './responses-tools.ts'
import { untranslatable } from './untranslatable.ts'

/*
 * The conversation: items of the responses endpoint as messages of chat.
 */

const imageOfOthers = {
  de: 'bei chat zeigt nur „user“ Bilder und Dateien',
  en: 'only "user" shows images and files at chat',
}

const unknownItem = { de: 'chat kennt keine Einträge dieser Art', en: 'chat has no items of this kind' }

const noCallId = { de: 'ohne call_id gehört es zu keinem Aufruf', en: 'without a call_id it belongs to no call' }

/** The messages of a chat request. */
export function chatMessages(request: JsonObject): readonly JsonObject[] {
  const conversation = new Conversation()
  const instructions = textIn(request, 'instructions')
  if (instructions !== undefined) conversation.system(instructions)
  const input = request['input']
  if (typeof input === 'string') conversation.user(input)
  else for (const [index, item] of objectsIn(request, 'input').entries()) addItem(conversation, item, `input[${index}]`)
  return conversation.messages()
}

function addItem(conversation: Conversation, item: JsonObject, field: string): void {
  const type = textIn(item, 'type') ?? 'message'
  switch (type) {
    case 'message':
      return addMessage(conversation, item, field)
    case 'reasoning':
      return conversation.thought(thoughtOf(item))
    case 'function_call':
      return conversation.called({ ...calledAs(item, field), args: textIn(item, 'arguments') ?? '' })
    case 'custom_tool_call':
      return conversation.called({ ...calledAs(item, field), args: customArguments(textIn(item, 'input') ?? '') })
    case 'function_call_output':
    case 'custom_tool_call_output':
      return addResult(conversation, item, field)
    default:
      return addBuiltin(conversation, item, type, field)
  }
}

function addResult(conversation: Conversation, item: JsonObject, field: string): void {
  const parts = objectsIn(item, 'output')
  const texts = parts.flatMap((part) => textIn(part, 'text') ?? [])
  const shown = parts.filter((part) => textIn(part, 'text') === undefined).map((part) => userPart(part))
  conversation.tool(callIdOf(item, field), textIn(item, 'output') ?? texts.join('\n'), shown)
}

function addBuiltin(conversation: Conversation, item: JsonObject, type: string, field: string): void {
  const builtin = builtinOf(type)
  if (builtin === undefined) throw untranslatable(`${field}.type`, unknownItem)
  const id = callIdOf(item, field)
  if (type.endsWith('_output')) conversation.tool(id, builtin.result(item))
  else conversation.called({ id, name: builtin.name, args: JSON.stringify(builtin.args(item)) })
}

function calledAs(item: JsonObject, field: string): { readonly id: string; readonly name: string } {
  return { id: callIdOf(item, field), name: chatName(textIn(item, 'name') ?? '', textIn(item, 'namespace')) }
}

/** Older clients name the call of a local shell by the id of the item. */
function callIdOf(item: JsonObject, field: string): string {
  const id = textIn(item, 'call_id') ?? textIn(item, 'id')
  if (id === undefined) throw untranslatable(`${field}.call_id`, noCallId)
  return id
}

/** What was thought in full, or the summary where that is all there is. */
function thoughtOf(item: JsonObject): string {
  const full = objectsIn(item, 'content')
  const parts = full.length > 0 ? full : objectsIn(item, 'summary')
  return parts.map((part) => textIn(part, 'text') ?? '').join('\n\n')
}

// ── Content ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function addMessage(conversation: Conversation, item: JsonObject, field: string): void {
  switch (item['role']) {
    case 'user':
      return conversation.user(userContent(item))
    case 'assistant': {
      const parts = objectsIn(item, 'content')
      const refusals = parts.flatMap((part) => textIn(part, 'refusal') ?? [])
      const said = textOnly(item, field, '')
      return conversation.said(said, refusals.length === 0 ? undefined : refusals.join(''))
    }
    default:
      // `developer` is `system` to every engine that has not been trained by its inventor.
      return conversation.system(textOnly(item, field))
  }
}

/** Text in one piece; parts of it stand on lines of their own unless they were one answer. */
function textOnly(item: JsonObject, field: string, between = '\n'): string {
  const whole = textIn(item, 'content')
  if (whole !== undefined) return whole
  const texts: string[] = []
  for (const [index, part] of objectsIn(item, 'content').entries()) {
    const text = textIn(part, 'text')
    if (text !== undefined) texts.push(text)
    else if (part['type'] !== 'refusal') throw untranslatable(`${field}.content[${index}]`, imageOfOthers)
  }
  return texts.join(between)
}

/** A text alone goes as text, which every template can read. */
function userContent(item: JsonObject): Json {
  const whole = textIn(item, 'content')
  if (whole !== undefined) return whole
  const parts = objectsIn(item, 'content').map((part) => userPart(part))
  const [only, ...others] = parts
  return only !== undefined && others.length === 0 && only['type'] === 'text' ? (textIn(only, 'text') ?? '') : parts
}

function userPart(part: JsonObject): JsonObject {
  switch (part['type']) {
    case 'input_image': {
      const { image_url: url, detail } = part
      // Chat has no word for the picture as it is; high is the nearest.
      const nearest = detail === 'original' ? 'high' : detail
      return { type: 'image_url', image_url: present({ url, detail: nearest }) }
    }
    case 'input_file':
      return { type: 'file', file: present({ file_data: part['file_data'] }) }
    default:
      return textPart(textIn(part, 'text') ?? textIn(part, 'refusal') ?? '')
  }
}
