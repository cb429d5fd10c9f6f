// Tiles and bundles on the disk: written once, never overwritten with other content.
import { equalBytes } from '../format/bytes.ts'
import { Malformed } from '../format/malformed.ts'
import type { TreeNode } from '../format/proof.ts'
import type { Tile } from '../format/tile.ts'
import { hashInTile, nodeInTile, parseEntryBundle, parseTile, tileAt, tilePath, tileWidth } from '../format/tile.ts'
import type { FrontierState, Sha256 } from '../format/tree.ts'
import { Frontier, fullSubtreeRoot, hashBytes, leafHash } from '../format/tree.ts'
import type { Disk, DiskFile } from './disk.ts'
import { folderOf, readWhole } from './disk.ts'
import { LogCorrupt } from './refusal.ts'
import { orWithoutRoom, stagingFolder } from './staged.ts'
import type { EdgeState, TileContent } from './tree-edge.ts'

/** Files that are open at a time, so that a large batch needs no more descriptors than a small one. */
const openFilesMax = 64

/** Tiles that a start reads are few, but one may be asked for 256 hashes in a row. */
const keptTilesMax = 16

export class TileStore {
  readonly #disk: Disk
  /** Folders that exist, and those of them whose names or files are not durable yet. */
  readonly #folders = new Set([''])
  readonly #unsynced = new Set<string>()

  constructor(disk: Disk) {
    this.#disk = disk
  }

  /**
   * Makes the tiles durable. They may be there already, of an earlier life of the writer; that life may have ended
   * before their names were durable, so their folders are synced all the same.
   *
   * @throws {LogCorrupt} if one is there with other content.
   * @throws {LogDiskFull} if there is no room; the same call later goes on where this one ended.
   */
  write(tiles: readonly TileContent[]): void {
    for (let at = 0; at < tiles.length; at += openFilesMax) this.#writeSome(tiles.slice(at, at + openFilesMax))
    for (const folder of this.#unsynced) this.#disk.syncFolder(folder)
    this.#unsynced.clear()
  }

  #writeSome(tiles: readonly TileContent[]): void {
    const staged: { readonly file: DiskFile; readonly from: string; readonly to: string }[] = []
    try {
      orWithoutRoom(
        () => {
          for (const { tile, bytes } of tiles) {
            const to = tilePath(tile)
            this.#enter(folderOf(to))
            if (this.#isThere(to, bytes)) continue
            const from = `${stagingFolder}/${staged.length}`
            this.#disk.remove(from)
            const file = this.#disk.create(from)
            staged.push({ file, from, to })
            file.write({ at: 0, bytes })
          }
          // Written first and synced then, so that the disk may put the files in one order of its own.
          for (const { file } of staged) file.sync()
          for (const { from, to } of staged) this.#disk.rename({ from, to })
        },
        () => {
          for (const { from } of staged) this.#disk.remove(from)
        },
      )
    } finally {
      for (const { file } of staged) file.close()
    }
  }

  #isThere(path: string, bytes: Uint8Array): boolean {
    const existing = readWhole(this.#disk, path)
    if (existing === undefined) return false
    if (!equalBytes(existing, bytes)) throw new LogCorrupt({ part: 'tiles', detail: `${path} has other content` })
    return true
  }

  #enter(folder: string): void {
    this.#unsynced.add(folder)
    if (this.#folders.has(folder)) return
    const parent = folderOf(folder)
    this.#enter(parent)
    this.#disk.makeFolder(folder)
    this.#folders.add(folder)
  }

  /** Removes the partial tiles of a tile that is full and published. What a crash leaves of them does no harm. */
  removePartial(tile: Tile): void {
    const folder = `${tilePath({ ...tile, width: tileWidth })}.p`
    const names = this.#disk.list(folder)
    if (names.length === 0) return
    for (const name of names) this.#disk.remove(`${folder}/${name}`)
    this.#disk.remove(folder)
    this.#folders.delete(folder)
  }
}

/** Reads the tree of one size out of its tiles, for a start. */
export class TreeReader {
  readonly #disk: Disk
  readonly #sha256: Sha256
  readonly #size: number
  readonly #kept = new Map<string, Uint8Array>()

  constructor(disk: Disk, { size, sha256 }: { readonly size: number; readonly sha256: Sha256 }) {
    this.#disk = disk
    this.#sha256 = sha256
    this.#size = size
  }

  /** @throws {LogCorrupt} if the tile is missing or has another length. */
  hash(node: TreeNode): Uint8Array {
    const { tile, first, count } = nodeInTile(node, this.#size)
    const bytes = this.#tile(tile)
    if (count === 1) return hashInTile(bytes, first)
    return fullSubtreeRoot(this.#sha256, bytes.subarray(first * hashBytes, (first + count) * hashBytes))
  }

  #tile(tile: Tile): Uint8Array {
    const path = tilePath(tile)
    const kept = this.#kept.get(path)
    if (kept !== undefined) return kept
    const bytes = whole(path, () => parseTile(this.#read(path), tile))
    if (this.#kept.size >= keptTilesMax) this.#kept.clear()
    this.#kept.set(path, bytes)
    return bytes
  }

  #read(path: string): Uint8Array {
    const bytes = readWhole(this.#disk, path)
    if (bytes === undefined) throw new LogCorrupt({ part: 'tiles', detail: `${path} is missing` })
    return bytes
  }

  /** The tree of an earlier size, or of this one. */
  frontierAt(size: number): Frontier {
    const hashes: Uint8Array[] = []
    for (let level = Math.floor(Math.log2(Math.max(1, size))); level >= 0; level--) {
      const index = Math.floor(size / 2 ** level)
      if (index % 2 === 1) hashes.push(this.hash({ level, index: index - 1 }))
    }
    const state: FrontierState = { size, hashes }
    return new Frontier(this.#sha256, state)
  }

  /** @throws {LogCorrupt} if the last bundle does not hold the entries that the last tile names. */
  edge(): EdgeState {
    const frontier = this.frontierAt(this.#size).state
    const levels: Uint8Array[][] = []
    for (let level = 0; tileWidth ** level <= this.#size; level++) {
      const count = Math.floor(this.#size / tileWidth ** level)
      const tile = tileAt({ level, index: Math.floor(count / tileWidth) }, this.#size)
      const bytes = tile === undefined ? new Uint8Array() : this.#tile(tile)
      levels.push(Array.from({ length: bytes.length / hashBytes }, (_, at) => hashInTile(bytes, at)))
    }
    return { frontier, levels, entries: this.#entries(levels[0] ?? []) }
  }

  #entries(hashes: readonly Uint8Array[]): readonly Uint8Array[] {
    const tile = tileAt({ level: 'entries', index: Math.floor(this.#size / tileWidth) }, this.#size)
    if (tile === undefined) return []
    const path = tilePath(tile)
    const entries = whole(path, () => parseEntryBundle(this.#read(path), tile))
    const isRight = entries.every((entry, at) => equalBytes(leafHash(this.#sha256, entry), hashes[at] ?? entry))
    if (!isRight) throw new LogCorrupt({ part: 'tiles', detail: `${path} does not match the tile above` })
    return entries
  }
}

function whole<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new LogCorrupt({ part: 'tiles', detail: `${path} is malformed` }, { cause: error })
  }
}
