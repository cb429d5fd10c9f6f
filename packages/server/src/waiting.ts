import { GatewayError } from '@stellwerk/contract/error'
import type { Permit } from '@stellwerk/contract/route'

import type { EnginePlace, House } from './house.ts'
import type { Visit } from './visit.ts'

/** A route that was clear when the wait began. */
interface Waited {
  readonly upstreamId: string
  readonly model: string
  readonly candidate: { readonly share: number }
  readonly permit: Permit
}

/** Seconds until it is worth to come again: about as long as a short answer takes. */
const retryAfterSeconds = 5

/**
 * Waits until one of the engines has a place, while all that are up are full. Nothing is recorded yet and nothing goes to
 * the client: whoever waits may still be refused, and is decided about anew afterwards. The engine with the place comes
 * first, the others after it.
 *
 * @throws GatewayError queue_full, queue_timeout, permit_ended, no_deployment_available, draining; ClientGone
 */
export async function waitedFor<Route extends Waited>(
  routes: readonly [Route, ...Route[]],
  visit: Visit,
  house: House,
): Promise<{ readonly order: readonly Route[]; readonly place: EnginePlace }> {
  const { call, caller } = visit
  const [{ model, candidate }] = routes
  const upstreamIds = routes.map(({ upstreamId }) => upstreamId)
  const withinMs = house.engines.waitMs(upstreamIds)
  call.begin({
    withinMs,
    at: house.clock.elapsed(),
    late: () => new GatewayError('queue_timeout', { details: { model, timeoutMs: withinMs, retryAfterSeconds } }),
  })
  call.standBy(() => {
    if (!routes.some(({ permit }) => house.gate.stands(permit))) throw new GatewayError('permit_ended')
  })
  const { upstreamId, place } = await house.engines.wait(upstreamIds, {
    useCaseId: caller.useCaseId,
    keyId: caller.keyId,
    share: candidate.share,
    model,
    whenEnded: (tell) => call.whenEnded(tell),
  })
  // It may have ended in the very moment in which its turn came.
  if (call.endedBy !== undefined) {
    place.release('undecided')
    throw call.endedBy
  }
  const isFirst = (route: Route): boolean => route.upstreamId === upstreamId
  return { order: [...routes.filter(isFirst), ...routes.filter((route) => !isFirst(route))], place }
}
