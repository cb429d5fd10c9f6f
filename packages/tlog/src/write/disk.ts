// The file system as the writer needs it, injected by whoever runs it. All of it synchronous: it runs on a worker that
// does nothing else, so exactly one thread makes these calls.

/** What went wrong, as far as the writer acts on it. */
export type DiskFault = 'noSpace' | 'exists' | 'missing' | 'failed'

/** The calls of the port, by the names under which they fail. */
export type DiskCall =
  | 'open'
  | 'create'
  | 'read'
  | 'write'
  | 'sync'
  | 'rename'
  | 'remove'
  | 'list'
  | 'makeFolder'
  | 'syncFolder'

/** A call failed. How much of it was done is unknown. */
export class DiskError extends Error {
  override readonly name = 'DiskError'
  readonly code = 'disk_error'
  readonly fault: DiskFault
  readonly call: DiskCall
  readonly path: string

  constructor(
    what: { readonly fault: DiskFault; readonly call: DiskCall; readonly path: string },
    options?: ErrorOptions,
  ) {
    super(`${what.call} of ${what.path}: ${what.fault}`, options)
    this.fault = what.fault
    this.call = what.call
    this.path = what.path
  }
}

/** An open file. Nothing written is durable before {@link DiskFile.sync} has returned. */
export interface DiskFile {
  /** Bytes in the file. */
  readonly size: () => number
  /** As many bytes as asked for, fewer only at the end of the file. */
  readonly read: (from: { readonly at: number; readonly length: number }) => Uint8Array
  /** All of the bytes, or an error: a short write is one. Behind the end of the file, it grows. */
  readonly write: (what: { readonly at: number; readonly bytes: Uint8Array }) => void
  /** `fdatasync`: content and length. It says nothing about the name of the file. */
  readonly sync: () => void
  readonly close: () => void
}

/** Files by their path below the folder of the log, with `/` between the parts; the folder itself is the empty path. */
export interface Disk {
  /** For reading and writing, or `undefined` if there is no such file. */
  readonly open: (path: string) => DiskFile | undefined
  /** A new, empty file; it is an error if there is one. */
  readonly create: (path: string) => DiskFile
  /** Takes the place of a file of the new name. Durable once the folder of the new name is synced. */
  readonly rename: (names: { readonly from: string; readonly to: string }) => void
  /** A file or an empty folder; nothing if there is none. */
  readonly remove: (path: string) => void
  /** Names in a folder, in any order; none if there is no such folder. */
  readonly list: (folder: string) => readonly string[]
  /** One folder, whose parent is there; nothing if it exists. */
  readonly makeFolder: (path: string) => void
  /** `fsync` of a folder: the names in it. */
  readonly syncFolder: (path: string) => void
}

/** Zeros are written in pieces of this size, so that a segment does not lie in memory twice. */
const zeroBytes = 1_048_576

/**
 * Fills a new file with zeros, so that no later write changes its length or takes a new block and `fdatasync` has
 * nothing but data to write. Not durable before a sync.
 */
export function preallocate(file: DiskFile, bytes: number): void {
  const zeros = new Uint8Array(Math.min(zeroBytes, bytes))
  for (let at = 0; at < bytes; at += zeros.length) {
    file.write({ at, bytes: zeros.subarray(0, Math.min(zeros.length, bytes - at)) })
  }
}

/** The whole file, or `undefined` if there is none. */
export function readWhole(disk: Disk, path: string): Uint8Array | undefined {
  const file = disk.open(path)
  if (file === undefined) return undefined
  try {
    return file.read({ at: 0, length: file.size() })
  } finally {
    file.close()
  }
}

/** The folder that a path lies in. @example folderOf('tile/0/000') // 'tile/0' */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
