import { GatewayError } from '@stellwerk/contract/error'
import type { Health } from '@stellwerk/contract/health'

import { jsonAnswer } from './wish.ts'

/** What the control API needs of the house to say how it is. */
export interface HealthHouse {
  readonly health: () => Health
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * Whether requests are taken now. The same as `/readyz`, without a port, an address or a certificate in between. Undefined when
 * the path is another one.
 */
export function handleHealth(request: Request, house: HealthHouse): Response | undefined {
  const { pathname: path } = new URL(request.url)
  if (path !== '/api/health') return undefined
  if (request.method === 'GET') return jsonAnswer(200, house.health())
  const details = { method: request.method, path, served: 'GET /api/health' }
  return house.problem(new GatewayError('path_unknown', { details }))
}
