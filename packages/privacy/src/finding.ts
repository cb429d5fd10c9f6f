/** What a span of text is. The names are those of the published corpora, and of `stellwerk privacy detect`. */
export const categories = [
  'PERSON',
  'ADDRESS',
  'ZIP',
  'LOCATION',
  'ORG',
  'DATE',
  'TIME',
  'AGE',
  'EMAIL',
  'PHONE',
  'URL',
  'IP',
  'IBAN',
  'CREDIT_CARD',
  'ID',
  'PROFESSION',
  /** Nationality, religion, political group; with them what else Art. 9(1) GDPR names. */
  'NRP',
  'TITLE',
  'SECRET',
] as const

export type Category = (typeof categories)[number]

/**
 * How sure a finding is (pattern, check and context, as the large scanners grade them).
 *
 * - `certain`: a pattern with a check that a random text passes at most once in 97, or a prefix that nothing else has
 * - `likely`: a weaker check and a word of context beside it, or a decision of the recogniser
 * - `weak`: only the shape. Never masked by default
 */
export const evidences = ['certain', 'likely', 'weak'] as const

export type Evidence = (typeof evidences)[number]

/** A span of a text. It holds places, never the text itself. */
export interface Finding {
  /** UTF-16 code units, from 0. */
  readonly start: number
  /** Behind the last one. */
  readonly end: number
  readonly category: Category
  /** Which identifier it is, for example `DE_STEUER_ID`; otherwise the category again. */
  readonly kind: string
  /** 0 to 1, comparable within one detector only. */
  readonly score: number
  readonly evidence: Evidence
  /** Name of the detector. */
  readonly detector: string
}

/** How many findings of each category, for decisions and for the journal. Absent means none. */
export type FindingCounts = Readonly<Partial<Record<Category, number>>>
