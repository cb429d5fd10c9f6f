import type { Brand } from '../brand.ts'
import type { Endpoint, EngineKind, MediaAllowed } from '../endpoint.ts'
import type { JsonObject } from '../json.ts'
import { compileAnswer, type Dropped } from './answerCompiler.ts'
import { chatAnswer, chatEvent, chatRequest } from './chat.ts'
import { completionsAnswer, completionsEvent, completionsRequest } from './completions.ts'
import { embeddingsAnswer, embeddingsRequest } from './embeddings.ts'
import { engineFields, neverAllowable } from './engines.ts'
import { countTokensAnswer, countTokensRequest, messagesAnswer, messagesEvent, messagesRequest } from './messages.ts'
import { compileRequest } from './requestCompiler.ts'
import { rerankAnswer, rerankRequest } from './rerank.ts'
import { responsesAnswer, responsesEvent } from './responses-answer.ts'
import { responsesRequest } from './responses-request.ts'
import { freeJson, type ObjectShape, type Shape, type VariantShape } from './shape.ts'

/** A request that was written anew, field by field, from what the endpoint and the engine kind know. */
export type RebuiltRequest = Brand<JsonObject, 'RebuiltRequest'>

/** Rebuilds a request, or throws a GatewayError that names the field. */
export type RebuildRequest = (body: JsonObject, media: MediaAllowed) => RebuiltRequest

/**
 * Rebuilds an answer; `undefined` means that it has no skeleton and must not be taken for an answer. Where every field is
 * mapped and of its type, there is nothing to leave out and the same object comes back.
 */
export type RebuildAnswer = (answer: JsonObject, dropped: Dropped) => JsonObject | undefined

/** A whole answer, or one event of a stream. */
export type AnswerForm = 'json' | 'event'

const requestShapes: Readonly<Record<Endpoint, ObjectShape>> = {
  'chat/completions': chatRequest,
  completions: completionsRequest,
  embeddings: embeddingsRequest,
  responses: responsesRequest,
  messages: messagesRequest,
  'messages/count_tokens': countTokensRequest,
  rerank: rerankRequest,
}

const answerShapes: Readonly<Record<Endpoint, Readonly<Record<AnswerForm, ObjectShape | VariantShape>>>> = {
  'chat/completions': { json: chatAnswer, event: chatEvent },
  completions: { json: completionsAnswer, event: completionsEvent },
  embeddings: { json: embeddingsAnswer, event: embeddingsAnswer }, // Never streamed; the shape is the same.
  responses: { json: responsesAnswer, event: responsesEvent },
  messages: { json: messagesAnswer, event: messagesEvent },
  'messages/count_tokens': { json: countTokensAnswer, event: countTokensAnswer }, // Never streamed.
  rerank: { json: rerankAnswer, event: rerankAnswer }, // Never streamed.
}

/** What an engine of that kind is sent at an endpoint, with the fields that its operator allowed. Privacy walks the same. */
export function requestShape(endpoint: Endpoint, kind: EngineKind, allowFields: readonly string[]): ObjectShape {
  const base = requestShapes[endpoint]
  const known = { ...engineFields(endpoint, kind), ...base.fields }
  const more: Record<string, Shape> = {}
  for (const field of allowFields) {
    // A dotted name, as `prompt.tokens`, opens a place inside a known field and is no field itself.
    const isNew = !Object.hasOwn(known, field) && !field.includes('.') && !neverAllowable.includes(field)
    if (isNew) more[field] = freeJson(isOneWay(endpoint) ? 'filterOneWay' : 'filterAndRestore')
  }
  return { ...base, fields: { ...known, ...more } }
}

/** Of whose texts nothing comes back as text. */
function isOneWay(endpoint: Endpoint): boolean {
  return endpoint === 'embeddings' || endpoint === 'rerank' || endpoint === 'messages/count_tokens'
}

/** Events are a variant where they have a type and each type its own fields. */
export function answerShape(endpoint: Endpoint, form: AnswerForm): ObjectShape | VariantShape {
  return answerShapes[endpoint][form]
}

/**
 * Makes the function that rebuilds requests to one engine. Making it costs some hundred microseconds, so keep it beside
 * the engine; a run costs one or two.
 *
 * The function throws `field_unknown`, `field_not_allowed`, `field_invalid`, `media_not_allowed` or `media_remote`, with
 * the path as `param` and `details.field`. A field that is null counts as not set.
 *
 * @example
 * const rebuild = requestRebuilder('chat/completions', 'vllm', [])
 * rebuild({ model: 'm', messages: [{ role: 'user', content: 'Hallo' }] }, { image: false, audio: false, file: false })
 */
export function requestRebuilder(endpoint: Endpoint, kind: EngineKind, allowFields: readonly string[]): RebuildRequest {
  const rebuild = compileRequest(requestShape(endpoint, kind, allowFields), new Set(allowFields))
  return (body, media) => rebuild(body, media) as RebuiltRequest // The one place that gives the brand.
}

/**
 * Makes the function that rebuilds answers of an endpoint. What the map does not have, or has with another JSON type, is
 * left out and reported to `dropped` with a path from the map. Errors of engines are not answers: look for `error` first.
 *
 * @example
 * const rebuild = answerRebuilder('chat/completions', 'event')
 * const event = rebuild(JSON.parse(data), (path) => counter.add(1, { path }))
 * if (event === undefined) throw new GatewayError('engine_answer_malformed', { details: { model } })
 */
export function answerRebuilder(endpoint: Endpoint, form: AnswerForm): RebuildAnswer {
  return compileAnswer(answerShape(endpoint, form))
}
