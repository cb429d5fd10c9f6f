import type { MissingFact } from '@stellwerk/contract/lamp'

/** What was found in the folder of a component. */
export interface FolderFacts {
  /**
   * Each text by the licences that it may belong to: a policy can belong to several versions of one. `NO-LICENCE` stands for a text
   * that nobody knows.
   */
  readonly licences: readonly (readonly string[])[]
  /** Fingerprints of the words of its texts (hex), in order. */
  readonly textSha256: readonly string[]
  /** What card and headers of weights name as its bases; the configuration has to name them as well. */
  readonly claimedBases: readonly string[]
  /** What may not be relied on: a folder that cannot be read, weights that are others than stated, or not measured yet. */
  readonly doubts: readonly MissingFact[]
}
