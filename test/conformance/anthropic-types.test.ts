import { answerShape, requestShape } from '@stellwerk/contract/fields/rebuild'
import type { Shape } from '@stellwerk/contract/fields/shape'
import { fieldsOf, isCoveredBy, type FieldLeaf } from '@stellwerk/contract/fields/leaves'
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { temporaryFolders } from '../temporary-folders.ts'
import { declaredPaths, type DeclaredPath } from './declared-paths.ts'

// Goal: no field of the Messages API is without a class. The list is the types of the installed @anthropic-ai/sdk, so an update
// with a new field, a new type of block or a new word of a vocabulary fails here and names it.

const resources = join(dirname(fileURLToPath(import.meta.resolve('@anthropic-ai/sdk'))), 'resources')
const stable = join(resources, 'messages/messages.d.ts')
const beta = join(resources, 'beta/messages/messages.d.ts')

const request = requestShape('messages', 'openaiCompatible', [])
const count = requestShape('messages/count_tokens', 'openaiCompatible', [])
const answer = answerShape('messages', 'json')
const event = answerShape('messages', 'event')

const bodies: readonly [what: string, shape: Shape, file: string, type: string, pathsMin: number][] = [
  ['request', request, stable, 'MessageCreateParamsBase', 200],
  ['request to count', count, stable, 'MessageCountTokensParams', 200],
  ['answer', answer, stable, 'Message', 60],
  ['event', event, stable, 'RawMessageStreamEvent', 130],
  ['beta request', request, beta, 'MessageCreateParamsBase', 350],
  ['beta request to count', count, beta, 'MessageCountTokensParams', 320],
  ['beta answer', answer, beta, 'BetaMessage', 130],
  ['beta event', event, beta, 'BetaRawMessageStreamEvent', 270],
]

/** Declared paths that no leaf stands for, and words that no vocabulary has; those inside a refused object go with it. */
function unclassed(shape: Shape, declared: readonly DeclaredPath[]): readonly string[] {
  const leaves = fieldsOf(shape)
  const gone = new Set(leaves.filter(isWhole).map((leaf) => leaf.path))
  const open = declared.filter(({ path, word, around }) => {
    if (around.some((object) => gone.has(object))) return false
    return !leaves.some((leaf) => covers(leaf, path) && (word === undefined || leaf.words?.includes(word) !== false))
  })
  return [...new Set(open.map(({ path, word }) => (word === undefined ? path : `${path} "${word}"`)))].toSorted()
}

function isWhole(leaf: FieldLeaf): boolean {
  return leaf.treatment === 'refuse' || leaf.treatment === 'drop'
}

/** The class of free JSON is that of all below it. */
function covers(leaf: FieldLeaf, path: string): boolean {
  const free = leaf.path.endsWith('.**') ? leaf.path.slice(0, -3) : undefined
  return isCoveredBy(leaf, path) || (free !== undefined && (path.startsWith(`${free}.`) || path.startsWith(`${free}[`)))
}

for (const [what, shape, file, type, pathsMin] of bodies) {
  const declared = declaredPaths(file, type)
  test(`every path is classed: ${what}`, () => assert.deepEqual(unclassed(shape, declared), []))
  test(`the types were read: ${what}`, () => {
    const paths = new Set(declared.map(({ path }) => path))
    assert.ok(paths.size >= pathsMin, `${paths.size} paths`)
  })
}

const newFolder = temporaryFolders('types')

// Each of these is what an update of the types may bring.
const planted: readonly [why: string, from: string, to: string, found: readonly string[]][] = [
  ['nothing', '', '', []],
  [
    'a field of a block',
    "    type: 'tool_result';",
    "    type: 'tool_result';\n    thoughts?: string;",
    ['$.messages[].content[].thoughts'],
  ],
  ['a field of the request', '    max_tokens: number;', '    max_tokens: number;\n    notes?: string;', ['$.notes']],
  [
    'free JSON',
    '    max_tokens: number;',
    '    max_tokens: number;\n    extra?: { [key: string]: unknown };',
    ['$.extra.**'],
  ],
  [
    'keys of a map',
    '    max_tokens: number;',
    '    max_tokens: number;\n    labels?: Record<string, number>;',
    ['$.labels.{key}'],
  ],
  ['a list of numbers', '    max_tokens: number;', '    max_tokens: number;\n    tokens?: number[];', ['$.tokens[]']],
  [
    'a header',
    '    max_tokens: number;',
    '    max_tokens: number;\n    /**\n     * Header param: who.\n     */\n    who?: string;',
    [],
  ],
  [
    'a type of block',
    'export type ContentBlockParam = ',
    "export interface Hologram { type: 'hologram'; scene: string }\nexport type ContentBlockParam = Hologram | ",
    ['$.messages[].content[].scene', '$.messages[].content[].type "hologram"'],
  ],
  ['a word', "effort?: 'low'", "effort?: 'utter' | 'low'", ['$.output_config.effort "utter"']],
  ['a date of a tool', "'bash_20250124'", "'bash_20991231'", ['$.tools[].type "bash_20991231"']],
  [
    'a field of a refused block',
    "    type: 'server_tool_use';",
    "    type: 'server_tool_use';\n    more?: string;",
    [],
  ],
]
for (const [why, from, to, found] of planted) {
  test(`an update would be noticed: ${why}`, () => {
    const file = join(newFolder(), 'messages.d.ts')
    const types = readFileSync(stable, 'utf8')
    assert.ok(types.includes(from))
    writeFileSync(file, types.replaceAll(from, to))
    assert.deepEqual(unclassed(request, declaredPaths(file, 'MessageCreateParamsBase')), found)
  })
}
