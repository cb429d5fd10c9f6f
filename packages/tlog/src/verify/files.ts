// Second half of claim 4 of a verifier: nothing lies beyond the signed size.
import { equalBytes } from '../format/bytes.ts'
import type { Tile } from '../format/tile.ts'
import { MalformedTile, parseEntryBundle, parseTile, parseTilePath, tileAt, tilePath } from '../format/tile.ts'
import type { ReadFile } from '../format/tile-hashes.ts'
import { readTileFile } from '../format/tile-hashes.ts'
import type { Check, Problem } from './report.ts'
import { checkOf, notChecked, problemOf, problemsMax } from './report.ts'

/** Lists the paths of all files below `tile/`, in any order; a folder of files can, an address usually cannot. */
export type ListFiles = () => AsyncIterable<string> | Iterable<string>

/**
 * Checks every file that is there. Partial tiles of earlier sizes may stay; they must be the beginning of their
 * successors, or an earlier checkpoint would lead a reader to another tree.
 *
 * @param isGrowing a log at work writes tiles before it signs their size, so those are counted and not judged.
 */
export async function auditFiles(
  size: number,
  { read, list, isGrowing }: { readonly read: ReadFile; readonly list: ListFiles; readonly isGrowing: boolean },
): Promise<Check> {
  const problems: Problem[] = []
  let [count, beyond] = [0, 0]
  for await (const path of list()) {
    count++
    const problem = await problemWith(path, size, read)
    if (problem?.code === 'beyond_size') beyond++
    const isFinding = problem !== undefined && !(isGrowing && problem.code === 'beyond_size')
    if (isFinding && problems.length < problemsMax) problems.push(problem)
  }
  if (problems.length === 0 && beyond > 0) return notChecked('nothingBeyond', 'growing')
  return checkOf('nothingBeyond', count, problems)
}

async function problemWith(path: string, size: number, read: ReadFile): Promise<Problem | undefined> {
  const tile = tileNamed(path)
  if (tile === undefined) return { code: 'unexpected_file', path }
  const current = tileAt(tile, size)
  if (current === undefined || tile.width > current.width) return { code: 'beyond_size', path }
  // The tiles of this size themselves are compared with the recomputed ones elsewhere.
  return tile.width === current.width ? undefined : await problemOfOlder({ path, tile, current }, read)
}

function tileNamed(path: string): Tile | undefined {
  try {
    return parseTilePath(path)
  } catch (error) {
    if (error instanceof MalformedTile) return undefined
    throw error
  }
}

async function problemOfOlder(
  { path, tile, current }: { readonly path: string; readonly tile: Tile; readonly current: Tile },
  read: ReadFile,
): Promise<Problem | undefined> {
  const bytes = await read(path)
  // Deleted since it was listed, as it may be.
  if (bytes === undefined) return undefined
  try {
    if (tile.level === 'entries') parseEntryBundle(bytes, tile)
    else parseTile(bytes, tile)
    const successor = await readTileFile(current, read)
    const isBeginning = equalBytes(bytes, successor.bytes.subarray(0, bytes.length))
    return isBeginning ? undefined : { code: 'tile_differs', path, detail: tilePath(current) }
  } catch (error) {
    return problemOf(error, { path })
  }
}
