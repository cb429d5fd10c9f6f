// Files that are whole or not there. Synchronous, so that nothing else of the thread runs between look and set.
import { closeSync, fsyncSync, ftruncateSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Of a file that was not finished. Found at start, it is removed. */
export const unfinishedSuffix = '.unfinished'

/** What is written so is for the account that runs us. */
const fileMode = 0o600

/** Puts a file in the place of what has its name. After a crash there is the old one or the new one, whole. */
export function replaceDurably(path: string, bytes: Uint8Array): void {
  const unfinished = path + unfinishedSuffix
  const file = openSync(unfinished, 'w', fileMode)
  try {
    writeAll(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  // If we stop here, the old file stands and the new one is removed at the next start.
  renameSync(unfinished, path)
  syncFolder(dirname(path))
}

/** Appends all of it or, if that fails and the process lives on, nothing. A crash may leave a part. */
export function appendDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'a', fileMode)
  try {
    const { size } = fstatSync(file)
    try {
      writeAll(file, bytes)
      fsyncSync(file)
    } catch (error) {
      ftruncateSync(file, size)
      throw error
    }
  } finally {
    closeSync(file)
  }
}

export function syncFolder(folder: string): void {
  syncFile(folder)
}

/** What was written to a file is on the disk. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** All of it, however little the disk takes at a time. */
export function writeAll(file: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) {
    // A short write has its reason, which the attempt to write the rest brings to light.
    const count = writeSync(file, bytes, done)
    if (count === 0) throw new Error('the disk took nothing and gave no reason')
    done += count
  }
}
