import { isJsonList, type Json, type JsonObject } from '@stellwerk/contract/json'

import type { EventTranslator, TranslatedCall } from '../../translation.ts'
import { numberIn, objectIn, objectsIn, textIn } from './reading.ts'
import { builtinCallItem, type CallItem, callItem, callPrefix } from './responses-calls.ts'
import {
  type ItemStatus,
  MessageItem,
  type Place,
  ReasoningItem,
  type ToldItem,
  type Unnumbered,
} from './responses-items.ts'
import { endOf, responseObject } from './responses-object.ts'
import { itemCharacters, logprobCharacters, Room } from './room.ts'
import { type OfferedTool, offeredTools, type ToolMeant } from './responses-tools.ts'

/** A call of which not everything has come. Some engines send its name late. */
interface CallDraft {
  readonly fallbackId: string
  id: string | undefined
  name: string | undefined
  /** What came before the call could be told. */
  waiting: string
  item: CallItem | undefined
}

/**
 * Tells the pieces of a chat answer as items. One thought or one text is open at a time, as at the API; calls stay open
 * beside each other until the end, because engines may send pieces of several calls in turn.
 */
export class ResponsesEvents implements EventTranslator {
  readonly #about: TranslatedCall
  readonly #tools: ReadonlyMap<string, OfferedTool>
  /** In the order of their places. */
  readonly #items: ToldItem[] = []
  readonly #calls = new Map<number, CallDraft>()
  #open: ReasoningItem | MessageItem | undefined
  #usage: JsonObject | undefined
  #finishReason: string | undefined
  #nextNumber = 0
  /** The last event repeats the whole answer, so all of it is held. */
  readonly #room = new Room()

  constructor(about: TranslatedCall) {
    this.#about = about
    this.#tools = offeredTools(about.request)
  }

  take(chunk: JsonObject): readonly JsonObject[] {
    const events = [...this.#beginning()]
    this.#usage = objectIn(chunk, 'usage') ?? this.#usage
    for (const choice of objectsIn(chunk, 'choices')) {
      if ((numberIn(choice, 'index') ?? 0) !== 0) continue // One answer was asked for.
      events.push(...this.#delta(objectIn(choice, 'delta') ?? {}, choice))
      this.#finishReason = textIn(choice, 'finish_reason') ?? this.#finishReason
    }
    return this.#numbered(events)
  }

  end(): readonly JsonObject[] {
    const end = endOf(this.#finishReason)
    const events = [...this.#beginning()]
    // Clients look for a message even where the model said nothing.
    if (this.#items.length === 0 && this.#calls.size === 0) events.push(...this.#write(() => []))
    events.push(...this.#close(end.status))
    for (const call of this.#calls.values()) events.push(...this.#endCall(call, end.status))
    const output = this.#items.map((item) => item.whole())
    const response = responseObject(this.#about, { end, output, usage: this.#usage })
    return this.#numbered([...events, { type: `response.${end.status}`, response }])
  }

  #beginning(): readonly Unnumbered[] {
    if (this.#nextNumber > 0) return []
    const response = responseObject(this.#about, { end: undefined, output: [], usage: undefined })
    return [
      { type: 'response.created', response },
      { type: 'response.in_progress', response },
    ]
  }

  #numbered(events: readonly Unnumbered[]): readonly JsonObject[] {
    return events.map((event) => {
      const sequence_number = this.#nextNumber
      this.#nextNumber += 1
      return { ...event, sequence_number }
    })
  }

  #delta(delta: JsonObject, choice: JsonObject): readonly Unnumbered[] {
    const events: Unnumbered[] = []
    const thought = textIn(delta, 'reasoning_content') ?? textIn(delta, 'reasoning') ?? ''
    const said = textIn(delta, 'content') ?? ''
    const refused = textIn(delta, 'refusal') ?? ''
    this.#room.take(thought.length + said.length + refused.length)
    if (thought !== '') events.push(...this.#think(thought))
    if (said !== '') events.push(...this.#write((item) => item.say(said, this.#logprobsOf(choice))))
    if (refused !== '') events.push(...this.#write((item) => item.refuse(refused)))
    for (const [position, call] of callsIn(delta).entries()) events.push(...this.#call(call, position))
    return events
  }

  // ── Thoughts and words ──────────────────────────────────────────────────────────────────────────────────────────

  #think(thought: string): readonly Unnumbered[] {
    if (this.#open instanceof ReasoningItem) return this.#open.think(thought)
    const before = this.#close('completed')
    const item = this.#opened(new ReasoningItem(this.#place('rs')))
    return [...before, ...item.begin(), ...item.think(thought)]
  }

  #write(write: (item: MessageItem) => readonly Unnumbered[]): readonly Unnumbered[] {
    if (this.#open instanceof MessageItem) return write(this.#open)
    const before = this.#close('completed')
    const item = this.#opened(new MessageItem(this.#place('msg')))
    return [...before, ...item.begin(), ...write(item)]
  }

  #opened<T extends ReasoningItem | MessageItem>(item: T): T {
    this.#items.push(item)
    this.#open = item
    return item
  }

  #close(status: ItemStatus): readonly Unnumbered[] {
    const open = this.#open
    this.#open = undefined
    return open === undefined ? [] : open.end(status)
  }

  #place(prefix: string): Place {
    const index = this.#items.length
    this.#room.take(itemCharacters)
    return { index, id: `${prefix}_${this.#about.id}_${index}` }
  }

  /** Of the text in a piece. */
  #logprobsOf(choice: JsonObject): readonly Json[] {
    const entries = objectsIn(objectIn(choice, 'logprobs') ?? {}, 'content')
    return entries.map((entry) => {
      const others = objectsIn(entry, 'top_logprobs')
      this.#room.take((1 + others.length) * logprobCharacters)
      return { ...withBytes(entry), top_logprobs: others.map((other) => withBytes(other)) }
    })
  }

  // ── Calls ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #call(call: JsonObject, position: number): readonly Unnumbered[] {
    const index = numberIn(call, 'index') ?? position
    const draft = this.#draft(index)
    const called = objectIn(call, 'function') ?? {}
    draft.id ??= textIn(call, 'id') || undefined
    draft.name ??= textIn(called, 'name') || undefined
    const args = textIn(called, 'arguments') ?? ''
    this.#room.take(args.length)
    if (draft.item !== undefined) return args === '' ? [] : draft.item.write(args)
    draft.waiting += args
    return draft.name === undefined || this.#meant(draft.name).kind === 'builtin' ? [] : this.#beginCall(draft)
  }

  #draft(index: number): CallDraft {
    const known = this.#calls.get(index)
    if (known !== undefined) return known
    this.#room.take(itemCharacters)
    const fallbackId = `call_${this.#about.id}_${index}`
    const draft = { fallbackId, id: undefined, name: undefined, waiting: '', item: undefined }
    this.#calls.set(index, draft)
    return draft
  }

  /** A model may call what nobody offered; the client says that it has no such function. */
  #meant(name: string): ToolMeant {
    return this.#tools.get(name)?.meant ?? { kind: 'function', name, namespace: undefined }
  }

  #beginCall(draft: CallDraft): readonly Unnumbered[] {
    const before = this.#close('completed')
    const item = this.#callItem(draft)
    return [...before, ...item.begin(), ...(draft.waiting === '' ? [] : item.write(draft.waiting))]
  }

  #callItem(draft: CallDraft): CallItem {
    const meant = this.#meant(draft.name ?? '')
    const item = callItem(this.#place(callPrefix(meant)), draft.id ?? draft.fallbackId, meant)
    this.#items.push(item)
    draft.item = item
    return item
  }

  #endCall(draft: CallDraft, status: ItemStatus): readonly Unnumbered[] {
    if (draft.item !== undefined) return draft.item.end(status)
    const meant = this.#meant(draft.name ?? '')
    const call = { callId: draft.id ?? draft.fallbackId, args: draft.waiting }
    const whole = meant.kind === 'builtin' ? builtinCallItem(meant.builtin, call) : undefined
    if (whole !== undefined) {
      const item = whole.at(this.#place(whole.prefix))
      this.#items.push(item)
      return item.end(status)
    }
    const begun = this.#beginCall(draft)
    return [...begun, ...this.#endCall(draft, status)] // The draft has its item now.
  }
}

/** The calls of a piece; the one of the older API among them. */
function callsIn(delta: JsonObject): readonly JsonObject[] {
  const older = objectIn(delta, 'function_call')
  return older === undefined ? objectsIn(delta, 'tool_calls') : [{ index: 0, function: older }]
}

/** Bytes are a list here, and null where an engine has none. */
function withBytes(entry: JsonObject): JsonObject {
  const bytes = entry['bytes']
  return { ...entry, bytes: isJsonList(bytes) ? bytes : [] }
}
