// Reading nodes of the tree out of tiles. C2SP tlog-tiles @ 5ba5ee83, "Partial Tiles", checked 2026-11-23.
import type { ReadHashes } from './proof.ts'
import type { NodeInTile, Tile } from './tile.ts'
import { hashInTile, nodeInTile, parseEntryBundle, parseTile, tilePath, tileWidth } from './tile.ts'
import type { Sha256 } from './tree.ts'
import { fullSubtreeRoot, hashBytes } from './tree.ts'

/** Reads a file of the log by its path under the prefix; `undefined` if there is none. Other failures are thrown. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>

/** A tile or bundle that the size of the tree demands is not there. */
export class TileMissing extends Error {
  override readonly name = 'TileMissing'
  readonly code = 'tile_missing'
  readonly path: string

  constructor(what: { readonly path: string }, options?: ErrorOptions) {
    super(`${what.path} is missing`, options)
    this.path = what.path
  }
}

/** A file and what of it belongs to the tile asked for: once a tile is full, the partial one before it may go. */
export interface TileFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** Width of the file: that of the tile, or {@link tileWidth}. */
  readonly width: number
}

/**
 * Reads the file of a tile or bundle, or the full one that has taken the place of a partial one.
 *
 * @throws {TileMissing} if neither is there.
 */
export async function readTileFile(tile: Tile, read: ReadFile): Promise<TileFile> {
  for (const width of new Set([tile.width, tileWidth])) {
    const path = tilePath({ ...tile, width })
    const bytes = await read(path)
    if (bytes !== undefined) return { path, bytes, width }
  }
  throw new TileMissing({ path: tilePath(tile) })
}

/**
 * The hashes of a tile, `width` of them.
 *
 * @throws {TileMissing} if there is no such file.
 * @throws {MalformedTile} if the file has another length than its path says.
 */
export async function readTile(tile: Tile, read: ReadFile): Promise<Uint8Array> {
  const { bytes, width } = await readTileFile(tile, read)
  return parseTile(bytes, { ...tile, width }).subarray(0, tile.width * hashBytes)
}

/**
 * The entries of a bundle, `width` of them.
 *
 * @throws {TileMissing} if there is no such file.
 * @throws {MalformedEntryBundle} if the file does not hold as many entries as its path says.
 */
export async function readEntries(tile: Tile, read: ReadFile): Promise<Uint8Array[]> {
  const { bytes, width } = await readTileFile(tile, read)
  return parseEntryBundle(bytes, { width }).slice(0, tile.width)
}

/**
 * Hashes of nodes out of the tiles of a tree of that size, for the functions of `proof.ts`. They are not checked here:
 * a proof made of them shows by itself whether they lead to the root.
 *
 * @example await inclusionProof({ index, size }, hashesFromTiles(size, read, sha256), sha256)
 */
export function hashesFromTiles(size: number, read: ReadFile, sha256: Sha256): ReadHashes {
  return async (nodes) => {
    const places = nodes.map((node) => nodeInTile(node, size))
    const tiles = new Map(places.map(({ tile }) => [tilePath(tile), tile]))
    const bytes = new Map(
      await Promise.all([...tiles].map(async ([path, tile]) => [path, await readTile(tile, read)] as const)),
    )
    return places.map((place) => hashAt(place, bytes.get(tilePath(place.tile)), sha256))
  }
}

function hashAt({ tile, first, count }: NodeInTile, bytes: Uint8Array | undefined, sha256: Sha256): Uint8Array {
  if (bytes === undefined) throw new TileMissing({ path: tilePath(tile) })
  if (count === 1) return hashInTile(bytes, first)
  return fullSubtreeRoot(sha256, bytes.subarray(first * hashBytes, (first + count) * hashBytes))
}
