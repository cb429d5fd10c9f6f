// From durable entries to a signed checkpoint. Knows nothing of frames, so that it can run on a worker of its own while
// entries are appended.
import { encodeUtf8, equalBytes } from '../format/bytes.ts'
import { formatCheckpoint } from '../format/checkpoint.ts'
import type { NoteSignature } from '../format/note.ts'
import { formatNote } from '../format/note.ts'
import { checkpointPath, tileAt, tileWidth } from '../format/tile.ts'
import { readWhole } from './disk.ts'
import type { SealedRecord } from './frame.ts'
import type { PublisherPorts, VaultRecord } from './ports.ts'
import type { RecoveredTree, Tree } from './recovery.ts'
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

/**
 * Entries that one state takes in: their tiles and records lie in memory twice. Whole bundles, so that a long backlog
 * writes no partial ones in between.
 */
const integratedEntriesMax = 16 * tileWidth

/** What only the state has. */
interface Kept {
  readonly edge: TreeRecord['edge']
  readonly kept: Uint8Array | undefined
}

/** Tiles, state, floor and checkpoint of one log. Any error of its disk but a full one leaves it unusable. */
export class TreePublisher {
  readonly #ports: PublisherPorts
  readonly #tiles: TileStore
  #edge: EdgeState
  #tree: Tree
  #floor: Tree | undefined
  #published: number
  #signed: { readonly text: string; readonly signatures: readonly NoteSignature[] } | undefined
  /** Entries that are not in the tree or not in the vault yet, in the order of their index. */
  #waiting: DurableEntry[] = []
  /** Of so many entries, the vault holds or was given the records. */
  #handedSize: number

  private constructor(ports: PublisherPorts, { edge, tree, floor, published }: RecoveredTree) {
    this.#ports = ports
    this.#tiles = new TileStore(ports.disk)
    this.#edge = edge
    this.#tree = tree
    this.#floor = floor
    this.#published = published
    this.#handedSize = ports.vault.heldSize()
  }

  /** Clears what a crash left, and makes durable what was found. Until then nothing may be built on it. */
  static settle(ports: PublisherPorts, recovered: RecoveredTree): TreePublisher {
    const { disk } = ports
    const publisher = new TreePublisher(ports, recovered)
    ports.keeper?.restore(recovered.kept)
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

  /** Entries in the tree. */
  get integratedSize(): number {
    return this.#tree.size
  }

  /** Entries that were taken and wait for {@link TreePublisher.integrate}. */
  get waitingCount(): number {
    return this.#waiting.length
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
    for (const entry of entries) {
      if (entry.index >= this.#tree.size || entry.index >= this.#handedSize) this.#waiting.push(entry)
    }
  }

  /**
   * Derives tiles and bundles from what was taken, hands the records to the vault, and advances the state.
   *
   * @returns whether there is more to do: one call takes no more than {@link integratedEntriesMax} entries.
   * @throws {LogDiskFull} if there is no room; a later call goes on.
   */
  integrate(): boolean {
    const some = this.#waiting.slice(0, this.#untilWholeBundle())
    if (some.length === 0) return false
    this.#handOver(some)
    this.#grow(some.filter(({ index }) => index >= this.#tree.size))
    this.#waiting = this.#waiting.slice(some.length)
    return this.#waiting.length > 0
  }

  /** As many entries as end with a bundle, or all of them. */
  #untilWholeBundle(): number {
    const first = this.#waiting[0]?.index ?? 0
    return integratedEntriesMax - (first % tileWidth)
  }

  #grow(leaves: readonly DurableEntry[]): void {
    if (leaves.length === 0) return
    const { edge, root, tiles } = growTree(this.#edge, leaves, this.#ports.sha256)
    this.#tiles.write(tiles)
    const { keeper } = this.#ports
    // If we stop here, the next start derives the same tiles again and finds them there.
    const tree = { size: edge.frontier.size, root }
    for (const { index, leaf } of leaves) keeper?.take(index, leaf)
    this.#writeRecord(statePath, { ...tree, edge: edge.frontier.hashes, kept: keeper?.save() })
    this.#edge = edge
    this.#tree = tree
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
    const signatures = [{ name, keyId, signature: signer.sign(encodeUtf8(text)) }]
    const note = formatNote({ text, signatures })
    replaceDurably(disk, { name: checkpointPath, content: note })
    this.#signed = { text, signatures }
    const before = this.#published
    this.#published = tree.size
    this.#removePartial(before)
    return note
  }

  /**
   * Adds the lines of witnesses to the published checkpoint. They were checked by whoever asked for them.
   *
   * @returns the note, or `undefined` if the checkpoint has moved on: their lines are for a tree that is no longer shown.
   * @throws {LogDiskFull} if there is no room; the checkpoint stays as it is.
   */
  cosign(text: string, cosignatures: readonly NoteSignature[]): Uint8Array | undefined {
    if (this.#signed?.text !== text) return undefined
    const isNew = (line: NoteSignature): boolean => !cosignatures.some(({ keyId }) => keyId === line.keyId)
    const signatures = [...this.#signed.signatures.filter(isNew), ...cosignatures]
    const note = formatNote({ text, signatures })
    replaceDurably(this.#ports.disk, { name: checkpointPath, content: note })
    this.#signed = { text, signatures }
    return note
  }

  #handOver(some: readonly DurableEntry[]): void {
    const records = some.filter(({ index }) => index >= this.#handedSize)
    if (records.length === 0) return
    this.#ports.vault.take(records.map(({ index, record }): VaultRecord => ({ ...record, index })))
    this.#handedSize += records.length
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

  #writeRecord(name: TreeRecordName, tree: Tree & Partial<Kept>): void {
    replaceDurably(this.#ports.disk, { name, content: this.#recordBytes(name, tree) })
  }

  #recordBytes(name: TreeRecordName, { size, root, edge = [], kept }: Tree & Partial<Kept>): Uint8Array {
    const record = { origin: this.#ports.signer.name, size, root, edge, kept: kept ?? new Uint8Array() }
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
