import { embeddingDimensionsMax, embeddingInputsMax, entriesMax } from './limits.ts'
import { tokenIds, usage, user } from './sampling.ts'
import {
  answerId,
  anyNumber,
  array,
  byType,
  filteredOneWay,
  integer,
  modelName,
  object,
  oneOf,
  spelled,
  word,
} from './shape.ts'
import type { TextShape } from './shape.ts'

/*
 * POST /v1/embeddings, after the OpenAPI description of OpenAI, 2.3.0.
 */

export const embeddingsRequest = object(
  {
    model: modelName(),
    input: byType({
      string: filteredOneWay(),
      array: array(
        byType({
          string: filteredOneWay(),
          number: tokenIds('input.tokens'),
          array: array(tokenIds('input.tokens')),
        }),
        { min: 1, max: embeddingInputsMax },
      ),
    }),
    encoding_format: oneOf('float', 'base64'),
    dimensions: integer({ min: 1, max: embeddingDimensionsMax }),
    user,
  },
  ['model', 'input'],
)

/** The vector as base64 of little-endian floats. Long, so its alphabet is not looked at: the class says what it is. */
const vectorText: TextShape = filteredOneWay('vector')

export const embeddingsAnswer = object(
  {
    id: answerId(), // vLLM
    created: anyNumber, // vLLM
    object: oneOf('list'),
    model: word(256),
    data: array(
      object(
        {
          object: oneOf('embedding'),
          index: integer({ min: 0, max: entriesMax }),
          embedding: byType({
            // One way: vectors can be turned back into text, but what went in was already filtered.
            array: array(spelled('filterOneWay', 'vector'), { max: embeddingDimensionsMax }),
            string: vectorText,
          }),
        },
        ['embedding'],
      ),
    ),
    usage,
  },
  ['data'],
)
