import type { Json, JsonObject } from '@stellwerk/contract/json'

import { type Asked, promptTokens } from './wire.ts'

/** The longest document first: as good as any order that a test can foresee. */
export function rerankAnswer(documents: readonly Json[], asked: Asked): JsonObject {
  const results = documents
    .map((document, index) => ({ index, relevance_score: JSON.stringify(document).length / 1_024 }))
    .toSorted((one, other) => other.relevance_score - one.relevance_score)
  return {
    object: 'list',
    model: asked.model,
    results,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  }
}
