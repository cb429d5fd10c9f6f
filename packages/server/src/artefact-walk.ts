// The files of an artefact, found within bounds. Folders come from strangers: links out of them are not followed, and nothing is read
// that has not been counted before.
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'

import type { Text } from '@stellwerk/contract/language'
import type { Unread } from '@stellwerk/licences/scan/folder'

/** Levels below the folder. Repositories of models are flat; caches of hubs have four. */
const depthMax = 6
/** Files of one artefact. The largest models lie in a few hundred pieces. */
const filesMax = 20_000

export interface WalkedFile {
  /** In the folder, with `/`. */
  readonly path: string
  /** Where it is, with links resolved. */
  readonly place: string
  readonly bytes: number
}

export interface Walk {
  /** Sorted by path. */
  readonly files: readonly WalkedFile[]
  readonly unread: readonly Unread[]
}

const says = {
  outside: { de: 'Verweis aus dem Ordner hinaus, nicht verfolgt', en: 'link out of the folder, not followed' },
  broken: { de: 'Verweis ins Leere oder nicht lesbar', en: 'link to nothing, or not readable' },
  deep: {
    de: `tiefer als ${depthMax} Ebenen, nicht durchsucht`,
    en: `deeper than ${depthMax} levels, not searched`,
  },
  many: {
    de: `mehr als ${filesMax} Dateien, der Rest ist nicht durchsucht`,
    en: `more than ${filesMax} files, the rest was not searched`,
  },
} as const satisfies Record<string, Text>

/** Folders that hold no part of an artefact. */
const ignored: ReadonlySet<string> = new Set(['.git', '.cache', 'node_modules'])

/**
 * Every file below a folder, within bounds.
 *
 * @throws where the folder itself cannot be read
 */
export function walkArtefact(folder: string): Walk {
  const place = realpathSync(folder)
  const root = boundaryOf(place)
  const files: WalkedFile[] = []
  const unread: Unread[] = []
  const waiting = [{ place, path: '', depth: 0 }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const entry of entriesOf(next, unread)) {
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`
      if (files.length >= filesMax) {
        unread.push({ path, why: says.many })
        return sorted({ files, unread })
      }
      const at = { place: join(next.place, entry.name), path, depth: next.depth + 1 }
      if (entry.isDirectory()) {
        if (ignored.has(entry.name)) continue
        if (at.depth > depthMax) unread.push({ path, why: says.deep })
        else waiting.push(at)
      } else addFile(at, { root, files, unread })
    }
  }
  return sorted({ files, unread })
}

/** A revision in the cache of a hub is links into the folder of blobs beside it: the boundary is the folder of both. */
function boundaryOf(place: string): string {
  const snapshots = dirname(place)
  const cache = dirname(snapshots)
  return basename(snapshots) === 'snapshots' && existsSync(join(cache, 'blobs')) ? cache : place
}

function entriesOf(folder: { readonly place: string; readonly path: string }, unread: Unread[]): readonly Dirent[] {
  try {
    return readdirSync(folder.place, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1))
  } catch (error) {
    if (folder.path === '') throw error
    unread.push({ path: folder.path, why: says.broken })
    return []
  }
}

function addFile(
  { place, path }: { readonly place: string; readonly path: string },
  { root, files, unread }: { readonly root: string; readonly files: WalkedFile[]; readonly unread: Unread[] },
): void {
  try {
    const real = realpathSync(place)
    if (real !== root && !real.startsWith(`${root}${sep}`)) unread.push({ path, why: says.outside })
    else {
      const stats = statSync(real)
      // Pipes and devices hold nothing and would keep whoever reads them waiting. A link to a folder is found below its own name.
      if (stats.isFile()) files.push({ path, place: real, bytes: stats.size })
    }
  } catch {
    unread.push({ path, why: says.broken })
  }
}

function sorted({ files, unread }: Walk): Walk {
  return { files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)), unread }
}
