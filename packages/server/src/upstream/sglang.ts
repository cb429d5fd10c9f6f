import { asIs, type Engine, openAiPaths } from './engine.ts'

/**
 * SGLang. Reports an error inside a stream as a data event and closes it with `[DONE]`; administration lives on the same
 * port, so nothing but the three paths below is ever requested.
 */
export const sglang: Engine = {
  kind: 'sglang',
  paths: openAiPaths,
  healthPath: '/health',
  reportsStreamUsage: true,
  prepare: asIs,
}
