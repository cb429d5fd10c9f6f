import type { Language, Text } from '@stellwerk/contract/language'

import type { CommandWords, OptionSpec } from './command.ts'

const words = {
  what: {
    de: 'Stellwerk: Gateway für selbst betriebene Sprachmodelle',
    en: 'Stellwerk: gateway for self-hosted language models',
  },
  usage: { de: 'Aufruf', en: 'Usage' },
  command: { de: 'BEFEHL', en: 'COMMAND' },
  options: { de: 'OPTIONEN', en: 'OPTIONS' },
  commands: { de: 'Befehle', en: 'Commands' },
  itsOptions: { de: 'Optionen', en: 'Options' },
  globalOptions: { de: 'Optionen für jeden Befehl', en: 'Options for every command' },
  more: { de: 'Mehr zu einem Befehl: stellwerk BEFEHL --help', en: 'More about a command: stellwerk COMMAND --help' },
  exit: {
    de: 'Rückgabewert: 0 ja, 1 nein (abgelehnt, ungültig), 2 falscher Aufruf oder Fehler',
    en: 'Exit status: 0 yes, 1 no (refused, invalid), 2 wrong usage or failure',
  },
} as const satisfies Record<string, Text>

/** `stellwerk --help`, or the help of a group such as `stellwerk keys --help`. */
export function helpForAll(
  commands: readonly CommandWords[],
  options: readonly OptionSpec[],
  language: Language,
): string {
  const say = (name: keyof typeof words) => words[name][language]
  return [
    say('what'),
    '',
    `${say('usage')}: stellwerk ${say('command')} [${say('options')}]`,
    '',
    `${say('commands')}:`,
    ...columns(commands.map((command) => [callOf(command), command.summary[language]])),
    '',
    `${say('globalOptions')}:`,
    ...optionLines(options, language),
    '',
    say('more'),
    say('exit'),
  ].join('\n')
}

/** `stellwerk COMMAND --help`; what stands before the command may be another program. */
export function helpFor(
  command: CommandWords,
  options: readonly OptionSpec[],
  language: Language,
  program = 'stellwerk',
): string {
  const say = (name: keyof typeof words) => words[name][language]
  const own =
    command.options.length === 0 ? [] : [`${say('itsOptions')}:`, ...optionLines(command.options, language), '']
  return [
    `${say('usage')}: ${program} ${callOf(command)} [${say('options')}]`,
    '',
    `${command.summary[language]}.`,
    ...(command.details === undefined ? [] : wrapped(command.details[language])),
    '',
    ...own,
    `${say('globalOptions')}:`,
    ...optionLines(options, language),
    '',
    say('exit'),
  ].join('\n')
}

/** Columns that a terminal of any use has. */
const lineLengthMax = 100

function wrapped(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > lineLengthMax) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

function callOf(command: CommandWords): string {
  const { words: called, argument, isArgumentOptional } = command
  if (argument === undefined) return called
  return isArgumentOptional === true ? `${called} [${argument}]` : `${called} ${argument}`
}

function optionLines(options: readonly OptionSpec[], language: Language): string[] {
  return columns(
    options.map(({ name, value, help }) => [value === undefined ? `--${name}` : `--${name} ${value}`, help[language]]),
  )
}

/** Rows as aligned columns, two spaces apart. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, cell.length)),
    [],
  )
  return rows.map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd())
}
