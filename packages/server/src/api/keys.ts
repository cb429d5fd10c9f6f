import { GatewayError } from '@stellwerk/contract/error'
import { parseKeyId } from '@stellwerk/contract/key'
import { createKeySchema, revokeKeySchema, rotateKeySchema } from '@stellwerk/contract/key-office'
import type { KeyOffice } from '@stellwerk/contract/key-office'
import type { z } from 'zod'

/** Bytes. The largest wish is a few hundred. */
const bodyBytesMax = 16_384

const served = 'GET /api/keys, POST /api/keys, POST /api/keys/{id}/rotate, POST /api/keys/{id}/revoke'

/** What the control API needs of the house for keys. */
export interface KeysHouse {
  readonly keys: KeyOffice
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * Keys over the control API. Undefined when the path is not about keys.
 *
 * Who may call this is decided before: the control socket is open to its owner only, and nothing else mounts it without
 * asking who is there.
 */
export async function handleKeys(request: Request, house: KeysHouse): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (pathname !== '/api/keys' && !pathname.startsWith('/api/keys/')) return undefined
  try {
    return await answer(request, pathname, house.keys)
  } catch (error) {
    return house.problem(error)
  }
}

async function answer(request: Request, path: string, keys: KeyOffice): Promise<Response> {
  const [id, act, ...rest] = path.split('/').slice(3)
  const isAll = id === undefined
  if (isAll && request.method === 'GET') return json(200, { keys: await keys.list() })
  if (isAll && request.method === 'POST') return json(201, await keys.create(await wish(request, createKeySchema)))
  if (id !== undefined && request.method === 'POST' && rest.length === 0) {
    if (act === 'rotate') return json(201, await keys.rotate(known(id), await wish(request, rotateKeySchema)))
    if (act === 'revoke') {
      await wish(request, revokeKeySchema)
      return json(200, await keys.revoke(known(id)))
    }
  }
  throw new GatewayError('path_unknown', { details: { method: request.method, path: path.slice(0, 80), served } })
}

function known(id: string): string {
  const keyId = parseKeyId(id)
  if (keyId === undefined) throw new GatewayError('not_found', { details: { what: `key ${id.slice(0, 80)}` } })
  return keyId
}

async function wish<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  // Only JSON: a form on a foreign web page cannot send that type without asking first.
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new GatewayError('content_type_unsupported')
  }
  const bytes = await request.bytes()
  if (bytes.byteLength > bodyBytesMax) throw new GatewayError('body_too_large', { details: { bytesMax: bodyBytesMax } })
  const parsed = schema.safeParse(parseJson(new TextDecoder().decode(bytes)))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const field = [...(issue?.path ?? []), ...unknown].map(String).join('.') || 'body'
  throw new GatewayError('request_invalid', { details: { what: field.slice(0, 80) }, param: field.slice(0, 80) })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new GatewayError('body_not_json', {}, { cause: error })
  }
}

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
