import { GatewayError } from '@stellwerk/contract/error'
import { parseKeyId } from '@stellwerk/contract/key'
import { createKeySchema, revokeKeySchema, rotateKeySchema } from '@stellwerk/contract/key-office'
import type { KeyOffice } from '@stellwerk/contract/key-office'

import { jsonAnswer, readWish } from './wish.ts'

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
  if (isAll && request.method === 'GET') return jsonAnswer(200, { keys: await keys.list() })
  if (isAll && request.method === 'POST')
    return jsonAnswer(201, await keys.create(await readWish(request, createKeySchema, bodyBytesMax)))
  if (id !== undefined && request.method === 'POST' && rest.length === 0) {
    if (act === 'rotate')
      return jsonAnswer(201, await keys.rotate(known(id), await readWish(request, rotateKeySchema, bodyBytesMax)))
    if (act === 'revoke') {
      await readWish(request, revokeKeySchema, bodyBytesMax)
      return jsonAnswer(200, await keys.revoke(known(id)))
    }
  }
  throw new GatewayError('path_unknown', { details: { method: request.method, path: path.slice(0, 80), served } })
}

function known(id: string): string {
  const keyId = parseKeyId(id)
  if (keyId === undefined) throw new GatewayError('not_found', { details: { what: `key ${id.slice(0, 80)}` } })
  return keyId
}
