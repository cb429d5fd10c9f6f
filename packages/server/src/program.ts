// How this program is started again, and where it lies. From source, Bun runs main.ts; compiled, it is one file.
import { dirname, join } from 'node:path'

/** Where files lie that are packed into a compiled executable. */
const packed = /^(\/\$bunfs\/|B:[\\/]~BUN)/

const isCompiled = packed.test(import.meta.path)

const script = join(import.meta.dir, 'main.ts')

/** The command line that starts this program with other words. */
export function programCommand(words: readonly string[]): readonly [string, ...string[]] {
  return [process.execPath, ...(isCompiled ? [] : [...process.execArgv, script]), ...words]
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
