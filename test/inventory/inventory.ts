// What the tests about models have in common: the command line with everything behind it, and folders of models.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { ObjectKind } from '@stellwerk/contract/register/kind'
import { openInventory } from '@stellwerk/server/inventory-wiring'

import { type CommandEnd, commandLine } from '../command-line.ts'

/** 24 November 2026, noon. */
const now = Date.parse('2026-11-24T12:00:00Z')

/** Runs a command about models in a folder. */
export function models(
  words: string | readonly string[],
  cwd: string,
  language?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandEnd> {
  const wiring = { now: () => now, inventory: openInventory({ version: '0.0.0' }) }
  return commandLine(words, { cwd, wiring, env, ...(language === undefined ? {} : { language }) })
}

/** Writes files below a folder, with the folders that they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** One object, as it stands in a file. */
export interface Document {
  readonly kind: ObjectKind
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
}

/** The document in a file; its body is checked by whoever asks. */
export function documentAt(path: string): Document {
  return Bun.YAML.parse(readFileSync(path, 'utf8')) as Document // We have written it.
}
