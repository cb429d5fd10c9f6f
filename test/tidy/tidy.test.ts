import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { allowances } from './allowances.ts'
import { rules } from './rules.ts'
import { textFiles } from './source.ts'

// Goal: each construct that docs/style.md bans is found where it is banned, and its nearest neighbour is left alone.
const contract = 'packages/contract/src/lamp.ts'
const room = 'packages/server/src/gate/facts.ts'
const beside = 'packages/contract/src/lamp.test.ts'

// Put together from parts, so that reading this file finds nothing.
const machinePath = ['', 'work', 'main'].join('/')
const homePath = ['', 'home', 'anna', 'x'].join('/')
const registry = ['registry', 'npmjs', 'org'].join('.')
const unfinished = ['TO', 'DO'].join('')

const cases: readonly [rule: string, isFound: boolean, path: string, text: string][] = [
  ['enum', true, contract, 'enum Lamp { clear }'],
  ['enum', true, beside, 'const enum Lamp { clear }'],
  ['enum', false, contract, "type Lamp = 'clear'"],
  ['namespace', true, contract, 'namespace Lamps { export const a = 1 }'],
  ['namespace', false, contract, "declare module 'x' { export const a: 1 }"],
  ['parameter property', true, contract, 'class A { constructor(readonly a: string) {} }'],
  ['parameter property', false, contract, 'class A { constructor(a: string) {} }'],
  ['any', true, contract, 'let a: any'],
  ['any', true, beside, 'const a = b as readonly any[]'],
  ['any', false, contract, "const any = 'any' // any"],
  ['default export', true, contract, 'export default 1'],
  ['default export', true, 'scripts/check.mjs', 'export default function f() {}'],
  ['default export', false, 'packages/console/vite.config.ts', 'export default {}'],
  ['default export', false, contract, 'export const a = 1'],
  ['default export', false, 'packages/server/src/weights.d.ts', "declare module '*.bin' { export default path }"],
  ['as without a sentence', true, contract, 'const a = b as string'],
  ['as without a sentence', true, contract, 'const a = b as unknown as string'],
  ['as without a sentence', true, contract, '// Too far above.\n\n\nconst a = b as string'],
  ['as without a sentence', true, contract, 'function read(b: unknown) { return b as string }'],
  ['as without a sentence', false, contract, 'function parseName(b: unknown) { return b as string }'],
  ['as without a sentence', false, contract, 'const parseName = (b: unknown) => b as string'],
  ['as without a sentence', false, contract, 'const a = b as string // Checked above.'],
  ['as without a sentence', false, contract, '// Checked above.\n\nconst a = b as string'],
  ['as without a sentence', false, contract, 'const a = [1] as const'],
  ['as without a sentence', false, contract, 'const a = b as unknown'],
  ['as without a sentence', false, beside, 'const a = b as string'],
  ['clock', true, contract, 'const a = Date.now()'],
  ['clock', true, room, 'const a = new Date()'],
  ['clock', true, room, 'const a = Math.random()'],
  ['clock', true, room, 'const now = Date.now'],
  ['clock', true, 'packages/server/src/request.ts', 'const a = performance.now()'],
  ['clock', false, room, 'const a = new Date(now)'],
  ['clock', false, 'packages/server/src/clock.ts', 'const a = Date.now()'],
  ['clock', false, beside, 'const a = Date.now()'],
  ['console', true, room, "console.log('x')"],
  ['console', true, contract, 'const say = console.error'],
  ['console', false, 'packages/server/src/commands/keys.ts', "console.log('x')"],
  ['console', false, 'packages/server/src/telemetry/log.ts', "console.log('x')"],
  ['console', false, room, 'const a = packages.console'],
  ['skipped test', true, beside, "test.skip('x', () => {})"],
  ['skipped test', true, beside, "test.skipIf(isWindows)('x', () => {})"],
  ['skipped test', true, beside, "// Because.\ntest.only('x', () => {})"],
  ['skipped test', false, beside, "// Windows has no control socket.\ntest.skipIf(isWindows)('x', () => {})"],
  ['skipped test', false, beside, "test('x', () => {})"],
  ['undocumented export', true, contract, 'export function a() {}'],
  ['undocumented export', true, contract, '/** One. */\nexport function a() {}\nexport class B {}'],
  ['undocumented export', true, contract, '// Not TSDoc.\nexport function a() {}'],
  ['undocumented export', false, contract, '/** Does a. */\nexport function a() {}'],
  ['undocumented export', false, contract, 'function a() {}\nexport const b = 1'],
  ['undocumented export', false, room, 'export function a() {}'],
  ['unfinished', true, contract, `// ${unfinished}: later`],
  ['unfinished', true, 'scripts/check.mjs', `/* ${unfinished} */`],
  ['unfinished', false, contract, '// To do this, see below.'],
  ['commented-out code', true, contract, '// const a = b'],
  ['commented-out code', true, contract, "// import { a } from './a.ts'"],
  ['commented-out code', true, contract, '// record(a)'],
  ['commented-out code', true, contract, '// if (a) return'],
  ['commented-out code', true, contract, '// }'],
  ['commented-out code', false, contract, '// If this fails, start-up finds the staged tiles.'],
  ['commented-out code', false, contract, '// `Date.now()` would make a replay impossible.'],
  ['commented-out code', false, contract, '/** @example record(a) */'],
  ['grab bag', true, 'packages/policy/src/utils.ts', ''],
  ['grab bag', true, 'packages/policy/src/shared/a.ts', ''],
  ['grab bag', true, 'packages/policy/src/index.ts', ''],
  ['grab bag', false, 'packages/policy/src/tree-index.ts', ''],
  ['long file', true, contract, 'a\n'.repeat(501)],
  ['long file', false, contract, 'a\n'.repeat(500)],
  ['path of one machine', true, 'docs/a.md', `see ${machinePath}`],
  ['path of one machine', true, 'scripts/a.mjs', `cd '${homePath}'`],
  ['path of one machine', false, 'docs/a.md', 'the view /api/works and the frame/work of a house'],
  ['package registry', true, 'package-lock.json', `"resolved": "https://${registry}/a"`],
  ['package registry', false, 'docs/a.md', 'the registry of use cases'],
]

for (const [index, [name, isFound, path, text]] of cases.entries()) {
  test(`tidy rules: ${name}, row ${index}: ${isFound ? 'found' : 'left alone'}`, () => {
    const rule = rules.find((known) => known.name === name)
    assert.ok(rule !== undefined)
    assert.equal(rule.reads(path) && rule.findings({ path, text }).length > 0, isFound, text)
  })
}

test('tidy rules: each has a row that is found and one that is left alone', () => {
  const rows = new Set(cases.map(([name, isFound]) => `${name}: ${isFound}`))
  const missing = rules.flatMap(({ name }) => [`${name}: true`, `${name}: false`]).filter((row) => !rows.has(row))
  assert.deepEqual(missing, [])
})

// Goal: the repository keeps them, but for the listed places.
const files = textFiles()
const isAllowed = (rule: string, path: string): boolean =>
  allowances.some(([name, place]) => name === rule && place === path)

test('tidy: the repository is read', () => {
  for (const path of ['package.json', '.ci/run', 'bin/stellwerk', contract]) {
    assert.ok(
      files.some((file) => file.path === path),
      path,
    )
  }
})

for (const rule of rules) {
  const findings = files
    .filter((file) => rule.reads(file.path))
    .flatMap((file) => rule.findings(file).map(({ line, what }) => ({ path: file.path, line, what })))

  test(`tidy: ${rule.name}`, () => {
    const bare = findings.filter(({ path }) => !isAllowed(rule.name, path))
    assert.deepEqual(
      bare.map(({ path, line, what }) => `${path}:${line} ${what}`),
      [],
    )
  })

  test(`tidy: ${rule.name} has no allowance that is not needed`, () => {
    const idle = allowances.filter(
      ([name, place]) => name === rule.name && !findings.some(({ path }) => path === place),
    )
    assert.deepEqual(idle, [])
  })
}
