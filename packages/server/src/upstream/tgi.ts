import { type Engine, nativePaths, withMaxTokens } from './engine.ts'

/** Text Generation Inference. No embeddings; events without a space after `data:`; errors as `{error, error_type}`. */
export const tgi: Engine = {
  kind: 'tgi',
  paths: { ...nativePaths, 'chat/completions': '/v1/chat/completions', completions: '/v1/completions' },
  native: [],
  healthPath: '/health',
  reportsStreamUsage: true,
  // Tokens are sums of histograms.
  counters: {
    path: '/metrics',
    names: {
      requests: 'tgi_request_success',
      promptTokens: 'tgi_request_input_length_sum',
      completionTokens: 'tgi_request_generated_tokens_sum',
    },
  },
  prepare: withMaxTokens,
}
