import type { Clearance, Lamp } from '@stellwerk/contract/lamp'
import type { Moment } from '@stellwerk/contract/route'

import type { RouteFacts } from './facts.ts'
import { lamps } from './lamps.ts'
import { type LampJudges, routeLamps } from './route-lamps.ts'

/** Days ahead on which people are told that a lamp will go out. */
export const noticeDays = [30, 14, 3, 1] as const

/** A lamp that may be passed now and will not be, if nobody does anything. */
export interface Warning {
  readonly lamp: Lamp
  readonly darkAt: Moment
  /** Whole days until then, rounded up. */
  readonly daysLeft: number
  /** Which of the notices is due: one for each of `noticeDays`. */
  readonly notice: (typeof noticeDays)[number]
  /** What it will show then: what is missing or against it. */
  readonly shows: Clearance
}

const dayMs = 86_400_000

/** Moments that are looked at within the longest notice. A house with more changes in a month is told of the first of them. */
const momentsMax = 200

/**
 * Lamps of a route that will go out within the longest notice. Not a list of dates: the route is judged at each moment at which
 * something changes, so an end that shuts nothing warns of nothing, and a task that was let run on warns of its new day.
 *
 * @param factsAt what will be known at a moment if nobody does anything; the judges of lamps are asked for that moment again
 */
export function warningsOf(
  judges: LampJudges,
  factsAt: (moment: Moment) => RouteFacts,
  now: Moment,
): readonly Warning[] {
  const horizon = now + noticeDays[0] * dayMs
  const today = routeLamps(judges, factsAt(now), now)
  const lit = new Set(lamps.filter((lamp) => passes(today.lamps[lamp])))
  const warnings: Warning[] = []
  let at = today.validUntil
  for (let moment = 0; moment < momentsMax && at <= horizon && lit.size > 0; moment++) {
    const then = routeLamps(judges, factsAt(at), at)
    for (const lamp of lit) {
      if (passes(then.lamps[lamp])) continue
      lit.delete(lamp)
      warnings.push(warningOf(lamp, { darkAt: at, shows: then.lamps[lamp], now }))
    }
    at = then.validUntil
  }
  return warnings
}

function warningOf(
  lamp: Lamp,
  { darkAt, shows, now }: { readonly darkAt: Moment; readonly shows: Clearance; readonly now: Moment },
): Warning {
  const daysLeft = Math.ceil((darkAt - now) / dayMs)
  const notice = noticeDays.findLast((days) => daysLeft <= days) ?? noticeDays[0]
  return { lamp, darkAt, daysLeft, notice, shows }
}

function passes({ state }: Clearance): boolean {
  return state === 'clear' || state === 'caution'
}
