// How this program is started again, and where it lies. From source, Bun runs main.ts; compiled, it is one file.
import { dirname, join } from 'node:path'

/** Where files lie that are packed into a compiled executable. */
const packed = /^(\/\$bunfs\/|B:[\\/]~BUN)/

const isCompiled = packed.test(import.meta.path)

/** The command line that starts this program with other words. */
export function programCommand(words: readonly string[]): Command {
  return command('main.ts', words)
}

/** The command line of the process of an embedded engine. */
export function engineProgram(words: readonly string[]): Command {
  return command('engine-main.ts', words)
}

/** The command line of the process with an external model. */
export function classifierProgram(words: readonly string[]): Command {
  return command('classifier-main.ts', words)
}

type Command = readonly [program: string, ...words: string[]]

function command(file: string, words: readonly string[]): Command {
  return [process.execPath, ...(isCompiled ? [] : [...process.execArgv, join(import.meta.dir, file)]), ...words]
}

/** Root of the checkout; beside a compiled executable, its folder. */
export const programFolder = isCompiled ? dirname(process.execPath) : join(import.meta.dir, '../../..')

const parts = ['packages', 'node_modules', 'scripts', 'package.json', 'tsconfig.json']

/**
 * What has to be open so that the program can start. Of the checkout only the names as a whole: a data directory may lie
 * in it.
 */
export const programPaths = {
  listable: isCompiled ? [] : [programFolder],
  readable: isCompiled ? [] : parts.map((name) => join(programFolder, name)),
} as const
