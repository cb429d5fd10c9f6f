import { afterAll, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ConfigInvalid, configProblemLine } from '@stellwerk/contract/config-problem'

import { builtInConfig, ConfigUnreadable, loadConfig, secretProblems, termProblems } from './config.ts'
import type { ConfigFlags } from './config.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-config-'))
afterAll(() => rmSync(root, { recursive: true }))

function folderWith(yaml: string | Uint8Array | undefined): string {
  const folder = mkdtempSync(join(root, 'case-'))
  if (yaml !== undefined) writeFileSync(join(folder, 'stellwerk.yaml'), yaml)
  return folder
}

interface Given {
  readonly yaml?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly flags?: ConfigFlags
}

function load(given: Given) {
  const cwd = folderWith(given.yaml)
  return { cwd, ...loadConfig({ cwd, env: given.env ?? {}, flags: given.flags ?? {} }) }
}

function linesOf(given: Given): readonly string[] {
  try {
    load(given)
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems.map((problem) => configProblemLine(problem, 'en'))
    throw error
  }
  return []
}

// Goal: command line wins over environment, environment over file, file over default.
const ports: readonly [why: string, given: Given, port: number][] = [
  ['default', {}, 7373],
  ['file', { yaml: 'listen: {port: 1001}' }, 1001],
  ['environment over file', { yaml: 'listen: {port: 1001}', env: { STELLWERK_LISTEN_PORT: '1002' } }, 1002],
  ['environment without file', { env: { STELLWERK_LISTEN_PORT: '1002' } }, 1002],
  ['flag over environment', { env: { STELLWERK_LISTEN_PORT: '1002' }, flags: { listenPort: '1003' } }, 1003],
]
for (const [why, given, port] of ports) {
  test(`port: ${why}`, () => expect(load(given).config.listen.port).toBe(port))
}

test('an override leaves its neighbours alone', () => {
  const { config } = load({ yaml: 'listen: {host: "::1", port: 1001}', env: { STELLWERK_LISTEN_PORT: '1002' } })
  expect(config.listen).toMatchObject({ host: '::1', port: 1002 })
})

// Goal: one word for the listener replaces what was said before it, and nothing else of the section.
const listeners: readonly [why: string, given: Parameters<typeof load>[0], listen: object][] = [
  ['a socket over an address', { yaml: 'listen: {port: 1001}', flags: { listen: 'unix:/s' } }, { socket: '/s' }],
  ['an address over a socket', { yaml: 'listen: {socket: /s}', flags: { listen: ':1' } }, { host: '::', port: 1 }],
  ['a port over a socket', { yaml: 'listen: {socket: /s}', flags: { listenPort: '7' } }, { port: 7 }],
  ['by variable', { env: { STELLWERK_LISTEN: '[::1]:8' } }, { host: '::1', port: 8 }],
  ['option over variable', { env: { STELLWERK_LISTEN: ':1' }, flags: { listenPort: '2' } }, { host: '::', port: 2 }],
  [
    'the rest stays',
    { yaml: 'listen: {port: 1, trustedProxies: [10.0.0.1]}', flags: { listen: 'unix:/s' } },
    { socket: '/s', trustedProxies: ['10.0.0.1'] },
  ],
]
for (const [why, given, listen] of listeners) {
  test(`listen: ${why}`, () => {
    const found = load(given).config.listen
    expect(found).toMatchObject(listen)
    expect('socket' in found).toBe('socket' in listen)
  })
}

test('a listener that is given twice, or unreadably, is refused by the name under which it was given', () => {
  expect(() => load({ flags: { listen: ':1', listenPort: '2' } })).toThrow(/^--listen: /)
  expect(() => load({ env: { STELLWERK_LISTEN: '7373' } })).toThrow(/^STELLWERK_LISTEN: must be ADDRESS:PORT/)
  expect(() => load({ flags: { listen: 'unix:s.sock' } })).toThrow(/^--listen: must be an absolute path/)
})

test('without a file the mirror is served, to nobody yet', () => {
  const { config, file } = load({})
  expect(file).toBeUndefined()
  expect(config.upstreams.map(({ id, kind }) => ({ id, kind }))).toEqual([...builtInConfig.upstreams])
  expect(config.useCases).toEqual([])
})

test('a file of comments only is an empty configuration', () => {
  expect(load({ yaml: '# nothing yet\n' }).config.upstreams).toEqual([])
})

test('a path in the file is meant from the file, a typed one from where it was typed', () => {
  const { cwd } = load({ yaml: 'data: state' })
  const file = join(cwd, 'stellwerk.yaml')
  const elsewhere = folderWith(undefined)
  const from = (env: Record<string, string>, flags: ConfigFlags) =>
    loadConfig({ file, cwd: elsewhere, env, flags }).config.data
  expect(from({}, {})).toBe(join(cwd, 'state'))
  expect(from({ STELLWERK_DATA: 'state' }, {})).toBe(join(elsewhere, 'state'))
  expect(from({}, { data: 'state' })).toBe(join(elsewhere, 'state'))
})

test('the configuration in force cannot be changed', () => {
  const { config } = load({ yaml: 'listen: {port: 1001}' })
  expect([config, config.listen, config.limits, config.upstreams].every(Object.isFrozen)).toBe(true)
})

// Goal: whatever is wrong is told where it was given.
const defects: readonly [why: string, given: Given, lines: readonly string[]][] = [
  ['unknown key in the file', { yaml: 'listen: {prot: 1}' }, ['listen.prot: unknown key. Did you mean port?']],
  ['wrong value in a variable', { env: { STELLWERK_LISTEN_PORT: 'x' } }, ['STELLWERK_LISTEN_PORT: must be a number']],
  [
    'bound of a variable',
    { env: { STELLWERK_LISTEN_PORT: '65536' } },
    ['STELLWERK_LISTEN_PORT: must be at most 65535'],
  ],
  [
    'empty variable',
    { env: { STELLWERK_LISTEN_HOST: '' } },
    ['STELLWERK_LISTEN_HOST: must have at least 1 characters'],
  ],
  ['wrong value in a flag', { flags: { logLevel: 'inof' } }, ['--log-level: unknown value. Did you mean info?']],
  [
    'unknown variable',
    { env: { STELLWERK_LISTEN_PROT: '1' } },
    ['STELLWERK_LISTEN_PROT: unknown environment variable. Did you mean STELLWERK_LISTEN_PORT?'],
  ],
  ['variable of another program', { env: { STELLWERKER: '1' } }, []],
  [
    'unknown variable beside a wrong key',
    { yaml: 'lisen: {}', env: { STELLWERK_X: '1' } },
    ['lisen: unknown key. Did you mean listen?', 'STELLWERK_X: unknown environment variable.'],
  ],
  [
    'variable that the file names as a secret',
    { yaml: 'metrics: {token: "env:STELLWERK_SCRAPE"}', env: { STELLWERK_SCRAPE: 'x' } },
    [],
  ],
  ['a list as the whole', { yaml: '- 1', env: { STELLWERK_LISTEN_PORT: '1' } }, ['must be a section with keys']],
  ['duplicate key', { yaml: 'data: a\ndata: b' }, ['line:column 2:1, a key stands twice in the same section']],
  ['tab', { yaml: 'listen:\n\tport: 1' }, ['line:column 2:1, indented with a tab']],
  ['two documents', { yaml: 'data: a\n---\ndata: b' }, ['line:column 2:1, more than one document']],
  ['unknown tag', { yaml: 'data: !!js/function x' }, ['line:column 1:7, not valid YAML']],
  ['alias without anchor', { yaml: 'data: *x' }, ['aliases (*name) without an anchor']],
]
describe('defect', () => {
  for (const [why, given, expected] of defects) {
    test(why, () => {
      const lines = linesOf(given)
      expect(lines.map((line, index) => line.slice(0, expected[index]?.length))).toEqual([...expected])
    })
  }
})

test('aliases that multiply are refused', () => {
  const rows = Array.from({ length: 9 }, (_, index) => `x${index + 1}: &x${index + 1} [${`*x${index},`.repeat(9)}]`)
  expect(linesOf({ yaml: ['x0: &x0 [a]', ...rows].join('\n') })).toEqual([
    'aliases (*name) without an anchor, or too many.',
  ])
})

test('brackets deeper than the stack are refused', () => {
  const [line] = linesOf({ yaml: `data: ${'['.repeat(50_000)}` })
  expect(line).toContain('nested too deeply')
})

test('a line that cannot be parsed is not repeated, a secret may stand in it', () => {
  expect(linesOf({ yaml: 'key: "hunter2\nmetrics: {token: [hunter2' }).join()).not.toContain('hunter2')
})

const unreadable: readonly [why: string, given: Given & { file?: string }][] = [
  ['missing', { file: 'other.yaml' }],
  ['a folder', { file: '.' }],
  ['over a mebibyte', { yaml: '#'.repeat(1_048_577) }],
  ['not UTF-8', { yaml: Uint8Array.of(0x61, 0x3a, 0x20, 0xff) }],
]
for (const [why, given] of unreadable) {
  test(`cannot be read: ${why}`, () => {
    const cwd = folderWith(given.yaml)
    expect(() => loadConfig({ cwd, env: {}, flags: {}, file: given.file })).toThrow(ConfigUnreadable)
  })
}

test('a mebibyte is read', () => expect(linesOf({ yaml: '#'.repeat(1_048_576) })).toEqual([]))

test('a secret that is not there is told with its path', () => {
  mkdirSync(join(root, 'secrets'), { recursive: true })
  const token = join(root, 'secrets', 'token')
  writeFileSync(token, 'hunter2\n', { mode: 0o600 })
  const { config } = load({
    yaml: `metrics: {token: "file:${token}"}\nupstreams: [{id: a, kind: vllm, url: "http://a", key: "env:NO_SUCH_KEY"}]`,
  })
  expect(secretProblems(config, {}).map((problem) => configProblemLine(problem, 'en'))).toEqual([
    'upstreams[0].key: the environment variable NO_SUCH_KEY is not set.',
  ])
  expect(secretProblems(config, { NO_SUCH_KEY: 'x' })).toEqual([])
})

// Goal: full content is decided for a year at most, and a day that has passed stops no server that starts again.
const terms: readonly [until: string, loads: boolean, isEnded: boolean][] = [
  ['2026-11-22', true, true],
  ['2026-11-23', true, false],
  ['2027-11-24', true, false],
  ['2027-11-25', false, false],
]
for (const [until, loads, isEnded] of terms) {
  test(`full content until ${until}, on 2026-11-23`, () => {
    const record = `{class: full, reason: acceptance, until: ${until}}`
    const cwd = folderWith(`useCases: [{id: a, title: A, state: draft, record: ${record}}]`)
    const now = Date.parse('2026-11-23T23:59:59Z')
    const read = () => loadConfig({ cwd, env: {}, flags: {}, now }).config
    if (!loads) expect(read).toThrow('useCases[0].record.until: is more than 366 days ahead')
    else expect(termProblems(read(), now).map(({ path }) => path)).toEqual(isEnded ? ['useCases[0].record.until'] : [])
  })
}
