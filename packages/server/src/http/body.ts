import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'

import { readJsonObject } from './json.ts'

/** A body, read and as it arrived. */
export interface ReadBody {
  readonly object: JsonObject
  readonly text: string
}

/** Registers who is told when something else ends the wait. */
export type WhenEnded = (tell: (reason: Error) => void) => void

/**
 * The body of a request as one JSON object. Nothing has an effect before the whole body is here and read: a malformed
 * chunked body reaches the handler before the server notices.
 *
 * @param whenEnded takes what is to be told when the wait is over before the body is here
 * @throws GatewayError body_*, content_type_unsupported, json_*
 */
export function readBody(request: Request, bytesMax: number, whenEnded: WhenEnded): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    mustBeJson(request.headers)
    const length = request.headers.get('content-length')
    if (Number(length ?? 0) > bytesMax) throw tooLarge(bytesMax)
    whenEnded(reject)
    const settle = (bytes: Uint8Array): void => {
      try {
        resolve(objectIn(bytes, bytesMax))
      } catch (error) {
        reject(error instanceof Error ? error : new GatewayError('internal', {}, { cause: error }))
      }
    }
    request.bytes().then(
      // Bun hands a chunked body over before it reads what follows the last chunk, and breaks off at a trailer. One turn
      // of the event loop later that is known, and nothing has gone on yet.
      (bytes) => (length === null ? void setTimeout(settle, 0, bytes) : settle(bytes)),
      (cause: unknown) => reject(new GatewayError('body_missing', {}, { cause })),
    )
  })
}

function objectIn(bytes: Uint8Array, bytesMax: number): ReadBody {
  if (bytes.length > bytesMax) throw tooLarge(bytesMax)
  if (bytes.length === 0) throw new GatewayError('body_missing')
  const text = textOf(bytes)
  return { object: readJsonObject(text), text }
}

function mustBeJson(headers: Headers): void {
  const type = headers.get('content-type')
  const isJson = type !== null && /^application\/json\s*(;|$)/i.test(type)
  const coding = headers.get('content-encoding')
  if (!isJson || (coding !== null && coding.toLowerCase() !== 'identity')) {
    throw new GatewayError('content_type_unsupported')
  }
}

/** Keeps nothing between two bodies: each is decoded whole. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new GatewayError('body_not_utf8', {}, { cause })
  }
}

function tooLarge(bytesMax: number): GatewayError {
  return new GatewayError('body_too_large', { details: { bytesMax } })
}
