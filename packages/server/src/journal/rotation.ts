// When a log ends and what the next one is called. Times are UTC: a log is read in more than one country.

import type { Rotation } from '@stellwerk/contract/config-rotation'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/** What a name says: `2026h2`, `2026-11` or `2026w48`, and behind it `-r1` after the first restore. */
const spelling =
  /^(?<year>\d{4})(?:h(?<half>[12])|-(?<month>0[1-9]|1[0-2])|w(?<week>0[1-9]|[1-4]\d|5[0-3]))(?:-r(?<restored>[1-9]\d?))?$/

/** @example periodName('month', Date.UTC(2026, 10, 23)) // '2026-11' */
export function periodName(rotation: Rotation, nowMs: number): string {
  const date = new Date(nowMs)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (rotation) {
    case 'halfYear':
      return `${year}h${month < 6 ? 1 : 2}`
    case 'month':
      return `${year}-${twoDigits(month + 1)}`
    case 'week': {
      const thursday = new Date(mondayBefore(nowMs) + 3 * dayMs)
      const firstOfYear = Date.UTC(thursday.getUTCFullYear(), 0, 1)
      return `${thursday.getUTCFullYear()}w${twoDigits(1 + Math.floor((thursday.getTime() - firstOfYear) / (7 * dayMs)))}`
    }
  }
}

/** Milliseconds since the epoch at which the period of a log begins; `undefined` if the name is none of ours. */
export function periodStart(name: string): number | undefined {
  const { year = '', half, month, week } = spelling.exec(name)?.groups ?? {}
  if (half !== undefined) return Date.UTC(Number(year), half === '1' ? 0 : 6, 1)
  if (month !== undefined) return Date.UTC(Number(year), Number(month) - 1, 1)
  // ISO 8601: the fourth of January is always in the first week.
  if (week !== undefined) return mondayBefore(Date.UTC(Number(year), 0, 4)) + (Number(week) - 1) * 7 * dayMs
  return undefined
}

/**
 * What the next log is called if it is time for one. Never goes back: neither a clock that was set back nor a longer
 * rotation leads into a period that begins before that of the current log.
 *
 * @example nextLogName('2026h2', { rotation: 'halfYear', nowMs: Date.UTC(2027, 0, 1) }) // '2027h1'
 */
export function nextLogName(
  current: string,
  { rotation, nowMs }: { readonly rotation: Rotation; readonly nowMs: number },
): string | undefined {
  const next = periodName(rotation, nowMs)
  const [begun, begins] = [periodStart(current), periodStart(next)]
  if (begins === undefined) return undefined
  return begun === undefined || begins > begun ? next : undefined
}

/** Milliseconds since the epoch at which the next period begins. */
export function nextBoundary(rotation: Rotation, nowMs: number): number {
  const date = new Date(nowMs)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (rotation) {
    case 'halfYear':
      return Date.UTC(year, month < 6 ? 6 : 12, 1)
    case 'month':
      return Date.UTC(year, month + 1, 1)
    case 'week':
      return mondayBefore(nowMs) + 7 * dayMs
  }
}

/** The same period under another origin, because after a restore the old one might be signed twice. */
export function restoredName(name: string): string {
  const restored = Number(spelling.exec(name)?.groups?.['restored'] ?? 0)
  return `${name.replace(/-r\d+$/, '')}-r${restored + 1}`
}

function mondayBefore(nowMs: number): number {
  const midnight = Math.floor(nowMs / dayMs) * dayMs
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * dayMs
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
