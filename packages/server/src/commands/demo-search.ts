// A search of every byte of every file, as whoever steals the disk would do it.
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes that are read at a time, and zeros to compare them with: segments of the journal are mostly still empty. */
const blockBytes = 1_048_576
const zeros = Buffer.alloc(blockBytes)

/** Bytes by which a part is recognised, at its beginning and at its end: a page may hold only a piece of it. */
const needleBytes = 12

/** Both ends of each part. */
export function needlesOf(parts: readonly Uint8Array[]): readonly Buffer[] {
  return parts.flatMap((part) => [Buffer.from(part.slice(0, needleBytes)), Buffer.from(part.slice(-needleBytes))])
}

export interface SearchResult {
  readonly fileCount: number
  /** How many of the needles are in some file. */
  readonly foundCount: number
}

/** Looks for byte strings of at most a few kilobytes in all files below a folder. */
export function searchBelow(folder: string, needles: readonly Buffer[]): SearchResult {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // While a server runs, files come and go.
  const files = names.map((name) => join(folder, name)).filter((path) => existsSync(path) && statSync(path).isFile())
  const found = new Set<Buffer>()
  for (const path of files) for (const needle of foundIn(path, needles)) found.add(needle)
  return { fileCount: files.length, foundCount: found.size }
}

function foundIn(path: string, needles: readonly Buffer[]): ReadonlySet<Buffer> {
  const found = new Set<Buffer>()
  // Blocks overlap by the longest needle, so that none is missed where two blocks meet.
  const overlap = Math.max(0, ...needles.map(({ length }) => length - 1))
  const block = Buffer.alloc(blockBytes)
  const file = openSync(path, 'r')
  try {
    for (let at = 0; ; at += blockBytes - overlap) {
      const length = readSync(file, block, 0, blockBytes, at)
      const bytes = block.subarray(0, length)
      if (!bytes.equals(zeros.subarray(0, length))) {
        for (const needle of needles) if (bytes.includes(needle)) found.add(needle)
      }
      if (length < blockBytes) return found
    }
  } finally {
    closeSync(file)
  }
}
