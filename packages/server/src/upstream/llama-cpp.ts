import { asIs, type Engine, openAiPaths } from './engine.ts'

/**
 * llama-server of llama.cpp. `/slots` and `/props` show prompts, and any `Origin` is reflected with credentials: it must
 * be reachable through Stellwerk alone. The last text may come together with `finish_reason`.
 */
export const llamaCpp: Engine = {
  kind: 'llamaCpp',
  paths: openAiPaths,
  healthPath: '/health',
  reportsStreamUsage: true,
  prepare: asIs,
}
