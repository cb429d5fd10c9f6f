import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseSync } from 'oxc-parser'

const root = join(import.meta.dir, '../..')

/** A text file of the repository, by its path from the root. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** A node of the syntax tree. oxc has a type for each kind; the rules look only at what they ask for. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export interface Comment {
  readonly type: 'Line' | 'Block'
  readonly value: string
  readonly start: number
  readonly end: number
}

/** A parsed TypeScript or JavaScript file. Nodes come in source order, each with those around it, the nearest first. */
export interface SourceFile extends TextFile {
  readonly nodes: readonly { readonly node: Node; readonly around: readonly Node[] }[]
  readonly comments: readonly Comment[]
  /** Line of an offset, the first one being 1. */
  readonly lineOf: (offset: number) => number
}

/** Folders that hold what was fetched, built or is wrong on purpose. */
const foldersLeftOut = new Set(['.git', '.cache', 'node_modules', 'dist', 'data', 'bad', 'fixtures'])

/** All files with text in them. Fixtures are inputs, and the bad house breaks rules on purpose. */
export function textFiles(folder = ''): readonly TextFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return foldersLeftOut.has(entry.name) ? [] : textFiles(path)
    if (!entry.isFile()) return []
    const bytes = readFileSync(join(root, path))
    return bytes.includes(0) ? [] : [{ path, text: bytes.toString('utf8') }]
  })
}

export function isSource(path: string): boolean {
  return /\.(ts|tsx|mjs|cjs|js)$/.test(path)
}

const parsed = new WeakMap<TextFile, SourceFile>()

/** Parses a file once, however many rules read it. */
export function parseSource(file: TextFile): SourceFile {
  const source = parsed.get(file) ?? parse(file)
  parsed.set(file, source)
  return source
}

function parse({ path, text }: TextFile): SourceFile {
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`)
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)]
  return {
    path,
    text,
    nodes: nodesBelow(program, []),
    comments,
    lineOf: (offset) => lineStarts.findLastIndex((start) => start <= offset) + 1,
  }
}

function nodesBelow(value: unknown, around: readonly Node[]): SourceFile['nodes'] {
  if (Array.isArray(value)) return value.flatMap((item) => nodesBelow(item, around))
  if (!isNode(value)) return []
  const inside = [value, ...around]
  return [{ node: value, around }, ...Object.values(value).flatMap((field) => nodesBelow(field, inside))]
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
