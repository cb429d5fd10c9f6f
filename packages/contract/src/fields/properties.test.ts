import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { endpoints, type MediaAllowed } from '../endpoint.ts'
import { GatewayError } from '../error.ts'
import type { Json, JsonObject } from '../json.ts'
import { fieldsOf, type FieldLeaf } from './leaves.ts'
import { answerRebuilder, answerShape, requestRebuilder, requestShape } from './rebuild.ts'
import type { ObjectShape, Shape, VariantShape } from './shape.ts'

const allMedia: MediaAllowed = { image: true, audio: true, file: true }
const runs = { numRuns: 300, seed: 20_261_123 }

const anyJson = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
/** A key that reaches into objects, refused in free JSON and tested by itself. */
const hasProto = (value: Json): boolean => JSON.stringify(value).includes('__proto__')
const freeOnes = anyJson.filter((value) => !hasProto(value))
const plainText = fc.string({ minLength: 1, maxLength: 12 })
const idText = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,12}$/).filter((text) => !hasProto(text))

/** Values that fit a shape and go on unchanged. Undefined where nothing does: closed, forbidden and dropped fields. */
function fitting(shape: Shape): fc.Arbitrary<Json> | undefined {
  switch (shape.kind) {
    case 'text':
      return shape.alphabet === 'any' ? plainText : idText
    case 'oneOf':
      return fc.constantFrom(...shape.values)
    case 'number': {
      const { min, max } = shape
      return shape.isInteger
        ? fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) })
        : fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
    }
    case 'boolean':
      return fc.boolean()
    case 'only':
      return fc.constant(shape.value)
    case 'nullable': {
      const of = fitting(shape.of)
      return of === undefined ? fc.constant(null) : fc.option(of, { nil: null })
    }
    case 'object':
      // What requires a field that is refused is refused itself.
      return shape.required.every((name) => isFittable(shape.fields[name])) ? fittingObject(shape) : undefined
    case 'array': {
      const item = fitting(shape.item)
      return item && fc.array(item, { minLength: shape.min, maxLength: Math.min(shape.max, shape.min + 3) })
    }
    case 'map': {
      const value = fitting(shape.value)
      return value && fc.dictionary(idText, value, { maxKeys: 3, noNullPrototype: true })
    }
    case 'freeJson':
      return shape.of === 'object'
        ? fc.dictionary(idText, freeOnes, { maxKeys: 3, noNullPrototype: true })
        : freeOnes.filter((value) => value !== null)
    case 'byType':
    case 'variant': {
      const of =
        shape.kind === 'variant' ? Object.values(shape.cases) : [shape.string, shape.number, shape.array, shape.object]
      const fits = of.flatMap((each) => (each === undefined ? [] : (fitting(each) ?? [])))
      return fits.length === 0 ? undefined : fc.oneof(...fits)
    }
    case 'media':
      return fitting(shape.of)
    case 'inline':
      return fc.constant(`data:${shape.media === 'file' ? 'application/pdf' : `${shape.media}/x`};base64,AAAA`)
    case 'forbidden':
    case 'closed':
    case 'dropped':
      return undefined
  }
}

function isFittable(shape: Shape | undefined): boolean {
  return shape !== undefined && fitting(shape) !== undefined
}

function fittingObject(shape: ObjectShape): fc.Arbitrary<JsonObject> {
  const fields: Record<string, fc.Arbitrary<Json>> = {}
  for (const [name, field] of Object.entries(shape.fields)) {
    const fits = fitting(field)
    if (fits !== undefined) fields[name] = fits
  }
  const always = Object.entries(shape.fields).flatMap(([name, field]) =>
    field.kind === 'only' && field.isAlwaysSent ? [name] : [],
  )
  const discriminators = ['type', 'role'].filter((name) => name in fields)
  return fc.record(fields, { requiredKeys: [...shape.required, ...always, ...discriminators], noNullPrototype: true })
}

/** An answer, or an event of one of its types. */
function fittingAnswer(shape: ObjectShape | VariantShape): fc.Arbitrary<JsonObject> {
  if (shape.kind === 'object') return fittingObject(shape)
  const events = Object.values(shape.cases).filter((each) => each.kind === 'object')
  return fc.oneof(...events.map((each) => fittingObject(each)))
}

/** The same JSON with one thing changed: a value somewhere replaced, or a field added. */
function spoilt(value: Json, steps: readonly number[], by: Json, name: string): Json {
  const [step, ...rest] = steps
  if (step === undefined || typeof value !== 'object' || value === null) return by
  if (Array.isArray(value)) {
    const items = value as readonly Json[]
    return items.map((item, index) => (index === step % items.length ? spoilt(item, rest, by, name) : item))
  }
  const entries = Object.entries(value)
  const chosen = step % (entries.length + 1)
  const changed = entries.map(([key, item], index): [string, Json] => [
    key,
    index === chosen ? spoilt(item, rest, by, name) : item,
  ])
  return Object.fromEntries(chosen === entries.length ? [...changed, [name, by]] : changed)
}

/** Paths of the values of some JSON, without the names of free JSON and maps, which are nobody's to foresee. */
function strangers(value: Json, leaves: readonly FieldLeaf[]): string[] {
  const passing = leaves.filter((leaf) => leaf.treatment === 'pass' || leaf.treatment === 'ifAllowed')
  const exact = new Set(passing.map((leaf) => leaf.path))
  const free = passing.filter((leaf) => leaf.path.endsWith('.**')).map((leaf) => leaf.path.slice(0, -3))
  const inner = new Set<string>()
  for (const path of exact) {
    for (
      let end = path.length;
      end > 0;
      end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1))
    ) {
      inner.add(path.slice(0, end))
    }
  }
  const found: string[] = []
  const visit = (at: Json, path: string): void => {
    if (free.includes(path)) return
    if (at !== null && typeof at === 'object') {
      if (!inner.has(path)) found.push(path)
      if (Array.isArray(at)) (at as readonly Json[]).forEach((item) => visit(item, `${path}[]`))
      else
        for (const [key, item] of Object.entries(at))
          visit(item, exact.has(`${path}.{key}`) ? `${path}.*` : `${path}.${key}`)
    } else if (!exact.has(path) && !(at === null && inner.has(path))) {
      found.push(path)
    }
  }
  visit(value, '$')
  return found
}

const change = fc.record({
  steps: fc.array(fc.nat(), { maxLength: 6 }),
  by: anyJson,
  name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'content', 'type', 'n'), fc.string()),
})

for (const endpoint of endpoints) {
  for (const kind of ['vllm', 'llamaCpp'] as const) {
    const shape = requestShape(endpoint, kind, [])
    const rebuild = requestRebuilder(endpoint, kind, [])
    const leaves = fieldsOf(shape)

    test(`a request that fits goes on unchanged: ${endpoint} to ${kind}`, () => {
      fc.assert(
        fc.property(fittingObject(shape), (body) => {
          expect(JSON.stringify(rebuild(body, allMedia))).toBe(JSON.stringify(body))
          expect(strangers(body, leaves)).toEqual([])
        }),
        runs,
      )
    })

    test(`a spoilt request gives nothing outside the map, or a named refusal: ${endpoint} to ${kind}`, () => {
      fc.assert(
        fc.property(fittingObject(shape), change, (body, { steps, by, name }) => {
          const hostile = spoilt(body, [0, ...steps], by, name) as JsonObject
          try {
            expect(strangers(rebuild(hostile, allMedia), leaves)).toEqual([])
          } catch (error) {
            if (!(error instanceof GatewayError)) throw error
            expect(error.code).toMatch(/^(field|media)_/)
          }
        }),
        runs,
      )
    })
  }

  for (const form of ['json', 'event'] as const) {
    const shape = answerShape(endpoint, form)
    const rebuild = answerRebuilder(endpoint, form)
    const leaves = fieldsOf(shape)

    test(`an answer that fits goes on unchanged: ${endpoint} ${form}`, () => {
      fc.assert(
        fc.property(fittingAnswer(shape), (answer) => {
          expect(JSON.stringify(rebuild(answer, () => expect.unreachable()))).toBe(JSON.stringify(answer))
        }),
        runs,
      )
    })

    test(`a spoilt answer gives nothing outside the map: ${endpoint} ${form}`, () => {
      fc.assert(
        fc.property(fittingAnswer(shape), change, (answer, { steps, by, name }) => {
          const counted: string[] = []
          const kept = rebuild(spoilt(answer, [0, ...steps], by, name) as JsonObject, (path) => counted.push(path))
          if (kept !== undefined) expect(strangers(kept, leaves)).toEqual([])
          // Only paths of the map are counted, whatever names the engine uses.
          const known = leaves.map((leaf) => leaf.path)
          for (const path of counted)
            expect(known.some((each) => each.startsWith(`$.${path.replace(/\.?\*$/, '')}`))).toBe(true)
        }),
        runs,
      )
    })
  }
}

test('arbitrary JSON is refused by name, never by a crash', () => {
  const rebuild = requestRebuilder('chat/completions', 'vllm', [])
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anyJson), (body) => {
      expect(() => rebuild(body, allMedia)).toThrow(GatewayError)
    }),
    runs,
  )
})
