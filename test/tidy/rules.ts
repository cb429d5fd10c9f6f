import { isNode, isSource, parseSource } from './source.ts'
import type { Node, SourceFile, TextFile } from './source.ts'

/** What a rule found, and in which line. */
export interface Finding {
  readonly line: number
  readonly what: string
}

/** A rule over the text of a file. */
export interface Rule {
  readonly name: string
  readonly reads: (path: string) => boolean
  readonly findings: (file: TextFile) => readonly Finding[]
}

const linesMax = 500

/** How many lines above an `as` its sentence may stand. */
const sentenceLinesAbove = 2

const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.startsWith('test/')
const isShipped = (path: string): boolean => /^packages\/[^/]+\/src\//.test(path) && isSource(path) && !isTest(path)
const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path)

export const rules: readonly Rule[] = [
  onNodes('enum', isTypeScript, ({ type }) => (type === 'TSEnumDeclaration' ? 'enum' : undefined)),
  onNodes('namespace', isTypeScript, (node) =>
    node.type === 'TSModuleDeclaration' && node['kind'] === 'namespace' ? 'namespace' : undefined,
  ),
  onNodes('parameter property', isTypeScript, ({ type }) =>
    type === 'TSParameterProperty' ? 'parameter property' : undefined,
  ),
  onNodes('any', isTypeScript, ({ type }) => (type === 'TSAnyKeyword' ? 'any' : undefined)),
  onNodes(
    'default export',
    (path) => isSource(path) && !/(\.config\.[cm]?[jt]s|\.d\.ts)$/.test(path),
    ({ type }) => (type === 'ExportDefaultDeclaration' ? 'default export' : undefined),
  ),
  onNodes('as without a sentence', isShipped, (node, around, file) =>
    isCast(node) && !isInParser(around) && !hasSentence(node, file) ? snippet(node, file) : undefined,
  ),
  onNodes('clock', readsNoClock, (node) => clockRead(node)),
  onNodes('console', isQuiet, (node) =>
    node.type === 'MemberExpression' && nameOf(node['object']) === 'console' ? 'console' : undefined,
  ),
  onNodes('skipped test', isTypeScript, (node, _around, file) => skippedTest(node, file)),
  onNodes('undocumented export', isDocumented, (node, _around, file) => undocumentedExport(node, file)),
  onComments('unfinished', (text) => (/\b(TODO|FIXME|XXX|HACK)\b/.test(text) ? text.trim() : undefined)),
  onComments('commented-out code', (text, type) => (type === 'Line' && looksLikeCode(text) ? text.trim() : undefined)),
  {
    name: 'grab bag',
    reads: () => true,
    findings: ({ path }) =>
      path
        .split('/')
        .filter((part) => /^(utils?|common|shared|core|helpers?|managers?|index)(\.[cm]?[jt]sx?)?$/i.test(part))
        .map((part) => ({ line: 1, what: part })),
  },
  {
    name: 'long file',
    reads: isSource,
    findings: ({ text }) => {
      const lines = text.split('\n').length - 1
      return lines > linesMax ? [{ line: linesMax, what: `${lines} lines` }] : []
    },
  },
  // Put together from parts, so that this file does not find itself.
  onText(
    'path of one machine',
    new RegExp(`(?<![\\w.])/(${['work', 'tmp/bash', 'root', 'home/[a-z]+'].join('|')})\\b`, 'g'),
  ),
  onText(
    'package registry',
    new RegExp(
      [
        'registry[.](npmjs|yarnpkg)',
        'npm[.]pkg[.]github',
        'files[.]pythonhoste[d]',
        'pypi[.]org',
        'artifactory[.]',
      ].join('|'),
      'gi',
    ),
  ),
]

/** Everywhere but in the one place that reads it, time is an argument. The console is a page and shows the reader's. */
function readsNoClock(path: string): boolean {
  return isShipped(path) && path !== 'packages/server/src/clock.ts' && !path.startsWith('packages/console/')
}

/** Commands speak to people and telemetry writes the log; everything else stays silent (docs/style.md). */
function isQuiet(path: string): boolean {
  return isShipped(path) && !/^packages\/server\/src\/(commands|telemetry)\//.test(path)
}

function isDocumented(path: string): boolean {
  return isShipped(path) && /^packages\/(contract|policy)\//.test(path)
}

function onNodes(
  name: string,
  reads: Rule['reads'],
  judge: (node: Node, around: readonly Node[], file: SourceFile) => string | undefined,
): Rule {
  return {
    name,
    reads,
    findings: (text) => {
      const file = parseSource(text)
      return file.nodes.flatMap(({ node, around }) => found(judge(node, around, file), file.lineOf(node.start)))
    },
  }
}

function onComments(name: string, judge: (text: string, type: 'Line' | 'Block') => string | undefined): Rule {
  return {
    name,
    reads: isSource,
    findings: (text) => {
      const file = parseSource(text)
      return file.comments.flatMap(({ value, type, start }) => found(judge(value, type), file.lineOf(start)))
    },
  }
}

function onText(name: string, pattern: RegExp): Rule {
  return {
    name,
    reads: () => true,
    findings: ({ text }) =>
      text
        .split('\n')
        .flatMap((line, index) => [...line.matchAll(pattern)].map(([what]) => ({ line: index + 1, what }))),
  }
}

function found(what: string | undefined, line: number): readonly Finding[] {
  return what === undefined ? [] : [{ line, what }]
}

/** `as const` narrows and `as unknown` forgets; neither claims anything. */
function isCast(node: Node): boolean {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return false
  const to = node['typeAnnotation']
  if (!isNode(to)) return true
  return to.type !== 'TSUnknownKeyword' && nameOf(to['typeName']) !== 'const'
}

/** Inside a function called `parse…` the code around the cast is its proof. */
function isInParser(around: readonly Node[]): boolean {
  return around.some((node) => (nameOf(node['id']) ?? nameOf(node['key']) ?? '').startsWith('parse'))
}

function hasSentence(node: Node, file: SourceFile): boolean {
  const [first, last] = [file.lineOf(node.start) - sentenceLinesAbove, file.lineOf(node.end)]
  return file.comments.some(({ start, end }) => file.lineOf(end) >= first && file.lineOf(start) <= last)
}

function clockRead(node: Node): string | undefined {
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date') {
    return Array.isArray(node['arguments']) && node['arguments'].length === 0 ? 'new Date()' : undefined
  }
  if (node.type !== 'MemberExpression') return undefined
  const name = `${nameOf(node['object']) ?? ''}.${nameOf(node['property']) ?? ''}`
  return ['Date.now', 'Math.random', 'performance.now'].includes(name) ? name : undefined
}

/** `only` hides all other tests; the rest needs a reason on the line or above it. */
function skippedTest(node: Node, file: SourceFile): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  if (!['test', 'it', 'describe'].includes(nameOf(node['object']) ?? '')) return undefined
  const kind = nameOf(node['property']) ?? ''
  if (kind === 'only') return 'only'
  const isSkipped = ['skip', 'todo', 'skipIf', 'todoIf', 'if', 'failing'].includes(kind)
  return isSkipped && !hasSentence(node, file) ? kind : undefined
}

function undocumentedExport(node: Node, file: SourceFile): string | undefined {
  const declaration = node['declaration']
  if (node.type !== 'ExportNamedDeclaration' || !isNode(declaration)) return undefined
  if (declaration.type !== 'FunctionDeclaration' && declaration.type !== 'ClassDeclaration') return undefined
  const isCommented = file.comments.some(
    ({ type, value, end }) =>
      type === 'Block' && value.startsWith('*') && file.text.slice(end, node.start).trim() === '',
  )
  return isCommented ? undefined : nameOf(declaration['id'])
}

/** Prose may quote code in the middle of a sentence; a line that is nothing but a statement is a leftover. */
function looksLikeCode(comment: string): boolean {
  return [
    /^\s*(import|export) .*from '/,
    /^\s*(export )?(const|let|var) [\w{[][^=]* = \S/,
    /^\s*(await )?[\w.]+\([^)]*\);?$/,
    /^\s*return [\w.]+\(.*\);?$/,
    /^\s*(if|for|while|switch) \(.*\) (\{|return|throw|continue|break)/,
    /^\s*\}( else \{)?$/,
    /=> \{$/,
  ].some((pattern) => pattern.test(comment))
}

function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  return typeof node['name'] === 'string' ? node['name'] : undefined
}

function snippet(node: Node, file: SourceFile): string {
  return file.text.slice(node.start, node.end).replaceAll(/\s+/g, ' ').slice(0, 80)
}
