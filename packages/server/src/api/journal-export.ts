import { GatewayError } from '@stellwerk/contract/error'
import { type EvidenceOffice, exportSchema, sampleSchema } from '@stellwerk/contract/journal/bundle-office'

import { jsonAnswer, readWish } from './wish.ts'

/** Bytes: ten thousand logs by their names. */
const bodyBytesMax = 4_194_304

const served = 'POST /api/evidence/exports, POST /api/evidence/samples'

/** What the control API needs of the house for evidence that leaves it. */
export interface EvidenceHouse {
  readonly evidence: EvidenceOffice
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * Exports and samples over the control API, which only records them: the command that asks reads the logs itself. Undefined
 * when the path is not about evidence.
 *
 * Who may call this is decided before: the control socket is open to its owner only.
 */
export async function handleEvidence(request: Request, house: EvidenceHouse): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/api/evidence/')) return undefined
  try {
    return await answer(request, pathname, house.evidence)
  } catch (error) {
    return house.problem(error)
  }
}

async function answer(request: Request, path: string, office: EvidenceOffice): Promise<Response> {
  if (request.method === 'POST' && path === '/api/evidence/exports') {
    const entries = await office.exported(await readWish(request, exportSchema, bodyBytesMax))
    return jsonAnswer(201, { entries })
  }
  if (request.method === 'POST' && path === '/api/evidence/samples') {
    return jsonAnswer(201, await office.sampled(await readWish(request, sampleSchema, bodyBytesMax)))
  }
  throw new GatewayError('path_unknown', { details: { method: request.method, path: path.slice(0, 80), served } })
}
