// The writer of one log, from a batch of entries to a signed checkpoint. Synchronous throughout, for a worker of its own.
//
//   append      frame, fdatasync                                     the entries are durable and have their indices
//   integrate   tiles and bundles, their folders, then `state`       derived from durable frames only
//   checkpoint  `floor`, its copy, signature, `checkpoint`           what was signed can never be taken back
//
// Whatever fails in between, a start repeats what is missing from what is durable, or refuses.
import { equalBytes, encodeUtf8 } from '../format/bytes.ts'
import { formatCheckpoint, parseCheckpoint } from '../format/checkpoint.ts'
import { Malformed } from '../format/malformed.ts'
import { formatNote, isKeyName, parseNote } from '../format/note.ts'
import { checkpointPath, tileAt, tileWidth } from '../format/tile.ts'
import type { Sha256 } from '../format/tree.ts'
import { emptyRoot, leafHash } from '../format/tree.ts'
import type { Disk } from './disk.ts'
import { DiskError, readWhole } from './disk.ts'
import type { LogEntry, SealedRecord } from './frame.ts'
import type { LogPart } from './refusal.ts'
import { LogCorrupt, LogLocked, LogRolledBack, LogStopped } from './refusal.ts'
import type { FoundFrames } from './segment.ts'
import { FrameLog, framesFolder, readFrames, segmentBytesDefault } from './segment.ts'
import { replaceDurably, stagingFolder } from './staged.ts'
import { TileStore, TreeReader } from './tile-store.ts'
import type { EdgeState, HashedLeaf } from './tree-edge.ts'
import { emptyEdge, growTree } from './tree-edge.ts'
import type { TreeRecord, TreeRecordName } from './tree-record.ts'
import { formatTreeRecord, parseTreeRecord } from './tree-record.ts'

/** Keeps a second process out. */
export interface LogLock {
  /** False if somebody else holds it. */
  readonly take: () => boolean
  readonly release: () => void
}

/** The log's key. Its name is the origin. */
export interface LogSigner {
  readonly name: string
  readonly keyId: number
  /** Ed25519 over the message. Only ever called for a tree that no restart can fall below. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** A sealed record of a durable entry. */
export interface VaultRecord extends SealedRecord {
  readonly index: number
}

/** Who keeps the sealed records. The frames hold them until then. */
export interface VaultSink {
  /** Records in order of their index. After a start they are handed over again from {@link VaultSink.heldSize} on. */
  readonly take: (records: readonly VaultRecord[]) => void
  /** Of so many entries, from the first of the log on, the records are durable in the vault. */
  readonly heldSize: () => number
}

/** A copy of the floor outside the folder of the log, which shows that the whole folder was put back. */
export interface FloorCopy {
  readonly read: () => Uint8Array | undefined
  /** Durable when it returns. */
  readonly write: (floor: Uint8Array) => void
}

export interface LogPorts {
  readonly disk: Disk
  readonly lock: LogLock
  readonly sha256: Sha256
  readonly signer: LogSigner
  readonly vault: VaultSink
  readonly floorCopy?: FloorCopy | undefined
  readonly segmentBytes?: number | undefined
}

/** What an append gives back once the entries are durable. */
export interface Appended {
  readonly firstIndex: number
  /** One for each entry, for the receipts. */
  readonly leafHashes: readonly Uint8Array[]
}

const statePath = 'state'
const floorPath = 'floor'

/** A tree by its size and root. */
interface Tree {
  readonly size: number
  readonly root: Uint8Array
}

/** What a start found and believes. */
interface Recovered {
  readonly frames: FoundFrames
  readonly edge: EdgeState
  readonly tree: Tree
  readonly floor: Tree | undefined
  readonly published: number
}

/**
 * Opens the log of this folder, or begins one if the folder is empty. Everything is read and compared before anything is
 * changed, so that a refusal leaves the evidence as it was.
 *
 * @throws {LogLocked} if another process writes to it.
 * @throws {LogCorrupt} if something is damaged or missing.
 * @throws {LogRolledBack} if the log is smaller than, or differs from, what was signed or handed to the vault.
 * @throws {DiskError} if the disk fails; a later start tries again.
 */
export function openLog(ports: LogPorts): LogWriter {
  if (!isKeyName(ports.signer.name)) throw new RangeError('the name of the key is no origin')
  if (!ports.lock.take()) throw new LogLocked()
  try {
    return new LogWriter(ports, recover(ports))
  } catch (error) {
    ports.lock.release()
    throw error
  }
}

function recover(ports: LogPorts): Recovered {
  const { disk, sha256, vault } = ports
  const state = readRecord('state', readWhole(disk, statePath), ports)
  const floor = readRecord('floor', readWhole(disk, floorPath), ports)
  const copy = readRecord('floor copy', ports.floorCopy?.read(), ports)
  const frames = readFrames(disk, sha256)
  if (state === undefined && isBegun(disk)) throw new LogCorrupt({ part: 'state', detail: 'it is missing' })
  const tree = state ?? { size: 0, root: emptyRoot(sha256) }
  const reader = new TreeReader(disk, { size: tree.size, sha256 })
  const edge = edgeOf(reader, state)

  const published = readCheckpoint(ports, readWhole(disk, checkpointPath))
  if (published !== undefined && (floor === undefined || floor.size < published.size)) {
    throw new LogRolledBack({ part: 'checkpoint', remembered: published.size, found: floor?.size ?? 0 })
  }
  // The state was durable before the floor was written, so none of these can be ahead of it.
  for (const [part, remembered] of [
    ['floor', floor],
    ['floor copy', copy],
    ['checkpoint', published],
  ] as const) {
    if (remembered !== undefined) mustHold(reader, tree, { part, ...remembered })
  }

  // The tree was derived from durable frames, so they reach at least as far.
  const first = frames.segments[0]?.firstIndex ?? 0
  if (frames.chain.nextIndex < tree.size) {
    throw new LogCorrupt({ part: 'frames', detail: `${frames.chain.nextIndex} entries, the state has ${tree.size}` })
  }
  if (first > tree.size) throw new LogCorrupt({ part: 'frames', detail: `entries before ${first} are missing` })
  for (const [index, { leaf }] of entriesOf(frames)) {
    if (index < tree.size && !equalBytes(leafHash(sha256, leaf), reader.hash({ level: 0, index }))) {
      throw new LogCorrupt({ part: 'frames', detail: `entry ${index} is not the one in the tree` })
    }
  }
  const held = vault.heldSize()
  if (held > frames.chain.nextIndex) {
    throw new LogRolledBack({ part: 'vault', remembered: held, found: frames.chain.nextIndex })
  }
  if (held < first) throw new LogCorrupt({ part: 'vault', detail: `records ${held} to ${first - 1} are missing` })
  return { frames, edge, tree, floor, published: published?.size ?? 0 }
}

/** The state is the first file of a log, so without it there can be nothing. */
function isBegun(disk: Disk): boolean {
  return (
    [floorPath, checkpointPath].some((path) => readWhole(disk, path) !== undefined) ||
    [framesFolder, 'tile'].some((folder) => disk.list(folder).length > 0)
  )
}

function readRecord(
  part: TreeRecordName | 'floor copy',
  bytes: Uint8Array | undefined,
  ports: LogPorts,
): TreeRecord | undefined {
  if (bytes === undefined) return undefined
  const record = parseTreeRecord(part === 'state' ? 'state' : 'floor', bytes, ports.sha256)
  if (record === undefined) throw new LogCorrupt({ part, detail: 'it is damaged' })
  if (record.origin !== ports.signer.name) throw new LogCorrupt({ part, detail: `it is of ${record.origin}` })
  return record
}

/** Its signature is not checked: without the floor it says nothing, and a verifier does it. */
function readCheckpoint({ signer }: LogPorts, bytes: Uint8Array | undefined): Tree | undefined {
  if (bytes === undefined) return undefined
  try {
    const checkpoint = parseCheckpoint(parseNote(bytes).text)
    if (checkpoint.origin === signer.name) return checkpoint
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new LogCorrupt({ part: 'checkpoint', detail: 'it is malformed' }, { cause: error })
  }
  throw new LogCorrupt({ part: 'checkpoint', detail: 'it is of another log' })
}

function edgeOf(reader: TreeReader, state: TreeRecord | undefined): EdgeState {
  if (state === undefined) return emptyEdge
  const edge = reader.edge()
  const isSame =
    edge.frontier.hashes.length === state.edge.length &&
    edge.frontier.hashes.every((hash, at) => equalBytes(hash, state.edge[at] ?? hash)) &&
    equalBytes(reader.frontierAt(state.size).root(), state.root)
  if (!isSame) throw new LogCorrupt({ part: 'tiles', detail: `their right edge is not that of the state` })
  return edge
}

function mustHold(reader: TreeReader, tree: Tree, remembered: Tree & { readonly part: LogPart }): void {
  const { part, size, root } = remembered
  if (size > tree.size || !equalBytes(reader.frontierAt(size).root(), root)) {
    throw new LogRolledBack({ part, remembered: size, found: tree.size })
  }
}

function* entriesOf({ frames }: FoundFrames): Generator<readonly [index: number, entry: LogEntry]> {
  for (const { firstIndex, entries } of frames) {
    for (const [position, entry] of entries.entries()) yield [firstIndex + position, entry]
  }
}

/**
 * One log, open for writing. A failed call to the disk stops it for good: whether the kernel still holds what it could
 * not write is unknown, so nothing is tried again; only a full disk, found before anything was lost, is waited out.
 *
 * @example
 * const writer = openLog(ports)
 * const { firstIndex } = writer.append([{ leaf, record }]) // Durable from here on.
 * writer.checkpoint()
 */
export class LogWriter {
  readonly #ports: LogPorts
  readonly #frames: FrameLog
  readonly #tiles: TileStore
  #edge: EdgeState
  #tree: Tree
  #floor: Tree | undefined
  #published: number
  /** Durable entries that are not in the tree yet, and records that the vault was not given yet. */
  #leaves: HashedLeaf[] = []
  #records: VaultRecord[] = []
  #stoppedBy: unknown

  /** By {@link openLog}, which holds the lock. */
  constructor(ports: LogPorts, { frames, edge, tree, floor, published }: Recovered) {
    const { disk, sha256, vault, segmentBytes = segmentBytesDefault } = ports
    this.#ports = ports
    this.#tiles = new TileStore(disk)
    this.#edge = edge
    this.#tree = tree
    this.#floor = floor
    this.#published = published
    disk.makeFolder(stagingFolder)
    for (const name of disk.list(stagingFolder)) disk.remove(`${stagingFolder}/${name}`)
    // What a killed process renamed last may be seen without being durable. Nothing may be built on it before it is.
    disk.syncFolder('')
    if (readWhole(disk, statePath) === undefined) this.#writeRecord('state', tree)
    this.#frames = FrameLog.settle(disk, { sha256, segmentBytes, found: frames })
    const held = vault.heldSize()
    for (const [index, { leaf, record }] of entriesOf(frames)) {
      if (index >= tree.size) this.#leaves.push({ leaf, hash: leafHash(sha256, leaf) })
      if (index >= held) this.#records.push({ ...record, index })
    }
  }

  /** Durable entries: the index of the next one. */
  get size(): number {
    return this.#frames.size
  }

  /** Size of the newest checkpoint that this folder shows. */
  get publishedSize(): number {
    return this.#published
  }

  /**
   * Makes a batch durable with one `fdatasync`. After a return the entries are in the log for good, after a throw they
   * may be: the next start finds out.
   *
   * @throws {RangeError} if the batch is empty or too large; nothing was written.
   * @throws {LogDiskFull} if there is no room for the next segment; nothing was written.
   * @throws {LogStopped} if the disk failed, now or before.
   */
  append(entries: readonly LogEntry[]): Appended {
    return this.#orStop(() => {
      const firstIndex = this.#frames.size
      const leafHashes = entries.map(({ leaf }) => leafHash(this.#ports.sha256, leaf))
      this.#frames.append(entries)
      for (const [position, { leaf, record }] of entries.entries()) {
        this.#leaves.push({ leaf, hash: leafHashes[position] ?? leafHash(this.#ports.sha256, leaf) })
        this.#records.push({ ...record, index: firstIndex + position })
      }
      return { firstIndex, leafHashes }
    })
  }

  /**
   * Derives tiles and bundles from all durable entries, hands their records to the vault, and advances the state.
   *
   * @throws {LogDiskFull} if there is no room; a later call goes on.
   * @throws {LogStopped} if the disk failed, now or before.
   */
  integrate(): void {
    this.#orStop(() => {
      this.#handOver()
      const { edge, root, tiles } = growTree(this.#edge, this.#leaves, this.#ports.sha256)
      if (edge.frontier.size > this.#tree.size) {
        this.#tiles.write(tiles)
        // If we stop here, the next start derives the same tiles again and finds them there.
        const tree = { size: edge.frontier.size, root, edge: edge.frontier.hashes }
        this.#writeRecord('state', tree)
        this.#edge = edge
        this.#tree = tree
        this.#leaves = []
      }
      this.#drop()
      this.#frames.prepare()
    })
  }

  /**
   * Signs the tree of all durable entries and publishes the checkpoint.
   *
   * @returns the signed note.
   * @throws {LogDiskFull} if there is no room; a later call goes on.
   * @throws {LogStopped} if the disk failed, now or before.
   * @throws whatever signer and floor copy throw; nothing was published, and a later call goes on.
   */
  checkpoint(): Uint8Array {
    this.integrate()
    return this.#orStop(() => {
      const { disk, signer } = this.#ports
      const tree = this.#tree
      this.#raiseFloor(tree)
      // If we stop from here on, no start goes below this tree, whether or not its signature has left.
      const text = formatCheckpoint({ origin: signer.name, ...tree })
      const { name, keyId } = signer
      const note = formatNote({ text, signatures: [{ name, keyId, signature: signer.sign(encodeUtf8(text)) }] })
      replaceDurably(disk, { name: checkpointPath, content: note })
      const before = this.#published
      this.#published = tree.size
      this.#removePartial(before)
      this.#drop()
      return note
    })
  }

  /** Gives the folder free. Whatever is durable stays so. */
  close(): void {
    this.#stoppedBy ??= new Error('it was closed')
    this.#frames.close()
    this.#ports.lock.release()
  }

  #orStop<T>(act: () => T): T {
    if (this.#stoppedBy !== undefined) throw new LogStopped({ cause: this.#stoppedBy })
    try {
      return act()
    } catch (error) {
      if (!(error instanceof DiskError) && !(error instanceof LogCorrupt)) throw error
      this.#stoppedBy = error
      throw new LogStopped({ cause: error })
    }
  }

  #handOver(): void {
    if (this.#records.length === 0) return
    this.#ports.vault.take(this.#records)
    this.#records = []
  }

  #raiseFloor(tree: Tree): void {
    // INVARIANT: floor.size <= tree.size, and at one size there is one root.
    const floor = this.#floor
    if (
      floor !== undefined &&
      (floor.size > tree.size || (floor.size === tree.size && !equalBytes(floor.root, tree.root)))
    ) {
      throw new LogCorrupt({ part: 'floor', detail: `it stands at ${floor.size} and the tree at ${tree.size}` })
    }
    if (floor?.size !== tree.size) this.#writeRecord('floor', tree)
    this.#floor = tree
    this.#ports.floorCopy?.write(this.#recordBytes('floor', tree))
  }

  #writeRecord(name: TreeRecordName, tree: Tree & { readonly edge?: TreeRecord['edge'] }): void {
    replaceDurably(this.#ports.disk, { name, content: this.#recordBytes(name, tree) })
  }

  #recordBytes(
    name: TreeRecordName,
    { size, root, edge = [] }: Tree & { readonly edge?: TreeRecord['edge'] },
  ): Uint8Array {
    const record = { origin: this.#ports.signer.name, size, root, edge: name === 'state' ? edge : [] }
    return formatTreeRecord(name, record, this.#ports.sha256)
  }

  /** INVARIANT: dropped <= published, and dropped <= held by the vault. */
  #drop(): void {
    this.#frames.dropBelow(Math.min(this.#published, this.#ports.vault.heldSize()))
  }

  /** Readers of this checkpoint take the full tiles; so do those of an older one, as tlog-tiles demands of them. */
  #removePartial(before: number): void {
    const levels = ['entries', 0, 1, 2, 3, 4, 5, 6] as const
    for (const level of levels) {
      const step = tileWidth ** (level === 'entries' ? 1 : level + 1)
      for (let index = Math.floor(before / step); (index + 1) * step <= this.#published; index++) {
        const tile = tileAt({ level, index }, this.#published)
        if (tile !== undefined) this.#tiles.removePartial(tile)
      }
    }
  }
}
