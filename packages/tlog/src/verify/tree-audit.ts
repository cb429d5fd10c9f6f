// Claims 3 and 4 of a verifier: the root over all entries is the signed one, and every tile is the recomputed one. Read
// from left to right with one tile of each level in memory, however large the log.
import { concatBytes, equalBytes } from '../format/bytes.ts'
import type { Tile } from '../format/tile.ts'
import { tileAt, tileHeight, tilePath, tileWidth } from '../format/tile.ts'
import type { ReadFile } from '../format/tile-hashes.ts'
import { readEntries, readTile } from '../format/tile-hashes.ts'
import type { Sha256 } from '../format/tree.ts'
import { Frontier, fullSubtreeRoot, hashBytes, leafHash } from '../format/tree.ts'
import type { Check, Problem } from './report.ts'
import { checkOf, notChecked, problemOf, problemsMax } from './report.ts'

export interface TreeClaim {
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Recomputes the tree twice, from the entries and from the tiles at level 0, so that a difference can be blamed on the
 * side that does not lead to the signed root.
 *
 * @returns the checks `entries` and `tiles`.
 */
export async function auditTree(
  claim: TreeClaim,
  how: { readonly read: ReadFile; readonly sha256: Sha256; readonly withEntries: boolean },
): Promise<readonly Check[]> {
  const audit = new TreeAudit(claim, how)
  for (let index = 0; index * tileWidth < claim.size; index++) await audit.readColumn(index)
  return audit.finish()
}

/** What two sides say about the same place. They are one and the same object unless they differ. */
interface Pair {
  readonly fromTiles: Uint8Array
  readonly fromEntries: Uint8Array
}

class TreeAudit {
  readonly #claim: TreeClaim
  readonly #read: ReadFile
  readonly #sha256: Sha256
  readonly #withEntries: boolean
  readonly #tiles: Frontier
  readonly #entries: Frontier
  /** Roots of full tiles that wait until the tile above them is full; one list for each level from 1. */
  readonly #waiting: Pair[][] = []
  readonly #problems: Record<'entries' | 'tiles', Problem[]> = { entries: [], tiles: [] }
  /** Places where bundle and tile differ, until the roots tell which of them is wrong. */
  readonly #differences: { readonly bundle: string; readonly tile: string; readonly index: number }[] = []
  #tileCount = 0
  #entryCount = 0

  constructor(
    claim: TreeClaim,
    { read, sha256, withEntries }: { read: ReadFile; sha256: Sha256; withEntries: boolean },
  ) {
    this.#claim = claim
    this.#read = read
    this.#sha256 = sha256
    this.#withEntries = withEntries
    this.#tiles = new Frontier(sha256)
    this.#entries = new Frontier(sha256)
  }

  /** A bundle and the tile at level 0 above it. */
  async readColumn(index: number): Promise<void> {
    const [bundle, tile] = [this.#tile('entries', index), this.#tile(0, index)]
    const [leaves, hashes] = await Promise.all([this.#leavesOf(bundle), this.#hashesOf(tile)])
    const known = hashes ?? leaves
    if (known === undefined) return this.#skip(tile)
    const pair = { fromTiles: known, fromEntries: leaves ?? known }
    if (leaves !== undefined && hashes !== undefined && !equalBytes(leaves, hashes)) {
      if (this.#differences.length < problemsMax) {
        const first = index * tileWidth + firstDifference(leaves, hashes)
        this.#differences.push({ bundle: tilePath(bundle), tile: tilePath(tile), index: first })
      }
      await this.#append(tile, pair)
      return
    }
    await this.#append(tile, { fromTiles: known, fromEntries: known })
  }

  async finish(): Promise<readonly Check[]> {
    for (let level = 1; level <= this.#waiting.length; level++) await this.#compareTileAbove(level)
    const { size, root } = this.#claim
    const isTilesRoot = this.#tiles.size === size && equalBytes(this.#tiles.root(), root)
    const isEntriesRoot = this.#entries.size === size && equalBytes(this.#entries.root(), root)
    for (const { bundle, tile, index } of this.#differences) {
      // If neither side leads to the signed root, both stand accused.
      if (!isEntriesRoot) this.#accuse('entries', { code: 'entry_differs', path: bundle, index })
      if (!isTilesRoot) this.#accuse('tiles', { code: 'tile_differs', path: tile, index })
    }
    if (!isTilesRoot && this.#problems.tiles.length === 0) this.#accuse('tiles', { code: 'root_differs' })
    if (!isEntriesRoot && this.#problems.entries.length === 0) this.#accuse('entries', { code: 'root_differs' })
    return [
      this.#withEntries
        ? checkOf('entries', this.#entryCount, this.#problems.entries)
        : notChecked('entries', 'entriesNotRead'),
      checkOf('tiles', this.#tileCount, this.#problems.tiles),
    ]
  }

  #accuse(side: 'entries' | 'tiles', problem: Problem): void {
    if (this.#problems[side].length < problemsMax) this.#problems[side].push(problem)
  }

  /** Within the size of the tree there is always one. */
  #tile(level: Tile['level'], index: number): Tile {
    const tile = tileAt({ level, index }, this.#claim.size)
    if (tile === undefined) throw new RangeError(`no tile ${index} at level ${level}`)
    return tile
  }

  async #leavesOf(bundle: Tile): Promise<Uint8Array | undefined> {
    if (!this.#withEntries) return undefined
    try {
      const entries = await readEntries(bundle, this.#read)
      this.#entryCount += entries.length
      return concatBytes(...entries.map((entry) => leafHash(this.#sha256, entry)))
    } catch (error) {
      this.#accuse('entries', problemOf(error, { path: tilePath(bundle), index: bundle.index * tileWidth }))
      return undefined
    }
  }

  async #hashesOf(tile: Tile): Promise<Uint8Array | undefined> {
    this.#tileCount++
    try {
      return await readTile(tile, this.#read)
    } catch (error) {
      this.#accuse('tiles', problemOf(error, { path: tilePath(tile) }))
      return undefined
    }
  }

  /** Neither side is there. Its place is taken by zeros, so that the rest of the log is still compared. */
  async #skip(tile: Tile): Promise<void> {
    const nothing = new Uint8Array(tile.width * hashBytes)
    await this.#append(tile, { fromTiles: nothing, fromEntries: nothing })
  }

  async #append(tile: Tile, { fromTiles, fromEntries }: Pair): Promise<void> {
    if (tile.width < tileWidth) {
      for (let at = 0; at < fromTiles.length; at += hashBytes) {
        this.#tiles.append(fromTiles.subarray(at, at + hashBytes))
        this.#entries.append(fromEntries.subarray(at, at + hashBytes))
      }
      return
    }
    const pair = this.#rootsOf({ fromTiles, fromEntries })
    this.#tiles.appendSubtree({ level: tileHeight, root: pair.fromTiles })
    this.#entries.appendSubtree({ level: tileHeight, root: pair.fromEntries })
    await this.#wait(1, pair)
  }

  #rootsOf({ fromTiles, fromEntries }: Pair): Pair {
    const root = fullSubtreeRoot(this.#sha256, fromTiles)
    return {
      fromTiles: root,
      fromEntries: fromEntries === fromTiles ? root : fullSubtreeRoot(this.#sha256, fromEntries),
    }
  }

  async #wait(level: number, pair: Pair): Promise<void> {
    const waiting = this.#waiting[level - 1] ?? []
    this.#waiting[level - 1] = waiting
    waiting.push(pair)
    if (waiting.length === tileWidth) await this.#compareTileAbove(level)
  }

  /** The tile at a level above 0 must hold the roots that wait for it. */
  async #compareTileAbove(level: number): Promise<void> {
    const waiting = this.#waiting[level - 1] ?? []
    if (waiting.length === 0) return
    this.#waiting[level - 1] = []
    const index = Math.floor((this.#tiles.size / tileWidth ** level - 1) / tileWidth)
    const tile = this.#tile(level, index)
    const fromTiles = concatBytes(...waiting.map((pair) => pair.fromTiles))
    const isOne = waiting.every((pair) => pair.fromTiles === pair.fromEntries)
    const fromEntries = isOne ? fromTiles : concatBytes(...waiting.map((pair) => pair.fromEntries))
    const hashes = await this.#hashesOf(tile)
    // Where the two sides differ below, that difference is on record, and this tile may agree with either.
    if (hashes !== undefined && !equalBytes(hashes, fromTiles) && !equalBytes(hashes, fromEntries)) {
      const first = index * tileWidth + firstDifference(hashes, fromTiles)
      this.#accuse('tiles', { code: 'tile_differs', path: tilePath(tile), index: first })
    }
    if (tile.width === tileWidth) await this.#wait(level + 1, this.#rootsOf({ fromTiles, fromEntries }))
  }
}

/** Position of the first hash that differs. */
function firstDifference(one: Uint8Array, other: Uint8Array): number {
  return Math.floor(one.findIndex((byte, at) => byte !== other[at]) / hashBytes)
}
