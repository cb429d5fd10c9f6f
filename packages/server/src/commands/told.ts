// How a command line answers: in which language, and what it says when something is wrong.
import { type Language, languages, type Text } from '@stellwerk/contract/language'

import { type CommandIo, type ExitCode, type OptionSpec, optionText, UsageError } from './command.ts'

/** Options of every command line. */
export const outputOptions: readonly OptionSpec[] = [
  {
    name: 'lang',
    value: languages.join('|'),
    help: { de: 'Sprache der Ausgabe (sonst LC_ALL, LANG)', en: 'Language of the output (otherwise LC_ALL, LANG)' },
  },
  { name: 'json', help: { de: 'Ausgabe für Programme', en: 'Output for programs' } },
  { name: 'help', help: { de: 'Diese Hilfe', en: 'This help' } },
  { name: 'version', help: { de: 'Version nennen', en: 'Tell the version' } },
]

/** @throws UsageError */
export function chosenLanguage(options: ReadonlyMap<string, string | true>): Language | undefined {
  const wanted = optionText({ options }, 'lang')
  if (wanted === undefined) return undefined
  const language = languages.find((known) => known === wanted)
  if (language !== undefined) return language
  throw new UsageError({ de: '--lang verlangt de oder en', en: '--lang wants de or en' })
}

/** POSIX: LC_ALL before LC_MESSAGES before LANG; an empty one does not count. */
export function languageOf(env: CommandIo['env']): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return /^de([_.@]|$)/i.test(locale) ? 'de' : 'en'
}

/** An error as a command says it. */
export interface Told {
  readonly exitCode: ExitCode
  readonly code: string
  readonly lines: readonly string[]
}

/**
 * Says what went wrong and returns the exit code.
 *
 * @param to.understood errors of which the program knows more than that they happened
 */
export function tell(
  error: unknown,
  to: {
    readonly program: string
    readonly language: Language
    readonly isJson: boolean
    readonly io: CommandIo
    readonly understood?: (error: unknown, language: Language) => Told | undefined
  },
): ExitCode {
  const { program, language, isJson, io } = to
  const { exitCode, code, lines } = to.understood?.(error, language) ?? plainly(error, to)
  if (isJson) io.stdout.write(`${JSON.stringify({ error: { code, message: lines.join('\n') } })}\n`)
  else for (const line of lines) io.stderr.write(`${program}: ${line}\n`)
  return exitCode
}

function plainly(
  error: unknown,
  { program, language }: { readonly program: string; readonly language: Language },
): Told {
  if (error instanceof UsageError) {
    const hint = { de: `Hilfe: ${program} --help`, en: `Help: ${program} --help` }[language]
    return { exitCode: 2, code: 'usage', lines: [error.text[language], hint] }
  }
  const message = textOf(error)?.[language] ?? (error instanceof Error ? error.message : String(error))
  return { exitCode: 2, code: 'failed', lines: [message] }
}

/** Errors that speak both languages carry a `text`: unreadable configuration, a store of another version, … */
function textOf(error: unknown): Text | undefined {
  if (!(error instanceof Error) || !('text' in error)) return undefined
  const { text } = error
  const isText = typeof text === 'object' && text !== null && 'de' in text && 'en' in text
  return isText ? { de: String(text.de), en: String(text.en) } : undefined
}
