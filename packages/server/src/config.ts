import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { parseConfig } from '@stellwerk/contract/config'
import type { Config, ConfigInput, SecretRef } from '@stellwerk/contract/config'
import { parseListenAddress } from '@stellwerk/contract/config-listen'
import { ConfigInvalid, configSentences, oneOf } from '@stellwerk/contract/config-problem'
import type { ConfigProblem } from '@stellwerk/contract/config-problem'
import { recordsEnded, recordsTooLong } from '@stellwerk/contract/config-record'
import type { Text } from '@stellwerk/contract/language'
import { LineCounter, parseDocument } from 'yaml'

import { systemClock } from './clock.ts'
import { resolveSecret, SecretUnavailable } from './secret.ts'

/** Where the configuration is looked for when nobody names a file. */
const standardFile = 'stellwerk.yaml'

/** Bytes. Ten thousand use cases fit in; more is not written by hand and not read by anybody. */
const fileBytesMax = 1_048_576

/** Aliases that may be followed. Enough for shared blocks, too few for a "billion laughs" document. */
const aliasesMax = 100

type Environment = Readonly<Record<string, string | undefined>>

/** Settings that can be given without a file. Command line wins over environment, environment over file. */
export interface ConfigFlags {
  readonly listen?: string
  readonly listenHost?: string
  readonly listenPort?: string
  readonly data?: string
  readonly language?: string
  readonly logLevel?: string
  readonly publicUrl?: string
}

interface Override {
  readonly flag: keyof ConfigFlags
  readonly variable: string
  readonly option: string
  readonly path: readonly [string, string?]
}

/** Address and port, or a socket, in one word. It stands for the keys that follow from it. */
const listenOverride: Override = {
  flag: 'listen',
  variable: 'STELLWERK_LISTEN',
  option: '--listen',
  path: ['listen'],
}

/** Which key of the file each stands for, its variable and its option. This list is the documentation. */
const overrides: readonly Override[] = [
  { flag: 'listenHost', variable: 'STELLWERK_LISTEN_HOST', option: '--host', path: ['listen', 'host'] },
  { flag: 'listenPort', variable: 'STELLWERK_LISTEN_PORT', option: '--port', path: ['listen', 'port'] },
  { flag: 'data', variable: 'STELLWERK_DATA', option: '--data', path: ['data'] },
  { flag: 'language', variable: 'STELLWERK_LANGUAGE', option: '--language', path: ['language'] },
  { flag: 'logLevel', variable: 'STELLWERK_LOG_LEVEL', option: '--log-level', path: ['log', 'level'] },
  { flag: 'publicUrl', variable: 'STELLWERK_PUBLIC_URL', option: '--public-url', path: ['publicUrl'] },
]

const variablePrefix = 'STELLWERK_'

export interface LoadedConfig {
  /** Deeply frozen; `data` is absolute. */
  readonly config: Config
  /** The file that was read, absolute; undefined when the built-in configuration is used. */
  readonly file: string | undefined
}

/** The file is not there, too large or not readable: nothing can be said about its content. */
export class ConfigUnreadable extends Error {
  override readonly name = 'ConfigUnreadable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** What is served without a file: the mirror, which shows what it was sent. No use case, so nobody may use it yet. */
export const builtInConfig = {
  upstreams: [{ id: 'mirror', kind: 'mirror' }],
  deployments: [{ id: 'mirror', model: 'mirror', upstream: 'mirror' }],
} as const satisfies ConfigInput

/**
 * The configuration in force: file, then environment, then flags.
 *
 * @throws ConfigUnreadable when the file cannot be read
 * @throws ConfigInvalid with every problem at once
 * @example loadConfig({ env: process.env, cwd: process.cwd(), flags: {} }).config.listen.port
 */
export function loadConfig(from: {
  readonly file?: string | undefined
  readonly env: Environment
  readonly flags: ConfigFlags
  readonly cwd: string
  /** Milliseconds since the epoch; by default the system's. */
  readonly now?: number
}): LoadedConfig {
  const file = findFile(from.file, from.cwd)
  const written = file === undefined ? builtInConfig : readYaml(file)
  const variables = unknownVariables(from.env, written)
  const { value, givenBy, problems: unclear } = withOverrides(written, from)
  const { config, problems } = parsedOn(dayOf(from.now ?? systemClock.now()), value)
  const all = [...unclear, ...problems.map((problem) => toldFrom(problem, givenBy)), ...variables]
  if (isNonEmpty(all)) throw new ConfigInvalid(all)
  // A path in the file is meant from the file, one that was typed is meant from where it was typed.
  const base = file === undefined || givenBy.has('data') ? from.cwd : dirname(file)
  const components = config.components.map((component) =>
    component.folder === undefined
      ? component
      : { ...component, folder: resolve(from.cwd, dirname(file ?? ''), component.folder) },
  )
  return { config: Object.freeze({ ...config, components, data: resolve(base, config.data) }), file }
}

/** With problems, the configuration is only the built-in one in its place. */
function parsedOn(
  day: string,
  value: unknown,
): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  try {
    const config = parseConfig(value)
    return { config, problems: recordsTooLong(config, day) }
  } catch (error) {
    if (error instanceof ConfigInvalid) return { config: parseConfig({}), problems: error.problems }
    throw error
  }
}

/** Every reference to a secret in the configuration, with its path. */
function secretRefsIn(config: Config): readonly { readonly path: string; readonly ref: SecretRef }[] {
  const refs = config.upstreams.flatMap((upstream, index) =>
    'key' in upstream ? [{ path: `upstreams[${index}].key`, ref: upstream.key }] : [],
  )
  const shared = config.frontEnds.flatMap(({ person }, index) =>
    'secret' in person ? [{ path: `frontEnds[${index}].person.secret`, ref: person.secret }] : [],
  )
  const { key, previousKey } = config.vault
  const single = {
    'metrics.token': config.metrics.token,
    'journal.auditorToken': config.journal.auditorToken,
    'vault.key.transit.token': key.transit?.token,
    'vault.previousKey.transit.token': previousKey?.transit?.token,
  }
  return [
    ...refs,
    ...shared,
    ...Object.entries(single).flatMap(([path, ref]) => (ref === undefined ? [] : [{ path, ref }])),
  ]
}

/** What `config check` says about secrets: whether each can be had at this moment, by this user. */
export function secretProblems(config: Config, env: Environment): readonly ConfigProblem[] {
  return secretRefsIn(config).flatMap(({ path, ref }) => {
    try {
      resolveSecret(ref, env)
      return []
    } catch (error) {
      if (error instanceof SecretUnavailable) return [{ path, problem: error.text }]
      throw error
    }
  })
}

/** What `config check` says about terms: full content until a day that has passed is metadata already. */
export function termProblems(config: Config, now: number): readonly ConfigProblem[] {
  return recordsEnded(config, dayOf(now))
}

function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10)
}

function findFile(named: string | undefined, cwd: string): string | undefined {
  if (named !== undefined) return resolve(cwd, named)
  const standard = resolve(cwd, standardFile)
  return existsSync(standard) ? standard : undefined
}

function readYaml(file: string): unknown {
  const text = readText(file)
  const lines = new LineCounter()
  try {
    // prettyErrors would quote the source, where a secret may stand in the wrong place.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', schema: 'core' })
    const [first, ...rest] = [...document.errors, ...document.warnings].map((found) => {
      const { line, col } = lines.linePos(found.pos[0])
      return notYaml(`${line}:${col}`, found.code)
    })
    if (first !== undefined) throw new ConfigInvalid([first, ...rest])
    const value: unknown = document.toJS({ maxAliasCount: aliasesMax })
    return value ?? {} // A file of comments only is an empty configuration.
  } catch (error) {
    if (error instanceof ConfigInvalid) throw error
    // Errors of the document are listed above; what is thrown concerns aliases.
    throw new ConfigInvalid([notYaml('', 'BAD_ALIAS')], { cause: error })
  }
}

function readText(file: string): string {
  try {
    const facts = statSync(file)
    if (facts.isFile() && facts.size <= fileBytesMax) {
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    throw new ConfigUnreadable(
      { de: `${file} lässt sich nicht lesen (${code})`, en: `${file} cannot be read (${code})` },
      { cause: error },
    )
  }
  throw new ConfigUnreadable({
    de: `${file} ist keine Datei mit höchstens ${fileBytesMax} Byte`,
    en: `${file} is no file of at most ${fileBytesMax} bytes`,
  })
}

function notYaml(place: string, code: string): ConfigProblem {
  const reasons: Readonly<Record<string, Text>> = {
    DUPLICATE_KEY: {
      de: 'ein Schlüssel steht doppelt im selben Abschnitt',
      en: 'a key stands twice in the same section',
    },
    MULTIPLE_DOCS: { de: 'mehr als ein Dokument in der Datei', en: 'more than one document in the file' },
    TAB_AS_INDENT: {
      de: 'mit Tabulator eingerückt; YAML verlangt Leerzeichen',
      en: 'indented with a tab; YAML wants spaces',
    },
    BAD_ALIAS: {
      de: 'Verweise (*name) ohne Ziel oder zu viele davon',
      en: 'aliases (*name) without an anchor, or too many',
    },
    RESOURCE_EXHAUSTION: { de: 'zu tief verschachtelt', en: 'nested too deeply' },
  }
  const reason = reasons[code] ?? { de: `kein gültiges YAML (${code})`, en: `not valid YAML (${code})` }
  if (place === '') return { path: '', problem: reason }
  return { path: '', problem: { de: `Zeile:Spalte ${place}, ${reason.de}`, en: `line:column ${place}, ${reason.en}` } }
}

/** A misspelt variable would otherwise be a setting that silently does nothing. */
function unknownVariables(env: Environment, written: unknown): readonly ConfigProblem[] {
  const known = [listenOverride, ...overrides].map(({ variable }) => variable)
  const problem: Text = { de: 'unbekannte Umgebungsvariable', en: 'unknown environment variable' }
  const unknown = Object.keys(env).filter((name) => name.startsWith(variablePrefix) && !known.includes(name))
  if (unknown.length === 0) return []
  // A variable that the file refers to as a secret is known by that.
  const text = JSON.stringify(written)
  return unknown.filter((name) => !text.includes(`"env:${name}"`)).map((name) => oneOf(name, problem, name, known))
}

interface Overridden {
  readonly value: unknown
  /** By path in the file: the variable or option that gave it. */
  readonly givenBy: ReadonlyMap<string, string>
  readonly problems: readonly ConfigProblem[]
}

/** The environment over the file, then the command line over both. */
function withOverrides(written: unknown, from: { readonly env: Environment; readonly flags: ConfigFlags }): Overridden {
  const file: Overridden = { value: written, givenBy: new Map(), problems: [] }
  const byEnvironment = overridden(file, ({ variable }) => ({ name: variable, given: from.env[variable] }))
  return overridden(byEnvironment, ({ flag, option }) => ({ name: option, given: from.flags[flag] }))
}

type Given = (override: Override) => { readonly name: string; readonly given: string | undefined }

function overridden(before: Overridden, givenFor: Given): Overridden {
  let { value } = before
  const givenBy = new Map(before.givenBy)
  const problems = [...before.problems]
  const { name: listenName, given: address } = givenFor(listenOverride)
  if (address !== undefined) {
    const listen = parseListenAddress(address)
    if (listen === undefined) problems.push({ path: listenName, problem: configSentences.listenAddress })
    else value = withKey(value, 'listen', { ...elsewhere(value), ...listen })
    for (const key of ['host', 'port', 'socket']) givenBy.set(`listen.${key}`, listenName)
  }
  for (const override of overrides) {
    const { name, given } = givenFor(override)
    if (given === undefined) continue
    const [key, inner] = override.path
    const isAddress = key === 'listen'
    if (isAddress && address !== undefined) problems.push({ path: listenName, problem: configSentences.listenTwice })
    const setting = override.flag === 'listenPort' && /^\d{1,5}$/.test(given) ? Number(given) : given
    const section = isAddress ? onAddress(value) : member(value, key)
    value = withKey(value, key, inner === undefined ? setting : withKey(section ?? {}, inner, setting))
    givenBy.set(override.path.join('.'), name)
  }
  return { value, givenBy, problems }
}

/** The section `listen` as it is written, without where: that is said anew. */
function elsewhere(value: unknown): object {
  const { host: _host, port: _port, socket: _socket, ...rest } = listenIn(value)
  return rest
}

/** The same without a socket, which a host or port on the command line replaces. */
function onAddress(value: unknown): unknown {
  const { socket: _socket, ...rest } = listenIn(value)
  return rest
}

function listenIn(value: unknown): Readonly<Record<string, unknown>> {
  const section = member(value, 'listen')
  return typeof section === 'object' && section !== null && !Array.isArray(section) ? { ...section } : {}
}

/** Anything but a section is left as it is: the schema says what is wrong with it. */
function withKey(value: unknown, key: string, inner: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return { ...value, [key]: inner }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
}

/** A wrong value is told where it was given: a reader of `listen.port` would search the file in vain. */
function toldFrom(problem: ConfigProblem, givenBy: ReadonlyMap<string, string>): ConfigProblem {
  return { ...problem, path: givenBy.get(problem.path) ?? problem.path }
}

function isNonEmpty<Item>(items: readonly Item[]): items is readonly [Item, ...Item[]] {
  return items.length > 0
}
