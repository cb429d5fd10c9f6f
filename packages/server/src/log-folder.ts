// A log in a folder, as a verifier reads it. It changes nothing there.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath } from '@stellwerk/tlog/format/tile'

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
    list: () => {
      const tiles = join(path, 'tile')
      if (!existsSync(tiles)) return []
      const names = readdirSync(tiles, { recursive: true, encoding: 'utf8' }).map((name) => join('tile', name))
      return names.filter((name) => statSync(join(path, name)).isFile())
    },
  }
}

/** Folders of the logs of an installation, oldest first. */
export function logsOf(dataDirectory: string): readonly LogFolder[] {
  const journal = join(dataDirectory, 'journal')
  if (!existsSync(journal)) return []
  const folders = readdirSync(journal, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map(({ name }) => logFolder(join(journal, name)))
    .sort((one, other) => (basename(one.path) < basename(other.path) ? -1 : 1))
}

/**
 * What the checkpoint of a log claims; `undefined` if there is none yet.
 *
 * @throws {MalformedNote | MalformedCheckpoint}
 */
export async function claimedBy(
  log: LogFolder,
): Promise<{ readonly origin: string; readonly size: number } | undefined> {
  const note = await log.read(checkpointPath)
  return note === undefined ? undefined : parseCheckpoint(parseNote(note).text)
}
