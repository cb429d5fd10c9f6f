// What the tests about models have in common: the command line with everything behind it, and folders of models.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { openInventory } from '@stellwerk/server/inventory-wiring'

import { type CommandEnd, commandLine } from '../command-line.ts'

/** 24 November 2026, noon. */
export const now = Date.parse('2026-11-24T12:00:00Z')

/** Runs a command about models in a folder. */
export function models(words: string | readonly string[], cwd: string, language?: string): Promise<CommandEnd> {
  const wiring = { now: () => now, inventory: openInventory({ version: '0.0.0' }) }
  return commandLine(words, { cwd, wiring, ...(language === undefined ? {} : { language }) })
}

/** Writes files below a folder, with the folders that they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}
