import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { JsonObject } from '@stellwerk/contract/json'

/** Speaks one endpoint with a client and another with an engine. Pure: no clock, no chance, nothing remembered between calls. */
export interface Translation {
  /** The endpoint at the engine. */
  readonly endpoint: Endpoint
  /**
   * From a rebuilt request.
   *
   * @throws GatewayError field_untranslatable, naming the field that the other endpoint has no way to say
   */
  readonly request: (body: JsonObject) => JsonObject
  /** From a whole answer, rebuilt already. `undefined`: it has no skeleton, and must not be taken for an answer. */
  readonly answer: (answer: JsonObject, about: TranslatedCall) => JsonObject | undefined
  /** A fresh translator for one stream. */
  readonly events: (about: TranslatedCall) => EventTranslator
}

/** What a translated answer has to repeat of its request, and what no engine says. */
export interface TranslatedCall {
  /** Rebuilt, in the shape of the client. */
  readonly request: JsonObject
  /** Random, 24 of 0-9 A-Z a-z; the ids of the answer and of its parts are made from it. */
  readonly id: string
  /** Seconds since the epoch. */
  readonly createdAt: number
}

export interface EventTranslator {
  /** From one event of the engine, rebuilt already. The `type` inside each object is the name of the event on the wire. */
  readonly take: (event: JsonObject) => readonly JsonObject[]
  /** The engine has said that its answer is complete. The last of these events closes the stream. */
  readonly end: () => readonly JsonObject[]
}
