import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { ChatStreamRestorer } from './chat-stream.ts'
import type { NamedOne, NamedStreamRestorer } from './named-stream.ts'
import { endOf } from './stopped-answer.ts'
import { type Stops, StopWatch } from './stops.ts'

/** An object of a piece, which was rebuilt and may be written into. */
type Draft = Record<string, Json>

/** Ends the choices of a restored stream at the first of the stop sequences. Whatever comes of a choice later is left out. */
export class StoppedPieces {
  readonly #restorer: ChatStreamRestorer
  readonly #stops: Stops
  readonly #watches = new Map<number, StopWatch>()

  constructor(restorer: ChatStreamRestorer, stops: Stops) {
    this.#restorer = restorer
    this.#stops = stops
  }

  /** Whether a choice was ended here, so that its engine goes on for nobody. */
  get hasStopped(): boolean {
    return [...this.#watches.values()].some(({ stoppedBy }) => stoppedBy !== undefined)
  }

  /** Writes into the piece. */
  take(piece: Draft): void {
    this.#restorer.take(piece)
    this.#stop(piece)
  }

  /** A piece with what is still held, when a stream closes without having said that its choices finished. */
  end(): JsonObject | undefined {
    const last: Draft = { ...this.#restorer.end() }
    this.#stop(last)
    const choices = Array.isArray(last['choices']) ? (last['choices'] as Draft[]) : [] // A list of JSON objects, made just now.
    for (const [index, watch] of this.#watches) {
      const held = watch.end()
      if (held === '') continue
      const same = choices.find((choice) => choice['index'] === index)
      if (same === undefined) choices.push({ index, delta: { content: held }, finish_reason: null })
      else say(same, textOf(same) + held)
    }
    return choices.length === 0 ? undefined : { ...last, choices }
  }

  #stop(piece: Draft): void {
    const { choices } = piece
    if (Array.isArray(choices))
      piece['choices'] = choices.filter((choice: Json) => !isDraft(choice) || this.#goesOn(choice))
  }

  /** Writes into the choice; whether anything is left of it. */
  #goesOn(choice: Draft): boolean {
    const index = typeof choice['index'] === 'number' ? choice['index'] : 0
    const watch = this.#watches.get(index) ?? new StopWatch(this.#stops)
    this.#watches.set(index, watch)
    if (watch.stoppedBy !== undefined) return false
    const said = watch.take(textOf(choice))
    if (watch.stoppedBy !== undefined) {
      const delta: unknown = choice['delta']
      if (isDraft(delta)) {
        delete delta['tool_calls']
        delete delta['function_call']
      }
      delete choice['logprobs']
      say(choice, said)
      Object.assign(choice, endOf(watch.stoppedBy))
      return true
    }
    const text = isOver(choice) ? said + watch.end() : said
    if (text !== textOf(choice)) say(choice, text)
    return true
  }
}

/** Nothing more is said in words: the choice ends, or calls a tool. */
function isOver({ finish_reason: reason, delta }: Draft): boolean {
  const isCalling = isDraft(delta) && (delta['tool_calls'] !== undefined || delta['function_call'] !== undefined)
  return isCalling || (reason !== undefined && reason !== null)
}

function textOf({ text, delta }: Draft): string {
  const said = isDraft(delta) ? delta['content'] : text
  return typeof said === 'string' ? said : ''
}

function say(choice: Draft, text: string): void {
  const delta: unknown = choice['delta']
  if (isDraft(delta)) delta['content'] = text
  else choice['text'] = text
}

/** The same of the events of a message. */
export class StoppedEvents implements NamedStreamRestorer {
  readonly #restorer: NamedStreamRestorer
  readonly #stops: Stops
  /** Of the text that is being written. */
  #watch: StopWatch
  #stoppedBy: string | undefined

  constructor(restorer: NamedStreamRestorer, stops: Stops) {
    this.#restorer = restorer
    this.#stops = stops
    this.#watch = new StopWatch(stops)
  }

  take(type: string, event: Draft): readonly NamedOne[] {
    return this.#restorer.take(type, event).flatMap((one) => this.#one(one))
  }

  #one(one: NamedOne): readonly NamedOne[] {
    const { type, event } = one
    if (this.#stoppedBy !== undefined) return type.startsWith('content_block_') ? [] : [this.#ended(one)]
    if (type === 'content_block_start') {
      this.#watch = new StopWatch(this.#stops)
      return this.#said(one, event['content_block'])
    }
    if (type === 'content_block_delta') return this.#said(one, event['delta'])
    if (type !== 'content_block_stop') return [one]
    const held = this.#watch.end()
    return held === '' ? [one] : [textDelta(event['index'] ?? 0, held), one]
  }

  #said(one: NamedOne, holder: unknown): readonly NamedOne[] {
    if (!isDraft(holder) || typeof holder['text'] !== 'string') return [one]
    holder['text'] = this.#watch.take(holder['text'])
    this.#stoppedBy = this.#watch.stoppedBy
    const stop = { type: 'content_block_stop', index: one.event['index'] ?? 0 }
    return this.#stoppedBy === undefined ? [one] : [one, { type: stop.type, event: stop }]
  }

  #ended({ type, event }: NamedOne): NamedOne {
    const { delta } = event
    if (type !== 'message_delta' || !isDraft(delta)) return { type, event }
    const end = { stop_reason: 'stop_sequence', stop_sequence: this.#stoppedBy ?? null }
    return { type, event: { ...event, delta: { ...delta, ...end } } }
  }
}

function textDelta(index: Json, text: string): NamedOne {
  const type = 'content_block_delta'
  return { type, event: { type, index, delta: { type: 'text_delta', text } } }
}

// The piece was rebuilt, so nobody else holds it.
function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
