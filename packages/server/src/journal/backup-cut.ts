// Where a backup ends: a checkpoint over everything that is durable, made on the publisher's thread.
import { basename } from 'node:path'

import type { BackupCut, NoCut } from '@stellwerk/contract/journal/backup'
import { encodeBase64, formatHex } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath } from '@stellwerk/tlog/format/tile'
import { readWhole } from '@stellwerk/tlog/write/disk'
import { floorPath, parseTreeRecord, statePath } from '@stellwerk/tlog/write/tree-record'

import { sha256 } from '../primitives.ts'
import { folderDisk } from './disk.ts'
import type { LogPlace } from './messages.ts'

/**
 * Makes a checkpoint and reads what belongs to it, in one turn of the thread, so that no later tree comes in between. What a
 * backup needs besides never changes: tiles, which are written once, and the vault, which is cut at this size.
 *
 * @param what.places all logs, the one that is being written last
 * @param what.finish integrates and signs everything that was taken
 */
export function cutForBackup(what: {
  readonly places: readonly LogPlace[]
  readonly finish: () => void
}): BackupCut | NoCut {
  const [place, ...before] = what.places.toReversed()
  if (place === undefined) return { state: 'notNow', because: 'empty' }
  what.finish()
  const disk = folderDisk(place.folder)
  const [state, floor, note] = [statePath, floorPath, checkpointPath].map((path) => readWhole(disk, path))
  const integrated = state && parseTreeRecord(statePath, state, sha256)
  if (state === undefined || integrated === undefined || integrated.size === 0)
    return { state: 'notNow', because: 'empty' }
  if (floor === undefined || note === undefined) return { state: 'notNow', because: 'full' }
  const { size, root } = parseCheckpoint(parseNote(note).text)
  // Without room for a checkpoint the tree is ahead of it, and the vault with it.
  if (size !== integrated.size) return { state: 'notNow', because: 'full' }
  const named = ({ folder, origin }: LogPlace) => ({ name: basename(folder), origin })
  const files = { state: encodeBase64(state), floor: encodeBase64(floor), checkpoint: encodeBase64(note) }
  return {
    state: 'cut',
    earlier: before.toReversed().map(named),
    newest: { ...named(place), size, root: formatHex(root), files },
  }
}
