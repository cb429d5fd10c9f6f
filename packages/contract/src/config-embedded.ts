import { z } from 'zod'
import { says } from './config-shapes.ts'

// A model file that a child process of the gateway computes: `upstreams[]` of kind `embedded` (docs/embedded-engine.md).

/** A name below DATA/models, or an absolute path. Never a path that climbs out of the one or depends on where we stand. */
const modelFile = /^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,127}|\/[^\0]{1,4089}\.gguf)$/

/** Tokens. Half a page of conversation with a small model, in some hundred megabytes; larger ones are asked for. */
const contextTokensDefault = 4_096

/** Above this a machine has no memory for the contexts of any model. */
const [contextTokensMax, parallelMax, threadsMax] = [1_048_576, 64, 256] as const

export const embedded = {
  kind: z
    .literal('embedded')
    .describe('Built in: a GGUF file, computed by a child process of this program. It has no address and no key.'),
  model: z
    .string()
    .regex(modelFile, says('modelFile'))
    .describe(
      'For `embedded`: the model file, a name that `stellwerk engine pull` gave, or an absolute path that ends in .gguf.',
    ),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, says('sha256'))
    .exactOptional()
    .describe(
      'For `embedded`: digest that the file must have (hexadecimal). With another one the engine does not start.',
    ),
  contextTokens: z
    .int()
    .min(256)
    .max(contextTokensMax)
    .default(contextTokensDefault)
    .describe(
      'For `embedded`: tokens of prompt and answer together, for each answer at a time; at most what the model was trained for.',
    ),
  parallel: z
    .int()
    .min(1)
    .max(parallelMax)
    .default(1)
    .describe('For `embedded`: answers that are computed at the same time. Each has a context of its own in memory.'),
  threads: z
    .int()
    .min(1)
    .max(threadsMax)
    .exactOptional()
    .describe('For `embedded`: threads that compute. By default half of the cores: the gateway needs some as well.'),
  embeddings: z
    .boolean()
    .default(false)
    .describe('For `embedded`: whether the model computes embeddings, and no answers then.'),
} as const
