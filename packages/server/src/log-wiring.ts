// One log on the publisher's thread: opened at a start, and begun when the log before it ends.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { OpenIntents } from '@stellwerk/contract/journal/open-intents'
import { formatHex } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { formatNote, parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath, tileAt, tileWidth } from '@stellwerk/tlog/format/tile'
import { readEntries } from '@stellwerk/tlog/format/tile-hashes'
import { leafHash } from '@stellwerk/tlog/format/tree'
import { type Disk, readWhole } from '@stellwerk/tlog/write/disk'
import type { Keeper, LogSigner, Remembered } from '@stellwerk/tlog/write/ports'
import { entriesOf, recover, type Recovered } from '@stellwerk/tlog/write/recovery'
import { LogCorrupt } from '@stellwerk/tlog/write/refusal'
import {
  dropFramesBelow,
  prepareFrames,
  SparePreparation,
  removeFrames,
  shortSegmentBytes,
} from '@stellwerk/tlog/write/segment'
import { type DurableEntry, TreePublisher } from '@stellwerk/tlog/write/tree-publisher'

import { syncFolder } from './durable-file.ts'
import { folderDisk } from './journal/disk.ts'
import { mustKnowEntries } from './journal/entry-version.ts'
import { floorCopyAt } from './journal/floor-copy.ts'
import { openLogKey } from './journal/log-key.ts'
import type { Beginning, LogPlace } from './journal/messages.ts'
import { listLog } from './journal/place.ts'
import { Publisher, type PublisherPorts } from './journal/publisher.ts'
import { sha256 } from './primitives.ts'
import type { VaultStore } from './storage/sqlite/vault-store.ts'

/** What all logs of an installation share. */
export interface LogShelf {
  readonly store: VaultStore
  readonly keyPath: string
  readonly floorCopyPath: string | undefined
  readonly segmentBytes: number
  /** To whom the publisher of a log speaks. */
  readonly ports: Omit<PublisherPorts, 'sha256' | 'dropFramesBelow' | 'prepareSpare'>
}

export interface OpenedLog {
  readonly place: LogPlace
  readonly disk: Disk
  readonly signer: LogSigner
  readonly recovered: Recovered
  readonly tree: TreePublisher
  readonly publisher: Publisher
  /** Over every entry in the tree. */
  readonly fold: () => OpenIntents
}

/**
 * Reads the log, compares it with everything that remembers it, and gets ready to go on.
 *
 * @throws {LogCorrupt | LogRolledBack | LogNewer | LogKeyRefused | DiskError}
 */
export function openLog(
  place: LogPlace,
  shelf: LogShelf,
  known: { readonly earlier: readonly LogPlace[]; readonly remembered: readonly Remembered[] },
): OpenedLog {
  const { folder, origin } = place
  const disk = folderDisk(folder)
  // A log that follows another has its key; a new one would be a stranger's to every auditor.
  const mayCreate = known.earlier.length === 0 && !existsSync(join(folder, 'state'))
  const signer = openLogKey({ path: shelf.keyPath, origin, mayCreate })
  const vault = shelf.store.sinkOf(origin)
  const floorCopy =
    shelf.floorCopyPath === undefined
      ? undefined
      : floorCopyAt({ path: shelf.floorCopyPath, origin, earlier: known.earlier })
  const recovered = recover({ disk, sha256, origin, vault, floorCopy, remembered: known.remembered })
  mustKnowEntries(recovered)
  const { keeper, fold } = keeperOf(origin)
  const tree = TreePublisher.settle({ disk, sha256, signer, vault, floorCopy, keeper }, recovered)
  let spare: SparePreparation | undefined
  const publisher = new Publisher(tree, {
    ...shelf.ports,
    sha256,
    dropFramesBelow: (size) => dropFramesBelow(disk, size),
    prepareSpare: () => {
      spare ??= new SparePreparation(
        disk,
        publisher.isFull ? shortSegmentBytes(shelf.segmentBytes) : shelf.segmentBytes,
      )
      const preparation = spare
      spare = undefined
      const isReady = preparation.step()
      // What failed for want of room begins anew, and shorter.
      if (!isReady) spare = preparation
      return isReady
    },
  })
  return { place, disk, signer, recovered, tree, publisher, fold }
}

/** What a start found that is durable. */
export function durableEntries({ frames }: Recovered): readonly DurableEntry[] {
  return Array.from(entriesOf(frames), ([index, { leaf, record }]) => {
    return { index, leaf, hash: leafHash(sha256, leaf), record }
  })
}

/** The fold over everything that a start found durable, frames that are not in the tree yet included. */
export function foldOverAll({ place, recovered }: OpenedLog): OpenIntents {
  const { kept, frames, tree } = recovered
  const fold = foldOf(place.origin, kept)
  for (const [index, { leaf }] of entriesOf(frames)) if (index >= tree.size) fold.take(index, leaf)
  return fold
}

/** The fold that is kept with the state. */
function keeperOf(origin: string): { readonly keeper: Keeper; readonly fold: () => OpenIntents } {
  let fold = new OpenIntents(origin)
  const keeper: Keeper = {
    restore: (saved) => {
      fold = foldOf(origin, saved)
    },
    take: (index, leaf) => fold.take(index, leaf),
    save: () => fold.save(),
  }
  return { keeper, fold: () => fold }
}

function foldOf(origin: string, saved: Uint8Array | undefined): OpenIntents {
  return saved === undefined || saved.length === 0 ? new OpenIntents(origin) : OpenIntents.restore(saved)
}

/**
 * Ends a log, with a checkpoint over all of it, and makes the next one ready for its first entry.
 *
 * @param log of which every frame was taken
 * @returns `undefined` while entries have no room, or a call of the log before still runs: a first entry can name the open
 *   calls of one log
 * @throws {LogDiskFull | VaultDiskFull} without room; the log goes on
 */
export function nextLog(
  log: OpenedLog,
  { name, shelf, earlier }: { readonly name: string; readonly shelf: LogShelf; readonly earlier: readonly LogPlace[] },
): { readonly log: OpenedLog; readonly begins: Beginning } | undefined {
  log.publisher.finish()
  // Nothing is begun behind entries that found no room.
  if (log.tree.waitingCount > 0 || log.tree.published !== log.tree.integratedSize) return undefined
  const fold = log.fold()
  const open = fold.list()
  if (open.some(({ origin }) => origin !== log.place.origin)) return undefined
  const begins = {
    previous: endOf(log),
    openIntents: open.map(({ index, requestId }) => [index, requestId] as const),
    inForce: fold.inForce,
  }
  return { log: begin(siblingOf(log.place, name), shelf, [...earlier, log.place]), begins }
}

/**
 * A log behind one that was put back from a backup. The old origin may have been signed beyond what came back, so nothing is
 * ever signed under it again: its last checkpoint is the one that came back.
 *
 * @throws {LogCorrupt} if there is none, or its entries are not all there
 */
export async function logAfterRestore(
  old: LogPlace,
  { name, shelf, earlier }: { readonly name: string; readonly shelf: LogShelf; readonly earlier: readonly LogPlace[] },
): Promise<{ readonly log: OpenedLog; readonly begins: Beginning }> {
  const disk = folderDisk(old.folder)
  const signer = openLogKey({ path: shelf.keyPath, origin: old.origin, mayCreate: false })
  const vault = shelf.store.sinkOf(old.origin)
  const recovered = recover({ disk, sha256, origin: old.origin, vault })
  const previous = endOf({ place: old, disk, signer })
  const fold = await foldBelow(previous.size, { place: old, disk })
  const begins = {
    previous,
    openIntents: fold.list().flatMap(({ origin, index, requestId }) => {
      return origin === old.origin ? [[index, requestId] as const] : []
    }),
    inForce: fold.inForce,
    sizeFound: recovered.frames.chain.nextIndex,
  }
  return { log: begin(siblingOf(old, name), shelf, [...earlier, old]), begins }
}

/** Nothing of an ended log is in a frame any more: an erasure looks for it in the vault alone. */
export function clearFrames(places: readonly LogPlace[]): void {
  for (const { folder } of places) if (existsSync(folder)) removeFrames(folderDisk(folder))
}

function siblingOf({ folder, origin }: LogPlace, name: string): LogPlace {
  return { folder: join(dirname(folder), name), origin: `${origin.slice(0, origin.lastIndexOf('/'))}/${name}` }
}

/**
 * A log that is ready for its first entry, and listed only then. What is there already is one that a crash kept from it.
 *
 * @throws {LogDiskFull} without room; nothing is left of it
 */
function begin(place: LogPlace, shelf: LogShelf, earlier: readonly LogPlace[]): OpenedLog {
  const journal = dirname(place.folder)
  rmSync(place.folder, { recursive: true, force: true })
  mkdirSync(place.folder, { mode: 0o700 })
  try {
    const log = openLog(place, shelf, { earlier, remembered: [] })
    prepareFrames(log.disk, shelf.segmentBytes)
    syncFolder(journal)
    listLog(journal, basename(place.folder))
    return log
  } catch (error) {
    rmSync(place.folder, { recursive: true, force: true })
    throw error
  }
}

function endOf({ place, disk, signer }: Pick<OpenedLog, 'place' | 'disk' | 'signer'>): Beginning['previous'] {
  const bytes = readWhole(disk, checkpointPath)
  if (bytes === undefined) throw new LogCorrupt({ part: 'checkpoint', detail: 'it is missing' })
  const { text, signatures } = parseNote(bytes)
  const { size, root } = parseCheckpoint(text)
  // As the log signed it: the lines of witnesses come later, and not everybody has the same ones.
  const own = signatures.filter(({ name, keyId }) => name === signer.name && keyId === signer.keyId)
  const checkpoint = formatHex(sha256(formatNote({ text, signatures: own })))
  return { origin: place.origin, size, root: formatHex(root), checkpoint }
}

async function foldBelow(size: number, { place, disk }: Pick<OpenedLog, 'place' | 'disk'>): Promise<OpenIntents> {
  const fold = new OpenIntents(place.origin)
  for (let first = 0; first < size; first += tileWidth) {
    const tile = tileAt({ level: 'entries', index: first / tileWidth }, size)
    if (tile === undefined) break
    const entries = await readEntries(tile, async (path) => readWhole(disk, path))
    for (const [at, leaf] of entries.entries()) fold.take(first + at, leaf)
  }
  return fold
}
