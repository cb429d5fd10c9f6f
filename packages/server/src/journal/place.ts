// Where the logs of an installation lie and what they are called.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

import type { Rotation } from '@stellwerk/contract/config-rotation'
import type { Text } from '@stellwerk/contract/language'
import { readFrames } from '@stellwerk/tlog/write/segment'

import { replaceDurably, syncFolder } from '../durable-file.ts'
import { sha256 } from '../primitives.ts'
import { folderDisk } from './disk.ts'
import type { LogPlace } from './messages.ts'
import { periodName, restoredName } from './rotation.ts'

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

const nameFile = 'name'
/** Names of the logs, one in a line, in the order in which they follow each other. */
const listFile = 'logs'
/** Written by a restore, and gone once a log with another origin has begun. */
const restoredFile = 'restored'

/** The newest log with entries, and those before it. */
export interface LogPlaces extends LogPlace {
  /** Oldest first. */
  readonly earlier: readonly LogPlace[]
}

/**
 * The logs below the data directory, or a place for the first one. Changes nothing but that.
 *
 * @throws {JournalRenamed}
 */
export function logPlaces(where: {
  readonly dataDirectory: string
  readonly name: string | undefined
  readonly rotation: Rotation
  /** Milliseconds since the epoch. */
  readonly now: number
}): LogPlaces {
  const journal = join(where.dataDirectory, 'journal')
  for (const folder of [journal, join(where.dataDirectory, 'keys')]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const prefix = nameOf(journal, where.name)
  const logs = logsListed(journal)
  // A log without an entry was never begun: its first entry is the one that names the log before it.
  const begun = logs.length > 1 && !hasEntries(join(journal, logs.at(-1) ?? '')) ? logs.slice(0, -1) : logs
  const names = begun.length > 0 ? begun : [periodName(where.rotation, where.now)]
  const places = names.map((name) => ({ folder: join(journal, name), origin: `${prefix}/log/${name}` }))
  const [newest, ...before] = places.toReversed()
  if (newest === undefined) throw new RangeError('no log')
  mkdirSync(newest.folder, { recursive: true, mode: 0o700 })
  if (logs.length === 0) listLog(journal, basename(newest.folder))
  return { ...newest, earlier: before.toReversed() }
}

/** Adds the name to the list, durably. */
export function listLog(journal: string, name: string): void {
  const listed = logsListed(journal)
  if (listed.at(-1) === name && existsSync(join(journal, listFile))) return
  const names = [...listed.filter((other) => other !== name), name]
  replaceDurably(join(journal, listFile), Buffer.from(names.map((other) => `${other}\n`).join('')))
}

/** Names of the logs in their order. */
function logsListed(journal: string): readonly string[] {
  const file = join(journal, listFile)
  const folders = readdirSync(journal, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const present = folders.map(({ name }) => name)
  // There was one log before there was a list.
  if (!existsSync(file)) return present.sort()
  const names = readFileSync(file, 'utf8').split('\n')
  // A log that was deleted at the end of its term is no predecessor any more.
  return names.filter((name) => present.includes(name))
}

/** Whether anything was ever appended. What is damaged counts as something: the start will say so. */
function hasEntries(folder: string): boolean {
  try {
    return readFrames(folderDisk(folder), sha256).chain.nextIndex > 0
  } catch {
    return true
  }
}

/** Says that this data directory came back from a backup, so that the next start signs under another origin. */
export function markRestored(dataDirectory: string, next = ''): void {
  replaceDurably(join(dataDirectory, 'journal', restoredFile), Buffer.from(`${next}\n`))
}

/**
 * The name for the log that has to be begun since the data directory came back from a backup; `undefined` if it did not, or
 * if the log of this name is that one.
 */
export function restoredSince(dataDirectory: string, current: string): string | undefined {
  const file = join(dataDirectory, 'journal', restoredFile)
  if (!existsSync(file)) return undefined
  const chosen = readFileSync(file, 'utf8').trim()
  if (chosen !== '') return chosen === current ? undefined : chosen
  const next = restoredName(current)
  // Chosen durably: after a crash, the log that was begun must be known for what it is.
  markRestored(dataDirectory, next)
  return next
}

/** The log with another origin has its first entry. */
export function restoreDone(dataDirectory: string): void {
  const journal = join(dataDirectory, 'journal')
  if (!existsSync(join(journal, restoredFile))) return
  rmSync(join(journal, restoredFile))
  syncFolder(journal)
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
