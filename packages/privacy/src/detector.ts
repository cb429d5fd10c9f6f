import type { Category, Evidence, Finding } from './finding.ts'
import type { Reading } from './reading.ts'

/**
 * What an identifier detector says of one candidate.
 *
 * - `certain`: the check alone is enough
 * - `likely`: the check is weak; a word of its context within 60 characters, or as column, key or label, makes it likely, and
 *   without one it is `weak`
 * - `weak`: only the shape; context makes it likely where the detector says `contextIsEnough`, otherwise it stays weak
 */
export type Grade = Evidence | undefined

/** Letters and digits that stand together in a text, perhaps divided by spaces or hyphens. */
export interface Candidate {
  /** Upper case, without separators. */
  readonly compact: string
  /** As written (normalised), with separators. */
  readonly written: string
  /** Length of each group between separators. */
  readonly groups: readonly number[]
  /** Separator characters as written, in order; `groups.length - 1` of them. */
  readonly separators: string
}

/**
 * An identifier with a form of fixed lengths. The scanner finds candidates in one pass and calls the detector only for those of its
 * lengths and first character, so a detector costs nothing on prose.
 */
export interface IdentifierDetector {
  /** For example `DE_STEUER_ID`; also the name of the detector. */
  readonly kind: string
  readonly category: Category
  /** Lengths of the compact form. */
  readonly lengths: readonly number[]
  readonly startsWith: 'digit' | 'letter' | 'either'
  /** Upper and lower case mean something (Base58, EIP-55): `written` is checked, and one group may hold both. Default no. */
  readonly mixesCase?: boolean
  /** Separators that may stand between groups, besides the spaces and hyphens that every detector takes. Default none. */
  readonly separators?: string
  /** Words, lower case and without diacritics as written by people (de, en and the language of the country). */
  readonly context: readonly string[]
  /** Whether context lifts the bare shape to `likely`. */
  readonly contextIsEnough?: boolean
  /**
   * Where the value itself is called something else (an order, a part, a build), the check alone is not enough: for checks that a number
   * of many passes by chance, and many orders have one. Default no.
   */
  readonly heedsOtherNames?: boolean
  readonly grade: (candidate: Candidate) => Grade
}

/** Finds by itself in the whole text. Must be linear in its length, whatever the text. */
export interface PatternDetector {
  readonly name: string
  /** By kind, words in a key or label that make its value what the key says, also within code. Written as in `IdentifierDetector`. */
  readonly keys?: Readonly<Record<string, readonly string[]>>
  readonly find: (reading: Reading, hints: Hints, add: (finding: Finding) => void) => void
}

/** What is known of a text beside itself. */
export interface Hints {
  /** ISO 639-1, where it is known. */
  readonly language?: string | undefined
  /** Country in which phone numbers without a country code are. ISO 3166-1 alpha-2. */
  readonly region: string
  /** JSON key, column header or label under which the text stands; counts as context. */
  readonly label?: string | undefined
  /** Inside code only what is certain, and secrets, is found. */
  readonly isCode?: boolean | undefined
}
