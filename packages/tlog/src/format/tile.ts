// Hash tiles and entry bundles as files: C2SP tlog-tiles @ 5ba5ee83, checked 2026-11-23.
import { concatBytes } from './bytes.ts'
import type { Fault } from './malformed.ts'
import { Malformed } from './malformed.ts'
import type { TreeNode } from './proof.ts'
import { hashBytes } from './tree.ts'
import { isCount } from './tree-size.ts'

/** Levels of the tree in one tile. */
export const tileHeight = 8

/** Hashes in a full tile and entries in a full bundle: 2^{@link tileHeight}. */
export const tileWidth = 256

/** Levels of tiles that a path may name. A tree of 15 digits needs 7 of them. */
const tileLevelMax = 63

/** An entry's length stands in a uint16. */
export const entryBytesMax = 65_535

const lengthBytes = 2

/** Name of the file with the newest checkpoint. */
export const checkpointPath = 'checkpoint'

/** A file of hashes at a level (0: of the leaves), or of entries. */
export interface Tile {
  readonly level: number | 'entries'
  /** Position within the level, counted from zero. */
  readonly index: number
  /** Hashes or entries in it: 1 to {@link tileWidth}. Below that, the tile is partial. */
  readonly width: number
}

export class MalformedTile extends Malformed<'path' | 'length'> {
  override readonly name = 'MalformedTile'
  readonly code = 'malformed_tile'

  constructor(fault: Fault<'path' | 'length'>, options?: ErrorOptions) {
    super('tile', fault, options)
  }
}

export class MalformedEntryBundle extends Malformed<'length'> {
  override readonly name = 'MalformedEntryBundle'
  readonly code = 'malformed_entry_bundle'
  /** Position in the bundle of the entry that is cut off, or of the first byte behind the last entry. */
  readonly position: number

  constructor(fault: Fault<'length'> & { readonly position: number }, options?: ErrorOptions) {
    super('entry bundle', fault, options)
    this.position = fault.position
  }
}

/**
 * Path under the prefix of the log.
 *
 * @throws {RangeError} if there can be no such tile.
 * @example tilePath({ level: 0, index: 1_234_067, width: 256 }) // 'tile/0/x001/x234/067'
 * @example tilePath({ level: 'entries', index: 273, width: 112 }) // 'tile/entries/273.p/112'
 */
export function tilePath({ level, index, width }: Tile): string {
  const hasLevel = level === 'entries' || (Number.isInteger(level) && level >= 0 && level <= tileLevelMax)
  if (!hasLevel || !isCount(index) || !Number.isInteger(width) || width < 1 || width > tileWidth) {
    throw new RangeError(`no tile of width ${width} at level ${level}, index ${index}`)
  }
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`
}

const pathPattern = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/

/**
 * The tile that a path names.
 *
 * @throws {MalformedTile} for any spelling but the one of {@link tilePath}.
 * @example parseTilePath('tile/0/x001/x234/067') // { level: 0, index: 1234067, width: 256 }
 */
export function parseTilePath(path: string): Tile {
  const [, level, groups, width] = pathPattern.exec(path) ?? []
  if (level === undefined || groups === undefined) throw new MalformedTile({ part: 'path', line: path })
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  }
  // Leading zeros, widths of 0 and 256 and levels above 63 all come out differently when written again, or not at all.
  if (!isTile(tile) || tilePath(tile) !== path) throw new MalformedTile({ part: 'path', line: path })
  return tile
}

function isTile({ level, index, width }: Tile): boolean {
  return (level === 'entries' || level <= tileLevelMax) && isCount(index) && width >= 1 && width <= tileWidth
}

/** Hashes at a level of tiles, or entries, in a tree of that size. Only the roots of full tiles stand in the level above. */
function countAt(level: Tile['level'], size: number): number {
  return level === 'entries' ? size : Math.floor(size / tileWidth ** level)
}

/**
 * The tile of a tree of that size which holds the index, or `undefined` if it would be empty: an empty tile must not be.
 *
 * @example tileAt({ level: 0, index: 273 }, 70_000) // { level: 0, index: 273, width: 112 }
 */
export function tileAt({ level, index }: Pick<Tile, 'level' | 'index'>, size: number): Tile | undefined {
  const width = Math.min(tileWidth, countAt(level, size) - index * tileWidth)
  return width > 0 ? { level, index, width } : undefined
}

/** Every tile and bundle of a tree of that size, each once: bundles, then the levels from below, each from the left. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let index = 0; index * tileWidth < size; index++) yield* present(tileAt({ level: 'entries', index }, size))
  for (let level = 0; countAt(level, size) > 0; level++) {
    for (let index = 0; index * tileWidth < countAt(level, size); index++)
      yield* present(tileAt({ level, index }, size))
  }
}

function present(tile: Tile | undefined): readonly Tile[] {
  return tile === undefined ? [] : [tile]
}

/** The tile of a tree of that size with the hashes below a node, and which of them those are. */
export interface NodeInTile {
  readonly tile: Tile
  /** Position of the first hash below the node, in hashes. */
  readonly first: number
  /** 1, 2, 4 … 128: a node of a level between two levels of tiles is the root of so many hashes. */
  readonly count: number
}

/**
 * Where a node of the tree lies.
 *
 * @throws {RangeError} if the node is not full within that size.
 * @example nodeInTile({ level: 9, index: 0 }, 70_000) // tile/1/000, the first 2 hashes
 */
export function nodeInTile({ level, index }: TreeNode, size: number): NodeInTile {
  const tileLevel = Math.floor(level / tileHeight)
  const count = 2 ** (level % tileHeight)
  const first = (index * count) % tileWidth
  const tile = tileAt({ level: tileLevel, index: Math.floor((index * count) / tileWidth) }, size)
  if (tile === undefined || first + count > tile.width) {
    throw new RangeError(`the node ${index} at level ${level} is not full in a tree of ${size}`)
  }
  return { tile, first, count }
}

/** Hash number `position` of a tile, as a view. */
export function hashInTile(tile: Uint8Array, position: number): Uint8Array {
  return tile.subarray(position * hashBytes, (position + 1) * hashBytes)
}

/**
 * Checks that the bytes are a tile of that width.
 *
 * @throws {MalformedTile} if it has another length.
 */
export function parseTile(bytes: Uint8Array, tile: Tile): Uint8Array {
  if (bytes.length !== tile.width * hashBytes) throw new MalformedTile({ part: 'length', line: tilePath(tile) })
  return bytes
}

/**
 * An entry bundle: each entry behind its length as uint16, big-endian.
 *
 * @throws {RangeError} if there are more than {@link tileWidth} entries, or one is above {@link entryBytesMax}.
 */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > tileWidth) throw new RangeError(`${entries.length} entries in a bundle, at most ${tileWidth}`)
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > entryBytesMax) throw new RangeError(`an entry of ${entry.length} B, at most ${entryBytesMax}`)
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
    }),
  )
}

/**
 * The entries of a bundle, as views.
 *
 * @throws {MalformedEntryBundle} unless it holds exactly `width` whole entries and nothing else.
 */
export function parseEntryBundle(bytes: Uint8Array, { width }: Pick<Tile, 'width'>): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < width) {
    const start = at + lengthBytes
    const end = start + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0))
    if (start > bytes.length || end > bytes.length) {
      throw new MalformedEntryBundle({ part: 'length', position: entries.length })
    }
    entries.push(bytes.subarray(start, end))
    at = end
  }
  if (at !== bytes.length) throw new MalformedEntryBundle({ part: 'length', position: width })
  return entries
}
