// Claim 6 of a verifier: an older checkpoint, from an export, a mail or a print-out, is the beginning of the newest one.
import { equalBytes } from '../format/bytes.ts'
import { consistencyProof, rootAt, verifyConsistency } from '../format/proof.ts'
import type { ReadFile } from '../format/tile-hashes.ts'
import { hashesFromTiles } from '../format/tile-hashes.ts'
import { emptyRoot } from '../format/tree.ts'
import type { Check, ForkEvidence, Primitives, Problem, WitnessTime } from './report.ts'
import { checkOf, failed, ok, problemOf } from './report.ts'
import type { SignedCheckpoint } from './signed-checkpoint.ts'

export interface ConsistencyVerdict {
  readonly checks: readonly Check[]
  /** Only if the two checkpoints themselves convict the log; tiles that are merely damaged are no evidence. */
  readonly evidence?: ForkEvidence
}

/**
 * Checks that the older checkpoint's tree is the beginning of the newer one's, by a proof out of the newer one's tiles,
 * and that no witness has gone back in time between the two.
 *
 * Both must have passed {@link verifyCheckpoint} for the same log. If the tree was cut, the one called newer is smaller;
 * that is `rolled_back`, and both are evidence just the same.
 */
export async function verifyOlder(
  { older, newer }: { readonly older: SignedCheckpoint; readonly newer: SignedCheckpoint },
  { read, primitives }: { readonly read: ReadFile; readonly primitives: Primitives },
): Promise<ConsistencyVerdict> {
  const order = checkOf('cosignatureOrder', newer.cosignedBy.length, fallenTimes(older, newer))
  const evidence = { older: older.note, newer: newer.note }
  const [old, now] = [older.checkpoint, newer.checkpoint]
  const detail = `${old.size} ${now.size}`
  if (old.origin !== now.origin) {
    return { checks: [failed('consistency', { code: 'origin_unknown', detail: old.origin }), order] }
  }
  if (old.size > now.size) return { checks: [failed('consistency', { code: 'rolled_back', detail }), order], evidence }
  try {
    const root = await rootBefore(old.size, newer, { read, primitives })
    if (equalBytes(root, old.root)) return { checks: [ok('consistency', 1), order] }
    return { checks: [failed('consistency', { code: 'forked', detail }), order], evidence }
  } catch (error) {
    return { checks: [failed('consistency', problemOf(error)), order] }
  }
}

/**
 * The root that the newer tree has at the old size, proven to belong to it.
 *
 * @throws {ProofRefused} if the tiles do not lead to the newer root: then they are damaged, and say nothing about a fork.
 */
async function rootBefore(
  oldSize: number,
  { checkpoint: { size, root } }: SignedCheckpoint,
  { read, primitives: { sha256 } }: { readonly read: ReadFile; readonly primitives: Primitives },
): Promise<Uint8Array> {
  if (oldSize === size) return root
  if (oldSize === 0) return emptyRoot(sha256)
  const hashes = hashesFromTiles(size, read, sha256)
  const oldRoot = await rootAt(oldSize, hashes, sha256)
  const proof = await consistencyProof({ oldSize, size }, hashes, sha256)
  verifyConsistency({ oldSize, size, oldRoot, root, proof }, sha256)
  return oldRoot
}

/** Only while the size grows: the same checkpoint may be cosigned again, and copies of it may be kept in any order. */
function fallenTimes(older: SignedCheckpoint, newer: SignedCheckpoint): readonly Problem[] {
  if (newer.checkpoint.size <= older.checkpoint.size) return []
  const timeOf = (times: readonly WitnessTime[], name: string): readonly number[] =>
    times.filter(({ witness }) => witness === name).map(({ timeSeconds }) => timeSeconds)
  return newer.cosignedBy.flatMap(({ witness, timeSeconds }) =>
    timeOf(older.cosignedBy, witness).some((earlier) => earlier > timeSeconds)
      ? [{ code: 'time_fell', detail: `${witness} ${timeSeconds}` } as const]
      : [],
  )
}
