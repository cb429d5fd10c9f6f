import { z } from 'zod'
import type { ConfigProblem } from './config-problem.ts'
import { configSentences } from './config-problem.ts'

// How long entries share a log: `journal.rotation` (docs/retention.md). A log is deleted as a whole, so what has to go first
// decides.

const rotations = ['week', 'month', 'halfYear'] as const

export type Rotation = (typeof rotations)[number]

/** The most days of a period. */
const daysOf: Readonly<Record<Rotation, number>> = { week: 7, month: 31, halfYear: 184 }

export const rotation = z
  .enum(rotations)
  .exactOptional()
  .describe(
    'How long entries share a log. Not longer than the shortest `useCases[].record.days`; by default the longest that is.',
  )

/** A configuration as far as it matters here. */
interface Recorded {
  readonly journal: { readonly rotation?: Rotation }
  readonly useCases: readonly { readonly record: { readonly days: number } }[]
}

/** The rotation in force. @example rotationOf(config) // 'halfYear' */
export function rotationOf({ journal, useCases }: Recorded): Rotation {
  if (journal.rotation !== undefined) return journal.rotation
  const shortest = Math.min(...useCases.map(({ record }) => record.days))
  return rotations.findLast((each) => daysOf[each] <= shortest) ?? 'week'
}

/** A log must not outlive what lies in it, by more than a week, the shortest period there is. */
export function rotationProblems({ journal, useCases }: Recorded): readonly ConfigProblem[] {
  const chosen = journal.rotation
  const shortest = Math.min(...useCases.map(({ record }) => record.days))
  if (chosen === undefined || chosen === 'week' || daysOf[chosen] <= shortest) return []
  const allowed = rotations.filter((each) => each === 'week' || daysOf[each] <= shortest)
  return [{ path: 'journal.rotation', problem: configSentences.rotationTooLong, allowed }]
}
