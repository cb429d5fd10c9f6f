// What a start reads: state and tiles, what was signed, frames and vault. Nothing is believed that another part denies.
import { equalBytes } from '../format/bytes.ts'
import { parseCheckpoint } from '../format/checkpoint.ts'
import { Malformed } from '../format/malformed.ts'
import { parseNote } from '../format/note.ts'
import { checkpointPath } from '../format/tile.ts'
import { emptyRoot, leafHash } from '../format/tree.ts'
import type { Disk } from './disk.ts'
import { readWhole } from './disk.ts'
import type { LogEntry } from './frame.ts'
import type { RecoveryPorts, Remembered } from './ports.ts'
import { LogCorrupt, LogNewer, LogRolledBack } from './refusal.ts'
import type { FoundFrames } from './segment.ts'
import { framesFolder, readFrames } from './segment.ts'
import { TreeReader } from './tile-store.ts'
import type { EdgeState } from './tree-edge.ts'
import { emptyEdge } from './tree-edge.ts'
import type { TreeRecord, TreeRecordName } from './tree-record.ts'
import { floorPath, parseTreeRecord, statePath, treeRecordVersion, versionOfTreeRecord } from './tree-record.ts'

/** A tree by its size and root. */
export interface Tree {
  readonly size: number
  readonly root: Uint8Array
}

/** What a start found of the tree and believes. */
export interface RecoveredTree {
  readonly edge: EdgeState
  readonly tree: Tree
  readonly floor: Tree | undefined
  /** Size of the checkpoint in the folder; 0 if there is none. */
  readonly published: number
  /** What the owner of the log remembered of the entries in the tree; `undefined` before its first state. */
  readonly kept: Uint8Array | undefined
}

export interface Recovered extends RecoveredTree {
  readonly frames: FoundFrames
}

/**
 * Reads everything and compares each part with the others. Changes nothing.
 *
 * @throws {LogCorrupt | LogRolledBack | LogNewer | DiskError} as `openLog`.
 */
export function recover(ports: RecoveryPorts): Recovered {
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
    if (remembered !== undefined) mustHold(reader, tree, { ...remembered, part })
  }
  for (const remembered of ports.remembered ?? []) mustHold(reader, tree, remembered)

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
  return { frames, edge, tree, floor, published: published?.size ?? 0, kept: state?.kept }
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
  ports: RecoveryPorts,
): TreeRecord | undefined {
  if (bytes === undefined) return undefined
  const name = part === 'state' ? 'state' : 'floor'
  const version = versionOfTreeRecord(name, bytes, ports.sha256) ?? treeRecordVersion
  if (version > treeRecordVersion) throw new LogNewer({ part, found: version, known: treeRecordVersion })
  const record = parseTreeRecord(name, bytes, ports.sha256)
  if (record === undefined) throw new LogCorrupt({ part, detail: 'it is damaged' })
  if (record.origin !== ports.origin) throw new LogCorrupt({ part, detail: `it is of ${record.origin}` })
  return record
}

/** Its signature is not checked: without the floor it says nothing, and a verifier does it. */
function readCheckpoint({ origin }: RecoveryPorts, bytes: Uint8Array | undefined): Tree | undefined {
  if (bytes === undefined) return undefined
  try {
    const checkpoint = parseCheckpoint(parseNote(bytes).text)
    if (checkpoint.origin === origin) return checkpoint
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

function mustHold(reader: TreeReader, tree: Tree, remembered: Remembered): void {
  const { part, size, root } = remembered
  if (size > tree.size || !equalBytes(reader.frontierAt(size).root(), root)) {
    throw new LogRolledBack({ part, remembered: size, found: tree.size })
  }
}

/** The entries of the frames that are still there, most of them in the tree already. */
export function* entriesOf({ frames }: FoundFrames): Generator<readonly [index: number, entry: LogEntry]> {
  for (const { firstIndex, entries } of frames) {
    for (const [position, entry] of entries.entries()) yield [firstIndex + position, entry]
  }
}
