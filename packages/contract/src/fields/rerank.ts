import { embeddingInputsMax, entriesMax } from './limits.ts'
import {
  answerId,
  anyNumber,
  array,
  boolean,
  byType,
  dropped,
  filteredOneWay,
  forbidden,
  integer,
  modelName,
  object,
  oneOf,
  word,
} from './shape.ts'
import { usage } from './sampling.ts'

/*
 * POST /v1/rerank, as vLLM and llama.cpp serve it after Jina and Cohere; sources in engine-text-paths.json. The form of TEI
 * (`texts`, an answer that is an array) is another endpoint and not served.
 */

const onlyText = {
  de: 'sortiert wird nur Text; Bilder kann kein Filter lesen',
  en: 'only text is ranked; no filter can read images',
}

/** vLLM takes parts with images here. */
const withImages = object({ content: forbidden(onlyText) }, ['content'])

/** The text of one document, alone or as the field `text` of an object. */
const document = byType({ string: filteredOneWay(), object: object({ text: filteredOneWay() }, ['text']) })

export const rerankRequest = object(
  {
    model: modelName(),
    query: byType({ string: filteredOneWay(), object: withImages }),
    documents: byType({ array: array(document, { min: 1, max: embeddingInputsMax }), object: withImages }),
    top_n: integer({ min: 0, max: entriesMax }),
    return_documents: boolean,
    max_tokens_per_doc: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), // Cohere
    max_chunks_per_doc: integer({ min: 1, max: entriesMax }), // Cohere, the older name
  },
  ['model', 'query', 'documents'],
)

export const rerankAnswer = object(
  {
    id: answerId(), // vLLM
    object: oneOf('list'), // llama.cpp
    model: word(256),
    results: array(
      object(
        {
          index: integer({ min: 0, max: entriesMax }),
          relevance_score: anyNumber,
          // Text of the request, as the engine got it: filtered one way, so a pseudonym in it stays one. `index` says which
          // document of the client's own is meant. Passing it is safe, because a client gets back no more than it sent.
          document: byType({
            string: filteredOneWay(),
            object: object({
              text: filteredOneWay(),
              multi_modal: dropped('forbid', 'The request could not have any.'),
            }),
          }),
        },
        ['index', 'relevance_score'],
      ),
    ),
    usage,
    meta: dropped('filterOneWay', 'Prices and versions of a vendor, and warnings that may quote a document.'), // Cohere
  },
  ['results'],
)
