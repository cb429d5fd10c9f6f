// How a stream that has begun says that it will not end well, at each endpoint.
import type { GatewayError } from '@stellwerk/contract/error'
import { meaningOf } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'

import { errorBody, type RenderContext } from './render.ts'

/** Where an answer stands that is cut. */
interface SaidSoFar {
  readonly response?: JsonObject | undefined
  readonly nextSequenceNumber: number
}

/** The error as the last events of a stream; a cut stream says so. */
export function errorEvents(
  error: GatewayError,
  context: RenderContext,
  endpoint: string,
  said: SaidSoFar | undefined,
): string {
  const body = errorBody(error, context)
  if (endpoint === 'responses') return responseEvents(error, body, said ?? { nextSequenceNumber: 0 })
  if (context.shape === 'anthropic') return named('error', body)
  return `data: ${JSON.stringify(body)}\n\n`
}

/**
 * Clients stop reading at `error`, and programs that follow the answer wait for `response.failed`; so that comes first, if
 * the answer was announced.
 */
function responseEvents(error: GatewayError, { error: members = {} }: JsonObject, said: SaidSoFar): string {
  const told = members as JsonObject // What `errorBody` has put there.
  const { message = '', code = error.code, param = null } = told
  const { response, nextSequenceNumber: number } = said
  const failed =
    response === undefined
      ? ''
      : named('response.failed', {
          type: 'response.failed',
          sequence_number: number,
          response: { ...response, status: 'failed', error: { code: failureCodeOf(error), message } },
        })
  const at = failed === '' ? number : number + 1
  return failed + named('error', { type: 'error', sequence_number: at, code, message, param, error: members })
}

/** The API knows few words for a failure; ours stands beside, in the error event. */
function failureCodeOf(error: GatewayError): string {
  return meaningOf(error.code).status === 429 ? 'rate_limit_exceeded' : 'server_error'
}

function named(name: string, body: JsonObject): string {
  return `event: ${name}\ndata: ${JSON.stringify(body)}\n\n`
}

/** What a silent stream says now and then. Anthropic's API has an event for it, everywhere else it is a comment. */
export function keepAliveOf(endpoint: string): string {
  return endpoint === 'messages' ? named('ping', { type: 'ping' }) : ': keep-alive\n\n'
}
