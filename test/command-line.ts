import { runCommand } from '../packages/server/src/commands/cli.ts'
import type { CommandWiring } from '../packages/server/src/commands/command.ts'

/** What a command line came to. */
export interface CommandEnd {
  readonly exitCode: number
  readonly out: string
  readonly err: string
}

/**
 * Runs a command that needs nothing but files and standard input, in this process.
 *
 * @param where.input what comes in on standard input, chunk by chunk; without it there is a terminal
 * @example await commandLine('privacy detect --lang en', { cwd, input: '{"id":1,"text":"…"}' })
 */
export async function commandLine(
  words: string | readonly string[],
  where: {
    readonly cwd: string
    readonly input?: string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>
    /** Called with each piece of output as it comes. */
    readonly heard?: (text: string) => void
    readonly language?: string
    /** Further variables of the environment. */
    readonly env?: Readonly<Record<string, string>>
    /** What the command asks of the program; nothing else is there. */
    readonly wiring?: Partial<CommandWiring>
  },
): Promise<CommandEnd> {
  const { cwd, input, heard, language = 'en', wiring = {} } = where
  const out: string[] = []
  const err: string[] = []
  const chunks = typeof input === 'string' ? [new TextEncoder().encode(input)] : (input ?? [])
  const stdin = Object.assign({ [Symbol.asyncIterator]: () => each(chunks) }, { isTTY: input === undefined })
  const io = {
    stdin,
    stdout: {
      write: (text: string) => {
        out.push(text)
        heard?.(text)
      },
    },
    stderr: { write: (text: string) => void err.push(text) },
    env: { ...where.env, LANG: language },
    cwd,
  }
  const argv = typeof words === 'string' ? words.split(' ') : words
  const exitCode = await runCommand(argv, io, wiring as CommandWiring) // Nothing else of it is asked for.
  return { exitCode, out: out.join(''), err: err.join('') }
}

async function* each(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks
}
