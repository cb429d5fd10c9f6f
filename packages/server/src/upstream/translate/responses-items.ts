import type { Json, JsonObject } from '@stellwerk/contract/json'

/*
 * Items of an answer while they are being told: what was thought, and what was said.
 */

/** An event without its number. */
export type Unnumbered = JsonObject & { readonly type: string }

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete'

/** Where an item stands in the output, and what it is called. */
export interface Place {
  readonly index: number
  readonly id: string
}

export interface ToldItem {
  readonly place: Place
  /** The events that end it. */
  readonly end: (status: ItemStatus) => readonly Unnumbered[]
  /** As it stands now; final once it has ended. */
  readonly whole: () => JsonObject
}

export function added(place: Place, item: JsonObject): Unnumbered {
  return { type: 'response.output_item.added', output_index: place.index, item }
}

export function done(place: Place, item: JsonObject): Unnumbered {
  return { type: 'response.output_item.done', output_index: place.index, item }
}

/** Names an item in events about it. */
export function about(place: Place): { readonly item_id: string; readonly output_index: number } {
  return { item_id: place.id, output_index: place.index }
}

/** What the model thought, in full. A summary is nothing that chat engines write. */
export class ReasoningItem implements ToldItem {
  readonly place: Place
  #text = ''
  #status: ItemStatus = 'in_progress'

  constructor(place: Place) {
    this.place = place
  }

  begin(): readonly Unnumbered[] {
    const first = { type: 'response.content_part.added', ...about(this.place), content_index: 0, part: thought('') }
    return [added(this.place, { ...this.whole(), content: [] }), first]
  }

  think(delta: string): readonly Unnumbered[] {
    this.#text += delta
    return [{ type: 'response.reasoning_text.delta', ...about(this.place), content_index: 0, delta }]
  }

  end(status: ItemStatus): readonly Unnumbered[] {
    this.#status = status
    const where = { ...about(this.place), content_index: 0 }
    return [
      { type: 'response.reasoning_text.done', ...where, text: this.#text },
      { type: 'response.content_part.done', ...where, part: thought(this.#text) },
      done(this.place, this.whole()),
    ]
  }

  whole(): JsonObject {
    const { id } = this.place
    return { id, type: 'reasoning', status: this.#status, summary: [], content: [thought(this.#text)] }
  }
}

function thought(text: string): JsonObject {
  return { type: 'reasoning_text', text }
}

interface TextDraft {
  readonly kind: 'output_text'
  text: string
  readonly logprobs: Json[]
}

interface RefusalDraft {
  readonly kind: 'refusal'
  text: string
}

/** What the model said to the user: text, or that it would rather not. */
export class MessageItem implements ToldItem {
  readonly place: Place
  readonly #parts: (TextDraft | RefusalDraft)[] = []
  #status: ItemStatus = 'in_progress'

  constructor(place: Place) {
    this.place = place
  }

  begin(): readonly Unnumbered[] {
    return [added(this.place, this.whole())]
  }

  say(delta: string, logprobs: readonly Json[]): readonly Unnumbered[] {
    const { part, events } = this.#partOf({ kind: 'output_text', text: '', logprobs: [] })
    part.text += delta
    if (part.kind === 'output_text') part.logprobs.push(...logprobs)
    return [...events, { type: 'response.output_text.delta', ...this.#where(), delta, logprobs }]
  }

  refuse(delta: string): readonly Unnumbered[] {
    const { part, events } = this.#partOf({ kind: 'refusal', text: '' })
    part.text += delta
    return [...events, { type: 'response.refusal.delta', ...this.#where(), delta }]
  }

  end(status: ItemStatus): readonly Unnumbered[] {
    // A message has a part, even if nothing was said in it.
    const { events } =
      this.#parts.length > 0 ? { events: [] } : this.#partOf({ kind: 'output_text', text: '', logprobs: [] })
    this.#status = status
    return [...events, ...this.#endPart(), done(this.place, this.whole())]
  }

  whole(): JsonObject {
    const { id } = this.place
    const content = this.#parts.map((part) => written(part))
    return { id, type: 'message', status: this.#status, role: 'assistant', content }
  }

  /** The part in hand, or the next one where another kind begins. */
  #partOf(fresh: TextDraft | RefusalDraft): {
    readonly part: TextDraft | RefusalDraft
    readonly events: readonly Unnumbered[]
  } {
    const last = this.#parts.at(-1)
    if (last?.kind === fresh.kind) return { part: last, events: [] }
    const before = this.#endPart()
    this.#parts.push(fresh)
    const begun = { type: 'response.content_part.added', ...this.#where(), part: written(fresh) }
    return { part: fresh, events: [...before, begun] }
  }

  #endPart(): readonly Unnumbered[] {
    const last = this.#parts.at(-1)
    if (last === undefined) return []
    const ended: Unnumbered =
      last.kind === 'refusal'
        ? { type: 'response.refusal.done', ...this.#where(), refusal: last.text }
        : { type: 'response.output_text.done', ...this.#where(), text: last.text, logprobs: [...last.logprobs] }
    return [ended, { type: 'response.content_part.done', ...this.#where(), part: written(last) }]
  }

  #where(): JsonObject {
    return { ...about(this.place), content_index: this.#parts.length - 1 }
  }
}

function written(part: TextDraft | RefusalDraft): JsonObject {
  if (part.kind === 'refusal') return { type: 'refusal', refusal: part.text }
  return { type: 'output_text', text: part.text, annotations: [], logprobs: [...part.logprobs] }
}
