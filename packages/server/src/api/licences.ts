import { GatewayError } from '@stellwerk/contract/error'
import { finishDutySchema, type LicenceOffice } from '@stellwerk/contract/licence-office'
import type { Text } from '@stellwerk/contract/language'

import { jsonAnswer, readWish } from './wish.ts'

/** Bytes: evidence and office. */
const bodyBytesMax = 16_384

const served =
  'GET /api/licences/routes, GET /api/licences/tasks, POST /api/licences/tasks/{id}/done, GET /api/licences/state'

/** What the control API needs of the house for licences. */
export interface LicencesHouse {
  readonly licences: LicenceOffice
  /** Whether the facts in the file are those in force. */
  readonly licenceState: () => { readonly kept?: Text | undefined; readonly isRestartNeeded: boolean }
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * Lamps of routes and duties of licences over the control API. Undefined when the path is not about them.
 *
 * Who may call this is decided before: the control socket is open to its owner only, and nothing else mounts it without
 * asking who is there.
 */
export async function handleLicences(request: Request, house: LicencesHouse): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/api/licences/')) return undefined
  try {
    return await answer(request, pathname, house)
  } catch (error) {
    return house.problem(error)
  }
}

async function answer(request: Request, path: string, house: LicencesHouse): Promise<Response> {
  const [what, id, act, ...rest] = path.split('/').slice(3)
  const { licences } = house
  const isGet = request.method === 'GET'
  if (id === undefined && isGet) {
    if (what === 'routes') return jsonAnswer(200, { routes: await licences.routes() })
    if (what === 'tasks') return jsonAnswer(200, { tasks: await licences.tasks() })
    if (what === 'state') return jsonAnswer(200, house.licenceState())
  }
  if (what === 'tasks' && id !== undefined && act === 'done' && rest.length === 0 && request.method === 'POST') {
    return jsonAnswer(200, await licences.done(id, await readWish(request, finishDutySchema, bodyBytesMax)))
  }
  throw new GatewayError('path_unknown', { details: { method: request.method, path: path.slice(0, 80), served } })
}
