import { type Endpoint, type EngineKind, type NativeEndpoint, nativeEndpoints } from '@stellwerk/contract/endpoint'
import type { EngineCounter } from '@stellwerk/contract/journal/reconciliation'
import type { JsonObject } from '@stellwerk/contract/json'

/** What is particular about one kind of inference server. One file each; sources: ecosystem notes of November 2026. */
export interface Engine {
  readonly kind: EngineKind
  /** Paths from the root of the server. An endpoint that is not here is not served by this kind. */
  readonly paths: Readonly<Partial<Record<Endpoint, string>>>
  /** Of the endpoints that not every engine serves, those that this kind is taken to serve unless the operator says otherwise. */
  readonly native: readonly NativeEndpoint[]
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
  readonly endpoint: Endpoint
  /** Different for each use case and unknown to clients. */
  readonly cacheSalt: string
}

/** Where an engine has them, it has them there. */
export const nativePaths = {
  responses: '/v1/responses',
  messages: '/v1/messages',
  'messages/count_tokens': '/v1/messages/count_tokens',
  rerank: '/v1/rerank',
} as const satisfies Record<NativeEndpoint, string>

/** The paths that all but TGI share. */
export const openAiPaths = {
  ...nativePaths,
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

/**
 * Whether an engine of this kind serves an endpoint itself.
 *
 * @param native what the operator says of those that not every engine serves; by default as the kind is known
 */
export function servesItself(
  engine: Engine,
  endpoint: Endpoint,
  native: readonly NativeEndpoint[] | undefined,
): boolean {
  const isEverywhere = !nativeEndpoints.some((one) => one === endpoint)
  const isNative = (native ?? engine.native).some((one) => one === endpoint)
  return engine.paths[endpoint] !== undefined && (isEverywhere || isNative)
}
