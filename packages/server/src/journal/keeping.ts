import type { RecordConfig, RecordInForce } from '@stellwerk/contract/config-record'
import { recordDefaults, recordOn } from '@stellwerk/contract/config-record'

import type { Keeping } from '../house.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/** @example dayOf(Date.parse('2026-11-23T12:00:00Z')) // days since the epoch */
export function dayOf(nowMs: number): number {
  return Math.floor(nowMs / dayMs)
}

/** Every call of a day names the same few. */
let [lastDay, lastDayText] = [Number.NaN, '']

/** ISO date of a day since the epoch (UTC). */
export function dayText(day: number): string {
  if (day !== lastDay) {
    lastDay = day
    lastDayText = new Date(day * dayMs).toISOString().slice(0, 10)
  }
  return lastDayText
}

/** For whoever asks with the key of a use case that is no longer in the file. */
const standard: RecordConfig = { ...recordDefaults, fields: {} }

/** What is kept of a call that comes now, by its use case. Worked out once a day. */
export function keepingByUseCase(what: {
  readonly records: ReadonlyMap<string, RecordConfig>
  /** Bytes of a text that is kept. */
  readonly bytesMax: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}): (useCaseId: string) => Keeping {
  let today = Number.NaN
  const known = new Map<string, Keeping>()
  return (useCaseId) => {
    const day = dayOf(what.now())
    if (day !== today) {
      today = day
      known.clear()
    }
    const found = known.get(useCaseId)
    if (found !== undefined) return found
    const keeping = keepingOn(day, what.records.get(useCaseId) ?? standard, what.bytesMax)
    // Use cases come from the file or from keys in the store, so there are only so many.
    known.set(useCaseId, keeping)
    return keeping
  }
}

function keepingOn(day: number, record: RecordConfig, bytesMax: number): Keeping {
  const { classes, days, full } = recordOn(record, dayText(day))
  const most = mostOf(classes)
  if (most === 'none') return { class: 'none', deleteOnDay: day }
  const others = Object.entries(classes).filter(([field, kept]) => kept !== most && !isSame(field, kept))
  return {
    class: most,
    deleteOnDay: day + days,
    ...(others.length === 0 ? {} : { fields: Object.fromEntries(others) }),
    ...(full === undefined ? {} : { full: { reason: full.reason, bytesMax } }),
  }
}

function mostOf(classes: RecordInForce['classes']): Keeping['class'] {
  const stated = Object.values(classes)
  return (['full', 'pseudonymised', 'metadata'] as const).find((kept) => stated.includes(kept)) ?? 'none'
}

/** Of a person there is no more to keep than the name, which metadata keeps. */
function isSame(field: string, kept: Keeping['class']): boolean {
  return kept === 'metadata' && (field === 'key' || field === 'user')
}
