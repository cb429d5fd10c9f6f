// The tables of docs/configuration.md, written from the schema, so that no key can be missing there or be told wrongly.
// test/docs/configuration.test.ts fails when the page is behind; with UPDATE_DOCS=1 in its environment it writes the page.
import { configJsonSchema } from '@stellwerk/contract/config'

/** What is read of a JSON Schema here. */
interface Part {
  readonly description?: string
  readonly default?: unknown
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
  readonly properties?: Readonly<Record<string, Part>>
  readonly required?: readonly string[]
  readonly items?: Part
  /** What stands under each key of a record. */
  readonly additionalProperties?: Part | boolean
  readonly oneOf?: readonly Part[]
  readonly anyOf?: readonly Part[]
  /** Ours: when it is required, where variants differ. */
  readonly needed?: string
}

const begin = '<!-- begin: from the schema, see scripts/docs-config.ts -->'
const end = '<!-- end: from the schema -->'

/** The page with its tables written anew. */
export function withTables(page: string): string {
  const [before, rest] = split(page, begin)
  const [, after] = split(rest, end)
  return `${before}${begin}\n\n${tables()}\n${end}${after}`
}

function split(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at)
  if (index === -1) throw new Error(`docs/configuration.md lacks the line ${at}`)
  return [text.slice(0, index), text.slice(index + at.length)]
}

/** One table for what stands at the top of the file, one for each section and list, and one for a statement. */
function tables(): string {
  const root = configJsonSchema() as Part // What zod writes is a JSON Schema; every member above is optional.
  const sections = Object.entries(root.properties ?? {})
  const isPlain = (part: Part): boolean => shapeOf(part) === undefined
  const plain = sections.filter(([, part]) => isPlain(part))
  const nested = sections.filter(([, part]) => !isPlain(part))
  const statement = statementIn(root)
  const person = merged(root.properties?.['frontEnds']?.items?.properties?.['person']?.oneOf ?? [])
  return [
    table('Top level', undefined, rows('', { properties: Object.fromEntries(plain) })),
    ...nested.map(([name, part]) => table(`\`${name}\``, part.description, rows('', shapeOf(part) ?? {}))),
    table('A person', 'How a front end says who asks, below `frontEnds[].person`.', rows('', person)),
    table('A statement', 'What an office says about one lamp, below `useCases[].lamps`.', rows('', statement)),
  ].join('\n')
}

/** The object inside: the section itself, the entries of a list, or all variants of them as one. */
function shapeOf(part: Part): Part | undefined {
  if (part.items !== undefined) return shapeOf(part.items)
  if (part.oneOf !== undefined) return merged(part.oneOf)
  return part.properties === undefined ? undefined : part
}

/** Variants that differ in a word, such as `kind` or `state`, as one table: the words are collected. */
function merged(variants: readonly Part[]): Part {
  const properties: Record<string, Part> = {}
  for (const name of new Set(variants.flatMap((variant) => Object.keys(variant.properties ?? {})))) {
    const parts = variants.map((variant) => variant.properties?.[name]).filter((part) => part !== undefined)
    const requiring = variants.filter((variant) => variant.required?.includes(name))
    properties[name] = { ...together(parts), ...(requiring.length === 0 ? {} : { needed: when(requiring, variants) }) }
  }
  return { properties }
}

/** The same key in several variants. Words that mean something each are told one by one. */
function together(parts: readonly Part[]): Part {
  const words = [...new Set(parts.flatMap(wordsOf))]
  if (words.length === 0 || parts.length === 1) return withOneDefault(parts)
  const isTold = parts.every((part) => part.const !== undefined)
  const told = parts.map((part) => `\`${String(part.const)}\`: ${part.description ?? ''}`).join(' ')
  return { ...withoutConst(parts[0]), enum: words, ...(isTold ? { description: told } : {}) }
}

/** Where each variant has a default of its own, the description tells them. */
function withOneDefault([first = {}, ...rest]: readonly Part[]): Part {
  const { default: _, ...withoutDefault } = first
  return rest.every((part) => part.default === first.default) ? first : withoutDefault
}

function withoutConst(part: Part | undefined): Part {
  const { const: _, ...rest } = part ?? {}
  return rest
}

/** In which of the variants a key is required. */
function when(requiring: readonly Part[], variants: readonly Part[]): string {
  if (requiring.length === variants.length) return 'required'
  const others = variants.filter((variant) => !requiring.includes(variant))
  const isExcept = namesOf(others).length < namesOf(requiring).length
  return isExcept ? `required, not for ${namesOf(others).join(', ')}` : `required for ${namesOf(requiring).join(', ')}`
}

function namesOf(variants: readonly Part[]): readonly string[] {
  return variants
    .flatMap(({ properties }) => wordsOf(properties?.['kind'] ?? properties?.['state'] ?? properties?.['method']))
    .map((word) => `\`${String(word)}\``)
}

function wordsOf(part: Part | undefined): readonly unknown[] {
  return part?.const === undefined ? (part?.enum ?? []) : [part.const]
}

function statementIn(root: Part): Part {
  const useCase = root.properties?.['useCases']?.items
  const lamp = useCase?.properties?.['lamps']?.properties?.['licence']
  if (lamp?.oneOf === undefined) throw new Error('the schema has no useCases[].lamps.licence with variants')
  return merged(lamp.oneOf)
}

function rows(prefix: string, shape: Part, needed?: string): readonly string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, part]) => {
    const path = `${prefix}${name}`
    // Statements have a table of their own, and a text in two languages is one value.
    const inner = part.oneOf === undefined ? shapeOf(part) : undefined
    if (inner !== undefined) return rows(`${path}.`, inner, part.needed)
    const isRequired = shape.required?.includes(name) ?? false
    const standard = part.needed ?? (isRequired ? (needed ?? 'required') : standardOf(part))
    return [`| \`${path}\` | ${kindOf(part)} | ${standard} | ${cell(part.description ?? '')} |`]
  })
}

function kindOf(part: Part): string {
  const words = wordsOf(part)
  if (words.length > 0) return cell([...new Set(words.map((word) => `\`${String(word)}\``))].join(', '))
  if (part.oneOf !== undefined) return hasWord(part, 'method') ? '[person](#a-person)' : '[statement](#a-statement)'
  if (part.anyOf !== undefined) return 'text, or `{de, en}`'
  if (part.items !== undefined) return `list of ${kindOf(part.items)}`
  const each = part.additionalProperties
  if (typeof each === 'object') return `names with ${eachKind(each)} each`
  if (part.format === 'date') return 'date'
  if (part.type === 'integer') return `${part.minimum} to ${part.maximum}`
  if (part.type === 'number') return 'number'
  if (part.type === 'boolean') return '`true`, `false`'
  return 'text'
}

function eachKind(part: Part): string {
  const { properties } = shapeOf(part) ?? {}
  return properties === undefined ? kindOf(part) : `\`{${Object.keys(properties).join(', ')}}\``
}

/** Whether its variants differ in this word. */
function hasWord({ oneOf = [] }: Part, word: string): boolean {
  return oneOf.every(({ properties }) => properties?.[word]?.const !== undefined)
}

function standardOf(part: Part): string {
  return part.default === undefined ? 'none' : cell(`\`${JSON.stringify(part.default).replaceAll('"', '')}\``)
}

/** A bar ends a cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function table(title: string, about: string | undefined, lines: readonly string[]): string {
  const intro = about === undefined ? '' : `${about}\n\n`
  return `### ${title}\n\n${intro}| key | values | default | meaning |\n|---|---|---|---|\n${lines.join('\n')}\n`
}
