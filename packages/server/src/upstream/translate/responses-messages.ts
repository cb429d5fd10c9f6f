import type { Json, JsonObject } from '@stellwerk/contract/json'

import { objectsIn, present, textIn } from './reading.ts'
import { builtinOf } from './responses-builtins.ts'
import { chatName, customArguments } from './responses-tools.ts'
import { untranslatable } from './untranslatable.ts'

/*
 * The conversation: items of the responses endpoint as messages of chat.
 */

const imageInResult = {
  de: 'das Ergebnis eines Werkzeugs ist bei chat nur Text',
  en: 'the result of a tool is text only at chat',
}

const imageOfOthers = {
  de: 'bei chat zeigt nur „user“ Bilder und Dateien',
  en: 'only "user" shows images and files at chat',
}

const unknownItem = { de: 'chat kennt keine Einträge dieser Art', en: 'chat has no items of this kind' }

const noCallId = { de: 'ohne call_id gehört es zu keinem Aufruf', en: 'without a call_id it belongs to no call' }

interface AssistantDraft {
  content: string | null
  refusal: string | undefined
  reasoning: string
  readonly calls: JsonObject[]
}

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

/** Puts together what chat says in one message: what was thought, said and called before the next turn. */
class Conversation {
  readonly #messages: JsonObject[] = []
  /** System messages before anything else. Many chat templates take one only, and only at the beginning. */
  #opening: string[] | undefined = []
  #assistant: AssistantDraft | undefined
  /** What was thought before anything was said. */
  #thought = ''

  system(text: string): void {
    if (this.#opening === undefined) this.#add({ role: 'system', content: text })
    else this.#opening.push(text)
  }

  user(content: Json): void {
    this.#add({ role: 'user', content })
  }

  tool(callId: string, content: Json): void {
    this.#add({ role: 'tool', tool_call_id: callId, content })
  }

  thought(text: string): void {
    if (text !== '') this.#thought = this.#thought === '' ? text : `${this.#thought}\n\n${text}`
  }

  said(content: string, refusal: string | undefined): void {
    this.#closeAssistant()
    const draft = this.#draft()
    draft.content = content
    draft.refusal = refusal
  }

  called(call: { readonly id: string; readonly name: string; readonly args: string }): void {
    const { id, name, args } = call
    // Templates parse the arguments, and an empty text is no JSON.
    this.#draft().calls.push({ id, type: 'function', function: { name, arguments: args === '' ? '{}' : args } })
  }

  messages(): readonly JsonObject[] {
    this.#closeAssistant()
    this.#closeOpening()
    return this.#messages
  }

  #draft(): AssistantDraft {
    this.#closeOpening()
    this.#assistant ??= { content: null, refusal: undefined, reasoning: '', calls: [] }
    const draft = this.#assistant
    if (this.#thought !== '') draft.reasoning += draft.reasoning === '' ? this.#thought : `\n\n${this.#thought}`
    this.#thought = ''
    return draft
  }

  #add(message: JsonObject): void {
    this.#closeAssistant()
    this.#closeOpening()
    this.#thought = '' // Nothing followed it that an assistant said.
    this.#messages.push(message)
  }

  #closeOpening(): void {
    if (this.#opening === undefined) return
    if (this.#opening.length > 0) this.#messages.push({ role: 'system', content: this.#opening.join('\n\n') })
    this.#opening = undefined
  }

  #closeAssistant(): void {
    const draft = this.#assistant
    if (draft === undefined) return
    this.#assistant = undefined
    const { content, refusal, reasoning, calls } = draft
    this.#messages.push({
      role: 'assistant',
      content,
      ...present({
        refusal,
        reasoning_content: reasoning === '' ? undefined : reasoning,
        tool_calls: calls.length === 0 ? undefined : calls,
      }),
    })
  }
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
      return conversation.tool(callIdOf(item, field), textOnly(item, 'output', field, imageInResult))
    default:
      return addBuiltin(conversation, item, type, field)
  }
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
      const said = textOnly(item, 'content', field, imageOfOthers, '')
      return conversation.said(said, refusals.length === 0 ? undefined : refusals.join(''))
    }
    default:
      // `developer` is `system` to every engine that has not been trained by its inventor.
      return conversation.system(textOnly(item, 'content', field, imageOfOthers))
  }
}

/** Text in one piece; parts of it stand on lines of their own unless they were one answer. */
function textOnly(
  item: JsonObject,
  name: 'content' | 'output',
  field: string,
  why: typeof imageInResult,
  between = '\n',
): string {
  const whole = textIn(item, name)
  if (whole !== undefined) return whole
  const texts: string[] = []
  for (const [index, part] of objectsIn(item, name).entries()) {
    const text = textIn(part, 'text')
    if (text !== undefined) texts.push(text)
    else if (part['type'] !== 'refusal') throw untranslatable(`${field}.${name}[${index}]`, why)
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
      return { type: 'text', text: textIn(part, 'text') ?? textIn(part, 'refusal') ?? '' }
  }
}
