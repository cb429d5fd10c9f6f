import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { isCalendarDay, isYearOfTheLiving } from './calendar-day.ts'

// Goal: a day is one that a calendar on the wall has, at both ends of each month that is special.
const cases: readonly [why: string, year: number, month: number, day: number, exists: boolean][] = [
  ['first of January', 1984, 1, 1, true],
  ['no day', 1984, 1, 0, false],
  ['no month', 1984, 0, 1, false],
  ['thirteenth month', 1984, 13, 1, false],
  ['last of December', 1984, 12, 31, true],
  ['31 April', 1984, 4, 31, false],
  ['leap day', 1984, 2, 29, true],
  ['leap day in a common year', 1983, 2, 29, false],
  ['30 February', 1984, 2, 30, false],
  ['leap day of a century', 1900, 2, 29, false],
  ['leap day of a fourth century', 2000, 2, 29, true],
  ['year with two digits, century unknown', 0, 2, 29, true],
  ['year with two digits, no leap year in any century', 3, 2, 29, false],
]

for (const [why, year, month, day, exists] of cases) {
  test(`calendar day: ${why}`, () => assert.equal(isCalendarDay({ year, month, day }), exists))
}

for (const [year, isTrue] of [
  [1909, false],
  [1910, true],
  [2040, true],
  [2041, false],
] as const) {
  test(`year of the living: ${year}`, () => assert.equal(isYearOfTheLiving(year), isTrue))
}
