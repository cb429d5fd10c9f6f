// New content under a temporary name, durable before it gets its real one: whatever has a real name is whole.
import type { Disk, DiskFile } from './disk.ts'
import { DiskError } from './disk.ts'
import { LogDiskFull } from './refusal.ts'

/** Folder of the temporary names, outside `tile/`, which holds tiles and nothing else. A start empties it. */
export const stagingFolder = 'staging'

/** Calls that leave nothing behind when there is no room, but what {@link discard} removes. */
const harmlessCalls: ReadonlySet<string> = new Set(['create', 'write', 'rename', 'makeFolder'])

/**
 * Runs an act on files that nothing refers to yet. Without room they are removed and the caller may come again; a failed
 * sync is no such case, for it is never repeated.
 *
 * @throws {LogDiskFull} if there was no room.
 */
export function orWithoutRoom<T>(act: () => T, discard: () => void): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof DiskError) || error.fault !== 'noSpace' || !harmlessCalls.has(error.call)) throw error
    discard()
    throw new LogDiskFull({ cause: error })
  }
}

/** Creates the file anew, lets it be filled and makes its content durable. */
export function createDurably(disk: Disk, path: string, fill: (file: DiskFile) => void): void {
  orWithoutRoom(
    () => {
      disk.remove(path)
      const file = disk.create(path)
      try {
        fill(file)
        file.sync()
      } finally {
        file.close()
      }
    },
    () => disk.remove(path),
  )
}

/** Puts a small file in the place of its predecessor, durably: after a crash there is one or the other. */
export function replaceDurably(
  disk: Disk,
  { name, content }: { readonly name: string; readonly content: Uint8Array },
): void {
  const staged = `${stagingFolder}/${name}`
  createDurably(disk, staged, (file) => file.write({ at: 0, bytes: content }))
  orWithoutRoom(
    () => disk.rename({ from: staged, to: name }),
    () => disk.remove(staged),
  )
  disk.syncFolder('')
}
