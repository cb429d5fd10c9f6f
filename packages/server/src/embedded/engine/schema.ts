// JSON Schema as the grammar of node-llama-cpp understands it.
import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import { unsupported } from './refusal.ts'

/** Words that say something about a value without narrowing it. */
const annotations = new Set([
  'title',
  'default',
  'examples',
  'example',
  'deprecated',
  'readOnly',
  'writeOnly',
  'strict',
  '$schema',
  '$id',
  '$comment',
  'id',
  'nullable',
])

/** Words that the grammar enforces as they are. */
const enforced = new Set([
  'type',
  'const',
  'enum',
  'description',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
])

/** Deeper ones are no schema that a person wrote; with a reference to itself one would have no end. */
const depthMax = 32

const scalars = new Set(['string', 'number', 'integer', 'boolean', 'null'])

/**
 * The same schema in the words of the grammar.
 *
 * @param how.isStrict a word that the grammar cannot enforce is refused by name; otherwise it is left out, as the API
 *   promises nothing more then
 * @throws Refused
 */
export function understood(schema: JsonObject, how: { readonly isStrict: boolean }, depth = 0): JsonObject {
  if (depth > depthMax) throw unsupported(`schema: deeper than ${depthMax}`)
  const inner = (value: Json | undefined): JsonObject => {
    if (isJsonObject(value)) return understood(value, how, depth + 1)
    return {}
  }
  const written: Record<string, Json> = {}
  for (const [word, value] of Object.entries(schema)) {
    if (annotations.has(word)) continue
    if (enforced.has(word)) written[word] = value
    else if (word === 'oneOf' || word === 'anyOf') written['oneOf'] = listOf(value).map(inner)
    else if (word === 'items' && isJsonObject(value)) written['items'] = inner(value)
    else if (word === 'prefixItems') written['prefixItems'] = listOf(value).map(inner)
    else if (word === 'properties' || word === '$defs' || word === 'definitions') {
      written[word === 'definitions' ? '$defs' : word] = mapped(value, inner)
    } else if (word === 'additionalProperties') written[word] = isJsonObject(value) ? inner(value) : value
    else if (word === '$ref' && typeof value === 'string' && /^#\/(\$defs|definitions)\//.test(value)) {
      written['$ref'] = value.replace('#/definitions/', '#/$defs/')
    } else if (word === 'format' && (value === 'date-time' || value === 'date' || value === 'time')) {
      written['format'] = value
    } else if (how.isStrict) throw unsupported(`schema: ${word} cannot be enforced by this engine`)
  }
  return withType(written)
}

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : []
}

function mapped(value: Json | undefined, each: (one: Json) => JsonObject): JsonObject {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, each(one)]))
}

/** The grammar knows no type that is left open where members are given, and no list of types with objects in it. */
function withType(schema: Readonly<Record<string, Json>>): JsonObject {
  const { type, ...rest } = schema
  if (type === undefined && 'properties' in schema) return { ...schema, type: 'object' }
  if (!isJsonList(type)) return schema
  const plain = type.filter((one) => typeof one === 'string' && scalars.has(one))
  if (plain.length === type.length) return { ...schema, type: plain }
  const { description, ...narrowing } = rest
  const variants = type.map((one) =>
    typeof one === 'string' && scalars.has(one) ? { type: one } : { ...narrowing, type: one },
  )
  return { oneOf: variants, ...(description === undefined ? {} : { description }) }
}
