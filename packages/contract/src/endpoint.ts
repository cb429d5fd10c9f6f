/** The endpoints under `/v1` that carry a model call, by the path they have there. */
export type Endpoint =
  | 'chat/completions'
  | 'completions'
  | 'embeddings'
  | 'responses'
  | 'messages'
  | 'messages/count_tokens'
  | 'rerank'

export const endpoints = [
  'chat/completions',
  'completions',
  'embeddings',
  'responses',
  'messages',
  'messages/count_tokens',
  'rerank',
] as const satisfies readonly Endpoint[]

/** Endpoints whose answer may come as events. */
export function isStreaming(endpoint: Endpoint): boolean {
  return (
    endpoint === 'chat/completions' || endpoint === 'completions' || endpoint === 'responses' || endpoint === 'messages'
  )
}

/** Endpoints that some engines serve themselves and others do not; for the rest an operator has nothing to choose. */
export const nativeEndpoints = [
  'responses',
  'messages',
  'messages/count_tokens',
  'rerank',
] as const satisfies readonly Endpoint[]

export type NativeEndpoint = (typeof nativeEndpoints)[number]

/** Kinds of inference server, one file each in `server/src/upstream/`. */
export type EngineKind = 'vllm' | 'sglang' | 'ollama' | 'llamaCpp' | 'tgi' | 'openaiCompatible' | 'embedded' | 'mirror'

/** Kinds that belong to this program; the others stand at an address. */
export type BuiltInKind = 'embedded' | 'mirror'

export const engineKinds = [
  'vllm',
  'sglang',
  'ollama',
  'llamaCpp',
  'tgi',
  'openaiCompatible',
  'embedded',
  'mirror',
] as const satisfies readonly EngineKind[]

/** Parts of a message that no text filter can read. Each is allowed or forbidden as a whole. */
export type MediaKind = 'image' | 'audio' | 'file'

export const mediaKinds = ['image', 'audio', 'file'] as const satisfies readonly MediaKind[]

/** Which opaque parts a route lets through. What nobody allowed is forbidden. */
export type MediaAllowed = Readonly<Record<MediaKind, boolean>>
