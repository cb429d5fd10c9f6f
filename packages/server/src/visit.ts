import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { JsonObject } from '@stellwerk/contract/json'
import type { Language } from '@stellwerk/contract/language'

import type { Caller, Guest, Keeping } from './house.ts'
import type { RunningCall } from './running.ts'

/** Somebody at the door, not yet known. */
export interface Knock {
  readonly requestId: string
  readonly authorization: string | null
  readonly xApiKey: string | null
  /** Another header, by its name in lower case. Looked at only where the key says that its front end tells something. */
  readonly header: (name: string) => string | null
  /** Address of the client, past the proxies that are trusted; undefined when it is not known. Costs nothing until asked. */
  readonly clientAddress: () => string | undefined
  /** From `Accept-Language`; what the key or the use case says comes first. */
  readonly language: Language | undefined
  /** How long the connection may be idle from here on; called just before the last byte of an answer. */
  readonly allowIdle: (after: 'refusal' | 'whole' | 'stream') => void
}

/** A call of a model at the door. */
export interface Arrival extends Knock {
  readonly endpoint: Endpoint
  /** The body as one JSON object, within bounds. Throws GatewayError body_*, json_*, or what ended the wait. */
  readonly readBody: (bytesMax: number, whenEnded: (tell: (reason: Error) => void) => void) => Promise<ReadBody>
  readonly whenClientGone: (leave: () => void) => void
}

/** A body, read and as it arrived. */
export interface ReadBody {
  readonly object: JsonObject
  readonly text: string
}

/** A call whose caller is known. */
export interface Visit {
  readonly arrival: Arrival
  readonly caller: Caller
  readonly language: Language
  readonly call: RunningCall
  readonly keeping: Keeping
  /** Where something is limited. */
  readonly guest?: Guest | undefined
}

/** What the body asks for, as far as the path has to know. */
export interface Asked {
  readonly body: JsonObject
  /** As it arrived. */
  readonly text: string
  readonly model: string
  readonly isStream: boolean
  readonly wantsUsage: boolean
  /** Choices that a complete answer has. */
  readonly choiceCount: number
}

/** A response, and when the call behind it is over. */
export interface Answered {
  readonly response: Response
  readonly over?: Promise<unknown>
}
