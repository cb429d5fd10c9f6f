import type { Moment } from '@stellwerk/contract/route'

import { endOfDay } from './declared.ts'
import type { Fact, Verdict } from './facts.ts'

/** Facts of one lamp by their names, as they lie in `RouteFacts`. */
export type NamedFacts = Readonly<Partial<Record<string, Fact | Verdict | undefined>>>

/** What holds of the facts of a lamp at a moment. */
export interface InForce {
  readonly facts: ReadonlyMap<string, Fact>
  readonly verdict: Verdict | undefined
  /** The first moment at which another set of facts holds. */
  readonly changesAt: Moment
}

/** Longest that a mere declaration of a security fact counts: three months, and then somebody looks again. */
const declaredDaysMax = 90

const dayMs = 86_400_000

/** Facts that should be measured and that not everything measures yet. They may be declared, for a while and as such. */
const mayBeDeclared: ReadonlySet<string> = new Set(['artefact', 'engineVersion', 'patches', 'isolation', 'drill'])

/** Facts that only the program itself can know. */
const measuredOnly: ReadonlySet<string> = new Set(['integrity', 'incident', 'witness'])

/**
 * The facts that hold at this moment. One that has run out, one that begins later and one without a date that can be read are as
 * if nobody had supplied them.
 */
export function inForce(stated: NamedFacts, names: readonly string[], now: Moment): InForce {
  const facts = new Map<string, Fact>()
  let changesAt = Number.POSITIVE_INFINITY
  for (const name of names) {
    const fact = stated[name]
    if (fact === undefined || !('value' in fact)) continue
    const begins = startOfDay(fact.statedOn)
    const ends = endOf(name, fact)
    if (begins <= now && now < ends && !isForMeasuring(name, fact)) facts.set(name, fact)
    for (const at of [begins, ends]) if (now < at && at < changesAt) changesAt = at
  }
  const judged = stated['verdict']
  const isVerdict = judged !== undefined && 'clearance' in judged && now < judged.validUntil
  if (isVerdict && judged.validUntil < changesAt) changesAt = judged.validUntil
  return { facts, verdict: isVerdict ? judged : undefined, changesAt }
}

/** The first moment at which a fact no longer holds; NaN, which is after nothing, where no end can be read. */
export function endOf(name: string, fact: Fact): Moment {
  const { provenance, validUntil, statedOn } = fact
  const isOpen = validUntil === undefined && (provenance === 'measured' || provenance === 'derived')
  if (isOpen) return Number.POSITIVE_INFINITY
  const ends = validUntil === undefined ? Number.NaN : endOfDay(validUntil)
  // An end that is too far away is brought forward, so that nobody declares for a year what has to be looked at each quarter.
  return isOnlyDeclared(name, fact) ? Math.min(ends, startOfDay(statedOn) + (declaredDaysMax + 1) * dayMs) : ends
}

/** Whether a fact that should be measured was merely declared. */
export function isOnlyDeclared(name: string, { provenance }: Fact): boolean {
  return mayBeDeclared.has(name) && (provenance === 'declared' || provenance === 'concluded')
}

function isForMeasuring(name: string, { provenance }: Fact): boolean {
  return measuredOnly.has(name) && provenance !== 'measured' && provenance !== 'derived'
}

/** @example startOfDay('2026-11-24') // Date.UTC(2026, 10, 24) */
export function startOfDay(date: string): Moment {
  return Date.parse(`${date}T00:00:00Z`)
}
