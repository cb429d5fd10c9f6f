/** A day as identifiers carry it. The year may have two digits. */
export interface CalendarDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * Whether the calendar has this day. Of a year with two digits the century is not known, so 00 counts as a leap year: better a
 * 29 February too many than a person without protection.
 *
 * @example isCalendarDay({ year: 2023, month: 2, day: 29 }) // false
 */
export function isCalendarDay({ year, month, day }: CalendarDay): boolean {
  const days = daysOfMonth[month - 1]
  if (days === undefined || !(day >= 1 && day <= days)) return false
  return month !== 2 || day < 29 || isLeapYear(year)
}

function isLeapYear(year: number): boolean {
  if (year < 100) return year % 4 === 0
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/**
 * Whether somebody who is born in this year may be alive, or will be while this is in use. Numbers of other years exist in archives
 * and need context: without this bound, twice as many order numbers would be taken for persons.
 */
export function isYearOfTheLiving(year: number): boolean {
  return year >= 1910 && year <= 2040
}

/** The number that stands at `from` to `to` (exclusive) of a text of digits. */
export function numberAt(digits: string, from: number, to: number): number {
  let number = 0
  for (let index = from; index < to; index += 1) {
    const digit = digits.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return Number(digits.slice(from, to))
    number = number * 10 + digit
  }
  return number
}
