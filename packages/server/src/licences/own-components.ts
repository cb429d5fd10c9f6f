import type { UpstreamConfig } from '@stellwerk/contract/config'
import type { Component } from '@stellwerk/licences/component'

/**
 * Engines whose kind says their licence: one text for all versions that are known. The server software alone; what it serves has a
 * licence of its own. Repositories of vLLM, SGLang, llama.cpp and Ollama, checked 2026-11-23 (reference of the licences, § 10).
 */
const licenceByKind: Readonly<
  Partial<Record<UpstreamConfig['kind'], { readonly name: string; readonly licence: string }>>
> = {
  vllm: { name: 'vLLM', licence: 'Apache-2.0' },
  sglang: { name: 'SGLang', licence: 'Apache-2.0' },
  llamaCpp: { name: 'llama.cpp', licence: 'MIT' },
  embedded: { name: 'llama.cpp', licence: 'MIT' },
  ollama: { name: 'Ollama', licence: 'MIT' },
  // Playing the part of a model; by itself it is never asked.
  mirror: { name: 'Stellwerk', licence: 'Apache-2.0' },
}

/** An upstream that is not there stands under no licence. */
export const ownUpstream: Component = { kind: 'engine', name: '-' }

/**
 * The engine of an upstream for which no component was named. TGI changed its licence twice under one name, and behind
 * `openaiCompatible` anything may answer: they have none until somebody names a component.
 */
export function ownEngine(kind: UpstreamConfig['kind']): Component {
  const known = licenceByKind[kind]
  return known === undefined ? { kind: 'engine', name: kind } : { kind: 'engine', ...known }
}
