import assert from 'node:assert/strict'

import { afterAll, beforeAll } from 'bun:test'
import { type Endpoint, nativeEndpoints } from '@stellwerk/contract/endpoint'
import { allowableFields } from '@stellwerk/contract/fields/engines'
import { requestShape } from '@stellwerk/contract/fields/rebuild'
import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import { clearLamps, type Inside, openInside } from '../gateway/inside.ts'
import { golds, goldsIn, jsonTexts, jsonValues, oddValues, texts } from './golds.ts'
import { type Planting, plantings } from './plantings.ts'

export const kinds = ['vllm', 'sglang', 'ollama', 'llamaCpp', 'tgi', 'openaiCompatible'] as const
export type Kind = (typeof kinds)[number]

/** In the words of the endpoint itself, or translated to those of chat. */
export type Way = 'native' | 'chat'

const media = ['image', 'audio', 'file'] as const

/** Requests under way at a time; each is known at the engine by its model. */
const lanes = 16

/** A field of one engine that no map knows, as an operator may allow it. */
const ownField = 'field_of_this_engine'

/** Everything that an operator can open is open: what is shut for others must be filtered all the same. */
const allowFields = [...allowableFields, ownField]

/**
 * Places that are not filtered, by class and last name, each with its reason. What is not listed here and reaches an engine unfiltered fails.
 */
export const unfiltered: Readonly<Record<string, string>> = {
  'configuration name': 'name of a tool or of a format, chosen by programmers and repeated by every later request',
  'configuration namespace': 'the same, of a group of tools',
  'configuration tool_name': 'the same, where a tool is referred to',
  'configuration keep_alive': 'duration for the engine, shut unless the operator opens it',
  'configuration mode': 'word of a vocabulary, chosen from what the engine knows',
  'configuration voice': 'word of a vocabulary, chosen from what the engine knows',
  'configuration samplers[]': 'words of a vocabulary, chosen from what the engine knows',
  'configuration seed': 'number that starts a generator of chance',
  'configuration timeout_ms': 'bound in milliseconds',
  'configuration max_output_length': 'bound in characters',
  'configuration max_tokens_per_doc': 'bound in tokens',
  'configuration start_index': 'place in a text',
  'configuration end_index': 'place in a text',
  'configuration index': 'place in a text',
  'forbid data':
    'image, audio or file: no filter reads it, so use case and deployment have to allow it, and the journal says so',
  'forbid file_data': 'the same',
  'forbid allowed_token_ids[]': 'numbers of tokens: no filter reads them, so the operator has to open the field',
  'forbid prompt[]': 'the same',
  'forbid prompt[][]': 'the same',
  'forbid input[]': 'the same',
  'forbid input[][]': 'the same',
}

function nameOf({ class: fieldClass, path }: Planting): string {
  return `${fieldClass} ${path.slice(path.lastIndexOf('.') + 1)}`
}

/** What was seen of one planting. */
export interface Outcome {
  /** The datum reached the engine, in a place that has to be filtered. */
  readonly leaks: readonly string[]
  /** Listed places where a datum reached the engine. */
  readonly listed: readonly string[]
  /** How many of the bodies reached the engine at all. */
  readonly reached: number
  /** What else was wrong: an answer of 5xx, or JSON that is none any more. */
  readonly faults: readonly string[]
}

/** A gateway before a scripted engine that is known to it as each kind, natively and by chat alone. */
export interface MutationWorld {
  readonly plantingsAt: (endpoint: Endpoint, kind: Kind) => readonly Planting[]
  /** Plants every value at these places, some at a time. */
  readonly plant: (
    all: readonly { readonly planting: Planting; readonly kind: Kind }[],
    endpoint: Endpoint,
    way: Way,
  ) => Promise<readonly (Outcome & { readonly planting: Planting; readonly kind: Kind })[]>
  /** Sends a body as it is, and returns what the engine was sent. */
  readonly send: (endpoint: Endpoint, body: (model: string) => string) => Promise<string | undefined>
}

const answers: Readonly<Record<string, object>> = {
  '/v1/chat/completions': {
    choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  },
  '/v1/completions': { choices: [{ index: 0, text: 'ok', finish_reason: 'stop' }] },
  '/v1/embeddings': { data: [{ index: 0, embedding: [0.5] }] },
  '/v1/responses': { id: 'r', object: 'response', status: 'completed', output: [] },
  '/v1/messages': { id: 'm', content: [{ type: 'text', text: 'ok' }], stop_reason: 'end_turn' },
  '/v1/messages/count_tokens': { input_tokens: 1 },
  '/v1/rerank': { results: [{ index: 0, relevance_score: 1 }] },
}

/** Opens it for the tests of one file. */
export function openMutationWorld(): MutationWorld {
  /** What each lane's engine was sent last. */
  const sent = new Map<string, string>()
  const engine = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      if (request.method === 'GET') return Response.json({ object: 'list', data: [] })
      const text = await request.text()
      sent.set((JSON.parse(text) as { model: string }).model, text) // The gateway names the model.
      return Response.json(answers[new URL(request.url).pathname] ?? {})
    },
  })
  let inside: Inside | undefined

  beforeAll(async () => {
    inside = await openBefore(`http://127.0.0.1:${engine.port}`)
  })
  afterAll(async () => {
    await inside?.close()
    await engine.stop(true)
  })

  const post = async (endpoint: Endpoint, model: string, body: string): Promise<{ status: number; got?: string }> => {
    assert.ok(inside !== undefined)
    sent.delete(model)
    const answer = await inside.post(`/v1/${endpoint}`, body)
    await answer.text()
    const got = sent.get(model)
    return { status: answer.status, ...(got === undefined ? {} : { got }) }
  }

  const plantOne = async (planting: Planting, endpoint: Endpoint, model: string): Promise<Outcome> => {
    const seen = { leaks: [] as string[], listed: [] as string[], reached: 0, faults: [] as string[] }
    for (const value of valuesFor(planting)) {
      const body = completed(endpoint, planting.body(value))
      const { status, got } = await post(endpoint, model, JSON.stringify({ ...body, model }))
      const where = `${planting.path} at ${model}, ${JSON.stringify(value).slice(0, 60)}`
      if (status >= 500) seen.faults.push(`${status}: ${where}`)
      if (got === undefined) continue
      seen.reached++
      seen.faults.push(...brokenJsonIn(JSON.parse(got)).map((text) => `${where} became ${text}`))
      const leaked = goldsIn(got)
      if (leaked.length === 0) continue
      if (unfiltered[nameOf(planting)] === undefined) seen.leaks.push(`${leaked.join()}: ${where}`)
      else seen.listed.push(nameOf(planting))
    }
    return seen
  }

  return {
    plantingsAt: (endpoint, kind) =>
      // TGI makes no vectors.
      endpoint === 'embeddings' && kind === 'tgi'
        ? []
        : // The name of a model is compared with those of the deployments, so no other text passes there.
          [...plantings(requestShape(endpoint, kind, allowFields))].filter(({ path }) => path !== '$.model'),
    plant: async (all, endpoint, way) => {
      const outcomes: (Outcome & { planting: Planting; kind: Kind })[] = []
      const left = all.values()
      const lane = async (number: number): Promise<void> => {
        for (const { planting, kind } of left)
          outcomes.push({ ...(await plantOne(planting, endpoint, `${idOf(kind, way)}-${number}`)), planting, kind })
      }
      await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
      return outcomes
    },
    send: async (endpoint, body) => {
      const model = `${idOf('vllm', 'native')}-0`
      return (await post(endpoint, model, body(model))).got
    },
  }
}

function idOf(kind: Kind, way: Way): string {
  return `${kind.toLowerCase()}-${way}`
}

function openBefore(url: string): Promise<Inside> {
  const upstreams = kinds.flatMap((kind) => [
    { id: idOf(kind, 'native'), kind, url, allowFields, native: [...nativeEndpoints] },
    { id: idOf(kind, 'chat'), kind, url, allowFields, native: [] },
  ])
  const deployments = upstreams.flatMap(({ id }) =>
    Array.from({ length: lanes }, (_, lane) => {
      const name = `${id}-${lane}`
      return { id: name, model: name, servedAs: name, upstream: id, media: [...media] }
    }),
  )
  const ids = deployments.map(({ id }) => id)
  const useCase = { id: 'test', title: 'Test', state: 'active', deployments: ids, lamps: clearLamps } as const
  return openInside(upstreams, { deployments, useCases: [{ ...useCase, media: [...media] }] })
}

function valuesFor({ takes, form }: Planting): readonly Json[] {
  switch (takes) {
    case 'text':
      return form === 'json' || form === 'schema' ? [...jsonTexts, ...texts] : texts
    case 'key':
      return [golds.iban, golds.email, golds.secret]
    case 'number':
      return [golds.taxId]
    case 'json':
      return jsonValues
    case 'odd':
      return oddValues
  }
}

/** Engines that are asked by chat want the last word of a user. */
function completed(endpoint: Endpoint, body: Json): JsonObject {
  assert.ok(isJsonObject(body))
  const { messages } = body
  const isMessages = endpoint === 'messages' || endpoint === 'messages/count_tokens'
  if (!isMessages || !Array.isArray(messages)) return body
  return { ...body, messages: [...(messages as Json[]), { role: 'user', content: 'ok' }] }
}

/** Whatever looks like a document from its first to its last character has to be one. */
function brokenJsonIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^\s*\{.*\}\s*$/su.test(value) && !isDocument(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(brokenJsonIn)
}

function isDocument(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
