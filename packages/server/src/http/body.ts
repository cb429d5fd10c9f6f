import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'

import { readJsonObject } from './json.ts'

/**
 * The body of a request as one JSON object. Nothing has an effect before the whole body is here and read: a malformed
 * chunked body reaches the handler before the server notices.
 *
 * @param signal ends the wait, with its reason
 * @throws GatewayError body_*, content_type_unsupported, json_*
 */
export async function readBody(request: Request, bytesMax: number, signal: AbortSignal): Promise<JsonObject> {
  mustBeJson(request.headers)
  const length = request.headers.get('content-length')
  if (Number(length ?? 0) > bytesMax) throw tooLarge(bytesMax)
  const bytes = await bytesOf(request, signal)
  if (length === null) await untilTrailerIsRead(signal)
  if (bytes.length > bytesMax) throw tooLarge(bytesMax)
  if (bytes.length === 0) throw new GatewayError('body_missing')
  return readJsonObject(textOf(bytes))
}

function mustBeJson(headers: Headers): void {
  const type = headers.get('content-type')
  const isJson = type !== null && /^application\/json\s*(;|$)/i.test(type)
  const coding = headers.get('content-encoding')
  if (!isJson || (coding !== null && coding.toLowerCase() !== 'identity')) {
    throw new GatewayError('content_type_unsupported')
  }
}

function bytesOf(request: Request, signal: AbortSignal): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const stop = (): void => reject(signal.reason as Error) // We only abort with errors.
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  request.bytes().then(resolve, (cause: unknown) => reject(new GatewayError('body_missing', {}, { cause })))
  return promise
}

/**
 * Bun hands a chunked body over before it reads what follows the last chunk, and breaks off at a trailer. One turn of the
 * event loop later that is known, and nothing has gone on yet.
 */
async function untilTrailerIsRead(signal: AbortSignal): Promise<void> {
  await Bun.sleep(0)
  signal.throwIfAborted()
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new GatewayError('body_not_utf8', {}, { cause })
  }
}

function tooLarge(bytesMax: number): GatewayError {
  return new GatewayError('body_too_large', { details: { bytesMax } })
}
