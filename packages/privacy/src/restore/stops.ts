import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { Mapping } from '../pseudonym/mapping.ts'

/*
 * A stop sequence ends the answer where an engine writes it. An engine writes pseudonyms, so it does not see one that stands in a value,
 * and sees one that stands in a pseudonym where the client has none. Those that can meet a value are looked for again in the restored
 * text (reference: privacy § 8).
 */

/** Sequences that the restored text is searched for. */
export interface Stops {
  readonly sequences: readonly string[]
  /** The client wants the sequence as the end of its answer. */
  readonly isIncluded: boolean
}

/** Where requests have them: the chat and completions endpoints, and messages. */
const fields = ['stop', 'stop_sequences'] as const

/** A request that may be written into. */
type Draft = Record<string, Json>

/** What the client said, before anything is replaced in it. */
export function sequencesOf(request: JsonObject): readonly string[] {
  return fields.flatMap((field) => listOf(request[field])).filter((one) => one !== '')
}

function listOf(value: Json | undefined): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((one) => typeof one === 'string')
}

/**
 * Those that can meet a value in the restored text. What could stand within a pseudonym is taken out of the request, because an engine would
 * break off in the middle of it.
 *
 * @param request as it goes to the engine; written into
 * @param said of the client
 * @returns undefined where nothing has to be looked for
 */
export function stopsFor(request: Draft, said: readonly string[], { live }: Mapping): Stops | undefined {
  if (said.length === 0) return undefined
  const within = said.filter((one) => live.some(({ pseudonym }) => pseudonym.includes(one)))
  for (const one of within) takeOut(request, one)
  const sequences = said.filter(
    (one) =>
      within.includes(one) ||
      live.some(({ written, raw }) => canMeet(one, written) || (raw !== undefined && canMeet(one, raw.text))),
  )
  if (sequences.length === 0) return undefined
  return {
    sequences,
    // vLLM has the first word for it, SGLang the second.
    isIncluded: request['include_stop_str_in_output'] === true || request['no_stop_trim'] === true,
  }
}

function takeOut(request: Draft, sequence: string): void {
  for (const field of fields) {
    const value = request[field]
    if (value === undefined) continue
    const left = listOf(value).filter((one) => one !== sequence)
    if (left.length === 0) Reflect.deleteProperty(request, field)
    else if (Array.isArray(value)) request[field] = [...left]
  }
}

/** Whether a text in which a value stands can hold the sequence over a part of that value. */
function canMeet(sequence: string, value: string): boolean {
  if (sequence.includes(value) || value.includes(sequence)) return true
  const most = Math.min(sequence.length, value.length)
  for (let length = 1; length < most; length++) {
    if (sequence.endsWith(value.slice(0, length)) || value.endsWith(sequence.slice(0, length))) return true
  }
  return false
}

/** Looks for stop sequences in a text that comes in pieces. Holds back only what may become one. */
export class StopWatch {
  readonly #stops: Stops
  #held = ''
  #stoppedBy: string | undefined

  constructor(stops: Stops) {
    this.#stops = stops
  }

  /** The sequence at which the text ended. */
  get stoppedBy(): string | undefined {
    return this.#stoppedBy
  }

  /** Takes a piece and gives what can be given out; nothing more once the text has ended. */
  take(piece: string): string {
    if (this.#stoppedBy !== undefined) return ''
    const text = this.#held + piece
    const first = this.#firstIn(text)
    if (first !== undefined) {
      this.#stoppedBy = first.sequence
      this.#held = ''
      return text.slice(0, this.#stops.isIncluded ? first.at + first.sequence.length : first.at)
    }
    const from = this.#startOfHeld(text)
    this.#held = text.slice(from)
    return text.slice(0, from)
  }

  /** Nothing follows: what is held is no stop sequence. */
  end(): string {
    const held = this.#held
    this.#held = ''
    return held
  }

  /** The one that is complete first, as an engine sees it. */
  #firstIn(text: string): { readonly at: number; readonly sequence: string } | undefined {
    let first: { at: number; sequence: string } | undefined
    for (const sequence of this.#stops.sequences) {
      const at = text.indexOf(sequence)
      if (at >= 0 && (first === undefined || at + sequence.length < first.at + first.sequence.length))
        first = { at, sequence }
    }
    return first
  }

  #startOfHeld(text: string): number {
    const longest = Math.max(...this.#stops.sequences.map(({ length }) => length))
    for (let at = Math.max(0, text.length - longest + 1); at < text.length; at++) {
      if (
        this.#stops.sequences.some(
          (one) => one.length > text.length - at && text.endsWith(one.slice(0, text.length - at)),
        )
      )
        return at
    }
    return text.length
  }
}
