import { asIs, type Engine, openAiPaths } from './engine.ts'

/**
 * llama-server of llama.cpp. `/slots` and `/props` show prompts, and any `Origin` is reflected with credentials: it must
 * be reachable through Stellwerk alone. The last text may come together with `finish_reason`.
 */
export const llamaCpp: Engine = {
  kind: 'llamaCpp',
  paths: openAiPaths,
  // Not responses: its events do not say where they belong, so that no OpenAI client can read them; it leaves out every tool
  // but plain functions, and says nothing of an answer that ran into its limit. docs/decisions/0016.
  native: ['messages', 'messages/count_tokens', 'rerank'],
  healthPath: '/health',
  reportsStreamUsage: true,
  // Only with `--metrics`. It counts no requests, and prompt tokens without those of its cache; numbers are written by a
  // C++ stream with its usual six digits.
  counters: {
    path: '/metrics',
    names: { promptTokens: 'llamacpp:prompt_tokens_total', completionTokens: 'llamacpp:tokens_predicted_total' },
    digits: 6,
  },
  prepare: asIs,
}
