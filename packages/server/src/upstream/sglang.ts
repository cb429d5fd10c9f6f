import { asIs, type Engine, openAiPaths } from './engine.ts'

/**
 * SGLang. Reports an error inside a stream as a data event and closes it with `[DONE]`; administration lives on the same
 * port, so nothing but the paths below is ever requested.
 */
export const sglang: Engine = {
  kind: 'sglang',
  paths: openAiPaths,
  // Its rerank answers with a bare array, which no client of the API reads (sgl-project/sglang, checked 2026-11-23).
  native: ['responses', 'messages'],
  healthPath: '/health',
  reportsStreamUsage: true,
  // Only with `--enable-metrics`. Counted when a request ends; its own health requests are left out.
  counters: {
    path: '/metrics',
    names: {
      requests: 'sglang:num_requests_total',
      promptTokens: 'sglang:prompt_tokens_total',
      completionTokens: 'sglang:generation_tokens_total',
    },
  },
  prepare: asIs,
}
