// An evidence bundle, in an archive or unpacked in a folder. Hostile input: it comes from whoever wants to convince.
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

import {
  archiveEndBytes,
  archivePadding,
  blockBytes,
  isArchivePath,
  MalformedArchive,
  parseArchiveHeader,
} from '@stellwerk/contract/journal/bundle-archive'
import { bundleFiles } from '@stellwerk/contract/journal/bundle'

/** Files of a bundle. A log of a hundred million entries has 800,000. */
const filesMax = 2_000_000

/** Bytes that are read at once; a bundle of entries has 17 MB at most. */
const readBytesMax = 268_435_456

/** The files of a bundle. */
export interface BundleFiles {
  /** In order. */
  readonly paths: readonly string[]
  /** `undefined` if there is no such file. */
  readonly read: (path: string) => Uint8Array | undefined
  readonly close: () => void
}

/** Whether it is a bundle, in an archive or in a folder. */
export function isBundle(path: string): boolean {
  return existsSync(path) && (statSync(path).isFile() || existsSync(join(path, bundleFiles.manifest)))
}

/** @throws MalformedArchive */
export function openBundle(path: string): BundleFiles {
  return statSync(path).isDirectory() ? folderBundle(path) : archiveBundle(path)
}

function folderBundle(path: string): BundleFiles {
  const paths = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(path, name)).isFile())
    .sort()
  if (paths.length > filesMax) throw new MalformedArchive('length')
  const known = new Set(paths)
  return {
    paths,
    read: (name) => (known.has(name) ? new Uint8Array(readFileSync(join(path, name))) : undefined),
    close() {},
  }
}

interface Place {
  readonly at: number
  readonly bytes: number
}

function archiveBundle(path: string): BundleFiles {
  const file = openSync(path, 'r')
  try {
    const places = placesIn(file)
    return {
      paths: [...places.keys()],
      read: (name) => {
        const place = places.get(name)
        return place && readAt(file, place)
      },
      close: () => closeSync(file),
    }
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** Where each file lies. Everything in between must be what we would write there. */
function placesIn(file: number): ReadonlyMap<string, Place> {
  const { size } = fstatSync(file)
  const places = new Map<string, Place>()
  let [at, before] = [0, '']
  for (;;) {
    const header = parseArchiveHeader(readAt(file, { at, bytes: blockBytes }))
    if (header === undefined) break
    const { path, bytes } = header
    if (path <= before || places.size >= filesMax || !isArchivePath(path)) throw new MalformedArchive('order')
    places.set(path, { at: at + blockBytes, bytes })
    const padding = archivePadding(bytes)
    mustBeZeros(file, { at: at + blockBytes + bytes, bytes: padding }, 'padding')
    at += blockBytes + bytes + padding
    before = path
  }
  mustBeZeros(file, { at, bytes: archiveEndBytes }, 'end')
  if (size !== at + archiveEndBytes) throw new MalformedArchive('end')
  return places
}

function mustBeZeros(file: number, place: Place, part: 'padding' | 'end'): void {
  if (!readAt(file, place).every((byte) => byte === 0)) throw new MalformedArchive(part)
}

function readAt(file: number, { at, bytes }: Place): Uint8Array {
  if (bytes > readBytesMax) throw new MalformedArchive('length')
  const buffer = new Uint8Array(bytes)
  let done = 0
  while (done < bytes) {
    const count = readSync(file, buffer, done, bytes - done, at + done)
    if (count === 0) throw new MalformedArchive('length')
    done += count
  }
  return buffer
}
