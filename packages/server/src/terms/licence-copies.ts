import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** Files of one component. Those with licences have one to four. */
const copiesMax = 16

/** Bytes of one file. The longest licence that we know has 35 kB. */
const copyBytesMax = 262_144

/** Entries of a folder that are looked at; a model in many parts has some hundred. */
const entriesMax = 10_000

/** What publishers call the files in which licences, policies and notices lie. */
const namePattern = /^(?:model[-_])?(?:licen[cs]es?|copying|notice|use[-_]policy|usage[-_]policy|terms)(?:[-_. ].*)?$/i
const plainExtension = /^[^.]*$|\.(?:md|txt|rst)$|(?:\d\.\d+)$/i

/** A text that the operator has on this machine, as it was found. */
export interface LicenceCopy {
  /** Name of the file, without its folder. */
  readonly file: string
  /** Hex, of its bytes. */
  readonly sha256: string
  readonly bytes: number
  readonly text: string
}

/** A file that looks like a licence and is not served. */
export interface CopyLeftOut {
  readonly file: string
  readonly why: 'tooLarge' | 'notText' | 'notPlain' | 'unreadable'
}

/**
 * The licence texts in a folder: its own files only, plain ones, within bounds. What a publisher put there is not trusted: a link
 * under the name LICENSE could lead to any file of this machine, so links are not followed.
 */
export function licenceCopies(
  folder: string,
  sha256: (bytes: Uint8Array) => string,
): { readonly copies: readonly LicenceCopy[]; readonly leftOut: readonly CopyLeftOut[] } {
  const copies: LicenceCopy[] = []
  const leftOut: CopyLeftOut[] = []
  for (const file of namesIn(folder)) {
    const read = bytesOf(join(folder, file))
    if (typeof read === 'string') {
      leftOut.push({ file, why: read })
      continue
    }
    const text = textOf(read)
    if (text === undefined) leftOut.push({ file, why: 'notText' })
    else copies.push({ file, sha256: sha256(read), bytes: read.length, text })
  }
  return { copies, leftOut }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .slice(0, entriesMax)
      .filter((name) => namePattern.test(name) && plainExtension.test(name))
      .sort()
      .slice(0, copiesMax)
  } catch {
    return [] // The folder is gone or shut: then there are no copies, and the page says that they are missing.
  }
}

function bytesOf(path: string): Uint8Array | CopyLeftOut['why'] {
  let file: number
  try {
    // Without waiting, because a pipe under such a name would otherwise hold everything up.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ELOOP' ? 'notPlain' : 'unreadable'
  }
  try {
    const facts = fstatSync(file)
    if (!facts.isFile()) return 'notPlain'
    if (facts.size > copyBytesMax) return 'tooLarge'
    const bytes = new Uint8Array(copyBytesMax + 1)
    const count = readSync(file, bytes, 0, bytes.length, 0)
    // It may have grown since.
    return count > copyBytesMax ? 'tooLarge' : bytes.slice(0, count)
  } catch {
    return 'unreadable'
  } finally {
    closeSync(file)
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined // Other encodings would be a guess, and a licence is no place for one.
  }
}
