import type { DutyState } from '@stellwerk/licences/lamp'
import type { LicenceObligation } from '@stellwerk/licences/verdict'

import { digestOf } from './judge.ts'
import type { RouteName } from './route-facts.ts'
import type { DutyRecord } from './stores.ts'

const dayMs = 86_400_000

/** Hex digits of an id: 48 bits tell apart every duty that anybody will ever read. */
const idDigits = 12

/**
 * The dated tasks that follow from duties. A task is known by what it is, so a route that is judged again, or goes away and comes
 * back, has the same tasks with the same days.
 */
export class Duties {
  readonly #known = new Map<string, DutyRecord>()
  readonly #unstored = new Set<string>()
  #taskDays: number

  constructor(known: readonly DutyRecord[], taskDays: number) {
    for (const duty of known) this.#known.set(duty.id, duty)
    this.#taskDays = taskDays
  }

  /** For duties that arise from here on; those that are known keep their day. */
  set taskDays(days: number) {
    this.#taskDays = days
  }

  /** Where a duty stands on a day (ISO date). One that nobody has seen before begins here. */
  standing(route: RouteName, obligation: LicenceObligation, day: string): DutyState {
    const id = dutyId(route, obligation)
    const duty = this.#known.get(id) ?? this.#begin(id, route, obligation, day)
    if (duty.done !== undefined) return { state: 'met' }
    return { state: duty.dueOn < day ? 'overdue' : 'open', dueOn: duty.dueOn }
  }

  get(id: string): DutyRecord | undefined {
    return this.#known.get(id)
  }

  finish(id: string, done: NonNullable<DutyRecord['done']>): void {
    const duty = this.#known.get(id)
    if (duty !== undefined) this.#known.set(id, { ...duty, done })
  }

  /** What began and is not in the store yet. */
  get unstored(): readonly DutyRecord[] {
    return [...this.#unstored].flatMap((id) => this.#known.get(id) ?? [])
  }

  stored(id: string): void {
    this.#unstored.delete(id)
  }

  #begin(
    id: string,
    { useCaseId, deploymentId }: RouteName,
    { kind, sources }: LicenceObligation,
    day: string,
  ): DutyRecord {
    const licences = [...new Set(sources.map(({ licence }) => licence))]
    const dueOn = new Date(Date.parse(`${day}T00:00:00Z`) + this.#taskDays * dayMs).toISOString().slice(0, 10)
    const duty: DutyRecord = { id, useCaseId, deploymentId, kind, licences, firstSeenOn: day, dueOn }
    this.#known.set(id, duty)
    this.#unstored.add(id)
    return duty
  }
}

/** What makes a duty the same one: the route, what is to be done, the words that are to be shown, and whose licence asks for it. */
export function dutyId(
  { useCaseId, deploymentId }: RouteName,
  { kind, fixedWords, sources }: Pick<LicenceObligation, 'kind' | 'fixedWords' | 'sources'>,
): string {
  const asking = [...new Set(sources.map(({ component, licence }) => `${component}\0${licence}`))].toSorted()
  return digestOf({ useCaseId, deploymentId, kind, fixedWords: fixedWords ?? [], asking }).slice(0, idDigits)
}
