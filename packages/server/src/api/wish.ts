import { GatewayError } from '@stellwerk/contract/error'
import type { z } from 'zod'

/**
 * The wish in the body of a request to the control API.
 *
 * @throws {GatewayError} content_type_unsupported, body_too_large, body_not_json, request_invalid
 */
export async function readWish<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  bytesMax: number,
): Promise<z.output<Schema>> {
  // Only JSON: a form on a foreign web page cannot send that type without asking first.
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new GatewayError('content_type_unsupported')
  }
  const bytes = await request.bytes()
  if (bytes.byteLength > bytesMax) throw new GatewayError('body_too_large', { details: { bytesMax } })
  return fitting(schema, parseJson(new TextDecoder().decode(bytes)), 'body')
}

/**
 * What is asked in the address.
 *
 * @throws {GatewayError} request_invalid
 */
export function readQuery<Schema extends z.ZodType>(url: URL, schema: Schema): z.output<Schema> {
  return fitting(schema, Object.fromEntries(url.searchParams), 'query')
}

function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown, whole: string): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const field = [...(issue?.path ?? []), ...unknown].map(String).join('.') || whole
  throw new GatewayError('request_invalid', { details: { what: field.slice(0, 80) }, param: field.slice(0, 80) })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new GatewayError('body_not_json', {}, { cause: error })
  }
}

/** An answer that nobody keeps. */
export function jsonAnswer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, {
    status,
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  })
}
