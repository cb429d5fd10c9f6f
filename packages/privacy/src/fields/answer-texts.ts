import type { Shape, TextForm } from '@stellwerk/contract/fields/shape'
import type { Json, JsonObject } from '@stellwerk/contract/json'

import { movedAnnotations, Moves } from '../restore/moves.ts'
import type { Restorer } from '../restore/restorer.ts'
import type { RestoreForm } from '../restore/value.ts'
import { jsonTokens } from './json-tokens.ts'
import { Gathering, restoredLogprobs, restoredTokenLists } from './logprobs.ts'

/**
 * Restores every text of an answer in one piece, or of an event whose texts are whole. The answer is written into: it was rebuilt, and
 * nobody else holds it.
 */
export type RestoreAnswer = (answer: JsonObject, restorer: Restorer) => JsonObject

/** An object or a list that was just read, with the way to what stands in it. */
type Holder = Record<string | number, Json>

type Restore = (holder: Holder, key: string | number, restorer: Restorer) => void

/**
 * Turns the shape of an answer into a function that restores it: each text by its form. What was filtered one way on its way to the
 * engine and is quoted in the answer, such as a document that was ranked, is the client's own text and restored too.
 *
 * @param untouched paths of texts that come in pieces and are restored by whoever gathers them, as `choices[].delta.content`
 * @example restoreAnswers(answerShape('chat/completions', 'json'))(answer, new Restorer(mapping))
 */
export function restoreAnswers(shape: Shape, untouched: readonly string[] = []): RestoreAnswer {
  const restore = compile(shape, { path: '', untouched: new Set(untouched) })
  return (answer, restorer) => {
    const holder: Holder = { answer }
    restore(holder, 'answer', restorer)
    return isObject(holder['answer']) ? holder['answer'] : answer
  }
}

const nothing: Restore = () => undefined

/** Where the walk through a shape is, in the notation of the field map. */
interface Walk {
  readonly path: string
  readonly untouched: ReadonlySet<string>
}

function compile(shape: Shape, walk: Walk): Restore {
  if (walk.untouched.has(walk.path)) return nothing
  switch (shape.kind) {
    case 'text':
      // What no filter put anything into has nothing to restore. Ids are filtered as well.
      return shape.class === 'configuration' || shape.class === 'forbid' ? nothing : ofText(shape.form)
    case 'inline':
      return ofText('text') // An engine that writes text where a picture belongs.
    case 'nullable':
    case 'closed':
    case 'media':
      return compile(shape.of, walk)
    case 'object':
      return ofObject(shape.fields, walk)
    case 'array':
      return ofArray(shape.item, { ...walk, path: `${walk.path}[]` })
    case 'map':
      return ofMap(shape.value, shape.keyClass, { ...walk, path: `${walk.path}.*` })
    case 'freeJson':
      return shape.class === 'configuration' ? nothing : restoreJson
    case 'byType':
      return ofTypes(shape, walk)
    case 'variant':
      return ofVariant(shape, walk)
    case 'number':
    case 'oneOf':
    case 'boolean':
    case 'only':
    case 'forbidden':
    case 'dropped':
      return nothing
  }
}

function ofText(form: TextForm): Restore {
  const restored = restoreFormOf(form)
  if (restored === undefined) return nothing
  return (holder, key, restorer) => {
    const text = holder[key]
    if (typeof text !== 'string' || text === '') return
    const moves = hasAnnotations(holder, key) ? new Moves() : undefined
    const stream = restorer.stream(restored === 'text' && isJsonDocument(text) ? 'json' : restored, moves)
    holder[key] = stream.feed(text) + stream.end()
    if (moves !== undefined) holder['annotations'] = movedAnnotations(holder['annotations'] as readonly Json[], moves) // Looked at above.
  }
}

/** Whether places in the text stand beside it, which have to move with it. */
function hasAnnotations(holder: Holder, key: string | number): boolean {
  return (key === 'text' || key === 'content') && isObject(holder) && Array.isArray(holder['annotations'])
}

/** An answer that was asked for as JSON has to stay JSON, whatever quotes stand in a value. */
function isJsonDocument(text: string): boolean {
  return /^\s{0,64}[{[]/u.test(text) && jsonTokens(text) !== undefined
}

/** How a text of that form is restored; undefined where it holds no text. */
function restoreFormOf(form: TextForm): RestoreForm | undefined {
  switch (form) {
    case 'json':
      return 'json'
    case 'url':
      return 'url'
    case 'text':
    case 'schema':
    case 'grammar':
    case 'stop':
    case 'name':
    case 'token':
      return 'text'
    case 'word':
    case 'value':
    case 'vector':
    case 'binary':
    case 'bytes':
    case 'tokenIds':
      return undefined
  }
}

function ofObject(fields: Readonly<Record<string, Shape>>, walk: Walk): Restore {
  // Log probabilities cut a text into tokens, and a pseudonym into several: they are restored together.
  if (fields['tokens'] !== undefined && fields['token_logprobs'] !== undefined) return restoreTokenLists
  const restorers: (readonly [name: string, restore: Restore])[] = []
  for (const [name, field] of Object.entries(fields)) {
    const restore = compile(field, { ...walk, path: walk.path === '' ? name : `${walk.path}.${name}` })
    if (restore !== nothing) restorers.push([name, restore])
  }
  if (restorers.length === 0) return nothing
  return (holder, key, restorer) => {
    const value = holder[key]
    if (!isHolder(value)) return
    for (const [name, restore] of restorers) if (value[name] !== undefined) restore(value, name, restorer)
  }
}

function ofArray(item: Shape, walk: Walk): Restore {
  if (item.kind === 'object' && item.fields['token'] !== undefined && item.fields['logprob'] !== undefined)
    return (holder, key, restorer) => {
      const entries = holder[key]
      if (Array.isArray(entries)) holder[key] = restoredLogprobs(entries, new Gathering(restorer), true)
    }
  const restore = compile(item, walk)
  if (restore === nothing) return nothing
  return (holder, key, restorer) => {
    const list = holder[key]
    if (!isHolder(list) || !Array.isArray(list)) return
    for (let index = 0; index < list.length; index++) restore(list, index, restorer)
  }
}

function restoreTokenLists(holder: Holder, key: string | number, restorer: Restorer): void {
  const lists = holder[key]
  if (!isObject(lists)) return
  holder[key] = restoredTokenLists(lists, { gathering: new Gathering(restorer), restorer, isLast: true })
}

function ofMap(value: Shape, keyClass: string, walk: Walk): Restore {
  const restore = compile(value, walk)
  return (holder, key, restorer) => {
    const map = holder[key]
    if (!isHolder(map)) return
    for (const name of Object.keys(map)) restore(map, name, restorer)
    if (keyClass !== 'configuration') holder[key] = withRestoredKeys(map, restorer)
  }
}

function ofTypes(shape: Extract<Shape, { kind: 'byType' }>, walk: Walk): Restore {
  const compiled = (of: Shape | undefined): Restore => (of === undefined ? nothing : compile(of, walk))
  const ofString = compiled(shape.string)
  const ofList = compiled(shape.array)
  const ofOther = compiled(shape.object)
  return (holder, key, restorer) => {
    const value = holder[key]
    if (typeof value === 'string') ofString(holder, key, restorer)
    else if (Array.isArray(value)) ofList(holder, key, restorer)
    else if (isHolder(value)) ofOther(holder, key, restorer)
  }
}

function ofVariant(shape: Extract<Shape, { kind: 'variant' }>, walk: Walk): Restore {
  const cases = new Map<string, Restore>()
  for (const [word, each] of Object.entries(shape.cases)) cases.set(word, compile(each, walk))
  return (holder, key, restorer) => {
    const value = holder[key]
    if (!isHolder(value)) return
    const word = value[shape.on] ?? shape.otherwise
    if (typeof word === 'string') cases.get(word)?.(holder, key, restorer)
  }
}

/** JSON of which no field is known: every string in it, keys included. */
function restoreJson(holder: Holder, key: string | number, restorer: Restorer): void {
  const value = holder[key]
  if (typeof value === 'string') holder[key] = restorer.whole(value, 'text')
  else if (Array.isArray(value) && isHolder(value))
    for (let index = 0; index < value.length; index++) restoreJson(value, index, restorer)
  else if (isHolder(value)) {
    for (const name of Object.keys(value)) restoreJson(value, name, restorer)
    holder[key] = withRestoredKeys(value, restorer)
  }
}

function withRestoredKeys(value: Holder, restorer: Restorer): JsonObject {
  const anew: Record<string, Json> = {}
  for (const [name, item] of Object.entries(value)) {
    const said = restorer.whole(name, 'text')
    // A name that restores to one way into the prototype is none.
    anew[said === '__proto__' ? name : said] = item
  }
  return anew
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// The answer was rebuilt, so nobody else holds it.
function isHolder(value: Json | undefined): value is Holder {
  return typeof value === 'object' && value !== null
}
