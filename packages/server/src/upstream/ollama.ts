import { type Engine, openAiPaths, withMaxTokens } from './engine.ts'

/**
 * Ollama, through its OpenAI-compatible side only: `/api/pull` and its like would bring models in past the licence lamp.
 * It ignores keys, repeats the role in each delta and leaves `index` out of tool calls.
 */
export const ollama: Engine = {
  kind: 'ollama',
  paths: openAiPaths,
  native: ['responses', 'messages'],
  healthPath: '/api/version',
  reportsStreamUsage: true,
  prepare: withMaxTokens,
}
