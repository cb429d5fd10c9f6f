import type { Shape, TextForm } from '@stellwerk/contract/fields/shape'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import type { UninspectedPart } from '@stellwerk/contract/personal-data'

import { jsonTokens, type JsonToken } from './json-tokens.ts'

/**
 * How a text of a request is written, which says what may be put in its place.
 *
 * `text`: anything. `name`: what somebody or something is called, in a narrow alphabet, so without brackets. `identifier`: an id in such
 * an alphabet, and `key`: the name of a property; both are replaced only where they certainly are a personal datum, because programs depend
 * on them.
 */
export type PlaceForm = 'text' | 'name' | 'identifier' | 'key'

/** A text of a request, and the way to put another one in its place. */
export interface TextPlace {
  readonly text: string
  readonly form: PlaceForm
  /** The key under which it stands in JSON of a client's own; fields of an endpoint say nothing about their text. */
  readonly label: string | undefined
  /** A name of somebody by what the field is, whatever it looks like: `name` of a user's message. */
  readonly isName: boolean
  /** Whether anything that it becomes comes back in the answer. */
  readonly isOneWay: boolean
  readonly put: (text: string) => void
}

/** The texts of one request, in the order in which they stand in it. */
export interface RequestTexts {
  readonly places: readonly TextPlace[]
  /** Kinds of parts that no filter reads and that are there: image, audio, file, tokens. */
  readonly notInspected: readonly UninspectedPart[]
  /** Puts what was put into the request. Call once, after the last `put`. */
  readonly finish: () => void
}

/** Finds the texts of a request that was rebuilt from the same shape. The request is changed by what is put. */
export type TextsOf = (request: JsonObject) => RequestTexts

interface Collecting {
  readonly places: TextPlace[]
  readonly notInspected: Set<UninspectedPart>
  /** In the order of the walk; run backwards, so that what is inside is done before what holds it. */
  readonly finishing: (() => void)[]
  /** The word of the variant that the walk is in: the role of a message. */
  word: string | undefined
}

/** An object or a list that was just built, with the way to what stands in it. */
type Holder = Record<string | number, Json>

type Collect = (holder: Holder, key: string | number, into: Collecting) => void

/**
 * Turns the shape of a request into a function that finds its texts. Every leaf that can carry text is found; configuration, numbers
 * and what was left out are not (docs/laws.md, law 3).
 *
 * @example
 * const textsOf = requestTexts(requestShape('chat/completions', 'vllm', []))
 * textsOf(rebuilt).places.map((place) => place.text)
 */
export function requestTexts(shape: Shape): TextsOf {
  const collect = compile(shape)
  return (request) => {
    const into: Collecting = { places: [], notInspected: new Set(), finishing: [], word: undefined }
    collect({ request }, 'request', into)
    return {
      places: into.places,
      notInspected: [...into.notInspected],
      finish: () => {
        for (let index = into.finishing.length - 1; index >= 0; index--) into.finishing[index]?.()
      },
    }
  }
}

const nothing: Collect = () => undefined

function compile(shape: Shape): Collect {
  switch (shape.kind) {
    case 'text':
      return shape.class === 'forbid' ? noting('tokens') : ofText(shape.form, shape.class)
    case 'number':
      return shape.form === 'tokenIds' || shape.form === 'bytes' ? noting('tokens') : nothing
    case 'inline':
      return noting(shape.media)
    case 'media': {
      const collect = compile(shape.of)
      return (holder, key, into) => {
        if (holder[key] === undefined) return
        into.notInspected.add(shape.media)
        collect(holder, key, into)
      }
    }
    case 'nullable':
    case 'closed':
      return compile(shape.of)
    case 'object':
      return ofObject(shape.fields)
    case 'array':
      return ofArray(shape.item)
    case 'map':
      return ofMap(shape.value, shape.keyClass)
    case 'freeJson':
      return shape.class === 'configuration' ? nothing : ofFreeJson(shape.form, shape.class)
    case 'byType': {
      const collectors = {
        string: compileIf(shape.string),
        number: compileIf(shape.number),
        boolean: compileIf(shape.boolean),
        array: compileIf(shape.array),
        object: compileIf(shape.object),
      }
      return (holder, key, into) => {
        const type = typeOf(holder[key])
        if (type !== undefined) collectors[type](holder, key, into)
      }
    }
    case 'variant':
      return ofVariant(shape)
    case 'oneOf':
    case 'boolean':
    case 'only':
    case 'forbidden':
    case 'dropped':
      return nothing
  }
}

function compileIf(shape: Shape | undefined): Collect {
  return shape === undefined ? nothing : compile(shape)
}

function typeOf(value: Json | undefined): 'string' | 'number' | 'boolean' | 'array' | 'object' | undefined {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object'
}

function noting(what: UninspectedPart): Collect {
  return (holder, key, into) => {
    if (holder[key] !== undefined && holder[key] !== null) into.notInspected.add(what)
  }
}

function ofObject(fields: Readonly<Record<string, Shape>>): Collect {
  const collectors: (readonly [name: string, collect: Collect])[] = []
  for (const [name, field] of Object.entries(fields)) {
    const collect = compile(field)
    if (collect !== nothing) collectors.push([name, collect])
  }
  if (collectors.length === 0) return nothing
  return (holder, key, into) => {
    const value = holder[key]
    if (!isHolder(value)) return
    for (const [name, collect] of collectors) if (value[name] !== undefined) collect(value, name, into)
  }
}

function ofArray(item: Shape): Collect {
  const collect = compile(item)
  if (collect === nothing) return nothing
  return (holder, key, into) => {
    const list = holder[key]
    if (!isHolder(list) || !Array.isArray(list)) return
    for (let index = 0; index < list.length; index++) collect(list, index, into)
  }
}

function ofMap(value: Shape, keyClass: string): Collect {
  const collect = compile(value)
  return (holder, key, into) => {
    const map = holder[key]
    if (!isHolder(map)) return
    if (keyClass !== 'configuration') ofKeys(holder, key, map, into)
    for (const name of Object.keys(map)) collect(map, name, into)
  }
}

function ofVariant(shape: Extract<Shape, { kind: 'variant' }>): Collect {
  const cases = new Map<string, Collect>()
  for (const [word, each] of Object.entries(shape.cases)) cases.set(word, compile(each))
  return (holder, key, into) => {
    const value = holder[key]
    if (!isHolder(value)) return
    const word = value[shape.on] ?? shape.otherwise
    const collect = typeof word === 'string' ? cases.get(word) : undefined
    if (collect === undefined) return
    const before = into.word
    if (shape.on === 'role' && typeof word === 'string') into.word = word
    collect(holder, key, into)
    into.word = before
  }
}

function ofText(form: TextForm, fieldClass: string): Collect {
  const isOneWay = fieldClass === 'filterOneWay'
  switch (form) {
    case 'json':
      return (holder, key, into) => ofJsonText(holder, key, undefined, isOneWay, into)
    case 'schema':
      return (holder, key, into) => ofJsonText(holder, key, schemaWalk, isOneWay, into)
    case 'name':
      // Names of models and tools are chosen by the operator and repeated in answers; ids and names of people are texts.
      if (fieldClass === 'configuration') return nothing
      return ofName(fieldClass === 'opaqueId' ? 'identifier' : 'name', isOneWay)
    case 'word':
    case 'value':
    case 'vector':
      return nothing
    case 'binary':
      return noting('file')
    case 'text':
    case 'grammar':
    case 'stop':
    case 'url':
    case 'token':
    case 'bytes':
    case 'tokenIds':
      return (holder, key, into) => addText(holder, key, { form: 'text', label: undefined, isOneWay }, into)
  }
}

function ofName(form: 'name' | 'identifier', isOneWay: boolean): Collect {
  return (holder, key, into) => {
    const text = holder[key]
    if (typeof text !== 'string' || text === '') return
    // Only a user has a name by what the field is; beside a tool stands the name of the tool.
    const isName = key === 'name' && into.word === 'user'
    into.places.push({ text, form, label: undefined, isName, isOneWay, put: putInto(holder, key) })
  }
}

function addText(
  holder: Holder,
  key: string | number,
  how: Pick<TextPlace, 'form' | 'label' | 'isOneWay'>,
  into: Collecting,
): void {
  const text = holder[key]
  if (typeof text !== 'string' || text === '') return
  into.places.push({ ...how, text, isName: false, put: putInto(holder, key) })
}

function putInto(holder: Holder, key: string | number): (text: string) => void {
  return (text) => {
    holder[key] = text
  }
}

// ── JSON of which no field is known ─────────────────────────────────────────────────────────────────────────────────

/** What the walk through a schema knows that a walk through data does not. */
interface Walk {
  /** Keys whose texts are words of a vocabulary, where they look like such. */
  readonly isWord: (key: string, text: string) => boolean
  /** Keys whose texts are names of properties. */
  readonly isKey: (key: string) => boolean
  /** Keys that say nothing about what stands under them. */
  readonly isTransparent: (key: string) => boolean
}

const dataWalk: Walk = { isWord: () => false, isKey: () => false, isTransparent: () => false }

/** JSON Schema, draft 2020-12: keywords whose values are no prose. Checked 2026-11-23. */
const schemaWords: Readonly<Record<string, RegExp>> = {
  type: /^(array|boolean|integer|null|number|object|string)$/u,
  format: /^[a-z-]{1,30}$/u,
  $schema: /^https?:\/\/json-schema\.org\/[\w/.#-]{0,60}$/u,
}

const schemaKeywords: ReadonlySet<string> = new Set(
  (
    'type format $ref $schema $id $defs definitions properties patternProperties additionalProperties items prefixItems ' +
    'required enum const default examples description title anyOf oneOf allOf not if then else pattern'
  ).split(' '),
)

const schemaWalk: Walk = {
  isWord: (key, text) => schemaWords[key]?.test(text) === true,
  // What is required, and what is referred to, has the name that it has where it is defined.
  isKey: (key) => key === 'required' || key === '$ref',
  isTransparent: (key) => schemaKeywords.has(key),
}

function ofFreeJson(form: TextForm, fieldClass: string): Collect {
  const isOneWay = fieldClass === 'filterOneWay'
  const walk = form === 'schema' ? schemaWalk : dataWalk
  return (holder, key, into) => walkJson({ holder, key, label: undefined, under: '' }, walk, isOneWay, into)
}

interface At {
  readonly holder: Holder
  readonly key: string | number
  readonly label: string | undefined
  /** The key right above, whatever it says. */
  readonly under: string
}

/** The bounded reader has seen to it that this is not deep. */
function walkJson({ holder, key, label, under }: At, walk: Walk, isOneWay: boolean, into: Collecting): void {
  const value = holder[key]
  if (typeof value === 'string') {
    if (walk.isWord(under, value)) return
    const form = walk.isKey(under) ? 'key' : 'text'
    addText(holder, key, { form, label, isOneWay }, into)
  } else if (typeof value === 'number') addNumber({ holder, key, label, under }, value, isOneWay, into)
  else if (Array.isArray(value) && isHolder(value)) {
    for (let index = 0; index < value.length; index++)
      walkJson({ holder: value, key: index, label, under }, walk, isOneWay, into)
  } else if (isHolder(value)) {
    ofKeys(holder, key, value, into)
    for (const name of Object.keys(value)) {
      const said = walk.isTransparent(name) ? label : name
      walkJson({ holder: value, key: name, label: said, under: name }, walk, isOneWay, into)
    }
  }
}

/** Digits of the shortest number that can identify somebody. */
const identifyingDigits = 7

/** An identifier may stand as a number. In its place comes a text; a number that nobody finds stays one. */
function addNumber({ holder, key, label }: At, value: number, isOneWay: boolean, into: Collecting): void {
  const text = String(value)
  if (text.length < identifyingDigits) return
  into.places.push({ text, form: 'text', label, isName: false, isOneWay, put: putInto(holder, key) })
}

/** The names of properties. One that is replaced moves its value. */
function ofKeys(holder: Holder, key: string | number, object: Holder, into: Collecting): void {
  const renamed = new Map<string, string>()
  for (const name of Object.keys(object)) {
    if (name === '') continue
    const put = (text: string): void => void renamed.set(name, text)
    into.places.push({ text: name, form: 'key', label: undefined, isName: false, isOneWay: false, put })
  }
  into.finishing.push(() => {
    if (renamed.size === 0) return
    const anew: Record<string, Json> = {}
    for (const [name, value] of Object.entries(object)) anew[renamed.get(name) ?? name] = value
    holder[key] = anew
  })
}

// ── JSON in a string ────────────────────────────────────────────────────────────────────────────────────────────────

/** Arguments of a tool, as text. What is no JSON is read as prose. */
function ofJsonText(
  holder: Holder,
  key: string | number,
  walk: Walk | undefined,
  isOneWay: boolean,
  into: Collecting,
): void {
  const text = holder[key]
  if (typeof text !== 'string' || text === '') return
  const tokens = jsonTokens(text)
  if (tokens === undefined) return addText(holder, key, { form: 'text', label: undefined, isOneWay }, into)
  const replaced = new Map<JsonToken, string>()
  for (const token of tokens) {
    if (token.text === '' || (token.is === 'number' && token.text.length < identifyingDigits)) continue
    if (walk?.isWord(token.label ?? '', token.text) === true) continue
    const label = token.label !== undefined && walk?.isTransparent(token.label) === true ? undefined : token.label
    const put = (said: string): void => void replaced.set(token, said)
    const form = token.is === 'key' || walk?.isKey(token.label ?? '') === true ? 'key' : 'text'
    into.places.push({ text: token.text, form, label, isName: false, isOneWay, put })
  }
  into.finishing.push(() => {
    if (replaced.size === 0) return
    let written = ''
    let from = 0
    for (const token of tokens) {
      const said = replaced.get(token)
      if (said === undefined) continue
      written += text.slice(from, token.start) + JSON.stringify(said)
      from = token.end
    }
    holder[key] = written + text.slice(from)
  })
}

// An object or array that this walk may write into: the request was rebuilt, so nobody else holds it.
function isHolder(value: Json | undefined): value is Holder {
  return typeof value === 'object' && value !== null
}
