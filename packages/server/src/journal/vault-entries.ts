// How the journal says what happened to the vault.
import type { EntryRuns } from '@stellwerk/contract/journal-office'
import type { Indices } from '@stellwerk/contract/journal/governance'
import { rangesPerEntryMax } from '@stellwerk/contract/journal/governance'

import type { JournalItem } from './messages.ts'
import type { UntoldErasure } from './tasks.ts'
import { holdSubject, retentionGround } from './vault-tasks.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/**
 * Days that the openings of these entries stay in the vault: who erased or held what, and why, has to be shown for as long
 * as somebody can claim something. Three years from the end of a year (§§ 195, 199 BGB; § 31 OWiG); checked 2026-11-23.
 */
const governanceDays = 4 * 366

/** Logs that one entry names, so that it fits into a leaf whatever their names are. */
const logsPerEntryMax = 100

/** Who asked, and why. */
export interface Why {
  readonly actor: string
  readonly reason: string
}

/** The entries of one erasure. Only the first tells its subjects, so that counts add up. */
export function erasureItems(erasure: UntoldErasure, now: number): readonly JournalItem[] {
  const { ground, fields, erased, subjectCount, why } = erasure
  const parts = partsOf(erased)
  if (ground === retentionGround) {
    return parts.map((indices) => ({ ...plain, draft: { type: 'retention', indices } }))
  }
  return parts.map((indices, at) => ({
    ...withWhy(why, now),
    draft: {
      type: 'erasure',
      indices,
      fields,
      ground,
      subjectCount: at === 0 ? subjectCount : 0,
      commitments: {},
    },
  }))
}

/** One erasure of several of the same ground that nobody asked for: the steps of one run. */
export function together(erasures: readonly UntoldErasure[]): UntoldErasure | undefined {
  const [first] = erasures
  if (first === undefined) return undefined
  const runs = new Map<string, EntryRuns['indices'][number][]>()
  for (const { origin, indices } of erasures.flatMap(({ erased }) => erased)) {
    const known = runs.get(origin) ?? []
    runs.set(origin, known)
    known.push(...indices)
  }
  const erased = [...runs].map(([origin, indices]) => ({ origin, indices: joined(indices) }))
  return { ...first, erased }
}

export function holdItem(
  what: { readonly action: 'set' | 'lift'; readonly id: string; readonly entries?: EntryRuns | undefined },
  why: Why,
  now: number,
): JournalItem {
  const { action, id, entries } = what
  const item = withWhy(why, now)
  return {
    ...item,
    draft: {
      type: 'hold',
      action,
      indices: entries && [indicesOf(entries)],
      commitments: {},
    },
    // By its id both entries of a hold are found; in the leaf they cannot be told to be of the same one.
    subjects: [...item.subjects, holdSubject(id)],
    identities: { ...item.identities, hold: id },
  }
}

const plain = {
  subjects: [],
  identities: {},
  keeping: { class: 'none', deleteOnDay: 0 },
} as const satisfies Omit<JournalItem, 'draft'>

function withWhy(why: Why | undefined, now: number): Omit<JournalItem, 'draft'> {
  if (why === undefined) return plain
  const { actor, reason } = why
  return {
    subjects: [`person:${actor}`],
    identities: { actor, reason },
    keeping: { class: 'governance', deleteOnDay: Math.floor(now / dayMs) + governanceDays },
  }
}

/** In pieces that fit into one entry each. */
function partsOf(erased: readonly EntryRuns[]): readonly (readonly Indices[])[] {
  const parts: Indices[][] = []
  let room = 0
  for (const { origin, indices } of erased) {
    for (let from = 0; from < indices.length;) {
      const last = parts.at(-1)
      if (last === undefined || room === 0 || last.length === logsPerEntryMax) {
        parts.push([])
        room = rangesPerEntryMax
      }
      const some = indices.slice(from, from + room)
      parts.at(-1)?.push(indicesOf({ origin, indices: some }))
      from += some.length
      room -= some.length
    }
  }
  return parts
}

function indicesOf({ origin, indices }: EntryRuns): Indices {
  return { origin, count: countOf([{ origin, indices }]), ranges: indices }
}

/** Number of entries. */
export function countOf(runs: readonly EntryRuns[]): number {
  return runs.reduce((sum, { indices }) => sum + indices.reduce((of, [first, last]) => of + last - first + 1, 0), 0)
}

function joined(runs: readonly EntryRuns['indices'][number][]): EntryRuns['indices'] {
  const whole: (readonly [number, number])[] = []
  for (const [first, last] of [...runs].sort(([one], [other]) => one - other)) {
    const before = whole.at(-1)
    if (before !== undefined && before[1] >= first - 1) whole[whole.length - 1] = [before[0], Math.max(before[1], last)]
    else whole.push([first, last])
  }
  return whole
}
