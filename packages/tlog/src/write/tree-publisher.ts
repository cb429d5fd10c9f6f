// From durable entries to a signed checkpoint. Knows nothing of frames, so that it can run on a worker of its own while
// entries are appended.
import { encodeUtf8, equalBytes } from '../format/bytes.ts'
import { formatCheckpoint } from '../format/checkpoint.ts'
import { formatNote } from '../format/note.ts'
import { checkpointPath, tileAt, tileWidth } from '../format/tile.ts'
import { readWhole } from './disk.ts'
import type { SealedRecord } from './frame.ts'
import type { LogPorts, VaultRecord } from './ports.ts'
import type { Recovered, Tree } from './recovery.ts'
import { LogCorrupt } from './refusal.ts'
import { replaceDurably, stagingFolder } from './staged.ts'
import { TileStore } from './tile-store.ts'
import type { EdgeState, HashedLeaf } from './tree-edge.ts'
import { growTree } from './tree-edge.ts'
import type { TreeRecord, TreeRecordName } from './tree-record.ts'
import { formatTreeRecord, statePath } from './tree-record.ts'

/** A durable entry on its way into the tree and the vault. */
export interface DurableEntry extends HashedLeaf {
  readonly index: number
  readonly record: SealedRecord
}

/** Tiles, state, floor and checkpoint of one log. Any error of its disk but a full one leaves it unusable. */
export class TreePublisher {
  readonly #ports: LogPorts
  readonly #tiles: TileStore
  #edge: EdgeState
  #tree: Tree
  #floor: Tree | undefined
  #published: number
  /** Entries that are not in the tree yet, and records that the vault was not given yet. */
  #leaves: HashedLeaf[] = []
  #records: VaultRecord[] = []
  /** Of so many entries, the vault holds or was given the records. */
  #handedSize: number

  private constructor(ports: LogPorts, { edge, tree, floor, published }: Recovered) {
    this.#ports = ports
    this.#tiles = new TileStore(ports.disk)
    this.#edge = edge
    this.#tree = tree
    this.#floor = floor
    this.#published = published
    this.#handedSize = ports.vault.heldSize()
  }

  /** Clears what a crash left, and makes durable what was found. Until then nothing may be built on it. */
  static settle(ports: LogPorts, recovered: Recovered): TreePublisher {
    const { disk } = ports
    const publisher = new TreePublisher(ports, recovered)
    disk.makeFolder(stagingFolder)
    for (const name of disk.list(stagingFolder)) disk.remove(`${stagingFolder}/${name}`)
    // What a killed process renamed last may be seen without being durable.
    disk.syncFolder('')
    // The state is the first file of a log: without it, nothing else may be there.
    if (readWhole(disk, statePath) === undefined) publisher.#writeRecord(statePath, recovered.tree)
    return publisher
  }

  /** Size of the newest checkpoint in the folder. */
  get published(): number {
    return this.#published
  }

  /** INVARIANT: so many entries are published and held by the vault, so their frames may go. */
  get settledSize(): number {
    return Math.min(this.#published, this.#ports.vault.heldSize())
  }

  /**
   * Takes entries in the order of their index, each once. They must be durable. After a start, those are among them that
   * only the tree or only the vault has already.
   */
  take(entries: Iterable<DurableEntry>): void {
    for (const { index, leaf, hash, record } of entries) {
      if (index >= this.#tree.size) this.#leaves.push({ leaf, hash })
      if (index >= this.#handedSize) this.#records.push({ ...record, index })
    }
  }

  /**
   * Derives tiles and bundles from all that was taken, hands the records to the vault, and advances the state.
   *
   * @throws {LogDiskFull} if there is no room; a later call goes on.
   */
  integrate(): void {
    this.#handOver()
    if (this.#leaves.length === 0) return
    const { edge, root, tiles } = growTree(this.#edge, this.#leaves, this.#ports.sha256)
    this.#tiles.write(tiles)
    // If we stop here, the next start derives the same tiles again and finds them there.
    const tree = { size: edge.frontier.size, root }
    this.#writeRecord(statePath, { ...tree, edge: edge.frontier.hashes })
    this.#edge = edge
    this.#tree = tree
    this.#leaves = []
  }

  /**
   * Signs the tree as it was integrated last, and publishes the checkpoint.
   *
   * @throws {LogDiskFull} if there is no room; a later call goes on.
   */
  checkpoint(): Uint8Array {
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
    return note
  }

  #handOver(): void {
    if (this.#records.length === 0) return
    this.#ports.vault.take(this.#records)
    this.#handedSize += this.#records.length
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
