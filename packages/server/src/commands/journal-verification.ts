// What came of a verification, whatever was verified.
import type { BundleSelection } from '@stellwerk/contract/journal/bundle'
import type { ClaimReport } from '@stellwerk/contract/journal/claim-report'
import type { Outcome } from '@stellwerk/tlog/verify/report'

import type { OwnCheck } from './journal-checks.ts'
import type { LogVerdict } from './journal-logs-verification.ts'
import type { ShownStamp } from './journal-stamps.ts'

/** What was verified and what came of it. The same input gives the same value. */
export interface Verification {
  readonly outcome: Outcome
  readonly what: 'journal' | 'address' | 'bundle' | 'proof'
  readonly target: string
  /** The key lay beside the log: it shows damage, and nothing about who holds the key. */
  readonly isOwnKey: boolean
  readonly logs: readonly LogVerdict[]
  /** Left out when a tree is refuted, or not all entries are there to be read. */
  readonly claims?: ClaimReport | undefined
  readonly checks: readonly OwnCheck[]
  readonly stamps: readonly ShownStamp[]
  /** Of a bundle. */
  readonly selection?: BundleSelection | undefined
}

/** The worst of all. */
export function together(what: Omit<Verification, 'outcome'>): Verification {
  const outcomes = [
    ...what.logs.map(({ report }) => report.outcome),
    ...(what.claims === undefined ? [] : [what.claims.outcome]),
    ...what.checks.map(({ state }): Outcome => {
      return state === 'ok' ? 'verified' : state === 'failed' ? 'refused' : 'partial'
    }),
  ]
  const outcome = outcomes.find((one) => one === 'refused') ?? outcomes.find((one) => one === 'partial')
  return { outcome: outcome ?? (outcomes.length === 0 ? 'refused' : 'verified'), ...what }
}
