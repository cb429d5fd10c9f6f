import { type Engine, openAiPaths } from './engine.ts'

/**
 * A model file in a child process of this program, behind a Unix socket. It knows the chat interface alone; the rest is
 * translated. What one use case leaves in its memory speeds up no other: the time to the first token would tell who asked
 * the same before.
 */
export const embedded: Engine = {
  kind: 'embedded',
  paths: openAiPaths,
  native: [],
  healthPath: '/health',
  reportsStreamUsage: true,
  prepare: (body, { cacheSalt }) => ({ ...body, cache_salt: cacheSalt }),
}
