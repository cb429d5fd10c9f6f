import type { FieldClass, ForbiddenShape, Shape, TextForm } from './shape.ts'

/**
 * A place where a value stands, in the notation of openapi-text-paths.json: `$.messages[].content[].text`, keys of a map
 * as `{key}`, its values as `*`, free JSON as `**`, and an object that is refused or left out for the word in it as
 * `$.tools[]<word>`.
 */
export interface FieldLeaf {
  readonly path: string
  readonly json: 'string' | 'number' | 'boolean' | 'key' | 'anything'
  readonly class: FieldClass
  readonly form: TextForm
  /** Of a closed vocabulary: its members. */
  readonly words?: readonly string[]
  /**
   * `pass`; `ifAllowed` by `allowFields` or by the media of the route; `drop` and `refuse` with all that lies below.
   */
  readonly treatment: 'pass' | 'ifAllowed' | 'drop' | 'refuse'
}

/** All leaves of a shape, each once, in the order of the table. */
export function fieldsOf(shape: Shape): readonly FieldLeaf[] {
  const leaves = new Map<string, FieldLeaf>()
  for (const leaf of walk(shape, '$', 'pass')) leaves.set(JSON.stringify(leaf), leaf)
  return [...leaves.values()]
}

function* walk(shape: Shape, path: string, treatment: 'pass' | 'ifAllowed'): Generator<FieldLeaf> {
  switch (shape.kind) {
    case 'text':
      yield { path, json: 'string', class: shape.class, form: shape.form, treatment }
      return
    case 'inline':
      yield { path, json: 'string', class: 'forbid', form: 'binary', treatment }
      return
    case 'oneOf':
      yield { path, json: 'string', class: 'configuration', form: 'word', words: shape.values, treatment }
      return
    case 'number':
      yield { path, json: 'number', class: shape.class, form: shape.form, treatment }
      return
    case 'boolean':
      yield { path, json: 'boolean', class: 'configuration', form: 'value', treatment }
      return
    case 'only':
      yield { path, json: 'anything', class: 'configuration', form: 'value', treatment }
      return
    case 'freeJson':
      yield { path: `${path}.**`, json: 'anything', class: shape.class, form: shape.form, treatment }
      return
    case 'dropped':
      yield { path, json: 'anything', class: shape.class, form: 'text', treatment: 'drop' }
      return
    case 'forbidden':
      yield { path, json: 'anything', class: shape.class, form: 'text', treatment: 'refuse' }
      return
    case 'nullable':
      yield* walk(shape.of, path, treatment)
      return
    case 'media':
    case 'closed':
      yield* walk(shape.of, path, 'ifAllowed')
      return
    case 'object':
      for (const [name, field] of Object.entries(shape.fields)) yield* walk(field, `${path}.${name}`, treatment)
      return
    case 'array':
      yield* walk(shape.item, `${path}[]`, treatment)
      return
    case 'map':
      yield { path: `${path}.{key}`, json: 'key', class: shape.keyClass, form: shape.keyForm, treatment }
      yield* walk(shape.value, `${path}.*`, treatment)
      return
    case 'byType':
      for (const each of [shape.string, shape.number, shape.boolean, shape.array, shape.object]) {
        if (each !== undefined) yield* walk(each, path, treatment)
      }
      return
    case 'variant':
      for (const [word, each] of Object.entries(shape.cases)) {
        // Only this word is refused or left out, and what the other words allow stands at the same path.
        yield* walk(each, each.kind === 'object' ? path : `${path}<${word}>`, treatment)
        if (each.kind === 'forbidden') yield* refusedFields(each, path)
      }
  }
}

function* refusedFields(shape: ForbiddenShape, path: string): Generator<FieldLeaf> {
  for (const field of shape.fields) {
    yield { path: `${path}.${field}`, json: 'anything', class: shape.class, form: 'text', treatment: 'refuse' }
  }
}

/** Whether a leaf stands at that path, or swallows it with everything else below its own. */
export function isCoveredBy(leaf: FieldLeaf, path: string): boolean {
  if (leaf.path === path) return true
  if (leaf.path.endsWith('.**')) return path.startsWith(leaf.path.slice(0, -2))
  const isWhole = leaf.treatment === 'drop' || leaf.treatment === 'refuse'
  return isWhole && (path.startsWith(`${leaf.path}.`) || path.startsWith(`${leaf.path}[`))
}
