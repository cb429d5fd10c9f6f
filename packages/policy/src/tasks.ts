import type { Task } from '@stellwerk/contract/lamp'
import type { Moment } from '@stellwerk/contract/route'

import type { Forbid } from './cedar/annotations.ts'
import { endOfDay } from './declared.ts'
import type { Extension, Fact } from './facts.ts'
import { endOf, isOnlyDeclared, startOfDay } from './facts-in-force.ts'

/** What decides when a task is due. */
export interface TaskFrame {
  /** ISO date on which the route came into force. */
  readonly inForceOn: string
  /** ISO date on which the policy set came into force: a new rule gives everybody its whole term. */
  readonly policiesInForceOn: string
  readonly extensions: readonly Extension[]
  /** The fact that the task is about, as it was stated, whether or not it holds. */
  readonly fact: Fact | undefined
}

/** Longest that a task may be let run on. */
const extensionDaysMax = 90

/** An extension answers "why", so it takes a sentence. */
const reasonCharactersMin = 20

const dayMs = 86_400_000

/** A task, and the first moment at which it is overdue; NaN where its dates cannot be read, and that is overdue already. */
export interface DatedTask {
  readonly task: Task
  readonly overdueAt: Moment
}

/**
 * The task of a policy that turns a lamp yellow. It counts from the latest of these: the route came into force, the policy did, the
 * fact ran out or took its value. So nobody has to remember when a lamp turned, and a recomputation always finds the same day.
 */
export function taskOf(policy: Forbid, frame: TaskFrame, now: Moment): DatedTask {
  const due = dueAt(policy, frame, now)
  const overdueAt = extended(policy.id, due, frame.extensions, now)
  return { task: { text: policy.text, dueOn: lastDayBefore(overdueAt) }, overdueAt }
}

function dueAt(policy: Forbid, frame: TaskFrame, now: Moment): Moment {
  const { fact } = frame
  if (policy.dueOn !== undefined) return endOfDay(policy.dueOn)
  if (policy.declared !== undefined && fact !== undefined && isOnlyDeclared(policy.declared, fact)) {
    const ends = endOf(policy.declared, fact)
    if (now < ends) return ends
  }
  const begins = [frame.inForceOn, frame.policiesInForceOn].map(startOfDay)
  if (fact !== undefined) begins.push(...turnedAt(policy.fact ?? '', fact, now))
  return Math.max(...begins) + ((policy.taskDays ?? 0) + 1) * dayMs
}

/** When a fact last turned something: its end, or else the day from which on it has its value. */
function turnedAt(name: string, fact: Fact, now: Moment): readonly Moment[] {
  const moments = [startOfDay(fact.statedOn), endOf(name, fact)]
  return [Math.max(0, ...moments.filter((at) => at <= now))]
}

/** Once: of several extensions of the same task only the first counts. */
function extended(policy: string, due: Moment, extensions: readonly Extension[], now: Moment): Moment {
  const [first] = extensions
    .filter((one) => one.policy === policy && startOfDay(one.extendedOn) <= now)
    .toSorted((one, other) => startOfDay(one.extendedOn) - startOfDay(other.extendedOn))
  if (first === undefined || first.person.trim() === '') return due
  if (first.reason.trim().length < reasonCharactersMin) return due
  const until = Math.min(endOfDay(first.until), due + extensionDaysMax * dayMs)
  return until > due ? until : due
}

/** @example lastDayBefore(Date.UTC(2026, 10, 25)) // '2026-11-24' */
export function lastDayBefore(moment: Moment): string {
  // What cannot be read is shown as long past rather than as an error: the lamp is shut by it either way.
  if (!Number.isFinite(moment)) return '1970-01-01'
  return new Date(moment - 1).toISOString().slice(0, 10)
}
