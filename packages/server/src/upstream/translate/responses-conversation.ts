import { isJsonList, type Json, type JsonObject } from '@stellwerk/contract/json'

import { present } from './reading.ts'

interface AssistantDraft {
  content: string | null
  refusal: string | undefined
  reasoning: string
  readonly calls: JsonObject[]
}

/** Puts together what chat says in one message: what was thought, said and called before the next turn. */
export class Conversation {
  readonly #messages: JsonObject[] = []
  /** System messages before anything else. Many chat templates take one only, and only at the beginning. */
  #opening: string[] | undefined = []
  #assistant: AssistantDraft | undefined
  /** What was thought before anything was said. */
  #thought = ''
  /** Images and files in results of tools. The user shows them after all results, because a tool is text only at chat. */
  #shown: JsonObject[] = []

  system(text: string): void {
    if (this.#opening === undefined) this.#add({ role: 'system', content: text })
    else this.#opening.push(text)
  }

  user(content: Json): void {
    const shown = this.#shown
    this.#shown = []
    this.#add({ role: 'user', content: shown.length === 0 ? content : [...shown, ...partsIn(content)] })
  }

  tool(callId: string, content: Json, shown: readonly JsonObject[] = []): void {
    const before = this.#shown
    this.#shown = []
    this.#add({ role: 'tool', tool_call_id: callId, content })
    this.#shown = shown.length === 0 ? before : [...before, textPart(`Result of ${callId}:`), ...shown]
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
    this.#show()
    return this.#messages
  }

  #draft(): AssistantDraft {
    this.#closeOpening()
    this.#show()
    this.#assistant ??= { content: null, refusal: undefined, reasoning: '', calls: [] }
    const draft = this.#assistant
    if (this.#thought !== '') draft.reasoning += draft.reasoning === '' ? this.#thought : `\n\n${this.#thought}`
    this.#thought = ''
    return draft
  }

  #add(message: JsonObject): void {
    this.#closeAssistant()
    this.#closeOpening()
    this.#show()
    this.#thought = '' // Nothing followed it that an assistant said.
    this.#messages.push(message)
  }

  #show(): void {
    if (this.#shown.length > 0) this.#messages.push({ role: 'user', content: this.#shown })
    this.#shown = []
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

export function textPart(text: string): JsonObject {
  return { type: 'text', text }
}

function partsIn(content: Json): readonly Json[] {
  if (typeof content === 'string') return [textPart(content)]
  return isJsonList(content) ? content : []
}
