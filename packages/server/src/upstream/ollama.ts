import { type Engine, openAiPaths, withMaxTokens } from './engine.ts'

/**
 * Ollama, through its OpenAI-compatible side only: `/api/pull` and its like would bring models in past the licence lamp.
 * It ignores keys, repeats the role in each delta and leaves `index` out of tool calls.
 */
export const ollama: Engine = {
  kind: 'ollama',
  paths: openAiPaths,
  // Not responses: OpenAI clients cannot read its thoughts in a stream, it takes them back only from a field that elsewhere is
  // encrypted and here is dropped, and says nothing of an answer that ran into its limit. docs/decisions/0016.
  native: ['messages'],
  healthPath: '/api/version',
  reportsStreamUsage: true,
  prepare: withMaxTokens,
}
