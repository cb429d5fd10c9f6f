import type { CatalogueOffice } from '@stellwerk/contract/catalogue-office'
import { GatewayError } from '@stellwerk/contract/error'

import { jsonAnswer } from './wish.ts'

const served = 'GET /api/licence-catalogue, POST /api/licence-catalogue/renew'

/** What the control API needs of the house for the catalogue of licences. */
export interface CatalogueHouse {
  readonly catalogue: CatalogueOffice
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * The catalogue of licences over the control API. Undefined when the path is not about it. A catalogue never comes this way: it lies
 * in the data directory, and the server reads and checks it there itself.
 *
 * Who may call this is decided before: the control socket is open to its owner only.
 */
export async function handleCatalogue(request: Request, house: CatalogueHouse): Promise<Response | undefined> {
  const { pathname: path } = new URL(request.url)
  if (path !== '/api/licence-catalogue' && !path.startsWith('/api/licence-catalogue/')) return undefined
  try {
    const call = `${request.method} ${path}`
    if (call === 'GET /api/licence-catalogue') return jsonAnswer(200, house.catalogue.view())
    if (call === 'POST /api/licence-catalogue/renew') return jsonAnswer(200, await house.catalogue.renew())
    throw new GatewayError('path_unknown', { details: { method: request.method, path: path.slice(0, 80), served } })
  } catch (error) {
    return house.problem(error)
  }
}
