// The container of an evidence bundle: a tar archive (POSIX.1-2017 pax, "ustar Interchange Format", checked 2026-11-23)
// in exactly one spelling. Plain files, names in order, one owner, one time: the same files are the same bytes, and any
// tar program unpacks them.
import { decodeText, encodeText } from './json-text.ts'

/** Everything in a tar archive is a multiple of it. */
export const blockBytes = 512

/** Bytes of a file: eleven octal digits hold eight gigabytes, and an entry bundle has 17 megabytes at most. */
const archivedBytesMax = 8_589_934_591

/** The name field. Names of tiles stay far below it. */
const pathBytesMax = 100

/** 1980-01-01, the oldest time that every archive program shows without a complaint. */
const fixedTime = 315_532_800

/** Two blocks of zeros. */
export const archiveEndBytes = 2 * blockBytes

/** A file in an archive. */
export interface ArchivedFile {
  /** Slashes between folders, for example `logs/2026h2/checkpoint`. */
  readonly path: string
  readonly bytes: number
}

/** Something is no archive of ours, or none that we would write. `part` says where. */
export class MalformedArchive extends RangeError {
  override readonly name = 'MalformedArchive'
  readonly code = 'malformed_archive'
  readonly part: 'header' | 'order' | 'padding' | 'end' | 'length'

  constructor(part: MalformedArchive['part']) {
    super(`evidence bundle: ${part} of the archive is malformed`)
    this.part = part
  }
}

const segment = '[A-Za-z0-9][A-Za-z0-9._-]*'
const pathPattern = new RegExp(`^${segment}(/${segment})*$`)

/** Whether a file of a bundle may have the name: relative, without dots in front, so that it unpacks where it is meant to. */
export function isArchivePath(path: string): boolean {
  return path.length <= pathBytesMax && pathPattern.test(path)
}

/**
 * The block before the bytes of a file.
 *
 * @throws RangeError if it does not fit
 * @example archiveHeader({ path: 'manifest.json', bytes: 12 }).length // 512
 */
export function archiveHeader({ path, bytes }: ArchivedFile): Uint8Array {
  if (!isArchivePath(path)) throw new RangeError(`no name for a file of a bundle: ${path}`)
  if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > archivedBytesMax)
    throw new RangeError(`${bytes} B in ${path}`)
  const block = new Uint8Array(blockBytes)
  const put = (at: number, text: string): void => block.set(encodeText(text), at)
  put(0, path)
  put(100, octal(0o644, 8))
  put(108, octal(0, 8))
  put(116, octal(0, 8))
  put(124, octal(bytes, 12))
  put(136, octal(fixedTime, 12))
  put(148, ' '.repeat(8))
  put(156, '0')
  put(257, 'ustar\0')
  put(263, '00')
  put(329, octal(0, 8))
  put(337, octal(0, 8))
  put(
    148,
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
  )
  return block
}

/** Digits with leading zeros and a closing NUL, as long as the field. */
function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`
}

/**
 * The file whose header this is, or `undefined` at the blocks of zeros that end an archive.
 *
 * @throws MalformedArchive for any header but the one that {@link archiveHeader} writes
 */
export function parseArchiveHeader(block: Uint8Array): ArchivedFile | undefined {
  if (block.length !== blockBytes) throw new MalformedArchive('length')
  if (block.every((byte) => byte === 0)) return undefined
  const text = decodeText(block)
  const path = text.slice(0, pathBytesMax).replace(/\0+$/, '')
  const length = text.slice(124, 135)
  if (!isArchivePath(path) || !/^[0-7]{11}$/.test(length)) throw new MalformedArchive('header')
  const file = { path, bytes: Number.parseInt(length, 8) }
  const expected = archiveHeader(file)
  if (!block.every((byte, at) => byte === expected[at])) throw new MalformedArchive('header')
  return file
}

/** Bytes of zeros behind a file, up to the next block. @example archivePadding(513) // 511 */
export function archivePadding(bytes: number): number {
  return (blockBytes - (bytes % blockBytes)) % blockBytes
}
