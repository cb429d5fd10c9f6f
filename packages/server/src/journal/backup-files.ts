// What a backup takes of a log: what was published at one size, and nothing of what came later.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { BackupCut } from '@stellwerk/contract/journal/backup'
import { decodeBase64 } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath, formatEntryBundle, type Tile, tilePath, tilesOf, tileWidth } from '@stellwerk/tlog/format/tile'
import { readEntries, readTile, readTileFile } from '@stellwerk/tlog/format/tile-hashes'
import { emptySegment } from '@stellwerk/tlog/write/segment'
import { floorPath, statePath } from '@stellwerk/tlog/write/tree-record'

import { unfinishedSuffix } from '../durable-file.ts'

/** A file of a backup, read when its turn comes. Paths are relative to the folder of the log. */
export interface BackupFile {
  readonly path: string
  readonly read: () => Promise<Uint8Array>
}

/** A log and the size up to which it is taken. */
export interface LogInBackup {
  readonly folder: string
  readonly name: string
  readonly origin: string
  readonly size: number
  /** Root hash. */
  readonly root: Uint8Array
  readonly files: readonly BackupFile[]
}

/**
 * The logs of a cut, with the files to take of each.
 *
 * @param journal folder of all logs
 * @throws {MalformedNote | MalformedCheckpoint} of an older log; its checkpoint is all that says how large it is
 */
export function logsInBackup(journal: string, cut: BackupCut): readonly LogInBackup[] {
  const earlier = cut.earlier.flatMap(({ name, origin }) => {
    const folder = join(journal, name)
    // A log that was deleted at the end of its term since then.
    if (!existsSync(join(folder, checkpointPath))) return []
    const { size, root } = parseCheckpoint(parseNote(bytesOf(folder, checkpointPath)).text)
    const own = [statePath, floorPath, checkpointPath].filter((path) => existsSync(join(folder, path)))
    const files = own.map((path) => ({ path, read: async () => bytesOf(folder, path) }))
    return [{ folder, name, origin, size, root, files: [...files, ...tiles(folder, size), ...stamps(folder, size)] }]
  })
  return [...earlier, newestInBackup(journal, cut)]
}

function newestInBackup(journal: string, { newest }: BackupCut): LogInBackup {
  const { name, origin, size, root } = newest
  const folder = join(journal, name)
  const files = Object.entries(newest.files).map(([path, base64]) => ({
    path,
    read: async () => decodeBase64(base64) ?? new Uint8Array(),
  }))
  // The vault of the backup holds every record below the size, so its frames hold nothing.
  const frames = emptySegment(size)
  const segment = { path: frames.path, read: async () => frames.bytes }
  const rest = [...tiles(folder, size), ...stamps(folder, size)]
  return { folder, name, origin, size, root: Buffer.from(root, 'hex'), files: [...files, segment, ...rest] }
}

function tiles(folder: string, size: number): readonly BackupFile[] {
  return Array.from(tilesOf(size), (tile) => ({ path: tilePath(tile), read: () => tileBytes(folder, tile) }))
}

/** A partial tile may have given way to the full one since the cut, whose beginning it is. */
async function tileBytes(folder: string, tile: Tile): Promise<Uint8Array> {
  const read = async (path: string): Promise<Uint8Array | undefined> =>
    existsSync(join(folder, path)) ? bytesOf(folder, path) : undefined
  if (tile.width === tileWidth) return (await readTileFile(tile, read)).bytes
  return tile.level === 'entries' ? formatEntryBundle(await readEntries(tile, read)) : readTile(tile, read)
}

/** Time-stamps of checkpoints up to this size with those checkpoints, and what witnesses showed in a dispute. */
function stamps(folder: string, size: number): readonly BackupFile[] {
  const isStamped = (name: string): boolean => Number(/^(\d{1,15})[.]/.exec(name)?.[1] ?? Infinity) <= size
  return [...filesIn(folder, 'timestamps', isStamped), ...filesIn(folder, 'disputes', () => true)]
}

function filesIn(folder: string, beside: string, isTaken: (name: string) => boolean): readonly BackupFile[] {
  if (!existsSync(join(folder, beside))) return []
  const names = readdirSync(join(folder, beside)).filter((name) => !name.endsWith(unfinishedSuffix) && isTaken(name))
  return names.map((name) => ({ path: join(beside, name), read: async () => bytesOf(folder, join(beside, name)) }))
}

/** Bytes that the files of the logs take, near enough to know whether there is room. */
export function bytesInBackup(logs: readonly LogInBackup[]): number {
  const sizes = logs.flatMap(({ folder, files }) =>
    files.map(({ path }) => statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0),
  )
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

function bytesOf(folder: string, path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, path)))
}
