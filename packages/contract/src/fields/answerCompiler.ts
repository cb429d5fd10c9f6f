import { isJsonList, type Json, type JsonObject } from '../json.ts'
import { isWrittenIn } from './alphabet.ts'
import { copyOfFreeJson } from './freeJson.ts'
import { isJsonObject } from './jsonObject.ts'
import type {
  ArrayShape,
  ByTypeShape,
  MapShape,
  NumberShape,
  ObjectShape,
  Shape,
  TextShape,
  VariantShape,
} from './shape.ts'

/**
 * Told once for each piece of an answer that was left out. The path comes from the map, without indexes:
 * `choices[].message.audio`, or `choices[].message.*` for a field that the map does not have. An engine cannot invent
 * new paths, so they may label a counter.
 */
export type Dropped = (path: string) => void

/** The value rebuilt, or `undefined` when it is not what the map says. Never throws. */
type Keep = (value: Json, dropped: Dropped) => Json | undefined

/**
 * Turns the shape of an answer into a function that rebuilds one. The result is `undefined` when a required part is
 * missing or wrong: an answer without its skeleton is no answer, while anything else that is wrong is only left out.
 */
export function compileAnswer(
  shape: ObjectShape | VariantShape,
): (answer: JsonObject, dropped: Dropped) => JsonObject | undefined {
  const keep = compile(shape, '')
  return (answer, dropped) => keep(answer, dropped) as JsonObject | undefined // Shapes of objects keep objects only.
}

function compile(shape: Shape, path: string): Keep {
  switch (shape.kind) {
    case 'text':
      return keepText(shape)
    case 'oneOf': {
      const values = new Set(shape.values)
      return (value) => (typeof value === 'string' && values.has(value) ? value : undefined)
    }
    case 'number':
      return keepNumber(shape)
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined)
    case 'only':
      return (value) => (value === shape.value ? value : undefined)
    case 'nullable': {
      const keep = compile(shape.of, path)
      return (value, dropped) => (value === null ? null : keep(value, dropped))
    }
    case 'object':
      return keepObject(shape, path)
    case 'array':
      return keepArray(shape, path)
    case 'map':
      return keepMap(shape, path)
    case 'freeJson':
      return (value) => {
        const fits = shape.of === 'anything' || isJsonObject(value)
        return fits ? copyOfFreeJson(value) : undefined
      }
    case 'byType':
      return keepByType(shape, path)
    case 'variant':
      return keepVariant(shape, path)
    case 'media':
      return compile(shape.of, path)
    case 'inline':
      return (value) => (typeof value === 'string' ? value : undefined)
    case 'forbidden':
    case 'closed':
    case 'dropped':
      return leaveOut
  }
}

const leaveOut: Keep = () => undefined

function keepObject(shape: ObjectShape, path: string): Keep {
  interface Field {
    readonly keep: Keep
    readonly path: string
    /** Null says "nothing here" and holds no text. Clients compare answers, so a mapped null stays a null. */
    readonly keepsNull: boolean
  }
  // A Map, because its keys are no properties: `__proto__` is as unmapped as any other name.
  const fields = new Map<string, Field>()
  for (const [name, field] of Object.entries(shape.fields)) {
    const fieldPath = path === '' ? name : `${path}.${name}`
    const keep = compile(field, fieldPath)
    fields.set(name, { keep, path: fieldPath, keepsNull: keep !== leaveOut })
  }
  const unmapped = path === '' ? '*' : `${path}.*`
  const { required } = shape
  return (value, dropped) => {
    if (!isJsonObject(value)) return undefined
    // Most answers hold nothing but what is mapped. Those are passed on as they are; the first field that is not makes
    // the copy into which only what is kept goes.
    let copy: Record<string, Json> | undefined
    for (const name in value) {
      const field = fields.get(name)
      const item = value[name] as Json // `in` gave the name.
      const made = field === undefined ? undefined : item === null ? nullIn(field) : field.keep(item, dropped)
      if (made !== item) {
        copy ??= fieldsBefore(value, name)
        if (item !== null && made === undefined) dropped(field === undefined ? unmapped : field.path)
      }
      if (copy !== undefined && made !== undefined) copy[name] = made
    }
    const kept = copy ?? value
    for (const name of required) {
      if (kept[name] === undefined || kept[name] === null) return undefined
    }
    return kept
  }
}

function nullIn(field: { readonly keepsNull: boolean }): null | undefined {
  return field.keepsNull ? null : undefined
}

function fieldsBefore(value: JsonObject, end: string): Record<string, Json> {
  const before: Record<string, Json> = {}
  for (const name in value) {
    if (name === end) break
    before[name] = value[name] as Json // `in` gave the name.
  }
  return before
}

/** One bad entry makes the whole array bad: a vector or a list of log probabilities with a gap would be a lie. */
function keepArray(shape: ArrayShape, path: string): Keep {
  const keep = compile(shape.item, `${path}[]`)
  const { min, max } = shape
  return (value, dropped) => {
    if (!isJsonList(value) || value.length < min || value.length > max) return undefined
    let copy: Json[] | undefined
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index] as Json // The index is within the length.
      const made = keep(item, dropped)
      if (made === undefined) return undefined
      if (made !== item) copy ??= value.slice(0, index)
      copy?.push(made)
    }
    return copy ?? value
  }
}

function keepMap(shape: MapShape, path: string): Keep {
  const keep = compile(shape.value, `${path}.*`)
  return (value, dropped) => {
    if (!isJsonObject(value)) return undefined
    const entries = Object.entries(value)
    if (entries.length > shape.max) return undefined
    const kept: Record<string, Json> = {}
    for (const [key, item] of entries) {
      if (key === '__proto__') return undefined
      const made = keep(item, dropped)
      if (made === undefined) return undefined
      kept[key] = made
    }
    return kept
  }
}

function keepText({ alphabet, charactersMin, charactersMax }: TextShape): Keep {
  return (value) => {
    if (typeof value !== 'string' || value.length < charactersMin || value.length > charactersMax) return undefined
    return isWrittenIn(value, alphabet) ? value : undefined
  }
}

function keepNumber({ min, max, isInteger }: NumberShape): Keep {
  return (value) => {
    if (typeof value !== 'number' || value < min || value > max) return undefined
    return isInteger && !Number.isSafeInteger(value) ? undefined : value
  }
}

function keepByType(shape: ByTypeShape, path: string): Keep {
  const compiled = (of: Shape | undefined) => (of === undefined ? leaveOut : compile(of, path))
  const string = compiled(shape.string)
  const number = compiled(shape.number)
  const boolean = compiled(shape.boolean)
  const array = compiled(shape.array)
  const object = compiled(shape.object)
  return (value, dropped) => {
    switch (typeof value) {
      case 'string':
        return string(value, dropped)
      case 'number':
        return number(value, dropped)
      case 'boolean':
        return boolean(value, dropped)
      default:
        if (value === null) return undefined
        return Array.isArray(value) ? array(value, dropped) : object(value, dropped)
    }
  }
}

function keepVariant(shape: VariantShape, path: string): Keep {
  const cases = new Map<string, Keep>()
  for (const [word, of] of Object.entries(shape.cases)) cases.set(word, compile(of, path))
  return (value, dropped) => {
    if (!isJsonObject(value)) return undefined
    const word = (Object.hasOwn(value, shape.on) ? value[shape.on] : null) ?? shape.otherwise
    return typeof word === 'string' ? cases.get(word)?.(value, dropped) : undefined
  }
}
