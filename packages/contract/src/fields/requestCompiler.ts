import type { MediaAllowed, MediaKind } from '../endpoint.ts'
import { GatewayError, type ErrorCode } from '../error.ts'
import type { ErrorDetails } from '../error-meaning.ts'
import { isJsonList, type Json, type JsonObject } from '../json.ts'
import { nearest } from '../nearest.ts'
import { isWrittenIn } from './alphabet.ts'
import { expectationOf, mimeStart, wordsOf } from './expected.ts'
import { copyOfFreeJson } from './freeJson.ts'
import { isJsonObject } from './jsonObject.ts'
import { namedFieldCharactersMax } from './limits.ts'
import type {
  ArrayShape,
  ByTypeShape,
  ClosedShape,
  ForbiddenShape,
  FreeJsonShape,
  InlineShape,
  MapShape,
  NumberShape,
  ObjectShape,
  OneOfShape,
  Shape,
  TextShape,
  VariantShape,
} from './shape.ts'

/** The value rebuilt, `undefined` to leave the field out. Throws a GatewayError that names the field. */
type Rebuild = (value: Json) => Json | undefined

/**
 * What belongs to one run. Rebuilding is synchronous, so one of these serves all runs of a compiled shape.
 *
 * `at` holds the way to the value in hand: each object and array writes its segment at its own depth before it goes in.
 * That costs one store per field, and a path as text is only made when an error needs it.
 */
interface Run {
  readonly at: (string | number)[]
  media: MediaAllowed
}

const noMedia: MediaAllowed = { image: false, audio: false, file: false }

/** Turns the shape of a request into a function that rebuilds one, or throws naming the first field that is wrong. */
export function compileRequest(
  shape: ObjectShape,
  allowFields: ReadonlySet<string>,
): (body: JsonObject, media: MediaAllowed) => JsonObject {
  const run: Run = { at: [], media: noMedia }
  const rebuild = new RequestCompiler(run, allowFields).object(shape, 0)
  return (body, media) => {
    run.media = media
    return rebuild(body) as JsonObject // An object shape gives an object or throws.
  }
}

/** Walks a shape once and leaves closures behind. `depth` is the number of segments on the way to the value. */
class RequestCompiler {
  readonly #run: Run
  readonly #allowFields: ReadonlySet<string>

  constructor(run: Run, allowFields: ReadonlySet<string>) {
    this.#run = run
    this.#allowFields = allowFields
  }

  any(shape: Shape, depth: number): Rebuild {
    switch (shape.kind) {
      case 'text':
        return this.#text(shape, depth)
      case 'oneOf':
        return this.#oneOf(shape, depth)
      case 'number':
        return this.#number(shape, depth)
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? value : this.#invalid(shape, depth))
      case 'only':
        return (value) => (value === shape.value ? value : this.#refuse(depth, 'field_not_allowed', reasons(shape.why)))
      case 'nullable': {
        const rebuild = this.any(shape.of, depth)
        return (value) => (value === null ? null : rebuild(value))
      }
      case 'object':
        return this.object(shape, depth)
      case 'array':
        return this.#array(shape, depth)
      case 'map':
        return this.#map(shape, depth)
      case 'freeJson':
        return this.#freeJson(shape, depth)
      case 'byType':
        return this.#byType(shape, depth)
      case 'variant':
        return this.#variant(shape, depth)
      case 'media': {
        const rebuild = this.any(shape.of, depth)
        return (value) => {
          this.#needs(shape.media, depth)
          return rebuild(value)
        }
      }
      case 'inline':
        return this.#inline(shape, depth)
      case 'forbidden':
        return () => this.#refuse(depth, 'field_not_allowed', reasons(shape.why))
      case 'closed':
        return this.#closed(shape, depth)
      case 'dropped':
        return () => undefined
    }
  }

  object(shape: ObjectShape, depth: number): Rebuild {
    // A Map, because its keys are no properties: `__proto__` and `constructor` are as unknown as any other name.
    const fields = new Map<string, { readonly rebuild: Rebuild; readonly keepsNull: boolean }>()
    for (const [name, field] of Object.entries(shape.fields)) {
      fields.set(name, { rebuild: this.any(field, depth + 1), keepsNull: field.kind === 'nullable' })
    }
    const { at } = this.#run
    const { required } = shape
    const alwaysSent = alwaysSentIn(shape)
    return (value) => {
      if (!isJsonObject(value)) return this.#invalid(shape, depth)
      const rebuilt: Record<string, Json> = {}
      for (const name in value) {
        at[depth] = name
        const field = fields.get(name)
        if (field === undefined) return this.#unknown(name, fields.keys(), depth + 1)
        const item = value[name] as Json // `in` gave the name.
        if (item === null && !field.keepsNull) continue
        const made = field.rebuild(item)
        if (made !== undefined) rebuilt[name] = made
      }
      for (const name of required) {
        if (rebuilt[name] === undefined) return this.#missing(shape, name, depth)
      }
      // Asked first, because hardly any object has such a field and each is on the path of every request.
      if (alwaysSent.length > 0) addMissing(rebuilt, alwaysSent)
      return rebuilt
    }
  }

  #array(shape: ArrayShape, depth: number): Rebuild {
    const rebuild = this.any(shape.item, depth + 1)
    const { at } = this.#run
    const { min, max } = shape
    return (value) => {
      if (!isJsonList(value) || value.length < min || value.length > max) return this.#invalid(shape, depth)
      const items = value
      const rebuilt: Json[] = []
      for (let index = 0; index < items.length; index += 1) {
        at[depth] = index
        const made = rebuild(items[index] as Json) // The index is within the length.
        if (made !== undefined) rebuilt.push(made)
      }
      return rebuilt
    }
  }

  #map(shape: MapShape, depth: number): Rebuild {
    const rebuild = this.any(shape.value, depth + 1)
    const { at } = this.#run
    return (value) => {
      if (!isJsonObject(value)) return this.#invalid(shape, depth)
      const entries = Object.entries(value)
      if (entries.length > shape.max) return this.#invalid(shape, depth)
      const rebuilt: Record<string, Json> = {}
      for (const [key, item] of entries) {
        at[depth] = key
        if (key === '__proto__') return this.#unknown(key, [], depth + 1)
        const made = rebuild(item)
        if (made !== undefined) rebuilt[key] = made
      }
      return rebuilt
    }
  }

  #text(shape: TextShape, depth: number): Rebuild {
    const { alphabet, charactersMin, charactersMax } = shape
    if (alphabet === 'any' && charactersMin === 0) {
      return (value) =>
        typeof value === 'string' && value.length <= charactersMax ? value : this.#invalid(shape, depth)
    }
    return (value) => {
      if (typeof value !== 'string') return this.#invalid(shape, depth)
      const fits = value.length >= charactersMin && value.length <= charactersMax && isWrittenIn(value, alphabet)
      return fits ? value : this.#invalid(shape, depth)
    }
  }

  #oneOf(shape: OneOfShape, depth: number): Rebuild {
    const values = new Map(shape.values.map((value) => [value, shape.needs[value]] as const))
    return (value) => {
      if (typeof value !== 'string') return this.#invalid(shape, depth)
      if (!values.has(value)) return this.#refuseValue(shape, value, depth)
      const needed = values.get(value)
      if (needed !== undefined) this.#needs(needed, depth)
      return value
    }
  }

  #number(shape: NumberShape, depth: number): Rebuild {
    const { min, max, isInteger } = shape
    return (value) => {
      if (typeof value !== 'number') return this.#invalid(shape, depth)
      const fits = value >= min && value <= max && (!isInteger || Number.isSafeInteger(value))
      return fits ? value : this.#invalid(shape, depth)
    }
  }

  #freeJson(shape: FreeJsonShape, depth: number): Rebuild {
    return (value) => {
      const fits = shape.of === 'anything' || isJsonObject(value)
      return (fits ? copyOfFreeJson(value) : undefined) ?? (value === null ? null : this.#invalid(shape, depth))
    }
  }

  #byType(shape: ByTypeShape, depth: number): Rebuild {
    const invalid: Rebuild = () => this.#invalid(shape, depth)
    const compiled = (of: Shape | undefined) => (of === undefined ? invalid : this.any(of, depth))
    const string = compiled(shape.string)
    const number = compiled(shape.number)
    const boolean = compiled(shape.boolean)
    const array = compiled(shape.array)
    const object = compiled(shape.object)
    return (value) => {
      switch (typeof value) {
        case 'string':
          return string(value)
        case 'number':
          return number(value)
        case 'boolean':
          return boolean(value)
        default:
          if (value === null) return invalid(value)
          return Array.isArray(value) ? array(value) : object(value)
      }
    }
  }

  #variant(shape: VariantShape, depth: number): Rebuild {
    const { on, otherwise } = shape
    const cases = new Map<string, Rebuild>()
    for (const [word, of] of Object.entries(shape.cases)) {
      cases.set(word, of.kind === 'forbidden' ? this.#refusedCase(of, on, depth) : this.any(of, depth))
    }
    return (value) => {
      if (!isJsonObject(value)) return this.#invalid(shape, depth)
      const word = (Object.hasOwn(value, on) ? value[on] : null) ?? otherwise
      const rebuild = typeof word === 'string' ? cases.get(word) : undefined
      if (rebuild !== undefined) return rebuild(value)
      this.#run.at[depth] = on
      return this.#refuse(depth + 1, 'field_invalid', { expected: wordsOf(shape) })
    }
  }

  #refusedCase(shape: ForbiddenShape, on: string, depth: number): Rebuild {
    const { harmlessWithout: field } = shape
    return (value) => {
      const isHarmless = field !== undefined && isJsonObject(value) && value[field] === false
      return isHarmless ? undefined : this.#refuseWord(shape, on, depth)
    }
  }

  #inline(shape: InlineShape, depth: number): Rebuild {
    const start = `data:${mimeStart[shape.media]}`
    return (value) => {
      if (typeof value !== 'string') return this.#invalid(shape, depth)
      if (value.startsWith(start)) return value
      // Base64 has no colon, and an address of any kind has one.
      const isPlain = !value.includes(':')
      if (isPlain) return shape.mayBePlain ? value : this.#invalid(shape, depth)
      if (value.startsWith('data:')) return this.#invalid(shape, depth)
      return this.#refuse(depth, 'media_remote', {})
    }
  }

  #closed(shape: ClosedShape, depth: number): Rebuild {
    if (this.#allowFields.has(shape.allowAs)) return this.any(shape.of, depth)
    return (value) => {
      if (shape.harmless !== undefined && value === shape.harmless) return undefined
      return this.#refuse(depth, 'field_not_allowed', { ...reasons(shape.why), allowField: shape.allowAs })
    }
  }

  #needs(media: MediaKind, depth: number): void {
    if (!this.#run.media[media]) this.#refuse(depth, 'media_not_allowed', { media })
  }

  // ── Refusals. Nothing below runs for a request that passes. ──────────────────────────────────────────────────────

  #invalid(shape: Shape, depth: number): never {
    return this.#refuse(depth, 'field_invalid', { expected: expectationOf(shape) })
  }

  #missing(shape: ObjectShape, name: string, depth: number): never {
    this.#run.at[depth] = name
    const field = shape.fields[name]
    const expected = field === undefined ? '' : expectationOf(field)
    return this.#refuse(depth + 1, 'field_invalid', { expected, missing: 1 })
  }

  #refuseValue(shape: OneOfShape, value: string, depth: number): never {
    const why = Object.hasOwn(shape.refuses, value) ? shape.refuses[value] : undefined
    if (why === undefined) return this.#invalid(shape, depth)
    return this.#refuse(depth, 'field_not_allowed', reasons(why))
  }

  #refuseWord(shape: ForbiddenShape, on: string, depth: number): never {
    this.#run.at[depth] = on
    return this.#refuse(depth + 1, 'field_not_allowed', reasons(shape.why))
  }

  #unknown(name: string, known: Iterable<string>, depth: number): never {
    // Hostile input: a name of megabytes is not worth a comparison.
    const meant = name.length > namedFieldCharactersMax ? undefined : nearest(name, known)
    return this.#refuse(depth, 'field_unknown', meant === undefined ? {} : { nearest: meant })
  }

  #refuse(depth: number, code: ErrorCode, details: ErrorDetails): never {
    const field = pathOf(this.#run.at.slice(0, depth))
    throw new GatewayError(code, { param: field, details: { field, ...details } })
  }
}

type AlwaysSent = readonly (readonly [name: string, value: Json])[]

function addMissing(rebuilt: Record<string, Json>, alwaysSent: AlwaysSent): void {
  for (const [name, value] of alwaysSent) rebuilt[name] ??= value
}

function alwaysSentIn(shape: ObjectShape): AlwaysSent {
  return Object.entries(shape.fields).flatMap(([name, field]) =>
    field.kind === 'only' && field.isAlwaysSent ? [[name, field.value] as const] : [],
  )
}

function reasons(why: { readonly de: string; readonly en: string }): ErrorDetails {
  return { why: why.en, whyDe: why.de }
}

/** `['messages', 3, 'content']` as `messages[3].content`. */
function pathOf(segments: readonly (string | number)[]): string {
  let path = ''
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${segment}]`
    else path += path === '' ? printable(segment) : `.${printable(segment)}`
  }
  return path
}

/** A field name may be hostile or may be a prompt gone astray; an error repeats only the plain beginning of it. */
function printable(name: string): string {
  const plain = name.slice(0, namedFieldCharactersMax).replaceAll(/[^\w.$-]/gu, '?')
  return name.length > namedFieldCharactersMax ? `${plain}…` : plain
}
