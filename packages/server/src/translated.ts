import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'

import { type AnswerFacts, type Draft, malformed, rebuildAnswer } from './answer.ts'
import type { Telling } from './chat-events.ts'
import type { SaidSoFar } from './house.ts'
import type { NamedEventWriter } from './named-events.ts'
import type { EventTranslator, TranslatedCall, Translation } from './translation.ts'

/**
 * A whole answer in the words of the client's endpoint, rebuilt from that endpoint's own field map.
 *
 * @param chat rebuilt already
 * @throws GatewayError engine_answer_malformed
 */
export function translatedAnswer(
  chat: JsonObject,
  translation: Translation,
  about: TranslatedCall,
  facts: AnswerFacts,
): Draft {
  return rebuildAnswer(withSeen(translation.answer(chat, about), chat), facts)
}

/** What the mirror shows of itself stands beside the answer, whatever the endpoint. */
function withSeen(answer: JsonObject | undefined, chat: JsonObject): JsonObject | undefined {
  const { stellwerk } = chat
  return answer === undefined || stellwerk === undefined ? answer : { ...answer, stellwerk }
}

/** Tells the pieces of a chat answer as the events of another endpoint. */
export class TranslatedTelling implements Telling {
  readonly #translator: EventTranslator
  readonly #writer: NamedEventWriter
  readonly #model: string
  /** What the mirror shows of itself; it goes out with the last event. */
  #seen: JsonObject | undefined

  constructor(what: {
    readonly translator: EventTranslator
    readonly writer: NamedEventWriter
    readonly model: string
  }) {
    this.#translator = what.translator
    this.#writer = what.writer
    this.#model = what.model
  }

  get said(): SaidSoFar {
    return this.#writer.said
  }

  piece(chunk: JsonObject): string {
    if (chunk['stellwerk'] !== undefined) this.#seen = { stellwerk: chunk['stellwerk'] }
    return this.#translator
      .take(chunk)
      .map((event) => this.#written(event))
      .join('')
  }

  close(): { readonly text: string; readonly closing: string } {
    const events = this.#translator.end()
    const last = events.at(-1)
    if (last === undefined) throw malformed(this.#model)
    const text = events
      .slice(0, -1)
      .map((event) => this.#written(event))
      .join('')
    return { text, closing: this.#written(last, this.#seen) }
  }

  #written(event: JsonObject, beside?: JsonObject): string {
    const { type } = event
    // An error of ours, and no fault of the engine.
    if (typeof type !== 'string') throw new GatewayError('internal')
    return this.#writer.write(type, event, beside)
  }
}
