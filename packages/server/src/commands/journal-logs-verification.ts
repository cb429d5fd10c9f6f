// Verifying one log, or several that follow each other, wherever they lie.
import { ClaimsCheck } from '@stellwerk/contract/journal/claims'
import type { ClaimReport } from '@stellwerk/contract/journal/claim-report'
import { formatHex } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath, tileAt, tileWidth } from '@stellwerk/tlog/format/tile'
import { type ReadFile, readEntries } from '@stellwerk/tlog/format/tile-hashes'
import type { ListFiles } from '@stellwerk/tlog/verify/files'
import { verifyLog } from '@stellwerk/tlog/verify/log'
import type { Report } from '@stellwerk/tlog/verify/report'
import type { Clock, Trust } from '@stellwerk/tlog/verify/signed-checkpoint'

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
 * Verifies each log, then what their entries say, from one log to the next.
 *
 * @param logs in the order in which they follow each other
 * @param how.older checkpoints that somebody kept; each is compared with the log of its name
 */
export async function verifyLogs(
  logs: readonly LogToJudge[],
  how: { readonly clock: Clock; readonly older: readonly Uint8Array[] },
): Promise<LogsVerdict> {
  const older = await sortedOut(logs, how.older)
  const verdicts: LogVerdict[] = []
  for (const [at, log] of logs.entries()) {
    const { path, read, list, trust, withEntries, isGrowing } = log
    const report = await verifyLog({
      read,
      list,
      trust,
      primitives,
      clock: how.clock,
      withEntries,
      isGrowing,
      older: older[at],
    })
    verdicts.push({ path, report })
  }
  const isClaimed = verdicts.every(({ report }) => report.outcome !== 'refused') && logs.every((log) => log.withEntries)
  return { logs: verdicts, claims: isClaimed ? await claimsOf(logs, verdicts) : undefined }
}

/** Each kept checkpoint beside the log that it names. One that names none counts against the last: it was kept for some. */
async function sortedOut(logs: readonly LogToJudge[], older: readonly Uint8Array[]): Promise<readonly Uint8Array[][]> {
  const origins = await Promise.all(logs.map(async ({ read }) => originIn(await read(checkpointPath))))
  const sorted: Uint8Array[][] = logs.map(() => [])
  for (const note of older) {
    const at = origins.indexOf(originIn(note) ?? '')
    sorted.at(at)?.push(note)
  }
  return sorted
}

/** The origin in a checkpoint, unchecked. */
function originIn(note: Uint8Array | undefined): string | undefined {
  try {
    return note && parseCheckpoint(parseNote(note).text).origin
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

/** What the entries say, below the sizes that were verified. */
async function claimsOf(
  logs: readonly LogToJudge[],
  verdicts: readonly LogVerdict[],
): Promise<ClaimReport | undefined> {
  let claims: ClaimsCheck | undefined
  let before: { readonly root: string; readonly checkpoint: readonly string[] } | undefined
  for (const [at, { read }] of logs.entries()) {
    const { origin = '', size = 0, root = '' } = verdicts[at]?.report ?? {}
    if (claims === undefined || before === undefined) claims = new ClaimsCheck({ origin })
    else claims.continueWith({ origin, ...before })
    for await (const { first, leaves } of bundlesOf(read, size)) {
      for (const [position, leaf] of leaves.entries()) claims.take(first + position, leaf)
    }
    before = { root, checkpoint: noteDigests(await read(checkpointPath)) }
  }
  return claims?.finish()
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
