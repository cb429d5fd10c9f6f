import type { Component } from '../component.ts'
import type { Evaluation } from '../verdict.ts'

/**
 * What a bill of materials is made from: components, and what is known about them with who said so and when. It does not know where
 * any of it is configured. Whatever is absent is unknown, and is stated as unknown in the bill.
 */
export interface BomInput {
  /** What the bill is of, for example the name of an installation. */
  readonly subject: string
  /** When the bill is made: RFC 3339 in UTC with whole seconds, as SPDX wants it. */
  readonly createdAt: string
  /** Organisation that answers for the bill, if it wants to be named. */
  readonly createdBy?: string
  readonly tool: { readonly name: string; readonly version: string }
  /** In any order: they are sorted by id. */
  readonly components: readonly BomComponent[]
}

export interface BomComponent {
  /** One of a kind within the bill. */
  readonly id: string
  readonly component: Component
  /** Where the declared licence stands. Without it nobody knows whether the artefact itself contains the claim. */
  readonly claim?: Claim
  /**
   * A person's conclusion about the licence of the component itself. It counts where no licence of its own is known; what it was made from
   * binds all the same, and a text is never replaced.
   */
  readonly conclusion?: Conclusion
  readonly artefact?: Artefact
  readonly release?: Release
  /** For each use case that was looked at. */
  readonly uses?: readonly EvaluatedUse[]
}

export interface EvaluatedUse {
  readonly useCase: string
  readonly evaluation: Evaluation
}

/**
 * SPDX tells what an artefact contains from what a page about it says: a card inside of the repository is part of the artefact, a
 * label of the page it is shown on is not (SPDX 3.0.1, RelationshipType `hasDeclaredLicense`; checked 2026-11-23).
 */
export interface Claim {
  readonly foundIn: 'text' | 'card' | 'file-header' | 'hub-label' | 'statement'
  /** When somebody saw it there (RFC 3339, UTC). */
  readonly at?: string
  /** For example repository, path and revision. */
  readonly source?: string
}

export interface Conclusion {
  /** SPDX expression. */
  readonly licence: string
  /** An office, never a person's name. */
  readonly by: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly reason: string
  readonly source?: string
}

/** Bytes, and how they are known. */
export interface Artefact {
  readonly known: KnownBy
  /** SHA-256 of the whole (hex), for example of the one file of weights. */
  readonly sha256?: string
  readonly files?: readonly ArtefactFile[]
  /** Texts of licences and policies that lie beside the weights, found by the hash of their words. */
  readonly texts?: readonly FoundText[]
}

/** Measured: hashed here, or by the office named. Declared: somebody wrote it down. Moments in RFC 3339, UTC. */
export type KnownBy =
  | { readonly kind: 'measured'; readonly at: string; readonly by?: string }
  | { readonly kind: 'declared'; readonly at?: string; readonly by?: string }

export interface ArtefactFile {
  readonly path: string
  /** Hex. */
  readonly sha256: string
}

export interface FoundText {
  readonly path: string
  /** Id of the licence or policy that the words are; `null` where no text with these words is known. */
  readonly licence: string | null
  /** Fingerprint of the words (hex); absent where it holds none that can be read. */
  readonly wordSha256?: string
  /** Of the file (hex). */
  readonly sha256?: string
}

/** What the publisher states about a release. None of it is ever guessed: SPDX asks for most of it, and gets it or a gap. */
export interface Release {
  readonly suppliedBy?: string
  readonly originatedBy?: string
  /** RFC 3339, UTC, whole seconds. */
  readonly releasedAt?: string
  readonly builtAt?: string
  readonly downloadLocation?: string
  readonly homePage?: string
  readonly datasetTypes?: readonly DatasetType[]
  /** Limits that the publisher names in the card. */
  readonly limitations?: readonly string[]
}

/** SPDX 3.0.1, Dataset profile, DatasetType (checked 2026-11-23). */
export const datasetTypes = [
  'audio',
  'categorical',
  'graph',
  'image',
  'numeric',
  'other',
  'sensor',
  'structured',
  'syntactic',
  'text',
  'timeseries',
  'timestamp',
  'video',
] as const
export type DatasetType = (typeof datasetTypes)[number]

/** SHA-256 over the UTF-8 bytes of a text, hex. Injected, because this package has no runtime. */
export type DigestOf = (text: string) => string
