import type { GatewayError } from '@stellwerk/contract/error'
import type { Json } from '@stellwerk/contract/json'

import type { AnswerFacts } from './answer.ts'
import type { EngineEvent, SaidSoFar } from './house.ts'
import type { Restoring } from './privacy-house.ts'

/** What is particular about a streamed answer. */
export interface EventFacts extends AnswerFacts {
  /** The sentence in an error object of the engine, whatever its shape. */
  readonly engineMessageOf: (body: unknown) => string | undefined
  /** Where pseudonyms went out. */
  readonly restoring?: Restoring | undefined
  /** Whether the answer was asked for as JSON. */
  readonly isJson?: boolean | undefined
}

/** What comes of some events: text for the client, and possibly what ended the stream behind it. */
export interface Taken {
  readonly text: string
  /** The answer is complete, and this is the event that says so. Whatever follows is ignored. */
  readonly closing?: string
  readonly failure?: GatewayError
}

/**
 * Turns the events of an engine into events for a client: each rebuilt from the field map, each complete in itself, with
 * the quirks of the engines evened out. One for each stream.
 */
export interface AnswerEvents {
  /** What the engine reported, for the record, under the names of the chat endpoint. */
  readonly usage: Json | undefined
  readonly said: SaidSoFar | undefined
  readonly take: (events: readonly EngineEvent[]) => Taken
  /** The engine closed the stream, possibly in the middle of an event. */
  readonly end: (isTruncated: boolean) => Taken
}
