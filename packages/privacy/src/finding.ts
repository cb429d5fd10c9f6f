import type { Category } from '@stellwerk/contract/personal-data'

export type { Category } from '@stellwerk/contract/personal-data'

/** One that is left out here does not compile. The list itself stands in `contract`, of which only types come in. */
const each = {
  PERSON: true,
  ADDRESS: true,
  ZIP: true,
  LOCATION: true,
  ORG: true,
  DATE: true,
  TIME: true,
  AGE: true,
  EMAIL: true,
  PHONE: true,
  URL: true,
  IP: true,
  IBAN: true,
  CREDIT_CARD: true,
  ID: true,
  PROFESSION: true,
  NRP: true,
  TITLE: true,
  SECRET: true,
} as const satisfies Record<Category, true>

export const categories = Object.keys(each) as readonly Category[] // The keys of `each` are exactly the members of `Category`.

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
