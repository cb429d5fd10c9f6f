import { statSync } from 'node:fs'

/** Something that was read from files and is read again when one of them has changed. */
export interface Reread<Value> {
  readonly current: () => Value
  /**
   * Looks at the files. When one of them is another than before, or `isForced`, they are read; what cannot be used leaves the
   * value as it was and is told once.
   *
   * @returns whether there is a new value
   */
  readonly refresh: (how?: { readonly isForced: boolean }) => boolean
}

/**
 * Reads now, so that what cannot be had stops the start, and again whenever it is asked to look.
 *
 * @throws what `read` throws, now and never later
 */
export function rereading<Value>(
  files: readonly string[],
  read: () => Value,
  onUnusable: (error: unknown) => void,
): Reread<Value> {
  let seen = marksOf(files)
  let value = read()
  return {
    current: () => value,
    refresh: ({ isForced } = { isForced: false }) => {
      const marks = marksOf(files)
      if (marks === seen && !isForced) return false
      // Marked before it is read: what changes in between is found by the next look.
      seen = marks
      try {
        value = read()
        return true
      } catch (error) {
        onUnusable(error)
        return false
      }
    },
  }
}

/**
 * Files that are exchanged get another number, those that are written over another time, those that were not fit to be read
 * another owner or mode; links are followed to their end.
 */
function marksOf(files: readonly string[]): string {
  return files.map(markOf).join(' ')
}

function markOf(file: string): string {
  try {
    const { ino, size, mtimeNs, uid, gid, mode } = statSync(file, { bigint: true })
    return `${ino}:${size}:${mtimeNs}:${uid}:${gid}:${mode}`
  } catch {
    return 'unreadable' // Whoever reads it says why.
  }
}
