import { GatewayError } from '@stellwerk/contract/error'
import { entriesMax } from '@stellwerk/contract/fields/limits'
import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import { type Draft, draftsIn, isDraft, malformed, ownError, rebuildAnswer } from './answer.ts'
import type { AnswerEvents, EventFacts, Taken } from './answer-events.ts'
import type { EngineEvent, SaidSoFar } from './house.ts'
import type { RestoringPieces } from './privacy-house.ts'
import { dataEvent, doneEvent, parsedData } from './wire-events.ts'

/** What is particular about a streamed answer of the chat and completions endpoints. */
export interface ChatEventFacts extends EventFacts {
  /** Whether the client asked for the usage event; otherwise it is kept for the record and not passed on. */
  readonly wantsUsage: boolean
  /** Choices that were asked for. A stream without `[DONE]` is complete when as many have finished. */
  readonly choiceCount: number
}

/** How the pieces of a chat answer are told to the client: as they are, or in the words of another endpoint. */
export interface Telling {
  readonly piece: (chunk: JsonObject) => string
  readonly close: () => { readonly text: string; readonly closing: string }
  readonly said: SaidSoFar | undefined
}

/** As they are. */
const plainly: Telling = { piece: dataEvent, close: () => ({ text: '', closing: doneEvent }), said: undefined }

/** Reads chat and completions. Holds only what a stream needs to remember: which choices have finished. */
export class ChatEvents implements AnswerEvents {
  readonly #facts: ChatEventFacts
  readonly #telling: Telling
  readonly #restoring: RestoringPieces | undefined
  readonly #tools = new Map<number, ToolIndexes>()
  readonly #isFinished = new Map<number, boolean>()
  #isDone = false
  #usage: Json | undefined

  constructor(facts: ChatEventFacts, telling: Telling = plainly) {
    this.#facts = facts
    this.#telling = telling
    this.#restoring = facts.restoring?.pieces({ isJson: facts.isJson === true })
  }

  /** What the engine reported, for the record. */
  get usage(): Json | undefined {
    return this.#usage
  }

  get said(): SaidSoFar | undefined {
    return this.#telling.said
  }

  take(events: readonly EngineEvent[]): Taken {
    if (this.#isDone) return { text: '' }
    let text = ''
    for (const event of events) {
      try {
        if (event.data === '[DONE]') return this.#close(text)
        text += this.#one(event)
        if (this.#hasStopped()) return this.#close(text)
      } catch (error) {
        // What came before the failure was said and stays said.
        return { text, failure: ownError(error) }
      }
    }
    return { text }
  }

  /** The engine closed the stream. Without `[DONE]` it counts as complete only when every choice has finished. */
  end(isTruncated: boolean): Taken {
    if (this.#isDone) return { text: '' }
    if (isTruncated || !this.#haveFinished()) {
      const details = { model: this.#facts.model }
      return { text: '', failure: new GatewayError('engine_stream_cut', { details }) }
    }
    try {
      return this.#close('')
    } catch (error) {
      return { text: '', failure: ownError(error) }
    }
  }

  /**
   * Whether nobody waits for more: every choice has ended, one of them at a stop sequence that only its restored text has. A client that
   * wants to know what it took waits for the engine.
   */
  #hasStopped(): boolean {
    if (this.#restoring?.hasStopped !== true || this.#facts.wantsUsage) return false
    return this.#haveFinished()
  }

  #haveFinished(): boolean {
    const finished = [...this.#isFinished.values()]
    return finished.length >= this.#facts.choiceCount && !finished.includes(false)
  }

  #close(before: string): Taken {
    this.#isDone = true
    // Held back until now, because a stream need not say that its choices finished.
    const held = this.#restoring?.end()
    const last = held === undefined ? '' : this.#telling.piece(held)
    const { text, closing } = this.#telling.close()
    return { text: before + last + text, closing }
  }

  #one(event: EngineEvent): string {
    const parsed = parsedData(event.data)
    if (event.name === 'error') throw this.#engineError(parsed ?? { message: event.data })
    if (!isJsonObject(parsed)) throw malformed(this.#facts.model)
    if (parsed['error'] !== undefined && parsed['error'] !== null) throw this.#engineError(parsed)
    const answer = rebuildAnswer(parsed, this.#facts)
    if (isJsonObject(answer['usage'])) this.#usage = answer['usage']
    const choices = answer['choices']
    if (!Array.isArray(choices)) throw malformed(this.#facts.model)
    if (choices.length === 0 && isJsonObject(answer['usage']) && !this.#facts.wantsUsage) return ''
    this.#indexAllTools(choices)
    this.#restoring?.take(answer)
    const left = answer['choices']
    // Nothing is left of choices that ended before.
    if (!isJsonList(left) || (left.length === 0 && choices.length > 0 && !isJsonObject(answer['usage']))) return ''
    const finishing = this.#note(left)
    if (finishing.length === 0) return this.#telling.piece(answer)
    // The last words and the end come apart, so that a client that stops reading at the end has read the last words.
    const { usage, ...said } = answer
    return (
      this.#telling.piece({ ...said, choices: left }) +
      this.#telling.piece({ ...answer, choices: finishing, ...(usage === undefined ? {} : { usage }) })
    )
  }

  /** Adds missing indexes. */
  #indexAllTools(choices: readonly unknown[]): void {
    for (const choice of choices) {
      if (!isDraft(choice)) continue
      const index = typeof choice['index'] === 'number' ? choice['index'] : 0
      const delta = choice['delta']
      if (isDraft(delta) && delta['tool_calls'] !== undefined) this.#indexTools(index, draftsIn(delta['tool_calls']))
    }
  }

  /** Notes finished choices; returns the ends that have to go into an event of their own. */
  #note(choices: readonly unknown[]): readonly Draft[] {
    let finishing: Draft[] | undefined
    for (const choice of choices) {
      if (!isDraft(choice)) continue
      const index = typeof choice['index'] === 'number' ? choice['index'] : 0
      const reason = choice['finish_reason']
      const hasFinished = reason !== undefined && reason !== null
      if (hasFinished || this.#isFinished.get(index) === undefined) this.#isFinished.set(index, hasFinished)
      if (hasFinished && saysSomething(choice)) {
        finishing ??= []
        finishing.push({ index, ...('delta' in choice ? { delta: {} } : { text: '' }), finish_reason: reason })
        choice['finish_reason'] = null
      }
    }
    return finishing ?? nothingToFinish
  }

  #indexTools(choiceIndex: number, toolCalls: Draft[]): void {
    if (toolCalls.length === 0) return
    const tools = this.#tools.get(choiceIndex) ?? new ToolIndexes()
    this.#tools.set(choiceIndex, tools)
    for (const toolCall of toolCalls) tools.complete(toolCall)
    if (tools.known > entriesMax) throw malformed(this.#facts.model)
  }

  #engineError(body: unknown): GatewayError {
    const said = this.#facts.engineMessageOf(body) ?? '–'
    const engineMessage = this.#facts.restoring?.text(said) ?? said
    return new GatewayError('engine_stream_error', { details: { model: this.#facts.model, engineMessage } })
  }
}

/** Numbers tool calls whose engine left `index` out: openai-python cannot read a delta without it. */
class ToolIndexes {
  readonly #byId = new Map<string, number>()
  #last = -1

  /** Calls that are remembered. An engine that finds no end must not fill our memory. */
  get known(): number {
    return this.#byId.size
  }

  complete(toolCall: Draft): void {
    const { index, id } = toolCall
    this.#last = typeof index === 'number' ? index : this.#indexFor(toolCall)
    toolCall['index'] = this.#last
    if (typeof id === 'string' && id !== '') this.#byId.set(id, this.#last)
  }

  /** A known id continues its call; a new id, or a name without one, begins the next; the rest continues the last. */
  #indexFor(toolCall: Draft): number {
    const { id } = toolCall
    const isNamed = isJsonObject(toolCall['function']) && typeof toolCall['function']['name'] === 'string'
    if (typeof id === 'string' && id !== '') return this.#byId.get(id) ?? this.#last + 1
    return isNamed || this.#last === -1 ? this.#last + 1 : this.#last
  }
}

const nothingToFinish: readonly Draft[] = []

function saysSomething(choice: Draft): boolean {
  if (typeof choice['text'] === 'string') return choice['text'] !== ''
  const delta = choice['delta']
  if (!isJsonObject(delta)) return false
  for (const key in delta) {
    const value = delta[key]
    if (key !== 'role' && value !== null && value !== '' && value !== undefined) return true
  }
  return false
}
