// What may stand in a leaf. Every text is visible ASCII without blank, quote and backslash: nobody's free text and hardly
// anybody's name fits in, and a leaf has no escapes. Each function gives the value back or throws MalformedEntry.
//
// Values are unknown, because the same checks hold for what the server states and for what a stranger's log says.

import { MalformedEntry } from './malformed.ts'

/** Checks a value of the named part. */
export type Check<T> = (value: unknown, part: string) => T

function spelled(pattern: RegExp): Check<string> {
  return (value, part) => {
    if (typeof value === 'string' && pattern.test(value)) return value
    throw new MalformedEntry(part)
  }
}

/** Ids of the configuration, model names, origins, versions. */
export const name = spelled(/^[!#-[\]-~]{1,255}$/)

/** Error codes, reason codes, grounds. */
export const code = spelled(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)

/** Of a commitment or a length. Letters first: names of digits alone are put first by every engine, out of order. */
export const fieldName = spelled(/^[a-z][A-Za-z0-9]{0,31}$/)

/** Of a category of personal data, or of a kind of finding. */
export const findingName = spelled(/^[A-Z][A-Z0-9_]{0,63}$/)

export const requestIdentifier = spelled(/^[A-Za-z0-9_-]{1,64}$/)

/** SHA-256 in hex. */
export const digest = spelled(/^[0-9a-f]{64}$/)

export const replicaIdentifier = spelled(/^[0-9a-f]{16}$/)

/** A calendar date; whether the month has that day is not looked at. */
export const day = spelled(/^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/)

/** Standard base64 of 32 bytes, in its one spelling: two bits are left over in the last character. */
export const commitment = spelled(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)

/** A whole number from 0 to 2^53 - 1. */
export function count(value: unknown, part: string): number {
  if (Number.isSafeInteger(value)) {
    // Number.isSafeInteger is true for numbers only.
    const number = value as number
    if (number > 0) return number
    if (number === 0) return 0 // Not -0, which has another spelling in RFC 8785 than in JSON.stringify.
  }
  throw new MalformedEntry(part)
}

/** A count from 1. */
export function ordinal(value: unknown, part: string): number {
  if (value === 0) throw new MalformedEntry(part)
  return count(value, part)
}

export function flag(value: unknown, part: string): boolean {
  if (typeof value === 'boolean') return value
  throw new MalformedEntry(part)
}

/** @example oneOf(['set', 'lift'])('set', 'action') // 'set' */
export function oneOf<const T extends string>(words: readonly T[]): Check<T> {
  return (value, part) => {
    for (const word of words) if (word === value) return word
    throw new MalformedEntry(part)
  }
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, part) => (value === undefined ? undefined : check(value, part))
}

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, part) => {
    if (!Array.isArray(value)) throw new MalformedEntry(part)
    return value.map((item: unknown) => check(item, part))
  }
}

export function pairOf<A, B>(first: Check<A>, second: Check<B>): Check<readonly [A, B]> {
  return (value, part) => {
    if (!Array.isArray(value) || value.length !== 2) throw new MalformedEntry(part)
    return [first(value[0], part), second(value[1], part)]
  }
}

/** Any object that is no list. */
export function object(value: unknown, part: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedEntry(part)
  // Checked above; which attributes it has is left to whoever reads them.
  return value as Readonly<Record<string, unknown>>
}

/** Checks for each attribute of an object. */
export type Fields<T> = { readonly [K in keyof T]-?: Check<T[K]> }

/** An object with exactly these attributes; those that are undefined are left out of it. */
export function objectOf<T extends object>(fields: Fields<T>): Check<T> {
  const checks = Object.entries<Check<unknown>>(fields)
  return (value, part) => {
    const from = object(value, part)
    const found: Record<string, unknown> = {}
    for (const [key, check] of checks) {
      const checked = check(from[key], key)
      if (checked !== undefined) found[key] = checked
    }
    // Every attribute went through the check that its type names.
    return found as T
  }
}

/** A record, with its names in order; it nearly always has them so already. */
export function recordOf<V>(key: Check<string>, check: Check<V>): Check<Readonly<Record<string, V>>> {
  return (value, part) => {
    const from = object(value, part)
    let before = ''
    let isSorted = true
    for (const one in from) {
      key(one, part)
      check(from[one], part)
      if (one < before) isSorted = false
      before = one
    }
    // Every key and every value went through its check.
    return (isSorted ? from : sorted(from)) as Readonly<Record<string, V>>
  }
}

function sorted(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
