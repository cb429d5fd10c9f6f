import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { RestoreAnswer } from '../fields/answer-texts.ts'
import { Gathering, restoredLogprobs, restoredTokenLists } from '../fields/logprobs.ts'
import { movedAnnotations, Moves } from './moves.ts'
import type { Restorer } from './restorer.ts'
import type { StreamRestorer } from './stream-restorer.ts'

/** An object of a piece, which was rebuilt and may be written into. */
type Draft = Record<string, Json>

/** Fields of a delta that carry prose in pieces. Thinking comes under two names, with the same text under both. */
const proseFields = ['content', 'refusal', 'reasoning', 'reasoning_content'] as const

/** What comes in pieces at these endpoints, and is gathered here: everything else of a piece is whole. */
export const gatheredPaths: readonly string[] = [
  'choices[].text',
  'choices[].logprobs',
  ...proseFields.map((field) => `choices[].delta.${field}`),
  'choices[].delta.audio.transcript',
  'choices[].delta.tool_calls[].function.arguments',
  'choices[].delta.tool_calls[].custom.input',
  'choices[].delta.function_call.arguments',
]

/** Something that comes in pieces: what is held of it, and how that is put into a piece. */
interface Part {
  readonly stream: StreamRestorer
  readonly add: (choice: Draft, text: string) => void
}

/** What is remembered of one choice. */
interface ChoiceState {
  /** Where places in the words went, for annotations. */
  readonly moves: Moves
  readonly parts: Map<string, Part>
  readonly logprobs: Map<string, Gathering>
}

/** A text of a piece: where it stands, under which name it goes on, and how it is put there later. */
interface Place {
  readonly holder: Draft
  readonly field: string
  readonly name: string
  readonly form: 'text' | 'json'
  readonly add: Part['add']
}

/**
 * Restores the pieces of a streamed answer of the chat and completions endpoints: per choice, per field and per tool call. Text is held
 * back only while it may still become a pseudonym, and comes with the next piece in which it is decided.
 *
 * Numbers of tool calls have to be there already.
 */
export class ChatStreamRestorer {
  readonly #restorer: Restorer
  readonly #whole: RestoreAnswer
  readonly #proseForm: 'text' | 'json'
  readonly #choices = new Map<number, ChoiceState>()
  /** Of the last piece, without its choices. */
  #envelope: JsonObject = {}

  /**
   * @param whole restores a piece but for `gatheredPaths`
   * @param how.isJson whether the answer was asked for as JSON, so that a value has to be written as in a string of it
   */
  constructor(restorer: Restorer, whole: RestoreAnswer, how: { readonly isJson: boolean } = { isJson: false }) {
    this.#restorer = restorer
    this.#whole = whole
    this.#proseForm = how.isJson ? 'json' : 'text'
  }

  /** Writes into the piece. */
  take(piece: Record<string, Json>): void {
    const choices = piece['choices']
    if (!Array.isArray(choices)) return
    const { choices: _, usage: __, ...envelope } = piece
    this.#envelope = envelope
    this.#whole(piece, this.#restorer)
    for (const choice of choices) if (isDraft(choice)) this.#one(choice)
  }

  /** A piece with what is still held, when a stream closes without having said that its choices finished. */
  end(): JsonObject | undefined {
    const choices: Draft[] = []
    for (const [index, state] of this.#choices) {
      const choice: Draft = { index, ...(state.parts.has('text') ? {} : { delta: {} }), finish_reason: null }
      if (giveHeld(choice, state, () => true)) choices.push(choice)
    }
    return choices.length === 0 ? undefined : { ...this.#envelope, choices }
  }

  #one(choice: Draft): void {
    const state = this.#stateOf(typeof choice['index'] === 'number' ? choice['index'] : 0)
    const fed = new Set<string>()
    for (const place of this.#places(choice)) this.#feed(place, state, fed)
    const reason = choice['finish_reason']
    const isLast = reason !== undefined && reason !== null
    // Words end where something else begins, so what is held of them is decided. Calls are written beside each other, a piece of each in turn.
    if (fed.size > 0 || isLast) giveHeld(choice, state, (name) => isLast || (isWords(name) && !fed.has(name)))
    this.#logprobs(choice, state, isLast)
    moveAnnotations(choice, state.moves)
  }

  #places(choice: Draft): readonly Place[] {
    const { delta } = choice
    const places: Place[] = [{ holder: choice, field: 'text', name: 'text', form: this.#proseForm, add: addText }]
    if (!isDraft(delta)) return places
    for (const field of proseFields) {
      const form = field === 'content' ? this.#proseForm : 'text'
      places.push({ holder: delta, field, name: field, form, add: addToDelta(field) })
    }
    const calls = delta['tool_calls']
    if (Array.isArray(calls)) for (const call of calls) if (isDraft(call)) places.push(...callPlaces(call))
    const { audio, function_call: called } = delta
    if (isDraft(audio))
      places.push({ holder: audio, field: 'transcript', name: 'transcript', form: 'text', add: addToTranscript })
    if (isDraft(called)) {
      const name = 'function_call'
      places.push({ holder: called, field: 'arguments', name, form: 'json', add: addToFunctionCall })
    }
    return places
  }

  #feed({ holder, field, name, form, add }: Place, state: ChoiceState, fed: Set<string>): void {
    const text = holder[field]
    if (typeof text !== 'string' || text === '') return
    let part = state.parts.get(name)
    if (part === undefined) {
      part = { stream: this.#restorer.stream(form, name === 'content' ? state.moves : undefined), add }
      state.parts.set(name, part)
    }
    fed.add(name)
    holder[field] = part.stream.feed(text)
  }

  #logprobs(choice: Draft, state: ChoiceState, isLast: boolean): void {
    const logprobs: unknown = choice['logprobs']
    if (!isDraft(logprobs)) {
      if (isLast) giveLogprobs(choice, state)
      return
    }
    for (const field of ['content', 'refusal']) {
      const entries = logprobs[field]
      if (Array.isArray(entries)) logprobs[field] = restoredLogprobs(entries, this.#gathering(state, field), isLast)
    }
    if (Array.isArray(logprobs['tokens']) || Array.isArray(logprobs['top_logprobs']))
      choice['logprobs'] = restoredTokenLists(logprobs, {
        gathering: this.#gathering(state, 'tokens'),
        restorer: this.#restorer,
        isLast,
      })
  }

  #gathering(state: ChoiceState, field: string): Gathering {
    const known = state.logprobs.get(field)
    if (known !== undefined) return known
    const gathering = new Gathering(this.#restorer)
    state.logprobs.set(field, gathering)
    return gathering
  }

  #stateOf(index: number): ChoiceState {
    const known = this.#choices.get(index)
    if (known !== undefined) return known
    const state: ChoiceState = { moves: new Moves(), parts: new Map(), logprobs: new Map() }
    this.#choices.set(index, state)
    return state
  }
}

function callPlaces(call: Draft): readonly Place[] {
  const index = typeof call['index'] === 'number' ? call['index'] : 0
  const { function: called, custom } = call
  const places: Place[] = []
  if (isDraft(called)) {
    const add = addToCall(index, 'function', 'arguments')
    places.push({ holder: called, field: 'arguments', name: `function ${index}`, form: 'json', add })
  }
  if (isDraft(custom)) {
    const add = addToCall(index, 'custom', 'input')
    places.push({ holder: custom, field: 'input', name: `custom ${index}`, form: 'text', add })
  }
  return places
}

const words: ReadonlySet<string> = new Set(['text', 'transcript', ...proseFields])

function isWords(name: string): boolean {
  return words.has(name)
}

function moveAnnotations(choice: Draft, moves: Moves): void {
  const delta: unknown = choice['delta']
  if (!isDraft(delta) || !Array.isArray(delta['annotations'])) return
  delta['annotations'] = movedAnnotations(delta['annotations'] as readonly Json[], moves) // A list of JSON.
}

/** Whether there was anything. */
function giveHeld(choice: Draft, state: ChoiceState, isDecided: (name: string) => boolean): boolean {
  let hasGiven = false
  for (const [name, part] of state.parts) {
    if (part.stream.held === 0 || !isDecided(name)) continue
    part.add(choice, part.stream.end())
    // Whatever comes later under this name begins anew.
    state.parts.delete(name)
    hasGiven = true
  }
  return hasGiven
}

function giveLogprobs(choice: Draft, state: ChoiceState): void {
  for (const [field, gathering] of state.logprobs) {
    const held = gathering.end()
    if (held.length === 0) continue
    choice['logprobs'] =
      field === 'tokens'
        ? { tokens: held.map(tokenOf), token_logprobs: held.map(logprobOf) }
        : { ...(isDraft(choice['logprobs']) ? choice['logprobs'] : {}), [field]: held }
  }
}

function addText(choice: Draft, text: string): void {
  choice['text'] = said(choice['text']) + text
}

function addToDelta(field: string): Part['add'] {
  return (choice, text) => {
    const delta = deltaOf(choice)
    delta[field] = said(delta[field]) + text
  }
}

function addToTranscript(choice: Draft, text: string): void {
  const delta = deltaOf(choice)
  const audio = isDraft(delta['audio']) ? delta['audio'] : {}
  delta['audio'] = { ...audio, transcript: said(audio['transcript']) + text }
}

function addToFunctionCall(choice: Draft, text: string): void {
  const delta = deltaOf(choice)
  const called = isDraft(delta['function_call']) ? delta['function_call'] : {}
  delta['function_call'] = { ...called, arguments: said(called['arguments']) + text }
}

function addToCall(index: number, kind: 'function' | 'custom', field: string): Part['add'] {
  return (choice, text) => {
    const delta = deltaOf(choice)
    const calls: Json[] = Array.isArray(delta['tool_calls']) ? [...(delta['tool_calls'] as readonly Json[])] : [] // A list of JSON.
    const same = calls.find((call) => isDraft(call) && call['index'] === index)
    const called: unknown = isDraft(same) ? same[kind] : undefined
    if (isDraft(called)) called[field] = said(called[field]) + text
    else calls.unshift({ index, [kind]: { [field]: text } })
    delta['tool_calls'] = calls
  }
}

function deltaOf(choice: Draft): Draft {
  const { delta } = choice
  if (isDraft(delta)) return delta
  const made: Draft = {}
  choice['delta'] = made
  return made
}

function said(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function tokenOf(entry: Json): Json {
  return isDraft(entry) ? (entry['token'] ?? '') : ''
}

function logprobOf(entry: Json): Json {
  return isDraft(entry) ? (entry['logprob'] ?? null) : null
}

// The piece was rebuilt, so nobody else holds it.
function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
