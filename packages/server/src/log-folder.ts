// Logs in folders, as a verifier reads them. It changes nothing there.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

import { MalformedEntry } from '@stellwerk/contract/journal/malformed'
import { parseEntry } from '@stellwerk/contract/journal/parse'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath, tileAt } from '@stellwerk/tlog/format/tile'
import { type ReadFile, readEntries, TileMissing } from '@stellwerk/tlog/format/tile-hashes'

/** Readers for `verifyLog` and its kin. */
export interface LogFolder {
  readonly path: string
  readonly read: (path: string) => Promise<Uint8Array | undefined>
  readonly list: () => readonly string[]
}

/** The log in this folder. */
export function logFolder(path: string): LogFolder {
  return {
    path,
    read: async (name) => {
      const file = join(path, name)
      return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined
    },
    list: () => filesBelow(path, 'tile'),
  }
}

/** Files below a folder of it, by their path in it. */
export function filesBelow(path: string, folder: string): readonly string[] {
  if (!existsSync(join(path, folder))) return []
  const names = readdirSync(join(path, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return names.filter((name) => statSync(join(path, name)).isFile())
}

/** What a folder holds that is the folder of a log: a log that begins has frames before it has a checkpoint. */
const marks = [checkpointPath, 'tile', 'frames', 'state'] as const

/** Whether it is the folder of a log, complete or not. */
export function isLogFolder(path: string): boolean {
  return marks.some((name) => existsSync(join(path, name)))
}

/** Folders of the logs of an installation, by name. */
export function logsOf(dataDirectory: string): readonly LogFolder[] {
  return logsIn(join(dataDirectory, 'journal'))
}

/** Folders of logs in a folder, by name. */
export function logsIn(journal: string): readonly LogFolder[] {
  if (!existsSync(journal)) return []
  const folders = readdirSync(journal, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map(({ name }) => join(journal, name))
    .filter(isLogFolder)
    .sort((one, other) => (basename(one) < basename(other) ? -1 : 1))
    .map(logFolder)
}

/**
 * The logs in the order in which they follow each other, as their first entries say; where those say nothing, by name.
 * Names alone are not enough: the period may change from half-years to weeks, and a restore adds a suffix.
 */
export async function inOrder<Log extends { readonly read: ReadFile }>(logs: readonly Log[]): Promise<readonly Log[]> {
  const waiting = await Promise.all(logs.map(async (log) => ({ log, ...(await successionOf(log.read)) })))
  const ordered: Log[] = []
  while (waiting.length > 0) {
    const origins = new Set(waiting.map(({ origin }) => origin))
    const at = waiting.findIndex(({ previous }) => previous === undefined || !origins.has(previous))
    // A ring has no beginning. The first by name will do: whoever checks the chain finds that it does not fit.
    ordered.push(...waiting.splice(Math.max(at, 0), 1).map(({ log }) => log))
  }
  return ordered
}

/** What a log says about itself and about the log before it; unchecked. */
async function successionOf(
  read: ReadFile,
): Promise<{ readonly origin: string | undefined; readonly previous: string | undefined }> {
  const claimed = await claimedOrNothing(read)
  const first = claimed && tileAt({ level: 'entries', index: 0 }, claimed.size)
  const origin = claimed?.origin
  if (first === undefined) return { origin, previous: undefined }
  try {
    const [leaf] = await readEntries(first, read)
    const draft = leaf === undefined ? undefined : parseEntry(leaf).draft
    const isSuccessor = draft?.type === 'handover' || draft?.type === 'restored'
    return { origin, previous: isSuccessor ? draft.previous.origin : undefined }
  } catch (error) {
    if (!isFinding(error)) throw error
    return { origin, previous: undefined }
  }
}

async function claimedOrNothing(read: ReadFile): Promise<Claimed | undefined> {
  try {
    return await claimedBy({ read })
  } catch (error) {
    if (!isFinding(error)) throw error
    return undefined
  }
}

/** What is wrong with a log is for its verification to say, and no failure of reading. */
function isFinding(error: unknown): boolean {
  return error instanceof Malformed || error instanceof MalformedEntry || error instanceof TileMissing
}

/** What a checkpoint claims. */
export interface Claimed {
  readonly origin: string
  readonly size: number
}

/**
 * What the checkpoint of a log claims; `undefined` if there is none yet.
 *
 * @throws {MalformedNote | MalformedCheckpoint}
 */
export async function claimedBy(log: { readonly read: ReadFile }): Promise<Claimed | undefined> {
  const note = await log.read(checkpointPath)
  return note === undefined ? undefined : parseCheckpoint(parseNote(note).text)
}
