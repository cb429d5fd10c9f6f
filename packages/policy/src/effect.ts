import type { Lamp, LampState } from '@stellwerk/contract/lamp'
import type { Moment } from '@stellwerk/contract/route'

import type { RouteFacts } from './facts.ts'
import { lamps } from './lamps.ts'
import type { OwnCall, OwnRules } from './own-rules.ts'
import { type LampJudges, routeLamps } from './route-lamps.ts'

/** All policies that decide about a request. */
export interface PoliciesInUse {
  readonly lamps: LampJudges
  /** Left out where the operator has none. */
  readonly own?: OwnRules | undefined
}

/** A decision that was recorded, with the facts of its time. */
export interface RecordedDecision {
  readonly id: string
  readonly at: Moment
  readonly facts: RouteFacts
  readonly call: OwnCall
}

type Outcome = 'allow' | 'deny'

/** A decision that would come out otherwise, or show other lamps. */
export interface Effect {
  readonly id: string
  readonly outcome: { readonly before: Outcome; readonly after: Outcome }
  readonly lamps: readonly { readonly lamp: Lamp; readonly before: LampState; readonly after: LampState }[]
  /** Ids of the policies that decide under the new policies and did not under the old ones, sorted. */
  readonly because: readonly string[]
}

/**
 * What a change of policies would have meant for decisions that were recorded: whoever approves the change sees it before. Each is
 * decided anew at its own moment under both, so a decision that would come out otherwise today for other reasons is not among them.
 */
export function effectOf(
  before: PoliciesInUse,
  after: PoliciesInUse,
  decisions: readonly RecordedDecision[],
): readonly Effect[] {
  return decisions.flatMap((decision) => {
    const [was, is] = [under(before, decision), under(after, decision)]
    const changed = lamps
      .filter((lamp) => was.states[lamp] !== is.states[lamp])
      .map((lamp) => ({ lamp, before: was.states[lamp], after: is.states[lamp] }))
    if (was.outcome === is.outcome && changed.length === 0) return []
    const because = is.determining.filter((id) => !was.determining.includes(id)).toSorted()
    return [{ id: decision.id, outcome: { before: was.outcome, after: is.outcome }, lamps: changed, because }]
  })
}

function under(policies: PoliciesInUse, { facts, call, at }: RecordedDecision) {
  const shown = routeLamps(policies.lamps, facts, at)
  const own = policies.own?.answer(facts, call)
  const states = {} as Record<Lamp, LampState> // Filled for every member of `lamps`.
  for (const lamp of lamps) states[lamp] = shown.lamps[lamp].state
  const isShut = lamps.some((lamp) => !('obligations' in shown.lamps[lamp])) || own?.state === 'shut'
  const outcome: Outcome = isShut ? 'deny' : 'allow'
  const determining = [...lamps.flatMap((lamp) => shown.determining[lamp]), ...(own?.determining ?? [])]
  return { outcome, states, determining }
}
