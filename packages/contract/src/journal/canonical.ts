/** What stands in a leaf: no fractions, no null, nothing undefined once it is written. */
export type LeafValue = string | number | boolean | undefined | readonly LeafValue[] | LeafObject

export interface LeafObject {
  readonly [key: string]: LeafValue
}

/**
 * RFC 8785 for values without fractions: keys sorted by UTF-16 code units, no blanks. Keys whose value is undefined are
 * left out.
 *
 * @throws RangeError for a number that is not a whole one up to 2^53 - 1, and for text that is not well-formed Unicode.
 * @example canonicalJson({ b: 1, a: [true, 'x'] }) // '{"a":[true,"x"],"b":1}'
 */
export function canonicalJson(value: Exclude<LeafValue, undefined>): string {
  if (typeof value === 'string') return canonicalText(value)
  if (typeof value === 'number') return String(whole(value))
  if (typeof value === 'boolean') return String(value)
  if (isList(value)) return `[${value.map((item) => canonicalJson(item ?? listHole())).join(',')}]`
  let members = ''
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member !== undefined) members += `${members && ','}${canonicalText(key)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

/**
 * The number itself if it is a whole one that every reader of JSON takes exactly.
 *
 * @throws RangeError otherwise
 */
export function whole(value: number): number {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value // -0 has the spelling of 0 (RFC 8785 § 3.2.2.3).
  throw new RangeError(`a leaf holds whole numbers only, not ${value}`)
}

function canonicalText(text: string): string {
  if (text.isWellFormed()) return JSON.stringify(text)
  throw new RangeError('a leaf holds well-formed Unicode only')
}

/** `Array.isArray` does not know read-only lists. */
function isList(value: readonly LeafValue[] | LeafObject): value is readonly LeafValue[] {
  return Array.isArray(value)
}

function listHole(): never {
  throw new RangeError('a list in a leaf has no holes')
}
