import { object } from './vocabulary.ts'

/** Attributes of a leaf, each of which went through its check in vocabulary.ts. What is undefined is left out. */
export type LeafObject = Readonly<Record<string, unknown>>

/**
 * JSON with the keys of every object sorted by UTF-16 code units and without blanks: RFC 8785, for null, texts, truth
 * values, numbers, and lists and objects of these.
 *
 * @example canonicalJson({ b: 1, a: [true, 'x'] }) // '{"a":[true,"x"],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const from = object(value, 'object')
  let members = ''
  for (const key of Object.keys(from).sort()) {
    const member = from[key]
    if (member !== undefined) members += `${members && ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}
