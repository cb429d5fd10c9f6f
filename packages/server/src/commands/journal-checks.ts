// What a verification of ours looks at beyond the tree and the entries: the bundle around them, what was disclosed, and
// time-stamps. In the shape of the checks of tlog and contract, so that a report lists them together.

export type OwnCheckName =
  /** The entries were read, and not their hashes alone. */
  | 'entriesRead'
  /** The key that was trusted came from elsewhere than what was verified. */
  | 'trustedKey'
  /** Archive and manifest are in their one spelling. */
  | 'bundle'
  /** Every file is there, with the digest in the manifest, and none beside. */
  | 'files'
  /** Every entry that is shown is in the tree of its log, by its proof. */
  | 'shownEntries'
  /** Openings and values belong to the commitments in the entries. */
  | 'openings'
  /** What an erasure in the bundle names was not disclosed. */
  | 'erased'
  /** A checkpoint that was kept is the beginning of the one in the bundle. */
  | 'kept'
  /** Time-stamps are of the checkpoints beside them, by an authority that is trusted. */
  | 'timestamps'

export interface OwnProblem {
  readonly code: string
  readonly path?: string
  readonly origin?: string
  readonly index?: number
  readonly detail?: string
}

export type OwnOmission = 'keyFromBundle' | 'noRoots' | 'noToken' | 'excerptOnly'

export type OwnCheck =
  | { readonly name: OwnCheckName; readonly state: 'ok'; readonly count: number }
  | {
      readonly name: OwnCheckName
      readonly state: 'failed'
      readonly count: number
      readonly problems: readonly [OwnProblem, ...OwnProblem[]]
    }
  | { readonly name: OwnCheckName; readonly state: 'notChecked'; readonly because: OwnOmission }

/** A damaged bundle has thousands; the first few say where to look. */
const listedMax = 20

/** Ok if there are no problems. */
export function ownCheck(name: OwnCheckName, count: number, problems: readonly OwnProblem[]): OwnCheck {
  const [first, ...more] = problems
  if (first === undefined) return { name, state: 'ok', count }
  return { name, state: 'failed', count, problems: [first, ...more.slice(0, listedMax - 1)] }
}

export function ownOmission(name: OwnCheckName, because: OwnOmission): OwnCheck {
  return { name, state: 'notChecked', because }
}
