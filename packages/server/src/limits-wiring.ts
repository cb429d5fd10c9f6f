import type { Config, UpstreamConfig, UseCaseConfig } from '@stellwerk/contract/config'

import type { Clock } from './clock.ts'
import { Limits, type UseCaseLimits } from './gate/limits.ts'
import type { House } from './house.ts'
import type { Metrics } from './telemetry/metrics.ts'

/** Where nobody is limited, nothing is looked up. */
const unlimited: House['limits'] = { enter: () => undefined }

/** The limits that the configuration states. */
export function openLimits({ useCases }: Pick<Config, 'useCases'>, clock: Clock, metrics: Metrics): House['limits'] {
  const limited = useCases.flatMap((useCase) => limitsOf(useCase))
  if (limited.length === 0) return unlimited
  return new Limits({
    useCases: new Map(limited),
    clock,
    onEstimated: (useCase, tokens) => metrics.tokensEstimated.add({ useCase }, tokens),
  })
}

function limitsOf({ id, title, limits }: UseCaseConfig): readonly (readonly [string, UseCaseLimits])[] {
  if (limits === undefined) return []
  const { share: _, perKey, ...bounds } = limits
  // A share alone is about waiting and bounds nothing.
  if (perKey === undefined && Object.keys(bounds).length === 0) return []
  return [[id, { title, bounds, perKey }]]
}

/** Who may wait for an engine. Nobody waits longer for a place there than for its answer. */
export function queueOf({
  queue,
  timeouts,
}: UpstreamConfig): { readonly max: number; readonly waitMs: number } | undefined {
  return queue && { max: queue.max, waitMs: Math.min(queue.waitMs, timeouts.firstByteMs) }
}
