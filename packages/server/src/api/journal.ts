import { GatewayError } from '@stellwerk/contract/error'
import type { JournalOffice } from '@stellwerk/contract/journal-office'
import { eraseSchema, holdSchema, liftSchema } from '@stellwerk/contract/journal-office'

import { jsonAnswer, readWish } from './wish.ts'

/** Bytes: ten thousand subjects with long names. */
const bodyBytesMax = 16_777_216

const served =
  'POST /api/journal/erase, GET /api/journal/holds, POST /api/journal/holds, POST /api/journal/holds/{id}/lift'

/** What the control API needs of the house for the journal. */
export interface JournalHouse {
  readonly office: JournalOffice
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * Erasure and legal holds over the control API. Undefined when the path is not about the journal.
 *
 * Who may call this is decided before: the control socket is open to its owner only, and nothing else mounts it without
 * asking who is there.
 */
export async function handleJournal(request: Request, house: JournalHouse): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/api/journal/')) return undefined
  try {
    return await answer(request, pathname, house.office)
  } catch (error) {
    return house.problem(error)
  }
}

async function answer(request: Request, path: string, office: JournalOffice): Promise<Response> {
  const [what, id, act, ...rest] = path.split('/').slice(3)
  const isPost = request.method === 'POST'
  if (what === 'erase' && id === undefined && isPost) {
    return jsonAnswer(200, await office.erase(await readWish(request, eraseSchema, bodyBytesMax)))
  }
  if (what === 'holds' && id === undefined) {
    if (isPost) return jsonAnswer(201, await office.hold(await readWish(request, holdSchema, bodyBytesMax)))
    if (request.method === 'GET') return jsonAnswer(200, { holds: await office.holds() })
  }
  if (what === 'holds' && id !== undefined && act === 'lift' && rest.length === 0 && isPost) {
    return jsonAnswer(200, await office.lift(id, await readWish(request, liftSchema, bodyBytesMax)))
  }
  throw new GatewayError('path_unknown', { details: { method: request.method, path: path.slice(0, 80), served } })
}
