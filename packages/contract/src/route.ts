import type { Lamps, Obligation, Reason } from './lamp.ts'

/** Milliseconds since the Unix epoch. */
export type Moment = number

/**
 * A use case on a deployment. Its lamps are computed whenever a fact changes, never per request, and each result says
 * until when it holds.
 */
export interface Route {
  readonly useCaseId: string
  readonly deploymentId: string
  readonly lamps: Lamps
  /** The first moment at which one of the facts behind the lamps runs out. Compared at each request. */
  readonly validUntil: Moment
}

/**
 * What a granted decision hands to the path. It is checked again before each forward and at every write to a client
 * (docs/laws.md, law 4).
 */
export interface Permit {
  /** The route that it is for. */
  readonly useCaseId: string
  readonly deploymentId: string
  /** Grows by one with each change of configuration or keys that takes something away. */
  readonly epoch: number
  readonly keyId: string
  /** Version of the key record that was read when the decision fell. */
  readonly keyVersion: number
  readonly obligations: readonly Obligation[]
  /** Digest of the use restrictions that the key has accepted, where a licence wants callers bound. It has to stay accepted. */
  readonly terms?: string
  readonly validUntil: Moment
}

/** The answer of `decide()`. A denial without a reason does not compile. */
export type Decision =
  | { readonly outcome: 'allow'; readonly permit: Permit; readonly lamps: Lamps }
  | {
      readonly outcome: 'deny'
      readonly lamps: Lamps
      readonly reasons: readonly [Reason, ...Reason[]]
    }
