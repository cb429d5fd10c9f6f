// Follows what an artefact says it came from: through the folders that the operator names, never over the network.
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'

import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import {
  claimedBases,
  type FoundBase,
  scanned,
  type ScannedArtefact,
  type ScannedBase,
} from '@stellwerk/licences/scan/lineage'

import { type ArtefactPlace, type ArtefactReading, readArtefactFolder } from './artefact-folder.ts'

/** Generations that are followed. Few models have more than four. */
const generationsMax = 8
/** Artefacts that are read in one scan. */
const artefactsMax = 64

/** A component that the configuration has. */
export interface DeclaredComponent {
  readonly id: string
  readonly name: string
  readonly licence?: string
}

export interface ScanWorld extends ArtefactReading {
  readonly catalogue: Catalogue
  /** Folders in which bases are looked for, in this order. */
  readonly roots: readonly string[]
  readonly components: readonly DeclaredComponent[]
}

/**
 * Reads the artefact in a folder, and all of what it was made from that can be found.
 *
 * @throws where the folder itself cannot be read
 */
export async function scanArtefact(folder: string, world: ScanWorld): Promise<ScannedArtefact> {
  return scanPlaced({ name: basename(realpathSync(folder)), path: folder }, world)
}

/** The same for an artefact that is called otherwise than its folder, or is only some of the files in it. */
export function scanPlaced(what: ArtefactPlace, world: ScanWorld): Promise<ScannedArtefact> {
  return scan(what, { world, above: [], seen: new Map() })
}

interface Way {
  readonly world: ScanWorld
  /** Real paths of the artefacts that led here. */
  readonly above: readonly string[]
  readonly seen: Map<string, ScannedArtefact>
}

async function scan(what: ArtefactPlace, way: Way): Promise<ScannedArtefact> {
  const place = realpathSync(what.path)
  const known = way.seen.get(place)
  if (known !== undefined) return known
  const folder = await readArtefactFolder(what, way.world)
  const bases: ScannedBase[] = []
  for (const base of claimedBases(folder)) {
    const next = { ...way, above: [...way.above, place] }
    bases.push({ ...base, found: await find(base.name, next) })
  }
  const artefact = scanned(folder, bases, way.world.catalogue)
  way.seen.set(place, artefact)
  return artefact
}

async function find(name: string, way: Way): Promise<FoundBase> {
  const { world, above, seen } = way
  const place = folderOf(name, world.roots)
  if (place !== undefined) {
    if (above.includes(realpathSync(place))) return { state: 'not_followed', why: 'circle' }
    if (above.length >= generationsMax || seen.size >= artefactsMax) return { state: 'not_followed', why: 'too_deep' }
    return { state: 'on_disk', artefact: await scan({ name, path: place }, way) }
  }
  const declared = world.components.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (declared === undefined) return { state: 'not_followed', why: isName(name) ? 'not_on_disk' : 'no_name' }
  const licence = declared.licence === undefined ? {} : { licence: declared.licence }
  return { state: 'declared', component: declared.id, ...licence }
}

/** `organisation/name` or a name: letters, digits and `._-`, so that no claim leads out of the folders. */
function isName(name: string): boolean {
  const parts = name.split('/')
  return parts.length <= 2 && parts.every((part) => /^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,127}$/u.test(part))
}

function folderOf(name: string, roots: readonly string[]): string | undefined {
  if (!isName(name)) return undefined
  const [first = '', second] = name.split('/')
  // As people lay models out by hand, and as the cache of the hub does.
  const spellings =
    second === undefined
      ? [[first]]
      : [[first, second], [`models--${first}--${second}`], [`${first}--${second}`], [`${first}_${second}`], [second]]
  for (const root of roots)
    for (const parts of spellings) {
      const found = parts.reduce<string | undefined>((folder, part) => folder && childOf(folder, part), root)
      if (found !== undefined) return snapshotIn(found) ?? found
    }
  return undefined
}

/** Hubs take names in any case. */
function childOf(folder: string, name: string): string | undefined {
  if (!existsSync(folder)) return undefined
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const exact = entries.find((entry) => entry.name === name)
  const found = exact ?? entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase())
  return found === undefined ? undefined : join(folder, found.name)
}

/** In the cache of the hub: the revision that `main` names, or the only one. */
function snapshotIn(folder: string): string | undefined {
  const snapshots = join(folder, 'snapshots')
  if (!existsSync(snapshots)) return undefined
  const main = join(folder, 'refs', 'main')
  const revision = existsSync(main) ? readFileSync(main, 'utf8').trim() : undefined
  if (revision !== undefined && /^[0-9a-f]{40}$/.test(revision)) return childOf(snapshots, revision)
  const revisions = readdirSync(snapshots)
  return revisions.length === 1 ? join(snapshots, revisions[0] ?? '') : undefined
}
