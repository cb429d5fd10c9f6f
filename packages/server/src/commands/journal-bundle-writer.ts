// Writing an evidence bundle. The same files give the same bytes, in an archive or in a folder.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

import { type BundledFile, bundleFiles } from '@stellwerk/contract/journal/bundle'
import {
  archiveEndBytes,
  archiveHeader,
  archivePadding,
  isArchivePath,
} from '@stellwerk/contract/journal/bundle-archive'
import { formatHex } from '@stellwerk/tlog/format/bytes'

import { syncFolder, unfinishedSuffix } from '../durable-file.ts'
import { sha256 } from '../primitives.ts'
import { UsageError } from './command.ts'

/** A file for a bundle. Full tiles are read when they are needed: a large log has gigabytes of them. */
export interface BundleContent {
  readonly path: string
  readonly read: () => Uint8Array
}

/** Mode of what is written: for the account that exports, until it is handed on. */
const [fileMode, folderMode] = [0o600, 0o700]

/** The files with their digests, by name. */
export function describedFiles(contents: readonly BundleContent[]): readonly BundledFile[] {
  return inOrder(contents).map(({ path, read }) => {
    const bytes = read()
    return { path, bytes: bytes.length, sha256: formatHex(sha256(bytes)) }
  })
}

function inOrder(contents: readonly BundleContent[]): readonly BundleContent[] {
  return contents.toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

/**
 * Writes the files, the manifest and the sums. A name that ends with a slash is a folder, any other an archive.
 *
 * @throws UsageError if there is something already
 */
export function writeBundle(
  out: string,
  what: {
    readonly contents: readonly BundleContent[]
    readonly described: readonly BundledFile[]
    readonly manifest: Uint8Array
  },
): void {
  const manifest: BundleContent = { path: bundleFiles.manifest, read: () => what.manifest }
  const sums = sumsOf([
    ...what.described,
    { path: manifest.path, bytes: what.manifest.length, sha256: formatHex(sha256(what.manifest)) },
  ])
  const all = inOrder([...what.contents, manifest, { path: bundleFiles.sums, read: () => sums }])
  if (out.endsWith('/')) writeFolder(out, all)
  else writeArchive(out, all)
}

/** As `sha256sum` writes and checks them. */
function sumsOf(files: readonly BundledFile[]): Uint8Array {
  const lines = files.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  return new TextEncoder().encode(lines.map(({ path, sha256: digest }) => `${digest}  ${path}\n`).join(''))
}

/** @throws UsageError */
export function mustBeNew(out: string): void {
  const isFree = out.endsWith('/') ? !existsSync(out) || readdirSync(out).length === 0 : !existsSync(out)
  if (isFree) return
  throw new UsageError({ de: `${out} gibt es schon`, en: `${out} exists already` })
}

function writeFolder(out: string, contents: readonly BundleContent[]): void {
  for (const { path, read } of contents) {
    if (!isArchivePath(path)) throw new RangeError(`no name for a file of a bundle: ${path}`)
    mkdirSync(dirname(join(out, path)), { recursive: true, mode: folderMode })
    writeFileSync(join(out, path), read(), { mode: fileMode, flag: 'wx' })
  }
}

function writeArchive(out: string, contents: readonly BundleContent[]): void {
  const unfinished = out + unfinishedSuffix
  const file = openSync(unfinished, 'w', fileMode)
  try {
    for (const { path, read } of contents) {
      const bytes = read()
      writeAll(file, archiveHeader({ path, bytes: bytes.length }))
      writeAll(file, bytes)
      writeAll(file, new Uint8Array(archivePadding(bytes.length)))
    }
    writeAll(file, new Uint8Array(archiveEndBytes))
    fsyncSync(file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, out)
  syncFolder(dirname(out))
}

function writeAll(file: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(file, bytes, done)
}
