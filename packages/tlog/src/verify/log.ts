import { checkpointPath } from '../format/tile.ts'
import type { ReadFile } from '../format/tile-hashes.ts'
import { verifyOlder } from './consistency.ts'
import type { ListFiles } from './files.ts'
import { auditFiles } from './files.ts'
import type { Check, CheckName, ForkEvidence, Primitives, Report } from './report.ts'
import { notChecked, reportOf } from './report.ts'
import type { Clock, SignedCheckpoint, Trust } from './signed-checkpoint.ts'
import { verifyCheckpoint } from './signed-checkpoint.ts'
import { auditTree } from './tree-audit.ts'

/** A log to read, whether a folder, an address or an evidence bundle, and whom to trust. */
export interface LogToVerify {
  readonly read: ReadFile
  readonly trust: Trust
  readonly primitives: Primitives
  /** Without it, nobody can say that nothing lies beyond the signed size, and the report is partial. */
  readonly list?: ListFiles | undefined
  readonly clock?: Clock | undefined
  /** Without the entries, which are confidential, only the tiles are checked, and the report is partial. */
  readonly withEntries?: boolean | undefined
  /** The log is being written to; see {@link auditFiles}. */
  readonly isGrowing?: boolean | undefined
  /** Checkpoints that somebody kept, as they were published. */
  readonly older?: readonly Uint8Array[] | undefined
}

const treeChecks: readonly CheckName[] = ['entries', 'tiles', 'nothingBeyond']

/**
 * Checks a whole log: the newest checkpoint, every entry, every tile, every file, and the older checkpoints.
 *
 * It finds any change below the newest checkpoint that somebody else holds. It says nothing about what never reached the
 * log, nor about the time after that checkpoint.
 *
 * @throws whatever `read` and `list` throw: a disk that cannot be read is no finding.
 * @example (await verifyLog({ read, list, trust: parseTrust({ vkey, policy }, primitives), primitives })).outcome
 */
export async function verifyLog(log: LogToVerify): Promise<Report> {
  const { read, trust, primitives, clock } = log
  const { checks, claimed, signed } = await verifyCheckpoint(await read(checkpointPath), trust, { primitives, clock })
  if (signed === undefined) {
    const rest = treeChecks.map((name) => notChecked(name, 'failedBefore'))
    return reportOf([...checks, ...rest], { checkpoint: claimed })
  }
  const { checkpoint, cosignedBy } = signed
  const { sha256 } = primitives
  const tree = await auditTree(checkpoint, { read, sha256, withEntries: log.withEntries ?? true })
  const files =
    log.list === undefined
      ? notChecked('nothingBeyond', 'noList')
      : await auditFiles(checkpoint.size, { read, list: log.list, isGrowing: log.isGrowing ?? false })
  const history = await verifyKept(signed, log)
  const { evidence } = history
  return reportOf([...checks, ...tree, files, ...history.checks], { checkpoint, cosignedBy, evidence })
}

/** Older checkpoints must be signed themselves: an unsigned one accuses nobody. */
async function verifyKept(
  newer: SignedCheckpoint,
  { older = [], read, trust, primitives, clock }: LogToVerify,
): Promise<{ readonly checks: readonly Check[]; readonly evidence: ForkEvidence | undefined }> {
  const checks: Check[] = []
  let evidence: ForkEvidence | undefined
  for (const bytes of older) {
    // A kept checkpoint was often printed before any witness saw it, so only the log's own signature is asked for.
    const kept = await verifyCheckpoint(bytes, withoutQuorum(trust), { primitives, clock })
    checks.push(...kept.checks.flatMap(failureOfKept))
    if (kept.signed === undefined) continue
    const verdict = await verifyOlder({ older: kept.signed, newer }, { read, primitives })
    checks.push(...verdict.checks)
    evidence ??= verdict.evidence
  }
  return { checks, evidence }
}

function withoutQuorum(trust: Trust): Trust {
  return trust.policy === undefined ? trust : { ...trust, policy: { ...trust.policy, quorum: 'none' } }
}

/** What is wrong with a kept checkpoint itself counts under the name of the check that it was kept for. */
function failureOfKept(check: Check): readonly Check[] {
  return check.state === 'failed' ? [{ ...check, name: 'consistency' }] : []
}
