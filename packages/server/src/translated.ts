import { GatewayError } from '@stellwerk/contract/error'
import { isJsonList, isJsonObject, type JsonObject } from '@stellwerk/contract/json'

import { type AnswerFacts, type Draft, malformed, rebuildAnswer } from './answer.ts'
import type { Telling } from './chat-events.ts'
import type { SaidSoFar } from './house.ts'
import type { NamedEventWriter } from './named-events.ts'
import type { EventTranslator, TranslatedCall, Translation } from './translation.ts'

/** What engines say of an answer that they broke off themselves. A client of chat can read it; other endpoints have no such word. */
const brokenOff: ReadonlySet<string> = new Set(['abort', 'aborted', 'cancelled', 'error', 'timeout'])

/** How the one answer that was asked for ended, where the engine says so here. */
function endIn({ choices }: JsonObject): string | undefined {
  if (!isJsonList(choices)) return undefined
  for (const choice of choices) {
    if (!isJsonObject(choice) || (choice['index'] ?? 0) !== 0) continue
    const end = choice['finish_reason']
    if (typeof end === 'string' && end !== '') return end
  }
  return undefined
}

function cut(model: string): GatewayError {
  return new GatewayError('engine_stream_cut', { details: { model } })
}

/**
 * A whole answer in the words of the client's endpoint, rebuilt from that endpoint's own field map.
 *
 * @param chat rebuilt already
 * @throws GatewayError engine_answer_malformed, engine_stream_cut
 */
export function translatedAnswer(
  chat: JsonObject,
  translation: Translation,
  about: TranslatedCall,
  facts: AnswerFacts,
): Draft {
  // Without a word of its end it is whole all the same, because its JSON is.
  if (brokenOff.has(endIn(chat) ?? '')) throw cut(facts.model)
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
  #end: string | undefined

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
    this.#end = endIn(chunk) ?? this.#end
    return this.#translator
      .take(chunk)
      .map((event) => this.#written(event))
      .join('')
  }

  /**
   * Chat passes on a stream that ends without a word about how; here that word would be made up.
   *
   * @throws GatewayError engine_stream_cut
   */
  close(): { readonly text: string; readonly closing: string } {
    if (this.#end === undefined || brokenOff.has(this.#end)) throw cut(this.#model)
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
    const { before, text } = this.#writer.write(type, event, beside)
    return before + text
  }
}
