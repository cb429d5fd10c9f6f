// Where models lie below a path: one file, a folder, folders of folders, or the cache of Hugging Face.
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

import { isWeights } from '../artefact-folder.ts'
import { type Walk, walkArtefact } from '../artefact-walk.ts'
import { InventoryRefused } from '../inventory-office.ts'

/** Levels that are searched for folders of models: an organisation, a model, and two for how people sort them. */
const depthMax = 4
/** Models of one scan. */
const modelsMax = 2_000
/** Bytes of a name of a revision. */
const refBytesMax = 200

/** A model and its files. */
export interface ModelPlace {
  readonly name: string
  /** Absolute, with links resolved. */
  readonly place: string
  /** In what was scanned; empty for all of it. */
  readonly folder: string
  readonly revision?: string
  readonly refs: readonly string[]
  readonly walk: Walk
}

/** @throws InventoryRefused */
export function modelPlaces(path: string): readonly ModelPlace[] {
  try {
    return placesIn(path)
  } catch (error) {
    if (error instanceof InventoryRefused) throw error
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    const text = { de: `${path} ist nicht lesbar (${why})`, en: `${path} cannot be read (${why})` }
    throw new InventoryRefused('path_unreadable', text, { cause: error })
  }
}

function placesIn(path: string): readonly ModelPlace[] {
  const stats = statSync(path)
  if (stats.isFile()) return [fileAlone(path, stats.size)]
  const root = realpathSync(path)
  if (isSnapshot(root)) return snapshot(dirname(dirname(root)), basename(root), '')
  if (isRepository(root)) return repository(root, '')
  const hub = [root, join(root, 'hub')].find((each) => existsSync(each) && repositoriesIn(each).length > 0)
  if (hub !== undefined) {
    return repositoriesIn(hub).flatMap((name) => repository(join(hub, name), relative(root, join(hub, name))))
  }
  const found = foldersBelow(root).slice(0, modelsMax)
  return (found.length === 0 ? [root] : found).map((place) => {
    const folder = relative(root, place)
    return { name: folder === '' ? basename(root) : folder, place, folder, refs: [], walk: walkArtefact(place) }
  })
}

/** What lies beside it belongs to something else. */
function fileAlone(path: string, bytes: number): ModelPlace {
  const name = basename(path)
  const files = [{ path: name, place: realpathSync(path), bytes }]
  const plain = name.replace(/\.[a-z]+$/i, '')
  return { name: plain, place: dirname(realpathSync(path)), folder: '', refs: [], walk: { files, unread: [] } }
}

/** In the cache of Hugging Face (huggingface_hub 1.x): `models--ORG--NAME/{blobs,refs,snapshots/REVISION}`. */
function repositoriesIn(folder: string): readonly string[] {
  return foldersIn(folder).filter((name) => /^models--./.test(name))
}

function isRepository(folder: string): boolean {
  return existsSync(join(folder, 'snapshots')) && existsSync(join(folder, 'blobs'))
}

function isSnapshot(folder: string): boolean {
  return basename(dirname(folder)) === 'snapshots' && isRepository(dirname(dirname(folder)))
}

function repository(place: string, folder: string): readonly ModelPlace[] {
  const snapshots = join(place, 'snapshots')
  if (!existsSync(snapshots)) return []
  return foldersIn(snapshots).flatMap((revision) =>
    snapshot(place, revision, [folder, 'snapshots', revision].filter((part) => part !== '').join('/')),
  )
}

function snapshot(repositoryPlace: string, revision: string, folder: string): readonly ModelPlace[] {
  const place = join(repositoryPlace, 'snapshots', revision)
  const name = basename(repositoryPlace)
    .replace(/^models--/, '')
    .replace('--', '/')
  return [{ name, place, folder, revision, refs: refsOf(repositoryPlace, revision), walk: walkArtefact(place) }]
}

function refsOf(repositoryPlace: string, revision: string): readonly string[] {
  const folder = join(repositoryPlace, 'refs')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && statSync(join(folder, entry.name)).size <= refBytesMax)
    .filter((entry) => readFileSync(join(folder, entry.name), 'utf8').trim() === revision)
    .map(({ name }) => name)
    .toSorted()
}

/** Folders with weights or with what stands beside them; below such a one nothing is looked for. */
function foldersBelow(root: string): readonly string[] {
  const found: string[] = []
  const waiting = [{ place: root, depth: 0 }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { place, depth } = next
    if (holdsModel(place)) found.push(place)
    else if (depth < depthMax)
      waiting.push(...foldersIn(place).map((name) => ({ place: join(place, name), depth: depth + 1 })))
  }
  return found.toSorted()
}

const besideWeights = /^(?:config|adapter_config|model_index|tokenizer_config)\.json$/

function holdsModel(folder: string): boolean {
  try {
    return readdirSync(folder, { withFileTypes: true }).some(
      (entry) => !entry.isDirectory() && (isWeights(entry.name) || besideWeights.test(entry.name)),
    )
  } catch {
    return false // A folder that cannot be read holds nothing for us.
  }
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
      .map(({ name }) => name)
      .toSorted()
  } catch {
    return []
  }
}
