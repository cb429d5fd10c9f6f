// The disk of the log writer on a real file system. Only synchronous calls, because the worker that makes them does
// nothing else and exactly one thread must make them.
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

import type { Disk, DiskCall, DiskFault, DiskFile } from '@stellwerk/tlog/write/disk'
import { DiskError } from '@stellwerk/tlog/write/disk'

/** Evidence is for the account that runs the gateway: the files are its own, as are the folders. */
const [fileMode, folderMode] = [0o600, 0o700]

const faultOf = new Map<string, DiskFault>([
  ['ENOSPC', 'noSpace'],
  ['EDQUOT', 'noSpace'],
  ['EEXIST', 'exists'],
  ['ENOENT', 'missing'],
])

/**
 * The folder of a log, which exists.
 *
 * @example openLog({ disk: folderDisk('data/journal'), ...ports })
 */
export function folderDisk(folder: string): Disk {
  const at = (path: string): string => join(folder, path)
  return {
    open: (path) => {
      const descriptor = unless('missing', () => attempt('open', path, () => openSync(at(path), 'r+')))
      return descriptor === undefined ? undefined : fileOf(path, descriptor)
    },
    create: (path) =>
      fileOf(
        path,
        attempt('create', path, () => openSync(at(path), 'wx+', fileMode)),
      ),
    rename: ({ from, to }) => attempt('rename', to, () => renameSync(at(from), at(to))),
    remove: (path) => {
      unless('missing', () => attempt('remove', path, () => removeName(at(path))))
    },
    list: (path) => unless('missing', () => attempt('list', path, () => readdirSync(at(path)))) ?? [],
    makeFolder: (path) => {
      unless('exists', () => attempt('makeFolder', path, () => mkdirSync(at(path), folderMode)))
    },
    syncFolder: (path) => {
      attempt('syncFolder', path, () => {
        const descriptor = openSync(at(path), 'r')
        try {
          fsyncSync(descriptor)
        } finally {
          closeSync(descriptor)
        }
      })
    },
  }
}

function fileOf(path: string, descriptor: number): DiskFile {
  return {
    size: () => attempt('read', path, () => fstatSync(descriptor).size),
    read: ({ at, length }) => {
      const bytes = new Uint8Array(length)
      let done = 0
      // A read may end early for no reason; only one without a byte is the end of the file.
      for (let count = -1; count !== 0 && done < length; done += count) {
        count = attempt('read', path, () => readSync(descriptor, bytes, done, length - done, at + done))
      }
      return bytes.subarray(0, done)
    },
    write: ({ at, bytes }) => {
      let done = 0
      while (done < bytes.length) {
        // A short write has its reason, which only the attempt to write the rest brings to light.
        const count = attempt('write', path, () => writeSync(descriptor, bytes, done, bytes.length - done, at + done))
        if (count === 0) throw new DiskError({ fault: 'failed', call: 'write', path })
        done += count
      }
    },
    sync: () => attempt('sync', path, () => fdatasyncSync(descriptor)),
    close: () => closeSync(descriptor),
  }
}

function removeName(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    // What POSIX, Linux and macOS say of a folder.
    const code = codeOf(error)
    if (code !== 'EISDIR' && code !== 'EPERM') throw error
    rmdirSync(path)
  }
}

function attempt<T>(call: DiskCall, path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new DiskError({ fault: faultOf.get(codeOf(error) ?? '') ?? 'failed', call, path }, { cause: error })
  }
}

function unless<T>(fault: DiskFault, act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof DiskError && error.fault === fault) return undefined
    throw error
  }
}

/** Whether the file system had no room. */
export function isNoSpace(error: unknown): boolean {
  return faultOf.get(codeOf(error) ?? '') === 'noSpace'
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
