import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { RestoreAnswer } from '../fields/answer-texts.ts'
import { Gathering, restoredLogprobs } from '../fields/logprobs.ts'
import { movedAnnotations, Moves } from './moves.ts'
import type { Restorer } from './restorer.ts'
import type { StreamRestorer } from './stream-restorer.ts'
import type { RestoreForm } from './value.ts'

/** An object of an event, which was rebuilt and may be written into. */
type Draft = Record<string, Json>

/** A text that comes in pieces, and how an event with more of it looks. */
interface Part {
  readonly stream: StreamRestorer
  readonly logprobs: Gathering
  /** The event with that text as its piece. */
  readonly event: (text: string) => Draft
}

/** An event under its name. */
export interface NamedOne {
  readonly type: string
  readonly event: JsonObject
}

/** Restores the events of one answer: gives the events to send in the place of one. */
export interface NamedStreamRestorer {
  readonly take: (type: string, event: Record<string, Json>) => readonly NamedOne[]
}

/** Parts by their name, and the events that give what was held of them. */
class Parts {
  readonly #restorer: Restorer
  readonly #parts = new Map<string, Part>()

  constructor(restorer: Restorer) {
    this.#restorer = restorer
  }

  feed(
    name: string,
    piece: {
      readonly text: string
      readonly form: RestoreForm
      readonly event: Part['event']
      readonly moves?: Moves | undefined
    },
  ): string {
    const known = this.#parts.get(name)
    const stream = known?.stream ?? this.#restorer.stream(piece.form, piece.moves)
    const logprobs = known?.logprobs ?? new Gathering(this.#restorer)
    // The envelope of the newest piece is the one that a further one would have.
    this.#parts.set(name, { stream, logprobs, event: piece.event })
    return piece.text === '' ? '' : stream.feed(piece.text)
  }

  logprobsOf(name: string): Gathering | undefined {
    return this.#parts.get(name)?.logprobs
  }

  /** What is held of a part that is over, as an event more. */
  give(name: string): Draft | undefined {
    const part = this.#parts.get(name)
    if (part === undefined) return undefined
    this.#parts.delete(name)
    if (part.stream.held === 0) return undefined
    const event = part.event(part.stream.end())
    const entries = part.logprobs.end()
    return entries.length === 0 ? event : { ...event, logprobs: entries }
  }

  giveAll(): Draft[] {
    return [...this.#parts.keys()].map((name) => this.give(name)).filter((event) => event !== undefined)
  }
}

/** The events of a streamed message (POST /v1/messages). */
export class MessageStreamRestorer implements NamedStreamRestorer {
  readonly #parts: Parts
  readonly #restorer: Restorer
  readonly #whole: RestoreAnswer
  readonly #proseForm: RestoreForm

  /**
   * @param whole restores an event whose texts are whole
   * @param how.isJson whether the answer was asked for as JSON
   */
  constructor(restorer: Restorer, whole: RestoreAnswer, how: { readonly isJson: boolean } = { isJson: false }) {
    this.#parts = new Parts(restorer)
    this.#restorer = restorer
    this.#whole = whole
    this.#proseForm = how.isJson ? 'json' : 'text'
  }

  take(type: string, event: Draft): readonly NamedOne[] {
    switch (type) {
      case 'content_block_delta':
        return [{ type, event: this.#delta(event) }]
      case 'content_block_start':
        return [{ type, event: this.#start(event) }]
      case 'content_block_stop':
        return [...named(this.#parts.give(blockOf(event))), { type, event }]
      case 'message_delta':
      case 'message_stop': {
        const held = this.#parts.giveAll().flatMap((one) => named(one))
        return [...held, { type, event: this.#whole(event, this.#restorer) }]
      }
      default:
        return [{ type, event: this.#whole(event, this.#restorer) }]
    }
  }

  /** A block may begin with text. Input of a tool is whole here, or empty. */
  #start(event: Draft): JsonObject {
    const block: unknown = event['content_block']
    if (!isDraft(block)) return event
    for (const [field, kind] of [
      ['text', 'text_delta'],
      ['thinking', 'thinking_delta'],
    ] as const) {
      const text = block[field]
      if (typeof text !== 'string') continue
      const form = field === 'text' ? this.#proseForm : 'text'
      block[field] = this.#parts.feed(blockOf(event), { text, form, event: deltaEvent(event, kind, field) })
      return event
    }
    return this.#whole(event, this.#restorer)
  }

  #delta(event: Draft): JsonObject {
    const delta: unknown = event['delta']
    if (!isDraft(delta)) return event
    for (const [field, form] of [
      ['text', this.#proseForm],
      ['thinking', 'text'],
      ['partial_json', 'json'],
    ] as const) {
      const text = delta[field]
      if (typeof text !== 'string') continue
      const more = deltaEvent(event, delta['type'] ?? null, field)
      delta[field] = this.#parts.feed(blockOf(event), { text, form, event: more })
    }
    return event
  }
}

function blockOf(event: Draft): string {
  return JSON.stringify(event['index'] ?? 0)
}

function deltaEvent(event: Draft, kind: Json, field: string): Part['event'] {
  const index = event['index'] ?? 0
  return (text) => ({ type: 'content_block_delta', index, delta: { type: kind, [field]: text } })
}

/** The beginning of the names of its events. */
const answerText = 'response.output_text'

/** The events of a streamed response (POST /v1/responses), numbered anew where one was added. */
export class ResponseStreamRestorer implements NamedStreamRestorer {
  readonly #parts: Parts
  readonly #restorer: Restorer
  readonly #whole: RestoreAnswer
  readonly #proseForm: RestoreForm
  /** Of the parts of an answer that annotations may still point into. */
  readonly #moves = new Map<string, Moves>()
  /** Less those that were left out. */
  #addedCount = 0

  /**
   * @param whole restores an event whose texts are whole
   * @param how.isJson whether the answer was asked for as JSON
   */
  constructor(restorer: Restorer, whole: RestoreAnswer, how: { readonly isJson: boolean } = { isJson: false }) {
    this.#parts = new Parts(restorer)
    this.#restorer = restorer
    this.#whole = whole
    this.#proseForm = how.isJson ? 'json' : 'text'
  }

  take(type: string, event: Draft): readonly NamedOne[] {
    const { delta } = event
    if (type.endsWith('.delta') && typeof delta === 'string')
      return [{ type, event: this.#numbered(this.#delta(type, event, delta)) }]
    const added = this.#decided(type, event).flatMap((one) => {
      const numbered = this.#numbered(one)
      this.#addedCount++
      return named(numbered)
    })
    const restored = this.#whole(event, this.#restorer)
    if (this.#isLost(type, restored)) {
      this.#addedCount--
      return added
    }
    return [...added, { type, event: this.#numbered(restored) }]
  }

  /** Moves the places of an annotation. It is lost when they are not known. */
  #isLost(type: string, event: JsonObject): boolean {
    if (type === 'response.content_part.done') this.#moves.delete(partOf(answerText, event))
    if (type !== `${answerText}.annotation.added`) return false
    const moves = this.#moves.get(partOf(answerText, event))
    return moves !== undefined && movedAnnotations([event['annotation']], moves).length === 0
  }

  #movesOf(name: string): Moves {
    const moves = this.#moves.get(name) ?? new Moves()
    this.#moves.set(name, moves)
    return moves
  }

  #delta(type: string, event: Draft, text: string): Draft {
    const base = type.slice(0, -'.delta'.length)
    const name = partOf(base, event)
    const moves = base === answerText ? this.#movesOf(name) : undefined
    const { logprobs, ...envelope } = event
    const more = (piece: string): Draft => ({ ...envelope, delta: piece })
    event['delta'] = this.#parts.feed(name, { text, form: this.#formOf(type), event: more, moves })
    const gathering = this.#parts.logprobsOf(name)
    if (Array.isArray(logprobs) && gathering !== undefined)
      event['logprobs'] = restoredLogprobs(logprobs, gathering, false)
    return event
  }

  /** Parts that end with this event. */
  #decided(type: string, event: Draft): readonly Draft[] {
    if (type.endsWith('.done')) {
      const given = this.#parts.give(partOf(type.slice(0, -'.done'.length), event))
      return given === undefined ? [] : [withNumberOf(event, given)]
    }
    const isEnd = type === 'response.completed' || type === 'response.incomplete'
    return isEnd ? this.#parts.giveAll().map((one) => withNumberOf(event, one)) : []
  }

  #formOf(type: string): RestoreForm {
    if (type.includes('arguments')) return 'json'
    return type === `${answerText}.delta` ? this.#proseForm : 'text'
  }

  #numbered(event: JsonObject): Draft {
    const number = event['sequence_number']
    const isMoved = typeof number === 'number' && this.#addedCount !== 0
    return isMoved ? { ...event, sequence_number: number + this.#addedCount } : { ...event }
  }
}

/** An event that is put before another takes its number, and the other one the next. */
function withNumberOf(event: Draft, given: Draft): Draft {
  const number = event['sequence_number']
  return typeof number === 'number' ? { ...given, sequence_number: number } : given
}

function partOf(base: string, event: JsonObject): string {
  const { item_id: item, output_index: output, content_index: content, summary_index: summary } = event
  return JSON.stringify([base, item ?? null, output ?? null, content ?? null, summary ?? null])
}

function named(event: Draft | undefined): NamedOne[] {
  const type = event?.['type']
  return event === undefined || typeof type !== 'string' ? [] : [{ type, event }]
}

// The event was rebuilt, so nobody else holds it.
function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
