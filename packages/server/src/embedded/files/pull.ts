// Brings a model file into DATA/models: from an address or from this machine, with its digest.
import { chmodSync, constants, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'

import { syncFile, syncFolder } from '../../durable-file.ts'
import { EngineRefused, type KeptModel, type PullWish } from '../../engine-office.ts'
import { freeBytes } from '../../room-to-start.ts'
import { BrokenOff, fetchRest, notAModel, type Told } from './download.ts'
import { measureModel, ModelFileBad, mustBeGguf } from './model-file.ts'
import { keptModel, modelPath, openModelsFolder, writeRecord } from './models.ts'
import { PartFile } from './part-file.ts'
import { modelName, parseSource, type Source } from './source.ts'

export interface PullWorld {
  readonly dataDirectory: string
  /** Where relative paths begin. */
  readonly cwd: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly pause: (ms: number) => Promise<void>
  /** What an account without privileges may still write below a folder. Only tests have another. */
  readonly free?: (folder: string) => number
}

/** Bytes that stay free on the disk: with a full one the gateway refuses every request. */
const spareBytes = 536_870_912

/** How often a download that broke off goes on by itself, and after how many milliseconds. */
const [attemptsMax, attemptPauseMs] = [5, 2_000] as const

/**
 * Fetches, checks and names a model file. Nothing serves it until a configuration says so.
 *
 * @throws EngineRefused
 */
export async function pullModel(wish: PullWish, world: PullWorld): Promise<KeptModel> {
  const source = parseSource(wish.source)
  const name = modelName(wish.name, source.fileName)
  const file = modelPath(world.dataDirectory, name)
  if (existsSync(file)) {
    throw new EngineRefused('model_exists', {
      de: `es gibt schon ein Modell ${name}; erst stellwerk engine remove ${name}, oder --name NAME`,
      en: `there is a model ${name} already; first stellwerk engine remove ${name}, or --name NAME`,
    })
  }
  const folder = openModelsFolder(world.dataDirectory)
  const mustFit = (bytes: number): void => mustHaveRoom((world.free ?? freeBytes)(folder), bytes)
  const part = `${file}.part`
  const got =
    source.kind === 'url'
      ? await downloaded(source, file, wish, { mustFit, pause: world.pause })
      : await copied(resolve(world.cwd, source.path), part, { mustFit, wanted: wish.sha256 })
  // The record first: without its file it means nothing, and a file never lies there without saying where it is from.
  const from = source.kind === 'url' ? shownUrl(wish.source, source.url) : basename(source.path)
  writeRecord(file, { source: from, sha256: got.sha256, bytes: got.bytes, fetchedAt: world.now() })
  renameSync(part, file)
  syncFolder(folder)
  return keptModel(world.dataDirectory, name)
}

interface Got {
  readonly bytes: number
  readonly sha256: string
}

async function downloaded(
  source: Extract<Source, { kind: 'url' }>,
  file: string,
  wish: PullWish,
  { mustFit, pause }: { readonly mustFit: (bytes: number) => void; readonly pause: (ms: number) => Promise<void> },
): Promise<Got> {
  const part = new PartFile(file)
  const download = {
    url: source.url,
    isHuggingFace: source.isHuggingFace,
    proxy: wish.proxy,
    onBytes: (bytes: number, total: number | undefined) => wish.onProgress({ bytes, total }),
    mustFit,
  }
  try {
    const told = await persistently(() => fetchRest(download, part), { part, wish, pause })
    const { bytes } = part
    const sha256 = part.finish()
    mustMatch(sha256, [wish.sha256, told.sha256])
    part.forgetAbout()
    return { bytes, sha256 }
  } catch (error) {
    // What is wrong stays wrong; what is merely not whole is a beginning.
    const isWrong = error instanceof EngineRefused && (error.code === 'not_gguf' || error.code === 'digest_differs')
    if (isWrong) part.discard()
    else part.keep()
    throw error
  }
}

async function persistently(
  attempt: () => Promise<Told>,
  about: { readonly part: PartFile; readonly wish: PullWish; readonly pause: (ms: number) => Promise<void> },
): Promise<Told> {
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error
      about.part.keep()
      if (count >= attemptsMax) throw gaveUp(error)
      about.wish.onNote({
        de: `Unterbrochen (${error.message}); es geht gleich weiter.`,
        en: `Interrupted (${error.message}); going on in a moment.`,
      })
      await about.pause(attemptPauseMs * count)
    }
  }
}

function gaveUp(cause: BrokenOff): EngineRefused {
  const text = {
    de: `die Verbindung bricht immer wieder ab (${cause.message}); derselbe Befehl holt später den Rest`,
    en: `the connection keeps breaking off (${cause.message}); the same command gets the rest later`,
  }
  return new EngineRefused('download_failed', text, { cause })
}

/** Copied, not linked: whoever changes the original later does not change what was measured. */
async function copied(
  path: string,
  part: string,
  { mustFit, wanted }: { readonly mustFit: (bytes: number) => void; readonly wanted: string | undefined },
): Promise<Got> {
  try {
    await mustBeGguf(path)
    mustFit(statSync(path).size)
    copyFileSync(path, part, constants.COPYFILE_FICLONE)
    chmodSync(part, 0o600)
    syncFile(part)
    const measured = await measureModel(part)
    mustMatch(measured.sha256, [wanted])
    return measured
  } catch (error) {
    rmSync(part, { force: true })
    if (!(error instanceof ModelFileBad)) throw error
    if (error.code === 'not_gguf') throw notAModel()
    throw new EngineRefused('source_invalid', { de: `${path} ist nicht lesbar`, en: `${path} cannot be read` })
  }
}

/** @throws EngineRefused digest_differs */
function mustMatch(found: string, expected: readonly (string | undefined)[]): void {
  const other = expected.find((one) => one !== undefined && one !== found)
  if (other === undefined) return
  throw new EngineRefused('digest_differs', {
    de: `der SHA-256 ist ein anderer: erwartet ${other}, gefunden ${found}; nichts wurde behalten`,
    en: `the SHA-256 is another one: expected ${other}, found ${found}; nothing of it was kept`,
  })
}

function mustHaveRoom(free: number, bytes: number): void {
  if (free - bytes >= spareBytes) return
  throw new EngineRefused('disk_full', {
    de: `auf dem Datenträger sind ${free} Byte frei; für ${bytes} Byte und ${spareBytes} Byte Abstand ist das zu wenig`,
    en: `${free} bytes are free on the disk; for ${bytes} bytes and a margin of ${spareBytes} bytes that is too little`,
  })
}

/** Without its query, where signatures and tokens stand. */
function shownUrl(text: string, { origin, pathname }: URL): string {
  return text.startsWith('hf:') ? text : origin + pathname
}
