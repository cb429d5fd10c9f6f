import type { Moment } from '@stellwerk/contract/route'

import { endOfDay } from './declared.ts'
import type { Fact } from './facts.ts'

/** Facts of one lamp by their names, as they lie in `RouteFacts`. */
export type NamedFacts = Readonly<Partial<Record<string, Fact | undefined>>>

/** What holds of the facts of a lamp at a moment. */
export interface InForce {
  readonly facts: ReadonlyMap<string, Fact>
  /** Names of facts that should have been measured and were only declared. */
  readonly declared: readonly string[]
  /** The same for all sets of facts that say the same, whoever said it and when. */
  readonly key: string
  /** Whether these facts are frozen, and this very object stands for all routes that share them. */
  readonly isShared: boolean
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

/** What was read of frozen facts, and from when on it was right. Use cases and deployments share theirs among many routes. */
const read = new WeakMap<NamedFacts, { readonly since: Moment; readonly inForce: InForce }>()

/**
 * The facts that hold at this moment. One that has run out, one that begins later and one without a date that can be read are as
 * if nobody had supplied them. Frozen facts are read once for as long as nothing of them begins or ends.
 */
export function inForce(stated: NamedFacts, names: readonly string[], now: Moment): InForce {
  const known = read.get(stated)
  if (known !== undefined && known.since <= now && now < known.inForce.changesAt) return known.inForce
  const current = readFacts(stated, names, now)
  if (current.isShared) read.set(stated, { since: now, inForce: current })
  return current
}

function readFacts(stated: NamedFacts, names: readonly string[], now: Moment): InForce {
  const facts = new Map<string, Fact>()
  const declared: string[] = []
  let key = ''
  let changesAt = Number.POSITIVE_INFINITY
  for (const name of names) {
    const fact = stated[name]
    if (fact === undefined) continue
    const begins = startOfDay(fact.statedOn)
    const ends = endOf(name, fact)
    for (const at of [begins, ends]) if (now < at && at < changesAt) changesAt = at
    if (!(begins <= now && now < ends) || isForMeasuring(name, fact)) continue
    facts.set(name, fact)
    if (isOnlyDeclared(name, fact)) declared.push(name)
    // With its length, so that no value can look like the next fact.
    key += `\0${name}${isOnlyDeclared(name, fact) ? '!' : '='}${fact.value.length}:${fact.value}`
  }
  return { facts, declared, key, isShared: Object.isFrozen(stated), changesAt }
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
