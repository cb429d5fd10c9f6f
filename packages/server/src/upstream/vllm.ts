import type { Endpoint } from '@stellwerk/contract/endpoint'

import { type Engine, openAiPaths } from './engine.ts'

/**
 * vLLM. Prefixes are cached across callers, and the time to the first token tells whether somebody else sent the same
 * prefix: a salt per use case closes that channel. `/health` stays green while requests starve (CVE-2026-94625), so the
 * breaker watches real requests as well.
 */
export const vllm: Engine = {
  kind: 'vllm',
  paths: openAiPaths,
  // Its messages take no salt (vllm-project/vllm vllm/entrypoints/anthropic/protocol.py@00589e5, checked 2026-11-23), so
  // messages are translated unless the operator says that nobody else shares the cache: docs/decisions/0016.
  native: ['responses', 'messages/count_tokens', 'rerank'],
  healthPath: '/health',
  reportsStreamUsage: true,
  // Each answer of a request is a request here. One that is broken off is counted by some versions and not by others.
  counters: {
    path: '/metrics',
    names: {
      requests: 'vllm:request_success_total',
      promptTokens: 'vllm:prompt_tokens_total',
      completionTokens: 'vllm:generation_tokens_total',
    },
  },
  prepare: (body, { cacheSalt, endpoint }) => (takesSalt(endpoint) ? { ...body, cache_salt: cacheSalt } : body),
}

/** The endpoints that write text and know the field. */
function takesSalt(endpoint: Endpoint): boolean {
  return endpoint === 'chat/completions' || endpoint === 'completions' || endpoint === 'responses'
}
