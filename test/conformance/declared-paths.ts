import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { parseSync } from 'oxc-parser'

/*
 * Reads type declarations of a client library and says where text can stand in a body of that type, in the notation of
 * openapi-text-paths.json. What it does not understand it throws at, because a path that is not seen would not be classed.
 */

/** A place in a body that can carry text: strings, vocabularies, keys, free JSON, lists of numbers. */
export interface DeclaredPath {
  readonly path: string
  readonly kind: 'string' | 'word' | 'key' | 'free' | 'numbers'
  /** Of a word: which one. */
  readonly word?: string
  /** Objects around it that a word decides about, outermost first, as `$.messages[].content[]<tool_use>`. */
  readonly around: readonly string[]
}

/** A node of the syntax tree; oxc has a type for each kind, and of each a few fields are asked for. */
interface Node {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

interface Module {
  readonly path: string
  readonly text: string
  readonly types: ReadonlyMap<string, Node>
  readonly namespaces: ReadonlyMap<string, Module>
  /** Local name of an import to where it comes from; `*` is the whole module. */
  readonly imports: ReadonlyMap<string, { readonly from: string; readonly name: string }>
}

interface Place {
  readonly path: string
  readonly around: readonly string[]
  readonly module: Module
  /** Declarations on the way here, for types that contain themselves. */
  readonly within: readonly Node[]
}

/**
 * Every path of the type that can carry text, each as often as there are ways to it.
 *
 * @example
 * declaredPaths('node_modules/@anthropic-ai/sdk/resources/messages/messages.d.ts', 'Message')
 */
export function declaredPaths(file: string, typeName: string): readonly DeclaredPath[] {
  const module = moduleAt(file)
  return [...byName(typeName, { path: '$', around: [], module, within: [] })]
}

// ── Modules ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const modules = new Map<string, Module>()

function moduleAt(path: string): Module {
  const known = modules.get(path)
  if (known !== undefined) return known
  const text = readFileSync(path, 'utf8')
  const { program } = parseSync(path, text)
  const made = moduleOf(path, text, nodesIn(program.body))
  modules.set(path, made)
  return made
}

function moduleOf(path: string, text: string, body: readonly Node[]): Module {
  const types = new Map<string, Node>()
  const namespaces = new Map<string, Module>()
  const imports = new Map<string, { from: string; name: string }>()
  for (const statement of body) {
    const declaration = nodeIn(statement['declaration']) ?? statement
    const id = nodeIn(declaration['id'])
    switch (declaration.type) {
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        types.set(nameOf(id), declaration)
        break
      case 'TSModuleDeclaration': {
        const inner = nodesIn(nodeIn(declaration['body'])?.['body'])
        namespaces.set(nameOf(id), moduleOf(path, text, inner))
        break
      }
      case 'ImportDeclaration':
        for (const specifier of nodesIn(declaration['specifiers'])) {
          const name = specifier.type === 'ImportNamespaceSpecifier' ? '*' : nameOf(nodeIn(specifier['imported']))
          const from = String(nodeIn(declaration['source'])?.['value'])
          imports.set(nameOf(nodeIn(specifier['local'])), { from, name })
        }
    }
  }
  return { path, text, types, namespaces, imports }
}

/** A name inside a module, or inside the module it was imported from. */
function* byName(name: string, place: Place): Generator<DeclaredPath> {
  const { module } = place
  const declared = module.types.get(name)
  if (declared !== undefined) {
    yield* ofDeclaration(declared, place)
    return
  }
  const imported = module.imports.get(name) ?? moduleAt(module.path).imports.get(name)
  if (imported === undefined) {
    const whole = moduleAt(module.path)
    if (whole === module || !whole.types.has(name)) throw new Error(`${module.path}: no type ${name} at ${place.path}`)
    yield* byName(name, { ...place, module: whole })
    return
  }
  yield* byName(imported.name, { ...place, module: importedModule(module, imported.from) })
}

function importedModule(module: Module, from: string): Module {
  return moduleAt(join(dirname(module.path), from.replace(/\.js$/, '.d.ts')))
}

/** The module that a qualifier such as `MessagesAPI` or the namespace `Tool` stands for. */
function qualified(module: Module, name: string): Module {
  const whole = moduleAt(module.path)
  const inner = module.namespaces.get(name) ?? whole.namespaces.get(name)
  if (inner !== undefined) return inner
  const imported = whole.imports.get(name)
  if (imported?.name !== '*') throw new Error(`${module.path}: ${name} is no namespace`)
  return importedModule(module, imported.from)
}

// ── Types ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function* ofDeclaration(node: Node, place: Place): Generator<DeclaredPath> {
  if (place.within.includes(node)) {
    yield { path: `${place.path}.**`, kind: 'free', around: place.around }
    return
  }
  const inside = { ...place, within: [...place.within, node] }
  if (node.type === 'TSTypeAliasDeclaration') {
    yield* ofType(asNode(node['typeAnnotation']), inside)
    return
  }
  for (const parent of nodesIn(node['extends'])) yield* byName(nameOf(nodeIn(parent['expression'])), inside)
  yield* members(nodesIn(nodeIn(node['body'])?.['body']), inside)
}

function* ofType(node: Node, place: Place): Generator<DeclaredPath> {
  const { path, around } = place
  switch (node.type) {
    case 'TSStringKeyword':
    case 'TSTemplateLiteralType':
      yield { path, kind: 'string', around }
      return
    case 'TSUnknownKeyword':
    case 'TSAnyKeyword':
    case 'TSObjectKeyword':
      yield { path: `${path}.**`, kind: 'free', around }
      return
    case 'TSNumberKeyword':
      // One number says nothing; a list of them may be token ids or a vector.
      if (path.endsWith('[]')) yield { path, kind: 'numbers', around }
      break
    case 'TSBooleanKeyword':
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
      break // No text.
    case 'TSLiteralType': {
      const value = nodeIn(node['literal'])?.['value']
      if (typeof value === 'string') yield { path, kind: 'word', word: value, around }
      return
    }
    case 'TSUnionType':
    case 'TSIntersectionType':
      for (const each of nodesIn(node['types'])) yield* ofType(each, place)
      return
    case 'TSParenthesizedType':
    case 'TSTypeOperator':
      yield* ofType(asNode(node['typeAnnotation']), place)
      return
    case 'TSArrayType':
      yield* ofType(asNode(node['elementType']), { ...place, path: `${path}[]` })
      return
    case 'TSTypeLiteral':
      yield* members(nodesIn(node['members']), place)
      return
    case 'TSTypeReference':
      yield* reference(node, place)
      return
    default:
      throw new Error(`${place.module.path}: ${node.type} at ${path} is not understood`)
  }
}

function* reference(node: Node, place: Place): Generator<DeclaredPath> {
  const name = asNode(node['typeName'])
  const given = nodesIn(nodeIn(node['typeArguments'])?.['params'])
  if (name.type === 'TSQualifiedName') {
    const module = qualified(place.module, nameOf(nodeIn(name['left'])))
    yield* byName(nameOf(nodeIn(name['right'])), { ...place, module })
    return
  }
  const [first, second] = given
  switch (nameOf(name)) {
    case 'Array':
    case 'ReadonlyArray':
      yield* ofType(asNode(first), { ...place, path: `${place.path}[]` })
      return
    case 'Record':
      yield { path: `${place.path}.{key}`, kind: 'key', around: place.around }
      yield* ofType(asNode(second), { ...place, path: `${place.path}.*` })
      return
  }
  if (given.length > 0) throw new Error(`${place.module.path}: generic ${nameOf(name)} at ${place.path}`)
  yield* byName(nameOf(name), place)
}

function* members(nodes: readonly Node[], place: Place): Generator<DeclaredPath> {
  const words = nodes.flatMap((node) => decidingWords(node))
  const places: readonly Place[] =
    words.length === 0
      ? [place]
      : words.map((word) => ({ ...place, around: [...place.around, `${place.path}<${word}>`] }))
  for (const each of places) for (const node of nodes) yield* member(node, each)
}

/** The words of a `type` or `role` that has no other: objects of a union are told apart by them. */
function decidingWords(node: Node): readonly string[] {
  if (node.type !== 'TSPropertySignature' || !['type', 'role'].includes(nameOf(nodeIn(node['key'])))) return []
  const annotation = nodeIn(nodeIn(node['typeAnnotation'])?.['typeAnnotation'])
  const options = annotation?.type === 'TSUnionType' ? nodesIn(annotation['types']) : annotation ? [annotation] : []
  const words = options
    .filter((option) => option.type !== 'TSNullKeyword')
    .map((option) => nodeIn(option['literal'])?.['value'])
  return words.every((word) => typeof word === 'string') ? words : []
}

function* member(node: Node, place: Place): Generator<DeclaredPath> {
  const of = nodeIn(nodeIn(node['typeAnnotation'])?.['typeAnnotation'])
  if (node.type === 'TSIndexSignature') {
    if (of?.type === 'TSUnknownKeyword') {
      yield { path: `${place.path}.**`, kind: 'free', around: place.around }
      return
    }
    yield { path: `${place.path}.{key}`, kind: 'key', around: place.around }
    yield* ofType(asNode(of), { ...place, path: `${place.path}.*` })
    return
  }
  if (node.type !== 'TSPropertySignature') throw new Error(`${place.module.path}: ${node.type} at ${place.path}`)
  if (isHeader(node, place.module)) return
  yield* ofType(asNode(of), { ...place, path: `${place.path}.${nameOf(nodeIn(node['key']))}` })
}

/** Generated clients take headers among the parameters and say so in the comment above. */
function isHeader(node: Node, module: Module): boolean {
  const before = module.text.slice(0, node.start)
  const comment = before.slice(before.lastIndexOf('/**'))
  return comment.trimEnd().endsWith('*/') && /^\/\*\*\s*\*\s*Header param/.test(comment)
}

// ── Nodes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function nodeIn(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined
}

function nodesIn(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

function asNode(value: unknown): Node {
  if (!isNode(value)) throw new Error('a type is missing')
  return value
}

function nameOf(node: Node | undefined): string {
  const name = node?.['name'] ?? node?.['value']
  if (typeof name !== 'string') throw new Error(`a name is missing in ${node?.type}`)
  return name
}
