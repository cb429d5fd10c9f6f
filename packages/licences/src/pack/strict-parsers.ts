import type { Text } from '@stellwerk/contract/language'

/** Reads a value of one kind, or throws {@link FieldMalformed}. Nothing is repaired and nothing is passed over. */
export type Parse<T> = (value: unknown, path: string) => T

/** A member that may be absent. */
export interface Optional<T> {
  readonly optional: Parse<T>
}

/** A member is not what it has to be. Whoever knows which entry it is in says so as well. */
export class FieldMalformed extends Error {
  override readonly name = 'FieldMalformed'
  readonly path: string
  readonly text: Text

  constructor(path: string, text: Text) {
    super(`${path}: ${text.en}`)
    this.path = path
    this.text = text
  }
}

/** How a type is read, member by member: one that is missing here does not compile, nor one that is optional on one side only. */
export type Members<T> = {
  readonly [Name in keyof T]-?: object extends Pick<T, Name> ? Optional<NonNullable<T[Name]>> : Parse<T[Name]>
}

/** Longest name of a member in a message: it comes from strangers. */
const nameShownMax = 60

export function optional<T>(parse: Parse<T>): Optional<T> {
  return { optional: parse }
}

/** An object with these members and no others. */
export function objectOf<T extends object>(members: Members<T>): Parse<T> {
  // The type above is what the two kinds of members are made from.
  const parsers = members as unknown as Readonly<Record<string, Parse<unknown> | Optional<unknown>>>
  return (value, path) => {
    const given = record(value, path)
    for (const name of Object.keys(given)) {
      // Own members only, on both sides: `constructor` and `__proto__` name nothing here.
      if (!Object.hasOwn(parsers, name)) throw new FieldMalformed(within(path, name), unknownMember)
    }
    const read: [string, unknown][] = []
    for (const [name, member] of Object.entries(parsers)) {
      const isThere = Object.hasOwn(given, name)
      if (typeof member === 'function') {
        if (!isThere) throw new FieldMalformed(within(path, name), missing)
        read.push([name, member(given[name], within(path, name))])
      } else if (isThere) read.push([name, member.optional(given[name], within(path, name))])
    }
    return Object.fromEntries(read) as T // Each member went through its parser, and none is missing.
  }
}

/** One of several objects, told apart by one member. */
export function variants<T extends object>(tag: keyof T & string, byTag: Readonly<Record<string, Parse<T>>>): Parse<T> {
  return (value, path) => {
    const given = record(value, path)
    const said = Object.hasOwn(given, tag) ? given[tag] : undefined
    const chosen = typeof said === 'string' || typeof said === 'boolean' ? String(said) : ''
    const parse = Object.hasOwn(byTag, chosen) ? byTag[chosen] : undefined
    if (parse === undefined) throw new FieldMalformed(within(path, tag), oneOf(Object.keys(byTag)))
    return parse(value, path)
  }
}

/** A list with so many items. */
export function listOf<T>(parse: Parse<T>, { from = 0, to }: { readonly from?: number; readonly to: number }) {
  return (value: unknown, path: string): readonly T[] => {
    if (!Array.isArray(value) || value.length < from || value.length > to) {
      throw new FieldMalformed(path, {
        de: `muss eine Liste mit ${from} bis ${to} Einträgen sein`,
        en: `must be a list of ${from} to ${to} items`,
      })
    }
    return value.map((item, at) => parse(item, `${path}[${at}]`))
  }
}

/** A list with at least one item, none of them twice. */
export function someOf<T extends string>(parse: Parse<T>, to: number): Parse<readonly [T, ...T[]]> {
  const list = listOf(parse, { from: 1, to })
  return (value, path) => {
    const items = list(value, path)
    const [first, ...rest] = items
    if (first === undefined || new Set(items).size !== items.length) throw new FieldMalformed(path, twice)
    return [first, ...rest]
  }
}

/** A word of a closed list. */
export function wordOf<Word extends string>(words: readonly Word[]): Parse<Word> {
  return (value, path) => {
    const word = words.find((known) => known === value)
    if (word === undefined) throw new FieldMalformed(path, oneOf(words))
    return word
  }
}

/** A word that the vocabulary has. */
export function keyOf<Word extends string>(vocabulary: Readonly<Record<Word, unknown>>): Parse<Word> {
  return wordOf(Object.keys(vocabulary) as Word[]) // The lists are closed: their keys are their words.
}

/**
 * A line or a few of them: not empty, not padded, well-formed, and without control and formatting characters, because it is printed to
 * terminals and into documents.
 */
export function line(charactersMax: number): Parse<string> {
  return (value, path) => {
    const isLine =
      typeof value === 'string' &&
      value.length > 0 &&
      value.length <= charactersMax &&
      value.trim() === value &&
      value.isWellFormed() &&
      !/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value)
    if (isLine) return value
    throw new FieldMalformed(path, {
      de: `muss ein Text mit 1 bis ${charactersMax} Zeichen sein, ohne Steuerzeichen und ohne Leerraum am Rand`,
      en: `must be a text of 1 to ${charactersMax} characters, without control characters and without blanks at its ends`,
    })
  }
}

/** A text of a fixed form. */
export function form(pattern: RegExp, says: Text): Parse<string> {
  return (value, path) => {
    if (typeof value === 'string' && pattern.test(value)) return value
    throw new FieldMalformed(path, says)
  }
}

/** A day of the calendar (ISO date). */
export const day: Parse<string> = (value, path) => {
  if (typeof value === 'string' && isDay(value)) return value
  throw new FieldMalformed(path, { de: 'muss ein Tag wie 2026-11-23 sein', en: 'must be a day such as 2026-11-23' })
}

/** There is no 30 February, though some programs read it as 2 March. */
function isDay(text: string): boolean {
  const [, year, month, ofMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return false
  const [y, m, d] = [Number(year), Number(month), Number(ofMonth)]
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 0
  return d >= 1 && d <= days
}

/** A day, or a month or year where no more is known. */
export const dayOrLess: Parse<string> = (value, path) => {
  const isShort = typeof value === 'string' && /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(value)
  return isShort ? value : day(value, path)
}

export function wholeNumber(from: number): Parse<number> {
  return (value, path) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= from) return value
    throw new FieldMalformed(path, {
      de: `muss eine ganze Zahl ab ${from} sein`,
      en: `must be a whole number from ${from}`,
    })
  }
}

export const flag: Parse<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value
  throw new FieldMalformed(path, { de: 'muss true oder false sein', en: 'must be true or false' })
}

/** A truth value that only this one can be. */
export function always<Value extends boolean>(wanted: Value): Parse<Value> {
  return (value, path) => {
    if (value === wanted) return wanted
    throw new FieldMalformed(path, { de: `muss ${wanted} sein`, en: `must be ${wanted}` })
  }
}

function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>> // An object that is no list has members, of which nothing else is known.
  }
  throw new FieldMalformed(path === '' ? '-' : path, { de: 'muss ein Objekt sein', en: 'must be an object' })
}

function within(path: string, name: string): string {
  const shown = JSON.stringify(name.slice(0, nameShownMax)).slice(1, -1)
  return path === '' ? shown : `${path}.${shown}`
}

function oneOf(words: readonly string[]): Text {
  return { de: `erlaubt sind: ${words.join(', ')}`, en: `allowed are: ${words.join(', ')}` }
}

const unknownMember: Text = { de: 'dieses Feld ist hier nicht bekannt', en: 'this field is not known here' }
const missing: Text = { de: 'fehlt', en: 'is missing' }
const twice: Text = { de: 'nennt etwas doppelt', en: 'names something twice' }
