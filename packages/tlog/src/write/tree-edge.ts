// The right edge of the tree as tiles: what is needed to write the tiles and bundles of the next size.
import { concatBytes } from '../format/bytes.ts'
import type { Tile } from '../format/tile.ts'
import { formatEntryBundle, tileWidth } from '../format/tile.ts'
import type { FrontierState, Sha256 } from '../format/tree.ts'
import { Frontier, fullSubtreeRoot } from '../format/tree.ts'

/** A file of the log. */
export interface TileContent {
  readonly tile: Tile
  readonly bytes: Uint8Array
}

/** The tiles that are not yet full: entries of the last bundle, and hashes of the last tile of each level. */
export interface EdgeState {
  readonly frontier: FrontierState
  readonly entries: readonly Uint8Array[]
  readonly levels: readonly (readonly Uint8Array[])[]
}

export const emptyEdge: EdgeState = { frontier: { size: 0, hashes: [] }, entries: [], levels: [] }

/** A leaf and its hash, which was taken when it was appended. */
export interface HashedLeaf {
  readonly leaf: Uint8Array
  readonly hash: Uint8Array
}

/**
 * The tree with more leaves, and every tile and bundle that it has and the one before had not: the full ones from the
 * left, then the partial ones.
 */
export function growTree(
  before: EdgeState,
  leaves: Iterable<HashedLeaf>,
  sha256: Sha256,
): { readonly edge: EdgeState; readonly root: Uint8Array; readonly tiles: readonly TileContent[] } {
  const frontier = new Frontier(sha256, before.frontier)
  const levels = before.levels.map((hashes) => [...hashes])
  const tiles: TileContent[] = []
  let entries = [...before.entries]

  /** Adds a hash to the last tile of a level; a full one is a hash in the level above. */
  const push = (level: number, hash: Uint8Array): void => {
    const hashes = levels[level] ?? []
    levels[level] = hashes
    hashes.push(hash)
    if (hashes.length < tileWidth) return
    const bytes = concatBytes(...hashes)
    const index = Math.floor((frontier.size - 1) / tileWidth ** (level + 1))
    tiles.push({ tile: { level, index, width: tileWidth }, bytes })
    levels[level] = []
    push(level + 1, fullSubtreeRoot(sha256, bytes))
  }

  for (const { leaf, hash } of leaves) {
    frontier.append(hash)
    entries.push(leaf)
    if (entries.length === tileWidth) {
      const index = frontier.size / tileWidth - 1
      tiles.push({ tile: { level: 'entries', index, width: tileWidth }, bytes: formatEntryBundle(entries) })
      entries = []
    }
    push(0, hash)
  }

  const partial = (level: Tile['level'], width: number, bytes: Uint8Array): void => {
    const step = tileWidth ** (level === 'entries' ? 0 : level)
    const isSame = Math.floor(frontier.size / step) === Math.floor(before.frontier.size / step)
    if (width === 0 || isSame) return
    tiles.push({ tile: { level, index: Math.floor(frontier.size / step / tileWidth), width }, bytes })
  }
  partial('entries', entries.length, formatEntryBundle(entries))
  for (const [level, hashes] of levels.entries()) partial(level, hashes.length, concatBytes(...hashes))
  return { edge: { frontier: frontier.state, entries, levels }, root: frontier.root(), tiles }
}
