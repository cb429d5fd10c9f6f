import { formatHex } from '../format/bytes.ts'
import type { Checkpoint } from '../format/checkpoint.ts'
import { Malformed } from '../format/malformed.ts'
import { SignatureRefused } from '../format/note.ts'
import { ProofRefused } from '../format/proof.ts'
import { TileMissing } from '../format/tile-hashes.ts'
import type { CheckEd25519 } from '../format/note.ts'
import type { Sha256 } from '../format/tree.ts'

/** Hash and signature check of the runtime at hand; browsers take {@link webPrimitives}. */
export interface Primitives {
  readonly sha256: Sha256
  readonly checkEd25519: CheckEd25519
}

/** What is checked, in the order in which reports list it. */
export type CheckName =
  /** The proof file is spelled as specified. */
  | 'proof'
  /** The note and the checkpoint in it are spelled as specified. */
  | 'checkpoint'
  /** The origin is the name of a trusted log key. */
  | 'origin'
  | 'logSignature'
  /** Known cosignatures are right, and enough of them for the policy. */
  | 'cosignatures'
  /** No cosignature is from the future. */
  | 'cosignatureTimes'
  /** The root recomputed from every entry is the signed one. */
  | 'entries'
  /** Every tile is the recomputed one, in content and width. */
  | 'tiles'
  /** No file reaches beyond the signed size, and older partial tiles are the beginning of their successors. */
  | 'nothingBeyond'
  /** The entry is in the tree. */
  | 'inclusion'
  /** An older checkpoint is the beginning of this one. */
  | 'consistency'
  /** No witness's time fell from the older checkpoint to this one while the tree grew. */
  | 'cosignatureOrder'

export type ProblemCode =
  | Malformed<string>['code']
  | TileMissing['code']
  | SignatureRefused['code']
  | ProofRefused['code']
  | 'checkpoint_missing'
  | 'origin_unknown'
  | 'quorum_missed'
  | 'time_ahead'
  | 'time_fell'
  | 'entry_differs'
  | 'root_differs'
  | 'tile_differs'
  | 'beyond_size'
  | 'unexpected_file'
  | 'index_beyond_size'
  | 'forked'
  | 'rolled_back'

/** Where something is wrong. No text for people: whoever renders the report has their language. */
export interface Problem {
  readonly code: ProblemCode
  /** File of the log. */
  readonly path?: string
  /** Index of the entry, or of the hash within the level of its tile. */
  readonly index?: number
  /** Part that is malformed, name of a key, or the two values that differ. */
  readonly detail?: string
}

/** Why a check was left out. The first three are the caller's choice, the last a consequence of a failure before. */
export type Omission = 'noPolicy' | 'entriesNotRead' | 'noList' | 'noClock' | 'growing' | 'failedBefore'

export type Check =
  | { readonly name: CheckName; readonly state: 'ok'; readonly count: number }
  | { readonly name: CheckName; readonly state: 'failed'; readonly count: number; readonly problems: Problems }
  | { readonly name: CheckName; readonly state: 'notChecked'; readonly because: Omission }

/** The first one, and as many more as {@link problemsMax} allows. */
export type Problems = readonly [Problem, ...Problem[]]

/** A rotten disk has thousands; the first few say where to look. */
export const problemsMax = 20

/** `partial`: nothing is wrong, but something was not looked at. It is no kind of `verified`. */
export type Outcome = 'verified' | 'partial' | 'refused'

/** Two checkpoints of one log that cannot both be honest, verbatim, for whoever must be convinced. */
export interface ForkEvidence {
  readonly older: string
  readonly newer: string
}

export interface Report {
  readonly outcome: Outcome
  readonly checks: readonly Check[]
  /** Of the checkpoint, as soon as it could be read; trusted only if the outcome is not `refused`. */
  readonly origin?: string
  readonly size?: number
  /** Hex. */
  readonly root?: string
  /** Witnesses of the policy whose cosignature is right, by their name in the policy. */
  readonly cosignedBy?: readonly WitnessTime[]
  readonly evidence?: ForkEvidence
}

export interface WitnessTime {
  readonly witness: string
  /** Seconds since the epoch. */
  readonly timeSeconds: number
}

/** A gate that cannot see stays shut: only a report in which every check is ok is `verified`. */
function outcomeOf(checks: readonly Check[]): Outcome {
  if (checks.length === 0 || checks.some(({ state }) => state === 'failed')) return 'refused'
  return checks.every(({ state }) => state === 'ok') ? 'verified' : 'partial'
}

export function reportOf(
  checks: readonly Check[],
  found: {
    readonly checkpoint?: Checkpoint | undefined
    readonly cosignedBy?: readonly WitnessTime[] | undefined
    readonly evidence?: ForkEvidence | undefined
  } = {},
): Report {
  const { checkpoint, cosignedBy, evidence } = found
  return {
    outcome: outcomeOf(checks),
    checks,
    ...(checkpoint === undefined
      ? {}
      : { origin: checkpoint.origin, size: checkpoint.size, root: formatHex(checkpoint.root) }),
    ...(cosignedBy === undefined ? {} : { cosignedBy }),
    ...(evidence === undefined ? {} : { evidence }),
  }
}

export function ok(name: CheckName, count: number): Check {
  return { name, state: 'ok', count }
}

export function failed(name: CheckName, problem: Problem, count = 0): Check {
  return { name, state: 'failed', count, problems: [problem] }
}

export function notChecked(name: CheckName, because: Omission): Check {
  return { name, state: 'notChecked', because }
}

/** Ok if there are no problems. */
export function checkOf(name: CheckName, count: number, problems: readonly Problem[]): Check {
  const [first, ...more] = problems
  if (first === undefined) return ok(name, count)
  return { name, state: 'failed', count, problems: [first, ...more.slice(0, problemsMax - 1)] }
}

/**
 * What an error says about the evidence. Anything else, such as a disk that cannot be read, is no finding and is thrown
 * again: the check has neither passed nor failed.
 */
export function problemOf(error: unknown, where: Pick<Problem, 'path' | 'index'> = {}): Problem {
  if (error instanceof Malformed) return { code: error.code, ...where, detail: String(error.part) }
  if (error instanceof TileMissing) return { code: error.code, ...where, path: error.path }
  if (error instanceof ProofRefused) return { code: error.code, ...where, detail: error.part }
  if (error instanceof SignatureRefused) {
    return { code: error.code, ...where, ...(error.keyName === undefined ? {} : { detail: error.keyName }) }
  }
  throw error
}
