import { GatewayError } from '@stellwerk/contract/error'
import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'
import type { NamedStreamRestorer } from '@stellwerk/privacy/restore/named-stream'

import { isDraft, malformed, ownError } from './answer.ts'
import type { AnswerEvents, EventFacts, Taken } from './answer-events.ts'
import type { EngineEvent, SaidSoFar } from './house.ts'
import { usageOf } from './usage.ts'
import { namedEvent, parsedData } from './wire-events.ts'

/** The endpoints whose events have names. */
export type NamedEndpoint = 'responses' | 'messages'

/** Events that end a complete answer. */
const closingTypes: Readonly<Record<NamedEndpoint, readonly string[]>> = {
  responses: ['response.completed', 'response.incomplete'],
  messages: ['message_stop'],
}

type WriterFacts = Pick<EventFacts, 'model' | 'rebuild' | 'dropped' | 'restoring' | 'isJson'> & {
  readonly endpoint: NamedEndpoint
}

/** An event as the client reads it, and what goes out before it: text that was held back until now. */
interface Written {
  readonly before: string
  readonly text: string
}

/** Writes the events of the responses and messages endpoints: rebuilt from the field map, under their names. */
export class NamedEventWriter {
  readonly #facts: WriterFacts
  readonly #restoring: NamedStreamRestorer | undefined
  #usage: JsonObject | undefined
  #response: JsonObject | undefined
  #nextSequenceNumber = 0

  constructor(facts: WriterFacts) {
    this.#facts = facts
    this.#restoring = facts.restoring?.events(facts.endpoint, { isJson: facts.isJson === true })
  }

  get said(): SaidSoFar {
    return { response: this.#response, nextSequenceNumber: this.#nextSequenceNumber }
  }

  isClosing(type: string): boolean {
    return closingTypes[this.#facts.endpoint].includes(type)
  }

  /**
   * @param beside goes out as it is
   * @throws GatewayError engine_answer_malformed
   */
  write(type: string, event: JsonObject, beside?: JsonObject): Written {
    const { endpoint, model, rebuild, dropped } = this.#facts
    const answer: unknown = rebuild(event, dropped)
    if (!isDraft(answer)) throw malformed(model)
    const about: unknown = endpoint === 'messages' ? answer['message'] : answer['response']
    // The engine's own name for the model is nobody's business.
    if (isDraft(about)) about['model'] = model
    this.#noteUsage(answer)
    return this.#told(this.#restoring?.take(type, answer) ?? [{ type, event: answer }], beside)
  }

  /** The last of them is the event itself. */
  #told(events: readonly { readonly type: string; readonly event: JsonObject }[], beside?: JsonObject): Written {
    let before = ''
    let text = ''
    for (const [index, { type, event }] of events.entries()) {
      if (!this.isClosing(type)) this.#noteSaid(event)
      const isLast = index === events.length - 1
      const told = namedEvent(type, isLast && beside !== undefined ? { ...event, ...beside } : event)
      if (isLast) text = told
      else before += told
    }
    return { before, text }
  }

  /** The closing event may not go out after all: in a strict use case it waits for the record. Nothing else follows it. */
  #noteSaid({ response, sequence_number: number }: JsonObject): void {
    if (typeof number === 'number') this.#nextSequenceNumber = number + 1
    if (isJsonObject(response)) this.#response = response
  }

  #noteUsage(event: JsonObject): void {
    const { endpoint } = this.#facts
    const { response, message } = event
    const reported = endpoint === 'responses' ? response : isJsonObject(message) ? message : event
    if (!isJsonObject(reported) || !isJsonObject(reported['usage'])) return
    // A message tells what it has read at its beginning, and what it has written at its end; before that there is no telling.
    const { output_tokens: written, ...read } = reported['usage']
    const isBeginning = endpoint === 'messages' && reported === message
    this.#usage = {
      ...this.#usage,
      ...read,
      ...(isBeginning || written === undefined ? {} : { output_tokens: written }),
    }
  }

  /** Under the names of the chat endpoint, for the record. */
  get usage(): Json | undefined {
    return usageOf(this.#facts.endpoint, { usage: this.#usage ?? null })
  }
}

/** Reads the events of an engine that serves the endpoint itself. */
export class NamedEvents implements AnswerEvents {
  readonly #facts: EventFacts
  readonly #writer: NamedEventWriter
  #isDone = false

  constructor(facts: EventFacts, endpoint: NamedEndpoint) {
    this.#facts = facts
    this.#writer = new NamedEventWriter({ ...facts, endpoint })
  }

  get usage(): Json | undefined {
    return this.#writer.usage
  }

  get said(): SaidSoFar {
    return this.#writer.said
  }

  take(events: readonly EngineEvent[]): Taken {
    let text = ''
    for (const event of events) {
      if (this.#isDone) break
      try {
        const { type, written } = this.#one(event)
        text += written.before
        if (type !== undefined && this.#writer.isClosing(type)) {
          this.#isDone = true
          return { text, closing: written.text }
        }
        text += written.text
      } catch (error) {
        // What came before the failure was said and stays said.
        return { text, failure: ownError(error) }
      }
    }
    return { text }
  }

  /** The engine closed the stream. Only the closing event makes an answer complete. */
  end(): Taken {
    if (this.#isDone) return { text: '' }
    return { text: '', failure: new GatewayError('engine_stream_cut', { details: { model: this.#facts.model } }) }
  }

  #one(event: EngineEvent): { readonly type: string | undefined; readonly written: Written } {
    const nothing = { type: undefined, written: { before: '', text: '' } }
    // Some engines end every stream like one of the chat endpoint.
    if (event.data === '[DONE]') return nothing
    const parsed = parsedData(event.data)
    if (event.name === 'error') throw this.#engineError(parsed ?? { message: event.data })
    if (!isJsonObject(parsed)) throw malformed(this.#facts.model)
    const { type = event.name, error, response } = parsed
    if (type === 'error' || (error !== undefined && error !== null)) throw this.#engineError(parsed)
    if (typeof type !== 'string') throw malformed(this.#facts.model)
    if (type === 'response.failed') throw this.#engineError(response)
    if (type === 'ping') return nothing // Ours go out at our own pace.
    return { type, written: this.#writer.write(type, parsed) }
  }

  #engineError(body: unknown): GatewayError {
    const said = this.#facts.engineMessageOf(body) ?? '–'
    const engineMessage = this.#facts.restoring?.text(said) ?? said
    return new GatewayError('engine_stream_error', { details: { model: this.#facts.model, engineMessage } })
  }
}
