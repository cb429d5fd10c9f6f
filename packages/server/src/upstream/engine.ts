import type { Endpoint, EngineKind } from '@stellwerk/contract/endpoint'
import type { EngineCounter } from '@stellwerk/contract/journal/reconciliation'
import type { JsonObject } from '@stellwerk/contract/json'

/** What is particular about one kind of inference server. One file each; sources: ecosystem notes of November 2026. */
export interface Engine {
  readonly kind: EngineKind
  /** Paths from the root of the server. An endpoint that is not here is not served by this kind. */
  readonly paths: Readonly<Partial<Record<Endpoint, string>>>
  /** Answers below 500 while the server is up. */
  readonly healthPath: string
  /** Whether the engine reports usage in a stream when `stream_options.include_usage` asks for it. */
  readonly reportsStreamUsage: boolean
  /** What the engine counts, beside the paths above; undefined when this kind counts nothing. */
  readonly counters?: EngineCounters
  /** Last touch on a rebuilt request: fields that the engine reads under another name, or that we add. */
  readonly prepare: (body: JsonObject, about: PrepareFacts) => JsonObject
}

/** Names of counters on the metrics page of an engine; summed over all their labels. */
export interface EngineCounters {
  readonly path: string
  readonly names: Readonly<Partial<Record<EngineCounter, string>>>
  /** Digits that the engine writes of a number; larger ones are rounded. */
  readonly digits?: number
}

export interface PrepareFacts {
  /** Different for each use case and unknown to clients. */
  readonly cacheSalt: string
}

/** The paths that all but TGI share. */
export const openAiPaths = {
  'chat/completions': '/v1/chat/completions',
  completions: '/v1/completions',
  embeddings: '/v1/embeddings',
} as const satisfies Engine['paths']

export const asIs: Engine['prepare'] = (body) => body

/**
 * `max_completion_tokens` under the older name, for engines that know that one only; without it they would generate to
 * the end of their context.
 */
export const withMaxTokens: Engine['prepare'] = (body) => {
  const { max_completion_tokens: newer, ...rest } = body
  return newer === undefined ? body : { max_tokens: newer, ...rest }
}
