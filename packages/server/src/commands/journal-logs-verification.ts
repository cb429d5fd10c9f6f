// Verifying one log, or several that follow each other, wherever they lie.
import { ClaimsCheck } from '@stellwerk/contract/journal/claims'
import type { ClaimReport } from '@stellwerk/contract/journal/claim-report'
import { formatHex } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath, parseEntryBundle, tileAt, tilePath, tileWidth } from '@stellwerk/tlog/format/tile'
import { type ReadFile, readEntries } from '@stellwerk/tlog/format/tile-hashes'
import type { ListFiles } from '@stellwerk/tlog/verify/files'
import { verifyLog } from '@stellwerk/tlog/verify/log'
import type { Report } from '@stellwerk/tlog/verify/report'
import type { Clock, Trust } from '@stellwerk/tlog/verify/signed-checkpoint'

import type { Claimed } from '../log-folder.ts'
import { sha256 } from '../primitives.ts'
import { primitives } from './journal-trust.ts'

/** A log to verify. */
export interface LogToJudge {
  readonly path: string
  readonly read: ReadFile
  readonly list?: ListFiles | undefined
  readonly trust: Trust
  /** Without the entries only tiles and checkpoint are checked. */
  readonly withEntries: boolean
  /** A server is writing to it. */
  readonly isGrowing: boolean
}

export interface LogVerdict {
  readonly path: string
  readonly report: Report
}

export interface LogsVerdict {
  readonly logs: readonly LogVerdict[]
  /** Left out when a tree is refuted or entries were not read. */
  readonly claims: ClaimReport | undefined
}

/**
 * Verifies each log, and what their entries say, from one log to the next.
 *
 * @param logs in the order in which they follow each other
 * @param how.older checkpoints that somebody kept; each is compared with the log of its name
 */
export async function verifyLogs(
  logs: readonly LogToJudge[],
  how: { readonly clock: Clock; readonly older: readonly Uint8Array[] },
): Promise<LogsVerdict> {
  const notes = await Promise.all(logs.map(({ read }) => read(checkpointPath)))
  const older = sortedOut(notes, how.older)
  const chain = new ClaimedChain()
  const verdicts: LogVerdict[] = []
  for (const [at, log] of logs.entries()) {
    const { path, list, trust, withEntries, isGrowing } = log
    const note = notes[at]
    const read = chain.goOn(log.read, note)
    const from = { read, list, trust, primitives, clock: how.clock, withEntries, isGrowing, older: older[at] }
    const report = await verifyLog(from)
    chain.endsAt(report, note)
    verdicts.push({ path, report })
  }
  const isClaimed = verdicts.every(({ report }) => report.outcome !== 'refused') && logs.every((log) => log.withEntries)
  return { logs: verdicts, claims: isClaimed ? chain.finish() : undefined }
}

/** Each kept checkpoint beside the log that it names. One that names none counts against the last: it was kept for some. */
function sortedOut(
  notes: readonly (Uint8Array | undefined)[],
  older: readonly Uint8Array[],
): readonly (readonly Uint8Array[])[] {
  const origins = notes.map((note) => claimIn(note)?.origin)
  const sorted: Uint8Array[][] = notes.map(() => [])
  for (const note of older) sorted.at(origins.indexOf(claimIn(note)?.origin ?? ''))?.push(note)
  return sorted
}

/** What a checkpoint says, unchecked. */
export function claimIn(note: Uint8Array | undefined): Claimed | undefined {
  try {
    return note && parseCheckpoint(parseNote(note).text)
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

/**
 * Shows the entries to {@link ClaimsCheck} as the audit of the tree reads them. So what is judged is what was hashed, also
 * where a hostile server would answer otherwise the second time; and a large log is read once.
 */
class ClaimedChain {
  #claims: ClaimsCheck | undefined
  #before: { readonly root: string; readonly checkpoint: readonly string[] } | undefined
  #taken = 0

  /** Goes on with a log whose checkpoint is this note. Whatever it reads, the note stands still. */
  goOn(read: ReadFile, note: Uint8Array | undefined): ReadFile {
    const { origin, size } = claimIn(note) ?? { origin: '', size: 0 }
    if (this.#claims === undefined || this.#before === undefined) this.#claims = new ClaimsCheck({ origin })
    else this.#claims.continueWith({ origin, ...this.#before })
    this.#taken = 0
    return async (path) => {
      if (path === checkpointPath) return note
      const bytes = await read(path)
      if (bytes !== undefined) this.#show(path, bytes, size)
      return bytes
    }
  }

  /** The log is verified, as far as it is. */
  endsAt({ outcome, size = 0, root = '' }: Report, note: Uint8Array | undefined): void {
    if (outcome !== 'refused' && this.#taken > 0 && this.#taken !== size) {
      throw new Error(`${this.#taken} of ${size} entries were seen`)
    }
    this.#before = { root, checkpoint: noteDigests(note) }
  }

  finish(): ClaimReport | undefined {
    return this.#claims?.finish()
  }

  /** The audit reads bundles from the left, each once; what it reads later are older files of the same entries. */
  #show(path: string, bytes: Uint8Array, size: number): void {
    const next = tileAt({ level: 'entries', index: this.#taken / tileWidth }, size)
    if (next === undefined) return
    const width = [next.width, tileWidth].find((one) => tilePath({ ...next, width: one }) === path)
    if (width === undefined) return
    for (const leaf of leavesIn(bytes, width).slice(0, next.width)) this.#claims?.take(this.#taken++, leaf)
  }
}

/** None, if it is no bundle: the audit of the tree says so, and nobody asks for the claims then. */
function leavesIn(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  try {
    return parseEntryBundle(bytes, { width })
  } catch (error) {
    if (error instanceof Malformed) return []
    throw error
  }
}

/** The entries of a log below a size, a bundle at a time: waiting for each entry would cost as much as looking at it. */
export async function* bundlesOf(
  read: ReadFile,
  size: number,
): AsyncGenerator<{ readonly first: number; readonly leaves: readonly Uint8Array[] }> {
  for (let index = 0; index * tileWidth < size; index++) {
    const tile = tileAt({ level: 'entries', index }, size)
    if (tile === undefined) return
    yield { first: index * tileWidth, leaves: await readEntries(tile, read) }
  }
}

/**
 * Digests of the note with its first signature line, its first two, and so on, hex. A handover names the note as it was at
 * that moment, and witnesses may add their lines later.
 */
function noteDigests(note: Uint8Array | undefined): readonly string[] {
  if (note === undefined) return []
  const digests: string[] = []
  const newline = 0x0a
  const split = Buffer.from(note).lastIndexOf('\n\n')
  for (let at = split + 2; at < note.length; at++) {
    if (note[at] === newline) digests.push(formatHex(sha256(note.subarray(0, at + 1))))
  }
  return digests
}
