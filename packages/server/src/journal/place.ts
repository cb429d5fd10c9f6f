// Where the logs of an installation lie and what they are called.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Text } from '@stellwerk/contract/language'

import { replaceDurably } from '../durable-file.ts'

/** The configuration names the journal otherwise than the logs that are there. */
class JournalRenamed extends Error {
  override readonly name = 'JournalRenamed'
  readonly code = 'journal_renamed'
  readonly text: Text

  constructor(what: { readonly stored: string; readonly configured: string }) {
    const { stored, configured } = what
    const text = {
      de: `journal.name ist ${configured}, das vorhandene Protokoll heißt ${stored}; den alten Namen eintragen, denn Prüfer kennen das Protokoll unter ihm`,
      en: `journal.name is ${configured} and the journal that is there is called ${stored}; configure the old name, by which auditors know it`,
    }
    super(text.en)
    this.text = text
  }
}

/** A log by its folder and its origin. */
export interface LogPlace {
  readonly folder: string
  readonly origin: string
}

const nameFile = 'name'

/** The half-year in which a log begins names it. @example periodOf(Date.UTC(2026, 10, 23)) // '2026h2' */
function periodOf(nowMs: number): string {
  const date = new Date(nowMs)
  return `${date.getUTCFullYear()}h${date.getUTCMonth() < 6 ? 1 : 2}`
}

/**
 * The newest log below the data directory, or a place for the first one.
 *
 * @throws {JournalRenamed}
 */
export function logPlace(where: {
  readonly dataDirectory: string
  readonly name: string | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
}): LogPlace {
  const journal = join(where.dataDirectory, 'journal')
  for (const folder of [journal, join(where.dataDirectory, 'keys')]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = nameOf(journal, where.name)
  const logs = readdirSync(journal, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const newest =
    logs
      .map((entry) => entry.name)
      .sort()
      .at(-1) ?? periodOf(where.now)
  const folder = join(journal, newest)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { folder, origin: `${name}/log/${newest}` }
}

/** Folders of the other logs of the installation, by that of one. */
export function foldersBeside(folder: string): readonly string[] {
  const journal = dirname(folder)
  const logs = readdirSync(journal, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return logs.map(({ name }) => join(journal, name)).filter((other) => other !== folder)
}

/** The name is chosen once: it is part of every origin. */
function nameOf(journal: string, configured: string | undefined): string {
  const file = join(journal, nameFile)
  if (existsSync(file)) {
    const stored = readFileSync(file, 'utf8').trim()
    if (configured !== undefined && configured !== stored) throw new JournalRenamed({ stored, configured })
    return stored
  }
  const name = configured ?? `stellwerk-${randomBytes(4).toString('hex')}`
  replaceDurably(file, Buffer.from(`${name}\n`))
  return name
}
