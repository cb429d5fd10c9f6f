// Personal data in requests and answers as the request path sees them (docs/personal-data.md).
import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import type { FoundInRequest, UninspectedPart } from '@stellwerk/contract/personal-data'
import type { TextsOf } from '@stellwerk/privacy/fields/request-texts'
import type { NamedStreamRestorer } from '@stellwerk/privacy/restore/named-stream'

/** Who asks, as far as pseudonyms depend on it. */
export interface PrivacyCaller {
  readonly useCaseId: string
  readonly keyId: string
  readonly asserted?:
    | {
        readonly by: { readonly frontEnd: string }
        readonly person: string | undefined
        readonly chat?: string | undefined
      }
    | undefined
}

/** Personal data in requests and answers (docs/personal-data.md). */
export interface Privacy {
  /**
   * Looks at a request, before anything is decided about it.
   *
   * @param what.request rebuilt, and written into when it is protected
   * @throws GatewayError detection_failed, detection_timeout
   */
  readonly read: (what: {
    readonly request: Record<string, Json>
    readonly textsOf: TextsOf
    readonly caller: PrivacyCaller
    readonly endpoint: Endpoint
  }) => Promise<ReadRequest>
}

/** Pseudonyms in an answer. */
export interface RestoredCounts {
  readonly restored: number
  /** Nobody issued them for this request, so they stayed. */
  readonly unknown: number
}

/** A request that was looked at. */
export interface ReadRequest {
  readonly found: Inspected
  /**
   * Puts pseudonyms into the request, once; undefined where nothing has to be restored.
   *
   * @throws GatewayError detection_failed, detection_timeout
   */
  readonly protect: () => Promise<Restoring | undefined>
}

/** Puts back into one answer what was taken out of its request. */
export interface Restoring {
  /** An answer in one piece, at the endpoint that is spoken with the engine. Written into. */
  readonly whole: (endpoint: Endpoint, answer: Record<string, Json>) => JsonObject
  /** For the pieces of a streamed answer. One for each stream. */
  readonly pieces: (how: AnswerForm) => RestoringPieces
  readonly events: (endpoint: 'responses' | 'messages', how: AnswerForm) => NamedStreamRestorer
  /** A sentence of the engine. */
  readonly text: (text: string) => string
  readonly counts: () => RestoredCounts
  /** What the vault keeps of the mapping, where it is to. */
  readonly kept?: string | undefined
}

/** How the answer was asked for. */
export interface AnswerForm {
  /** As JSON, so that a value has to be written as in a string of it. */
  readonly isJson: boolean
}

export interface RestoringPieces {
  /** Written into. */
  readonly take: (piece: Record<string, Json>) => void
  /** What is still held when a stream is complete. */
  readonly end: () => JsonObject | undefined
  /** A choice ended at a stop sequence that the engine did not see, so the engine goes on for nobody. */
  readonly hasStopped?: boolean
}

/** What was found in a request, and by what it was judged. Nothing in it is a value. */
export interface Inspected extends FoundInRequest {
  /** What looked, with its version. */
  readonly detector: string
  /** Id of the policy. */
  readonly policy: string
  /** Parts of the request that nothing here can read. */
  readonly notInspected: readonly UninspectedPart[]
}
