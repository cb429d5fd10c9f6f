import { type ErrorCode, GatewayError, meaningOf, messageOf } from '@stellwerk/contract/error'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import { type Clearance, type Lamps, lamps, type Reason } from '@stellwerk/contract/lamp'
import type { Language } from '@stellwerk/contract/language'

/** Whose shape an error has: Anthropic's where that API is spoken, OpenAI's everywhere else under `/v1`. */
export type ErrorShape = 'openai' | 'anthropic'

/** What a refusal is rendered with, besides the error itself. */
export interface RenderContext {
  readonly requestId: string
  /** By default OpenAI's. */
  readonly shape?: ErrorShape | undefined
  readonly language: Language
  /** Address under which people reach Stellwerk, without a closing slash. */
  readonly publicUrl: string
  /** The decision behind a denial: its lamps and the steps that are missing. */
  readonly denial?: { readonly lamps: Lamps; readonly reasons: readonly Reason[] } | undefined
}

/** Where a person finds out what a code means and what to do about it. */
function helpLink(code: ErrorCode, publicUrl: string): string {
  return `${publicUrl}/help/${code}`
}

/** The shape of errors at an endpoint, by the path that it has under `/v1`. */
export function errorShapeOf(endpoint: string): ErrorShape {
  return endpoint === 'messages' || endpoint.startsWith('messages/') ? 'anthropic' : 'openai'
}

/** A refusal under `/v1`. Never retried by a client, except the short 429. */
export function errorResponse(error: GatewayError, context: RenderContext): Response {
  const status = meaningOf(error.code).status
  const headers = new Headers({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...requestIdHeaders(context.requestId, context.shape),
    'content-language': context.language,
  })
  const retryAfterSeconds = error.details['retryAfterSeconds']
  if (status === 429 && retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  else headers.set('x-should-retry', 'false')
  return new Response(JSON.stringify(errorBody(error, context)), { status, headers })
}

/** Clients of each API look for the id under the name that it has there. */
function requestIdHeaders(requestId: string, shape: ErrorShape | undefined): Readonly<Record<string, string>> {
  return shape === 'anthropic' ? { 'x-request-id': requestId, 'request-id': requestId } : { 'x-request-id': requestId }
}

/** The message alone is enough for a window that shows nothing else. */
export function errorBody(error: GatewayError, context: RenderContext): JsonObject {
  const body = { ...errorMembers(error, context) }
  if (context.shape !== 'anthropic') return { error: body }
  return { type: 'error', error: { ...body, type: anthropicTypeOf(error) }, request_id: context.requestId }
}

function errorMembers(error: GatewayError, context: RenderContext): JsonObject {
  const link = helpLink(error.code, context.publicUrl)
  const denial = context.denial
  const opensAt = error.details['opensAt']
  return {
    message: messageOf(error, context.language, link),
    type: meaningOf(error.code).type,
    param: error.param ?? null,
    code: error.code,
    request_id: context.requestId,
    link,
    // Where that is later than any client may be told to wait.
    ...(opensAt === undefined ? {} : { opens_at: opensAt }),
    ...termsMember(error, context),
    ...(denial === undefined
      ? {}
      : {
          lamps: shownLamps(denial.lamps, context.language),
          missing: denial.reasons.map((reason) => shownReason(reason, context.language)),
        }),
  }
}

/** Which text is to be accepted, and where it stands. */
function termsMember({ details }: GatewayError, { publicUrl }: RenderContext): JsonObject {
  const { terms: digest, model } = details
  if (digest === undefined || model === undefined) return {}
  const name = String(model).split('/').map(encodeURIComponent).join('/')
  return { terms: { digest, url: `${publicUrl}/v1/models/${name}/terms` } }
}

/** Names of errors in Anthropic's API, by status (platform documentation, "Errors", checked 2026-11-23). */
const anthropicTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
}

function anthropicTypeOf(error: GatewayError): string {
  return anthropicTypes[meaningOf(error.code).status] ?? 'api_error'
}

/** The four lamps as people and programs read them. */
export function shownLamps(shown: Lamps, language: Language): JsonObject {
  return Object.fromEntries(lamps.map((lamp) => [lamp, shownClearance(shown[lamp], language)]))
}

function shownClearance(clearance: Clearance, language: Language): JsonObject {
  switch (clearance.state) {
    case 'clear':
      return { state: clearance.state }
    case 'caution':
      return {
        state: clearance.state,
        tasks: clearance.tasks.map((task) => ({ text: task.text[language], due_on: task.dueOn })),
      }
    case 'blocked':
      return { state: clearance.state, reasons: clearance.reasons.map((reason) => shownReason(reason, language)) }
    case 'unknown':
      return {
        state: clearance.state,
        missing: clearance.missing.map((fact) => ({
          fact: fact.name,
          text: fact.text[language],
          supplied_by: fact.suppliedBy[language],
        })),
      }
  }
}

function shownReason(reason: Reason, language: Language): JsonObject {
  return {
    lamp: reason.lamp,
    code: reason.code,
    text: reason.text[language],
    cleared_by: reason.clearedBy[language],
    source: reason.source,
    basis: reason.basis,
  }
}

/** RFC 9457 problem details, for the control API. The type is the page that explains the code. */
export function problemResponse(error: GatewayError, context: RenderContext): Response {
  const meaning = meaningOf(error.code)
  const body: Json = {
    type: helpLink(error.code, context.publicUrl),
    title: meaning.says(error.details)[context.language],
    status: meaning.status,
    detail: messageOf(error, context.language),
    instance: `urn:stellwerk:request:${context.requestId}`,
    code: error.code,
  }
  return new Response(JSON.stringify(body), {
    status: meaning.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': context.requestId,
      'content-language': context.language,
      'x-should-retry': 'false',
    },
  })
}

/** An answer that was rebuilt as one JSON object. */
export function jsonResponse(text: string, requestId: string, shape: ErrorShape): Response {
  return new Response(text, {
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...requestIdHeaders(requestId, shape),
    },
  })
}

/**
 * An answer that comes as events. The two last headers keep proxies from collecting it first. The body is an async
 * iterable, which Bun pulls only as the client reads, and passes on faster than any of its streams.
 */
export function eventResponse(body: AsyncIterable<string>, requestId: string, shape: ErrorShape): Response {
  // Bun takes it; the type comes from the browser's library, which does not say so.
  return new Response(body as unknown as ReadableStream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      ...requestIdHeaders(requestId, shape),
    },
  })
}

/** A text whose bytes count. */
export function textResponse(text: string, requestId: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    },
  })
}

/** Whatever was thrown, as an error that may be shown. What was not expected is `internal` and says nothing of itself. */
export function gatewayErrorOf(thrown: unknown): GatewayError {
  return thrown instanceof GatewayError ? thrown : new GatewayError('internal', {}, { cause: thrown })
}
