import { GatewayError } from '@stellwerk/contract/error'
import {
  acceptTermsSchema,
  showTermsSchema,
  type TermsOffice,
  withdrawTermsSchema,
} from '@stellwerk/contract/terms-office'

import { jsonAnswer, readWish } from './wish.ts'

/** Bytes. The largest wish is a few hundred. */
const bodyBytesMax = 16_384

const served = 'GET /api/terms, GET /api/terms/text, POST /api/terms/accept, POST /api/terms/withdraw'

/** What the control API needs of the house for use restrictions that consumers accept. */
export interface TermsHouse {
  readonly terms: TermsOffice
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * Terms over the control API. Undefined when the path is not about them.
 *
 * Who may call this is decided before: the control socket is open to its owner only.
 */
export async function handleTerms(request: Request, house: TermsHouse): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname !== '/api/terms' && !pathname.startsWith('/api/terms/')) return undefined
  try {
    return await answer(request, pathname, searchParams, house.terms)
  } catch (error) {
    return house.problem(error)
  }
}

async function answer(request: Request, path: string, asked: URLSearchParams, terms: TermsOffice): Promise<Response> {
  const call = `${request.method} ${path}`
  if (call === 'GET /api/terms') return jsonAnswer(200, { acceptances: await terms.list() })
  if (call === 'GET /api/terms/text') {
    const wish = showTermsSchema.safeParse(Object.fromEntries(asked))
    if (!wish.success) {
      throw new GatewayError('request_invalid', { details: { what: 'model, useCase | digest' }, param: 'model' })
    }
    return jsonAnswer(200, { terms: await terms.show(wish.data) })
  }
  if (call === 'POST /api/terms/accept') {
    return jsonAnswer(201, await terms.accept(await readWish(request, acceptTermsSchema, bodyBytesMax)))
  }
  if (call === 'POST /api/terms/withdraw') {
    const wish = await readWish(request, withdrawTermsSchema, bodyBytesMax)
    return jsonAnswer(200, { acceptances: await terms.withdraw(wish) })
  }
  throw new GatewayError('path_unknown', { details: { method: request.method, path: path.slice(0, 80), served } })
}
