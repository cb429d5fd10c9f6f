import { nearest } from '@stellwerk/contract/nearest'

import { betweenValues, UsageError } from './command.ts'
import type { CommandWords, OptionSpec } from './command.ts'

export interface ParsedArguments<Command extends CommandWords> {
  /** Undefined when only global options were given. */
  readonly command: Command | undefined
  /** The first, or empty. */
  readonly argument: string
  /** All of them, where the command takes several. */
  readonly allArguments: readonly string[]
  readonly options: ReadonlyMap<string, string | true>
  /** The words before the first that did not fit, for the help of a group such as `keys`. */
  readonly words: readonly string[]
}

/**
 * Splits a command line into command, argument and options. Options may stand anywhere, as `--name value` or
 * `--name=value`.
 *
 * @throws UsageError with the nearest match
 */
export function parseArguments<Command extends CommandWords>(
  argv: readonly string[],
  commands: readonly Command[],
  globalOptions: readonly OptionSpec[],
): ParsedArguments<Command> {
  const words: string[] = []
  const given: { readonly name: string; readonly value: string | undefined }[] = []
  // The options of all commands, to know which of them take the next word with them. Names mean the same everywhere.
  const everyOption = [...globalOptions, ...commands.flatMap(({ options }) => options)]
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    const long = shortForms.get(word) ?? word
    if (!long.startsWith('--')) {
      words.push(word)
      continue
    }
    const [name = '', ...rest] = long.slice(2).split('=')
    const takesValue = everyOption.find((option) => option.name === name)?.value !== undefined
    if (rest.length > 0) given.push({ name, value: rest.join('=') })
    else given.push({ name, value: takesValue ? argv[++index] : undefined })
  }
  const command = commands.find((candidate) => startsWith(words, candidate.words.split(' ')))
  const options = new Map<string, string | true>()
  for (const { name, value } of given) {
    const spec = [...globalOptions, ...(command?.options ?? [])].find((option) => option.name === name)
    if (spec === undefined) throw unknownOption(name, command, globalOptions)
    if (spec.value === undefined && value !== undefined) {
      throw new UsageError({ de: `--${name} nimmt keinen Wert`, en: `--${name} takes no value` })
    }
    if (spec.value !== undefined && value === undefined) {
      throw new UsageError({ de: `--${name} verlangt ${spec.value}`, en: `--${name} wants ${spec.value}` })
    }
    const before = options.get(name)
    if (before !== undefined && spec.isRepeatable !== true) {
      throw new UsageError({ de: `--${name} steht doppelt`, en: `--${name} is given twice` })
    }
    options.set(name, typeof before === 'string' ? `${before}${betweenValues}${value ?? ''}` : (value ?? true))
  }
  if (command === undefined) {
    return { command, argument: '', allArguments: [], options, words }
  }
  const isAside = options.has('help') || options.has('version')
  const allArguments = argumentsOf(command, words, isAside)
  return { command, argument: allArguments[0] ?? '', allArguments, options, words }
}

const shortForms: ReadonlyMap<string, string> = new Map([
  ['-h', '--help'],
  ['-V', '--version'],
  ['-f', '--file'],
])

function startsWith(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word, index) => words[index] === word)
}

function argumentsOf(command: CommandWords, words: readonly string[], isAside: boolean): readonly string[] {
  const given = words.slice(command.words.split(' ').length)
  const most = command.argument === undefined ? 0 : (command.argumentsMax ?? 1)
  const unexpected = given[most]
  if (unexpected !== undefined) {
    throw new UsageError({
      de: `„${command.words}“ kann mit „${unexpected}“ nichts anfangen`,
      en: `"${command.words}" has no use for "${unexpected}"`,
    })
  }
  const least = command.argument === undefined || command.isArgumentOptional === true ? 0 : (command.argumentsMin ?? 1)
  if (given.length < least && !isAside) {
    throw new UsageError({
      de: `„${command.words}“ verlangt ${command.argument}`,
      en: `"${command.words}" wants ${command.argument}`,
    })
  }
  return given
}

function unknownOption(
  name: string,
  command: CommandWords | undefined,
  globalOptions: readonly OptionSpec[],
): UsageError {
  const known = [...(command?.options ?? []), ...globalOptions].map((option) => option.name)
  const meant = nearest(name, known)
  const hint =
    meant === undefined ? { de: '', en: '' } : { de: ` Gemeint --${meant}?`, en: ` Did you mean --${meant}?` }
  return new UsageError({ de: `unbekannte Option --${name}.${hint.de}`, en: `unknown option --${name}.${hint.en}` })
}

/** What to say to words that call no command. */
export function unknownCommand(words: readonly string[], commands: readonly CommandWords[]): UsageError {
  const typed = words.join(' ')
  const meant =
    nearest(
      typed,
      commands.map((command) => command.words),
    ) ?? nearest(words[0] ?? '', firstWords(commands))
  const hint =
    meant === undefined ? { de: '', en: '' } : { de: ` Gemeint „${meant}“?`, en: ` Did you mean "${meant}"?` }
  return new UsageError({ de: `unbekannter Befehl „${typed}“.${hint.de}`, en: `unknown command "${typed}".${hint.en}` })
}

export function firstWords(commands: readonly CommandWords[]): readonly string[] {
  return [...new Set(commands.map((command) => command.words.split(' ')[0] ?? ''))]
}
