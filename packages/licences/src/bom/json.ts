/** What JSON can hold. A key whose value is undefined is left out when it is written. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** The same value gives the same bytes: keys stand in the order in which they were made. Ends with a line break. */
export function jsonText(value: Json): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** By code units, so that the order is the same wherever it is made. */
export function inOrder(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Nothing in place of an empty list, which some readers refuse and which would say "none" where nobody has looked. */
export function unlessEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items
}

/** A text that we wrote under some key ourselves; empty where there is none. */
export function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
