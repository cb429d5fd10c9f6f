/** The endpoints under `/v1` that carry a model call, by the path they have there. */
export type Endpoint = 'chat/completions' | 'completions' | 'embeddings'

export const endpoints = ['chat/completions', 'completions', 'embeddings'] as const satisfies readonly Endpoint[]

/** Kinds of inference server, one file each in `server/src/upstream/`. Embedded engines come later. */
export type EngineKind = 'vllm' | 'sglang' | 'ollama' | 'llamaCpp' | 'tgi' | 'openaiCompatible' | 'mirror'

export const engineKinds = [
  'vllm',
  'sglang',
  'ollama',
  'llamaCpp',
  'tgi',
  'openaiCompatible',
  'mirror',
] as const satisfies readonly EngineKind[]

/** Parts of a message that no text filter can read. Each is allowed or forbidden as a whole. */
export type MediaKind = 'image' | 'audio' | 'file'

export const mediaKinds = ['image', 'audio', 'file'] as const satisfies readonly MediaKind[]

/** Which opaque parts a route lets through. What nobody allowed is forbidden. */
export type MediaAllowed = Readonly<Record<MediaKind, boolean>>
