import type { MediaKind } from '../endpoint.ts'
import type { Text } from '../language.ts'
import {
  entriesMax,
  idCharactersMax,
  nameCharactersMax,
  stopCharactersMax,
  textCharactersMax,
  wordCharactersMax,
} from './limits.ts'

/**
 * What privacy does with a field (docs/laws.md, law 3). Exactly one per leaf; a leaf without one does not compile.
 *
 * - `filterAndRestore`: pseudonymised on the way out, restored on the way back
 * - `filterOneWay`: pseudonymised, nothing comes back
 * - `forbid`: no filter can read it; passes only where somebody allowed it as a whole
 * - `opaqueId`: names a person or a thing without saying anything; kept in a narrow alphabet, or left out
 * - `configuration`: chosen from what the engine knows, free of prompt text
 */
export type FieldClass = 'filterAndRestore' | 'filterOneWay' | 'forbid' | 'opaqueId' | 'configuration'

/**
 * How the text of a leaf is to be read.
 *
 * `text` prose; `json` JSON in a string, as tool arguments; `schema` a JSON schema, where values may be filtered and
 * property names may not; `grammar` regex or grammar; `stop` compared with output, so to be checked again on restored
 * text; `name` grammar of an identifier; `url`; `binary` base64; `token` piece of text cut by a tokenizer; `bytes` and
 * `tokenIds` numbers that spell text; `vector` an embedding; `word` a word of a vocabulary; `value` number or boolean.
 */
export type TextForm =
  | 'text'
  | 'json'
  | 'schema'
  | 'grammar'
  | 'stop'
  | 'name'
  | 'url'
  | 'binary'
  | 'token'
  | 'bytes'
  | 'tokenIds'
  | 'vector'
  | 'word'
  | 'value'

/** `id`: A-Z a-z 0-9 _ . : - and nothing else. `word`: the same with / + and @, for model names and finish reasons. */
export type Alphabet = 'any' | 'id' | 'word'

export interface TextShape {
  readonly kind: 'text'
  readonly class: FieldClass
  readonly form: TextForm
  readonly alphabet: Alphabet
  /** UTF-16 code units. */
  readonly charactersMin: number
  readonly charactersMax: number
}

export interface OneOfShape {
  readonly kind: 'oneOf'
  readonly values: readonly string[]
  /** Values that ask for a part which no filter can read. */
  readonly needs: Readonly<Partial<Record<string, MediaKind>>>
  /** Values that are known and refused, with the reason. */
  readonly refuses: Readonly<Partial<Record<string, Text>>>
}

export interface NumberShape {
  readonly kind: 'number'
  readonly class: FieldClass
  readonly form: TextForm
  readonly min: number
  readonly max: number
  readonly isInteger: boolean
}

export interface BooleanShape {
  readonly kind: 'boolean'
}

/** One value passes, anything else is refused with a reason: `store` may be `false`. */
export interface OnlyShape {
  readonly kind: 'only'
  readonly value: boolean | string | number
  readonly why: Text
  /** Whether the value is sent where the request has none, because engines would take another one. */
  readonly isAlwaysSent: boolean
}

/** Null is a value of its own here. Elsewhere a null means that the field was not set, and it is left out. */
export interface NullableShape {
  readonly kind: 'nullable'
  readonly of: Shape
}

export interface ObjectShape {
  readonly kind: 'object'
  readonly fields: Readonly<Record<string, Shape>>
  readonly required: readonly string[]
}

export interface ArrayShape {
  readonly kind: 'array'
  readonly item: Shape
  readonly min: number
  readonly max: number
}

export interface MapShape {
  readonly kind: 'map'
  readonly keyClass: FieldClass
  readonly keyForm: TextForm
  readonly value: Shape
  readonly max: number
}

/** JSON whose fields we do not know; bounded in depth and number of values, one class for all of it. */
export interface FreeJsonShape {
  readonly kind: 'freeJson'
  readonly class: FieldClass
  readonly form: TextForm
  readonly of: 'object' | 'anything'
}

/** Decides by the JSON type of the value. */
export interface ByTypeShape {
  readonly kind: 'byType'
  readonly string?: Shape
  readonly number?: Shape
  readonly boolean?: Shape
  readonly array?: Shape
  readonly object?: Shape
}

/** Decides by a word inside the object: `type` of a part, `role` of a message. */
export interface VariantShape {
  readonly kind: 'variant'
  readonly on: string
  /**
   * A word that is known and refused has its reason here, and the error names the word, whatever else the object holds. One
   * that is left out goes with its object: out of an array it is as if the entry had not been there.
   */
  readonly cases: Readonly<Record<string, ObjectShape | ForbiddenShape | DroppedShape>>
  /** The word that is meant where the object has none: a tool without `type` is one that the client runs. */
  readonly otherwise: string | undefined
}

/** Base64 or a data: URL that no text filter can read, or a field that asks for such. Passes where the route allows it. */
export interface MediaShape {
  readonly kind: 'media'
  readonly media: MediaKind
  readonly of: Shape
}

/** The content of an opaque part: a data: URL, or plain base64. Never an address that somebody would have to fetch. */
export interface InlineShape {
  readonly kind: 'inline'
  readonly media: MediaKind
  /** Whether base64 without `data:` in front is meant as well. */
  readonly mayBePlain: boolean
}

/** Known, and refused for everybody. */
export interface ForbiddenShape {
  readonly kind: 'forbidden'
  readonly class: FieldClass
  readonly why: Text
  /** As a case of a variant: paths inside the object that only this word has, so that they are refused with it and classed. */
  readonly fields: readonly string[]
  /** As a case of a variant: an object that says no to this field asks for nothing, and is left out instead. */
  readonly harmlessWithout?: string
}

/** Known, and refused until the operator names it in `allowFields` of the engine; `of` is what passes then. */
export interface ClosedShape {
  readonly kind: 'closed'
  /** The name in `allowFields`. */
  readonly allowAs: string
  readonly of: Shape
  /** A value that asks for nothing, such as `echo: false`; it passes by being left out. */
  readonly harmless: boolean | undefined
  readonly why: Text
}

/** Known and left out: the request is served as if it had not been there, the answer goes on without it. */
export interface DroppedShape {
  readonly kind: 'dropped'
  readonly class: FieldClass
  readonly why: string
}

export type Shape =
  | TextShape
  | OneOfShape
  | NumberShape
  | BooleanShape
  | OnlyShape
  | NullableShape
  | ObjectShape
  | ArrayShape
  | MapShape
  | FreeJsonShape
  | ByTypeShape
  | VariantShape
  | MediaShape
  | InlineShape
  | ForbiddenShape
  | ClosedShape
  | DroppedShape

// ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function text(fieldClass: FieldClass, form: TextForm, charactersMax: number): TextShape {
  return { kind: 'text', class: fieldClass, form, alphabet: 'any', charactersMin: 0, charactersMax }
}

/** Text that is filtered on the way out and restored on the way back. */
export function filtered(form: TextForm = 'text', charactersMax = textCharactersMax): TextShape {
  return text('filterAndRestore', form, charactersMax)
}

/** Text that is filtered on the way out, and of which nothing comes back. */
export function filteredOneWay(form: TextForm = 'text'): TextShape {
  return text('filterOneWay', form, textCharactersMax)
}

/** A name given by people or programs that engines show to the model. */
export function name(): TextShape {
  return filtered('name', nameCharactersMax)
}

/** A sequence that ends the answer, compared by the engine with what it writes. */
export function stopSequence(): TextShape {
  return filtered('stop', stopCharactersMax)
}

/** The name of a tool: an identifier that answers and further requests repeat, so it stays as it is. */
export function toolName(): TextShape {
  return { ...text('configuration', 'name', idCharactersMax), alphabet: 'word', charactersMin: 1 }
}

/** A word of a vocabulary that is closed, though we do not know every member. */
export function word(charactersMax = wordCharactersMax): TextShape {
  return { ...text('configuration', 'word', charactersMax), alphabet: 'word' }
}

/** The public name of a model. Compared with the names of the deployments, so any text may stand here and only those pass. */
export function modelName(): TextShape {
  return { ...text('configuration', 'name', nameCharactersMax), charactersMin: 1 }
}

/** An id that says nothing and is kept, for example of a tool call. */
export function opaqueId(): TextShape {
  return { ...text('opaqueId', 'name', idCharactersMax), alphabet: 'id', charactersMin: 1 }
}

/** The id of an answer. Some engines send an empty one (TGI, and in pieces of a stream), and clients want the field. */
export function answerId(): TextShape {
  return { ...opaqueId(), charactersMin: 0 }
}

// ── Plain values ────────────────────────────────────────────────────────────────────────────────────────────────────

export function oneOf(...values: readonly string[]): OneOfShape {
  return { kind: 'oneOf', values, needs: {}, refuses: {} }
}

export function number(range: { readonly min: number; readonly max: number }): NumberShape {
  return { kind: 'number', class: 'configuration', form: 'value', ...range, isInteger: false }
}

export function integer(range: { readonly min: number; readonly max: number }): NumberShape {
  return { kind: 'number', class: 'configuration', form: 'value', ...range, isInteger: true }
}

/** Numbers that spell text: token ids, bytes, vectors. */
export function spelled(fieldClass: FieldClass, form: 'bytes' | 'tokenIds' | 'vector'): NumberShape {
  const isInteger = form !== 'vector'
  const max = isInteger ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE
  return { kind: 'number', class: fieldClass, form, min: isInteger ? 0 : -max, max, isInteger }
}

/** Any number: a count, a time, a log probability that the engine reports. */
export const anyNumber = number({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE })

export const boolean: BooleanShape = { kind: 'boolean' }

export function only(value: boolean | string | number, why: Text): OnlyShape {
  return { kind: 'only', value, why, isAlwaysSent: false }
}

/** The same, and sent to the engine even where the client left it out. */
export function always(value: boolean | string | number, why: Text): OnlyShape {
  return { kind: 'only', value, why, isAlwaysSent: true }
}

// ── Composition ─────────────────────────────────────────────────────────────────────────────────────────────────────

export function nullable(of: Shape): NullableShape {
  return { kind: 'nullable', of }
}

export function object<const F extends Readonly<Record<string, Shape>>>(
  fields: F,
  required: readonly (keyof F & string)[] = [],
): ObjectShape {
  return { kind: 'object', fields, required }
}

export function array(item: Shape, bounds: { readonly min?: number; readonly max?: number } = {}): ArrayShape {
  return { kind: 'array', item, min: bounds.min ?? 0, max: bounds.max ?? entriesMax }
}

export function map(
  key: { readonly class: FieldClass; readonly form: TextForm },
  value: Shape,
  max = entriesMax,
): MapShape {
  return { kind: 'map', keyClass: key.class, keyForm: key.form, value, max }
}

/** An object of which we know no field, for example the schema of a tool. */
export function freeObject(fieldClass: FieldClass, form: TextForm): FreeJsonShape {
  return { kind: 'freeJson', class: fieldClass, form, of: 'object' }
}

/** A value of which we know nothing but its class. */
export function freeJson(fieldClass: FieldClass, form: TextForm = 'text'): FreeJsonShape {
  return { kind: 'freeJson', class: fieldClass, form, of: 'anything' }
}

export function byType(types: Omit<ByTypeShape, 'kind'>): ByTypeShape {
  return { kind: 'byType', ...types }
}

export function variant(on: string, cases: VariantShape['cases'], otherwise?: string): VariantShape {
  return { kind: 'variant', on, cases, otherwise }
}

// ── What does not simply pass ───────────────────────────────────────────────────────────────────────────────────────

export function media(kind: MediaKind, of: Shape): MediaShape {
  return { kind: 'media', media: kind, of }
}

/** A `data:` URL, as in `image_url.url`. */
export function dataUrl(kind: MediaKind): MediaShape {
  return media(kind, { kind: 'inline', media: kind, mayBePlain: false })
}

/** Base64 with or without `data:` in front, as in `input_audio.data`. */
export function base64(kind: MediaKind): MediaShape {
  return media(kind, { kind: 'inline', media: kind, mayBePlain: true })
}

/** Refused for everybody, with the reason. */
export function forbidden(why: Text, fieldClass: FieldClass = 'forbid'): ForbiddenShape {
  return { kind: 'forbidden', class: fieldClass, why, fields: [] }
}

/** A word of a variant that is refused with its reason, and the paths that only objects of this word have. */
export function refusedWord(why: Text, fields: readonly string[] = [], harmlessWithout?: string): ForbiddenShape {
  return {
    kind: 'forbidden',
    class: 'forbid',
    why,
    fields,
    ...(harmlessWithout === undefined ? {} : { harmlessWithout }),
  }
}

/** Refused unless the operator opens it for an engine, under the name that `allowFields` gives it. */
export function closed(allowAs: string, of: Shape, why: Text, harmless?: boolean): ClosedShape {
  return { kind: 'closed', allowAs, of, why, harmless }
}

/** Accepted and left out: engines need it for nothing, or it identifies somebody. */
export function dropped(fieldClass: FieldClass, why: string): DroppedShape {
  return { kind: 'dropped', class: fieldClass, why }
}
