import { asIs, type Engine, openAiPaths } from './engine.ts'

/** Any other server with the OpenAI interface, LM Studio among them. Nothing is asked of it beyond that interface. */
export const openaiCompatible: Engine = {
  kind: 'openaiCompatible',
  paths: openAiPaths,
  native: [],
  healthPath: '/v1/models',
  reportsStreamUsage: false,
  prepare: asIs,
}
