import type { JsonObject } from '@stellwerk/contract/json'

import type { EventTranslator, TranslatedCall } from '../../translation.ts'
import { Calls, type Call } from './messages-calls.ts'
import { stopOf, usageOf } from './messages-end.ts'
import { numberIn, objectIn, objectsIn, textIn } from './reading.ts'

type TextKind = 'text' | 'thinking'

/**
 * Thoughts of an engine are not sealed. The word stands where clients expect a signature, because some leave thoughts without
 * one out of the next request.
 */
const signature = 'unsigned'

/** Tells the pieces of a chat answer as blocks, one after the other: thoughts, words, calls. */
export class MessagesEvents implements EventTranslator {
  readonly #about: TranslatedCall
  readonly #showsThoughts: boolean
  readonly #calls: Calls
  #hasBegun = false
  #index = 0
  #open: TextKind | undefined
  #hasRefused = false
  #finishReason: string | undefined
  #matched: string | undefined
  #usage: JsonObject | undefined

  constructor(about: TranslatedCall) {
    this.#about = about
    this.#showsThoughts = showsThoughts(about.request)
    this.#calls = new Calls(about.id)
  }

  take(chunk: JsonObject): readonly JsonObject[] {
    this.#usage = objectIn(chunk, 'usage') ?? this.#usage
    const events = [...this.#begin()]
    for (const choice of objectsIn(chunk, 'choices')) {
      if ((numberIn(choice, 'index') ?? 0) !== 0) continue // One answer was asked for.
      events.push(...this.#delta(objectIn(choice, 'delta') ?? {}))
      this.#finishReason = textIn(choice, 'finish_reason') ?? this.#finishReason
      this.#matched = textIn(choice, 'stop_reason') ?? this.#matched
    }
    return events
  }

  end(): readonly JsonObject[] {
    const events = [...this.#begin(), ...this.#close()]
    const calls = this.#calls.whole()
    for (const call of calls) events.push(...this.#call(call))
    const end = {
      finishReason: this.#finishReason,
      matched: this.#matched,
      hasCalls: calls.length > 0,
      hasRefused: this.#hasRefused,
    }
    const delta = stopOf(end, this.#about.request)
    return [...events, { type: 'message_delta', delta, usage: usageOf(this.#usage) }, { type: 'message_stop' }]
  }

  /** An engine counts at the end, so the usage here is zero, as the shape wants a number. */
  #begin(): readonly JsonObject[] {
    if (this.#hasBegun) return []
    this.#hasBegun = true
    const { id, request } = this.#about
    const said = { id: `msg_${id}`, type: 'message', role: 'assistant', model: request['model'] ?? '', content: [] }
    const message = { ...said, stop_reason: null, stop_sequence: null, usage: usageOf(undefined) }
    return [{ type: 'message_start', message }]
  }

  #delta(delta: JsonObject): readonly JsonObject[] {
    this.#calls.take(delta)
    const thought = this.#showsThoughts ? (textIn(delta, 'reasoning_content') ?? textIn(delta, 'reasoning') ?? '') : ''
    const refused = textIn(delta, 'refusal') ?? ''
    if (refused !== '') this.#hasRefused = true
    return [
      ...this.#write('thinking', thought),
      ...this.#write('text', textIn(delta, 'content') ?? ''),
      ...this.#write('text', refused),
    ]
  }

  #write(kind: TextKind, text: string): readonly JsonObject[] {
    if (text === '') return []
    const before = this.#open === kind ? [] : [...this.#close(), this.#start(kind)]
    return [...before, this.#piece({ type: `${kind}_delta`, [kind]: text })]
  }

  #start(kind: TextKind): JsonObject {
    this.#open = kind
    const content_block =
      kind === 'text' ? { type: 'text', text: '' } : { type: 'thinking', thinking: '', signature: '' }
    return { type: 'content_block_start', index: this.#index, content_block }
  }

  #piece(delta: JsonObject): JsonObject {
    return { type: 'content_block_delta', index: this.#index, delta }
  }

  #close(): readonly JsonObject[] {
    if (this.#open === undefined) return []
    const sealed = this.#open === 'thinking' ? [this.#piece({ type: 'signature_delta', signature })] : []
    this.#open = undefined
    return [...sealed, this.#stop()]
  }

  #stop(): JsonObject {
    const index = this.#index
    this.#index += 1
    return { type: 'content_block_stop', index }
  }

  #call({ id, name, input }: Call): readonly JsonObject[] {
    const content_block = { type: 'tool_use', id, name, input: {} }
    const piece = this.#piece({ type: 'input_json_delta', partial_json: input })
    return [{ type: 'content_block_start', index: this.#index, content_block }, piece, this.#stop()]
  }
}

/** Clients that did not ask for thoughts take the first block for the answer. */
function showsThoughts(request: JsonObject): boolean {
  const thinking = objectIn(request, 'thinking')
  return thinking !== undefined && thinking['type'] !== 'disabled' && thinking['display'] !== 'omitted'
}
