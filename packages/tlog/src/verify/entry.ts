// Claim 5 of a verifier: an entry is in the log, read from the log itself or shown by a proof alone.
import { formatHex } from '../format/bytes.ts'
import type { TlogProof } from '../format/tlog-proof.ts'
import { formatTlogProof, parseTlogProof } from '../format/tlog-proof.ts'
import { inclusionProof, verifyInclusion } from '../format/proof.ts'
import { checkpointPath, tileAt, tileWidth } from '../format/tile.ts'
import type { ReadFile } from '../format/tile-hashes.ts'
import { hashesFromTiles, readEntries } from '../format/tile-hashes.ts'
import { leafHash } from '../format/tree.ts'
import { isCount } from '../format/tree-size.ts'
import type { Check, Primitives, Problem, Report } from './report.ts'
import { failed, notChecked, ok, problemOf, reportOf } from './report.ts'
import type { Clock, SignedCheckpoint, Trust } from './signed-checkpoint.ts'
import { verifyCheckpoint } from './signed-checkpoint.ts'

export interface EntryReport extends Report {
  /** The entry and its proof as a `.tlog-proof` file, if the inclusion is shown. */
  readonly shown?: { readonly entry: Uint8Array; readonly leafHash: string; readonly proof: Uint8Array }
}

/**
 * Reads one entry of a log and proves that it is there. Takes a few tiles and one bundle, however large the log.
 *
 * @throws whatever `read` throws.
 * @example (await verifyEntry({ index: 69_999, read, trust, primitives })).shown?.proof
 */
export async function verifyEntry(what: {
  readonly index: number
  readonly read: ReadFile
  readonly trust: Trust
  readonly primitives: Primitives
  readonly clock?: Clock | undefined
}): Promise<EntryReport> {
  const { index, read, trust, primitives, clock } = what
  const bytes = await read(checkpointPath)
  const { checks, claimed, signed } = await verifyCheckpoint(bytes, trust, { primitives, clock })
  if (bytes === undefined || signed === undefined) {
    return reportOf([...checks, notChecked('inclusion', 'failedBefore')], { checkpoint: claimed })
  }
  const found = { checkpoint: signed.checkpoint, cosignedBy: signed.cosignedBy }
  try {
    const { entry, hash, proof } = await entryAt(index, signed, { read, primitives })
    const shown = { entry, leafHash: formatHex(hash), proof: formatTlogProof({ index, proof, checkpoint: bytes }) }
    return { ...reportOf([...checks, ok('inclusion', 1)], found), shown }
  } catch (error) {
    return reportOf([...checks, failed('inclusion', problemWithEntry(error, index))], found)
  }
}

/** There is no entry at the index, which is no fault of the log. */
class IndexBeyondSize extends Error {
  override readonly name = 'IndexBeyondSize'
}

function problemWithEntry(error: unknown, index: number): Problem {
  return error instanceof IndexBeyondSize ? { code: 'index_beyond_size', index } : problemOf(error, { index })
}

async function entryAt(
  index: number,
  { checkpoint: { size, root } }: SignedCheckpoint,
  { read, primitives: { sha256 } }: { readonly read: ReadFile; readonly primitives: Primitives },
): Promise<{ readonly entry: Uint8Array; readonly hash: Uint8Array; readonly proof: readonly Uint8Array[] }> {
  const bundle = isCount(index) ? tileAt({ level: 'entries', index: Math.floor(index / tileWidth) }, size) : undefined
  const entry = bundle === undefined ? undefined : (await readEntries(bundle, read))[index % tileWidth]
  if (bundle === undefined || entry === undefined) throw new IndexBeyondSize(`no entry ${index} in a tree of ${size}`)
  const hash = leafHash(sha256, entry)
  const proof = await inclusionProof({ index, size }, hashesFromTiles(size, read, sha256), sha256)
  verifyInclusion({ index, size, leafHash: hash, root, proof }, sha256)
  return { entry, hash, proof }
}

/**
 * Checks a `.tlog-proof` file for an entry, without the log: leaf hash, origin and log key, policy, inclusion, in the
 * order of C2SP tlog-proof @ 5ba5ee83, "Verifying a tlog proof", checked 2026-11-23. `extra` is signed by nobody and is
 * not looked at.
 *
 * @example (await verifyTlogProof({ proof, entry, trust, primitives, clock: { nowSeconds } })).outcome
 */
export async function verifyTlogProof(what: {
  readonly proof: Uint8Array
  readonly entry: Uint8Array
  readonly trust: Trust
  readonly primitives: Primitives
  readonly clock?: Clock | undefined
}): Promise<Report> {
  const { trust, primitives, clock } = what
  const hash = leafHash(primitives.sha256, what.entry)
  let parsed: TlogProof
  try {
    parsed = parseTlogProof(what.proof)
  } catch (error) {
    return reportOf([failed('proof', problemOf(error))])
  }
  const verdict = await verifyCheckpoint(parsed.checkpoint, trust, { primitives, clock })
  const checks: readonly Check[] = [ok('proof', 1), ...verdict.checks]
  if (verdict.signed === undefined) {
    return reportOf([...checks, notChecked('inclusion', 'failedBefore')], { checkpoint: verdict.claimed })
  }
  const { checkpoint, cosignedBy } = verdict.signed
  const inclusion = inclusionCheck(
    { ...checkpoint, index: parsed.index, proof: parsed.proof, leafHash: hash },
    primitives,
  )
  return reportOf([...checks, inclusion], { checkpoint, cosignedBy })
}

function inclusionCheck(claim: Parameters<typeof verifyInclusion>[0], { sha256 }: Primitives): Check {
  try {
    verifyInclusion(claim, sha256)
    return ok('inclusion', 1)
  } catch (error) {
    return failed('inclusion', problemOf(error, { index: claim.index }))
  }
}
