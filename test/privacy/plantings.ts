import type { FieldClass, Shape, TextForm } from '@stellwerk/contract/fields/shape'
import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

/** A place where a value can stand, and the smallest body in which it stands there. */
export interface Planting {
  /** In the notation of the field map, with the word of each variant on the way: `$.messages[]<user>.content`. */
  readonly path: string
  readonly class: FieldClass
  readonly form: TextForm
  /** What the value has to be there. `odd`: the map refuses it or leaves it out, whatever it is. */
  readonly takes: 'text' | 'key' | 'number' | 'json' | 'odd'
  readonly body: (value: Json) => Json
}

/** Every place of a shape, those included where nothing should ever pass. A field that is new in the map is new here. */
export function* plantings(shape: Shape, path = '$'): Generator<Planting> {
  const here = { path, body: (value: Json) => value }
  switch (shape.kind) {
    case 'text':
      yield { ...here, class: shape.class, form: shape.form, takes: 'text' }
      return
    case 'number':
      yield { ...here, class: shape.class, form: shape.form, takes: 'number' }
      return
    case 'inline':
      yield { ...here, class: 'forbid', form: 'binary', takes: 'odd' }
      return
    case 'oneOf':
    case 'boolean':
    case 'only':
      yield { ...here, class: 'configuration', form: 'word', takes: 'odd' }
      return
    case 'dropped':
    case 'forbidden':
      yield { ...here, class: shape.class, form: 'text', takes: 'odd' }
      return
    case 'freeJson':
      yield { ...here, path: `${path}.**`, class: shape.class, form: shape.form, takes: 'json' }
      return
    case 'nullable':
    case 'media':
    case 'closed':
      yield* plantings(shape.of, path)
      return
    case 'object':
      for (const [name, field] of Object.entries(shape.fields))
        yield* inside(field, `${path}.${name}`, (value) => ({
          ...smallestFields(shape.fields, shape.required),
          [name]: value,
        }))
      return
    case 'array':
      yield* inside(shape.item, `${path}[]`, (value) => [
        value,
        ...Array<Json>(Math.max(0, shape.min - 1)).fill(smallest(shape.item)),
      ])
      return
    case 'map':
      yield {
        path: `${path}.{key}`,
        class: shape.keyClass,
        form: shape.keyForm,
        takes: 'key',
        body: (value) => ({ [typeof value === 'string' ? value : 'k']: smallest(shape.value) }),
      }
      yield* inside(shape.value, `${path}.*`, (value) => ({ k: value }))
      return
    case 'byType':
      for (const each of [shape.string, shape.number, shape.boolean, shape.array, shape.object])
        if (each !== undefined) yield* plantings(each, path)
      return
    case 'variant':
      for (const [word, each] of Object.entries(shape.cases))
        yield* inside(each, `${path}<${word}>`, (value) =>
          isJsonObject(value) ? { ...value, [shape.on]: word } : { [shape.on]: word, x: value },
        )
  }
}

function* inside(shape: Shape, path: string, around: (value: Json) => Json): Generator<Planting> {
  for (const one of plantings(shape, path)) yield { ...one, body: (value) => around(one.body(value)) }
}

/** The smallest value that fits. */
function smallest(shape: Shape): Json {
  switch (shape.kind) {
    case 'text':
      return 'x'
    case 'oneOf':
      return shape.values[0] ?? 'x'
    case 'number':
      return Math.max(shape.min, Math.min(1, shape.max))
    case 'boolean':
      return false
    case 'only':
      return shape.value
    case 'nullable':
    case 'media':
    case 'closed':
      return smallest(shape.of)
    case 'object':
      return smallestFields(shape.fields, shape.required)
    case 'array':
      return Array<Json>(shape.min).fill(smallest(shape.item))
    case 'freeJson':
    case 'map':
      return {}
    case 'byType':
      return smallest(shape.string ?? shape.array ?? shape.object ?? shape.number ?? { kind: 'boolean' })
    case 'variant': {
      const [word = '', of] = Object.entries(shape.cases).find(([, each]) => each.kind === 'object') ?? []
      const said = of === undefined ? {} : smallest(of)
      return isJsonObject(said) ? { ...said, [shape.on]: word } : { [shape.on]: word }
    }
    case 'inline':
      return `data:${shape.media === 'file' ? 'application/pdf' : `${shape.media}/x`};base64,AAAA`
    case 'forbidden':
    case 'dropped':
      return null
  }
}

/** Those that are required, and those that say what an object is. */
function smallestFields(fields: Readonly<Record<string, Shape>>, required: readonly string[]): JsonObject {
  const wanted = Object.entries(fields).filter(
    ([name, field]) => required.includes(name) || (name === 'type' && field.kind === 'oneOf'),
  )
  return Object.fromEntries(wanted.map(([name, field]) => [name, smallest(field)]))
}
